using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What holds for every two versions, tried on many.</summary>
public class DiffProperties
{
    private static readonly Gen<Condition> Conditions =
        OneOf<Condition>(default, default, Condition.Of("plan", "basic"), Condition.Of("plan", "plus"), Condition.Of("region", "eu"),
        Condition.Of("plan", "plus").And("region", "us"));

    private static readonly Gen<Selector> Selectors = OneOf<Selector>(
        "p.1", "p.1.a", "p.1.b", "p.2", "p.*", "q.1", "*", "12.3.1", "iso-27017:*");

    private static readonly Gen<Duty> Duties =
        from id in Gen.Int[0, 4]
        from party in OneOf("provider", "customer", "host", "other")
        from involvement in OneOf(Duty.DefaultInvolvement, Duty.DefaultInvolvement, Involvement.Responsible, Involvement.Accountable,
            Involvement.Informed, Involvement.Consulted | Involvement.Responsible)
        from text in OneOf(null, "Does it.", "Does it well.", "Watches it.")
        from upstream in OneOf(null, null, "up", "over")
        from evidence in OneOf<ValueList<string>>([], ["soc2"], ["soc2", "iso"])
        from when in Conditions
        select new Duty
        {
            Id = id == 0 ? null : $"d{id}",
            Party = party,
            Involvement = involvement,
            Text = text,
            InheritedFrom = upstream,
            Evidence = evidence,
            When = when
        };

    private static readonly Gen<Assignment> Assignments =
        from selector in Selectors
        from when in Conditions
        from kind in Gen.Int[0, 9]
        from split in Gen.Int[1, 7]
        from duties in Duties.Array[1, 3]
        from inheritability in OneOf<Inheritability?>(null, null, Inheritability.Full, Inheritability.None)
        select kind switch
        {
            0 =>
                new Assignment
                {
                    Controls = [selector],
                    When = when,
                    State = ControlState.NotApplicable,
                    Reason = "none",
                    Inheritability = inheritability
                },
            1 => new Assignment { Controls = [selector], When = when, State = ControlState.NotDetermined, Reason = "later" },
            < 5 => new Assignment { Controls = [selector], When = when, Split = (Sides)split, Inheritability = inheritability },
            // Ids are those of the document, so a duty of another assignment has another one.
            _ =>
                new Assignment
                {
                    Controls = [selector],
                    When = when,
                    Duties = duties.DistinctBy(duty => duty.Id ?? duty.Text + duty.Party).ToValueList(),
                    Inheritability = inheritability
                },
        };

    private static readonly Gen<Commitment> Commitments =
        from id in OneOf("a", "b")
        from direction in OneOf(TargetOperator.AtLeast, TargetOperator.AtMost)
        from value in Gen.Int[1, 3]
        from unit in OneOf("hours", "days", "businessDays")
        from window in OneOf(null, "month")
        from when in Conditions
        select new Commitment
        {
            Id = id,
            Party = "acme",
            Metric = "m",
            Target = new CommitmentTarget { Operator = direction, Value = value, Unit = unit },
            Window = window,
            When = when
        };

    private static readonly Gen<Matrix> Matrices =
        from assignments in Assignments.Array[0, 6]
        from commitments in Commitments.Array[0, 2]
        from rows in Gen.Int[0, 31]
        from parameters in Gen.Int[1, 3]
        from title in OneOf("One", "Two")
        from excluded in Gen.Bool
        select Make.Matrix(assignments) with
        {
            Title = title,
            Parties = [.. Make.Matrix().Parties, new Party { Id = "other", Name = "Other" }],
            Catalogs = excluded ? [] : [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.3.1"] }],
            Controls = Rows(rows).ToValueList(),
            Parameters = new[] { new Parameter { Id = "plan", Values = ["basic", "plus"] },
                new Parameter { Id = "region", Values = ["eu", "us"] } }.Where((_, i) => (parameters & (1 << i)) != 0).ToValueList(),
            Commitments = commitments.DistinctBy(commitment => commitment.Id).ToValueList(),
        };

    private static IEnumerable<Control> Rows(int mask) =>
        new[] { Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1"), Make.Row("p.2"), Make.Row("q.1", "iso-27017:12.3.1") }
            .Where((row, i) => i == 0 || (mask & (1 << i)) != 0);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    [Fact]
    public void Nothing_changes_between_a_matrix_and_itself() => Matrices.Sample(matrix =>
    {
        // Another object with the same content, so that nothing is equal for being the same.
        var result = Diff.Of(matrix, matrix with { Title = matrix.Title });
        Assert.Empty(result.Changes);
        Assert.Equal((VersionBump.None, VersionBump.None, true), (result.RequiredBump, result.DeclaredBump, result.IsSufficient));
    });

    [Fact]
    public void Backwards_every_change_is_mirrored() => Gen.Select(Matrices, Matrices).Sample((one, other) =>
    {
        var (forward, backward) = (Diff.Of(one, other), Diff.Of(other, one));
        Assert.Equal(Lines(forward, true), Lines(backward, false));
        Assert.Equal(Lines(forward, false), Lines(backward, true));
    });

    [Fact]
    public void The_same_versions_give_the_same_bytes() => Gen.Select(Matrices, Matrices).Sample((one, other) =>
        Assert.Equal(MatrixJson.ToUtf8Bytes(Diff.Of(one, other)),
            MatrixJson.ToUtf8Bytes(Diff.Of(one with { Title = one.Title }, other with { Title = other.Title }))));

    [Fact]
    public void In_one_context_exactly_those_changes_are_told_that_hold_in_it() => Gen.Select(Matrices, Matrices).Sample((one, other) =>
    {
        var all = Diff.Of(one, other);
        foreach (var context in Contexts(all))
            Assert.Equal(Lines(all, false, [context]), Lines(Diff.In(one, other, context), false));
    });

    [Fact]
    public void The_bump_is_that_of_the_largest_impact() => Gen.Select(Matrices, Matrices).Sample((one, other) =>
    {
        var result = Diff.Of(one, other);
        Assert.Equal(VersionBumps.Required(one.Version, result.Changes.IsEmpty ? null : result.Changes.Max(change => change.Impact)),
            result.RequiredBump);
        Assert.Equal(!result.IsSufficient, result.Diagnostics.Any(finding => finding.Id == "RM6001"));
    });

    [Fact]
    public void Every_change_is_in_one_place_of_a_notice() => Gen.Select(Matrices, Matrices).Sample((one, other) =>
    {
        var (before, after) = (new Resolver(one), new Resolver(other));
        var diff = MatrixDiff.Compare(before, after, Make.Today);
        var notice = ChangeNotice.Of(diff, before, after, Make.Today);
        var moves = diff.Changes.Where(change => change.IsMoveToCustomer).ToList();
        // What a loss leaves to the customer, or a commitment asks of it, follows what moves to it, and is told as a loss or another too.
        Assert.Equal(moves.Select(KeyOf), notice.MustDo.Take(moves.Count).Select(KeyOf));
        var told = notice.Losses.Concat(notice.Others).ToList();
        Assert.All(notice.MustDo.Skip(moves.Count), item => Assert.Contains(KeyOf(item), told.Select(KeyOf)));
        var rest = diff.Changes.Where(change => !change.IsMoveToCustomer && change.Impact > VersionBump.Patch).Select(KeyOf).Order();
        Assert.Equal(rest, told.Where(item => item.Kind != ChangeKind.MetadataChanged).Select(KeyOf).Order());
        Assert.Equal(diff.Changes.Count, moves.Count + told.Count + notice.Particulars);
        Assert.All(notice.MustDo.Concat(told), item => Assert.EndsWith(".", item.Text, StringComparison.Ordinal));
    });

    private static string KeyOf(MatrixChange change) =>
        $"{change.Kind} {change.Catalog} {change.Control} {change.Subject} {change.When}";

    private static string KeyOf(NoticeItem item) => $"{item.Kind} {item.Catalog} {item.Control} {item.Subject} {item.When}";

    // A line for each change in each context; two duties may change in the same words. That the customer comes is told beside a state that
    // is gained, and nothing beside one that is lost: it has no mirror there.
    private static List<string> Lines(MatrixDiff result, bool isMirrored, IEnumerable<ResolutionContext>? contexts = null) =>
        [.. (from context in contexts ?? Contexts(result)
            from change in result.Changes
            where change.Contexts.IsEmpty
                || change.Contexts.Any(held => held.Parameters.All(parameter => context.Parameters[parameter.Key] == parameter.Value))
            where change.Kind != ChangeKind.CustomerAdded
                || change.Before is not ("unassigned" or "notApplicable" or "notDetermined" or "conflict")
            let values = isMirrored ? (Kind: Mirror(change), Before: change.After, After: change.Before)
                : (change.Kind, change.Before, change.After)
            let line = $"{Name(context)} {values.Kind} {change.Catalog} {change.Control} {change.Subject} " +
                $"{values.Before} → {values.After}"
            orderby line
            select line).Distinct()];

    private static IEnumerable<ResolutionContext> Contexts(MatrixDiff result) => result.Options.Skip(1).Aggregate(
        new[] { Make.Context() }.AsEnumerable(),
        (contexts, option) =>
            contexts.SelectMany(
            context => option.Values.Select(value => context with { Parameters = new([.. context.Parameters, new(option.Id, value)]) })));

    private static string Name(ResolutionContext context) =>
        string.Join(',', context.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => parameter.Value));

    private static ChangeKind Mirror(MatrixChange change) => change.Kind switch
    {
        ChangeKind.CustomerAdded => ChangeKind.CustomerRemoved,
        ChangeKind.CustomerRemoved => ChangeKind.CustomerAdded,
        ChangeKind.ProviderAdded => ChangeKind.ProviderRemoved,
        ChangeKind.ProviderRemoved => ChangeKind.ProviderAdded,
        ChangeKind.StateLost => ChangeKind.StateGained,
        ChangeKind.StateGained => ChangeKind.StateLost,
        ChangeKind.ConflictAdded => ChangeKind.StateChanged,
        ChangeKind.StateChanged when change.Before == "conflict" => ChangeKind.ConflictAdded,
        ChangeKind.ControlAdded => ChangeKind.ControlRemoved,
        ChangeKind.ControlRemoved => ChangeKind.ControlAdded,
        ChangeKind.InheritabilityNarrowed => ChangeKind.InheritabilityWidened,
        ChangeKind.InheritabilityWidened => ChangeKind.InheritabilityNarrowed,
        ChangeKind.ImplementationWeakened => ChangeKind.ImplementationStrengthened,
        ChangeKind.ImplementationStrengthened => ChangeKind.ImplementationWeakened,
        ChangeKind.CommitmentWeakened => ChangeKind.CommitmentStrengthened,
        ChangeKind.CommitmentStrengthened => ChangeKind.CommitmentWeakened,
        ChangeKind.CommitmentAdded => ChangeKind.CommitmentRemoved,
        ChangeKind.CommitmentRemoved => ChangeKind.CommitmentAdded,
        var other => other,
    };
}
