using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What is told of a control, kind by kind.</summary>
public class ChangeKindTests
{
    [Fact]
    public void Every_kind_has_an_impact()
    {
        foreach (var kind in Enum.GetValues<ChangeKind>()) Assert.True(Enum.IsDefined(ChangeKinds.ImpactOf(kind)));
        Assert.Equal(12, Enum.GetValues<ChangeKind>().Count(kind => ChangeKinds.ImpactOf(kind) == VersionBump.Major));
        Assert.Equal(13, Enum.GetValues<ChangeKind>().Count(kind => ChangeKinds.ImpactOf(kind) == VersionBump.Minor));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangeKinds.ImpactOf((ChangeKind)99));
    }

    [Theory]
    [InlineData(
        Sides.Provider, Sides.Shared,
        "customerAdded a.1: provider → shared; inheritabilityNarrowed a.1: full → partial; accountableChanged a.1: provider → provider, " +
        "customer")]
    [InlineData(
        Sides.Shared, Sides.Customer,
        "providerRemoved a.1: shared → customer; inheritabilityNarrowed a.1: partial → none; accountableChanged a.1: provider, customer " +
        "→ customer")]
    [InlineData(
        Sides.Shared, Sides.Provider,
        "customerRemoved a.1: shared → provider; inheritabilityWidened a.1: partial → full; accountableChanged a.1: provider, customer → " +
        "provider")]
    [InlineData(
        Sides.Customer, Sides.Shared,
        "providerAdded a.1: customer → shared; inheritabilityWidened a.1: none → partial; accountableChanged a.1: customer → provider, " +
        "customer")]
    public void A_side_that_comes_or_goes_is_told(Sides before, Sides after, string expected) =>
        Assert.Equal(expected, string.Join("; ", Diff.Changes(Diff.Split(before), Diff.Split(after))));

    [Fact]
    public void A_party_whose_id_changes_and_that_stays_the_provider_is_no_change_of_performer()
    {
        var old = Diff.Duties(new Duty { Party = "acme", Text = "Does it." });
        var now = Diff.Duties(new Duty { Party = "acme-group", Text = "Does it." }) with
        {
            Service = old.Service with { Provider = "acme-group" },
            Parties = [new Party { Id = "acme-group", Name = "Acme" }, .. old.Parties.Skip(1)],
        };
        Assert.Equal(["metadataChanged service: - → -", "metadataChanged parties: - → -"], Diff.Changes(old, now));
    }

    [Fact]
    public void Another_third_party_is_told()
    {
        var old = Diff.Duties(new Duty { Party = "host", Involvement = Involvement.Responsible },
            new Duty { Party = "provider", Involvement = Involvement.Accountable });
        old = old with { Parties = [.. old.Parties, new Party { Id = "other", Name = "Other" }] };
        var now = old with
        {
            Assignments =
            [
            old.Assignments[0] with
            { Duties = [new Duty { Party = "other", Involvement = Involvement.Responsible }, old.Assignments[0].Duties[1]] }]
        };
        Assert.Equal(["thirdPartyChanged a.1: host → other"], Diff.Changes(old, now));
    }

    [Fact]
    public void Another_upstream_is_told()
    {
        var old = Diff.Duties(new Duty { Party = "provider", InheritedFrom = "cloud-a" });
        Assert.Equal(["thirdPartyChanged a.1: cloud-a → cloud-b"],
            Diff.Changes(old, Diff.Duties(new Duty { Party = "provider", InheritedFrom = "cloud-b" })));
        Assert.Equal(["thirdPartyChanged a.1: cloud-a → -"], Diff.Changes(old, Diff.Duties(new Duty { Party = "provider" })));
    }

    [Fact]
    public void Of_a_state_that_is_lost_nothing_else_is_told()
    {
        Assert.Equal(["stateLost a.1: shared → notDetermined"],
            Diff.Changes(Diff.Split(Sides.Shared), Diff.State(ControlState.NotDetermined)));
        Assert.Equal(["stateLost a.1: shared → notApplicable"],
            Diff.Changes(Diff.Split(Sides.Shared), Diff.State(ControlState.NotApplicable)));
        Assert.Equal(["stateLost a.1: shared → unassigned"], Diff.Changes(Diff.Split(Sides.Shared), Diff.Row(null)));
        Assert.Equal(["stateLost a.1: provider → conflict"], Diff.Changes(Diff.Split(Sides.Provider), Diff.Conflict()));
    }

    [Fact]
    public void Of_a_state_that_is_gained_only_the_customers_part_is_told_besides()
    {
        Assert.Equal(["stateGained a.1: notApplicable → provider"],
            Diff.Changes(Diff.State(ControlState.NotApplicable), Diff.Split(Sides.Provider)));
        Assert.Equal(["customerAdded a.1: unassigned → shared", "stateGained a.1: unassigned → shared"],
            Diff.Changes(Diff.Row(null), Diff.Split(Sides.Shared)));
        Assert.Equal(["customerAdded a.1: conflict → customer", "stateGained a.1: conflict → customer"],
            Diff.Changes(Diff.Conflict(), Diff.Split(Sides.Customer)));
    }

    [Fact]
    public void Other_states_change()
    {
        Assert.Equal(["stateChanged a.1: unassigned → notDetermined"],
            Diff.Changes(Diff.Row(null), Diff.State(ControlState.NotDetermined)));
        Assert.Equal(["stateChanged a.1: notDetermined → notApplicable"],
            Diff.Changes(Diff.State(ControlState.NotDetermined), Diff.State(ControlState.NotApplicable)));
        Assert.Equal(["conflictAdded a.1: notDetermined → conflict"],
            Diff.Changes(Diff.State(ControlState.NotDetermined), Diff.Conflict()));
        Assert.Equal(["stateChanged a.1: conflict → unassigned"], Diff.Changes(Diff.Conflict(), Diff.Row(null)));
    }

    [Fact]
    public void Controls_come_and_go()
    {
        var old = Diff.Split(Sides.Shared);
        var now = old with
        { Controls = [Make.Row("A-01"), Make.Row("b")], Assignments = [.. old.Assignments, Make.Assign("b", Sides.Customer)] };
        // A-01 is a.1 in another spelling: it is the same row, whose spelling alone changes.
        var result = Diff.Of(old, now);
        Assert.Equal(["controlAdded b: - → customer", "textChanged A-01: Row a.1 → Row A-01", "metadataChanged controls: - → -"],
            Diff.Lines(result));
        Assert.True(result.Changes[0].IsMoveToCustomer);
        Assert.Equal((null, "/assignments/1"), (result.Changes[0].OldPlace?.Pointer, result.Changes[0].NewPlace?.Pointer));
        Assert.Equal("controlRemoved b: customer → -", Diff.Changes(now, old)[0]);
    }

    [Fact]
    public void Inheritability_is_told_where_nothing_applies_too()
    {
        var (none, full) =
            (Diff.State(ControlState.NotApplicable), Diff.State(ControlState.NotApplicable, inheritability: Inheritability.Full));
        Assert.Equal(["inheritabilityWidened a.1: none → full"], Diff.Changes(none, full));
        Assert.Equal(["inheritabilityNarrowed a.1: full → none"], Diff.Changes(full, none));
    }

    [Fact]
    public void A_duty_that_comes_goes_or_moves_between_sides_that_perform_is_told()
    {
        var old = Diff.Duties(new Duty { Id = "p", Party = "provider", Text = "Runs it." },
            new Duty { Id = "scan", Party = "provider", Text = "Scans files." },
            new Duty { Id = "c", Party = "customer", Text = "Uses it." });
        var now = Diff.Duties(old.Assignments[0].Duties[0], old.Assignments[0].Duties[1] with { Party = "customer" },
            old.Assignments[0].Duties[2]);
        Assert.Equal(["dutyChanged a.1: - → Scans files.", "dutyChanged a.1: Scans files. → -"], Diff.Changes(old, now));
    }

    [Fact]
    public void Another_text_is_a_patch_and_another_duty_is_not()
    {
        var old = Diff.Duties(new Duty { Id = "a", Party = "provider", Text = "Encrypts disks." });
        Assert.Equal(["textChanged a.1: Encrypts disks. → Encrypts all disks."],
            Diff.Changes(old, Diff.Duties(new Duty { Id = "a", Party = "provider", Text = "Encrypts all disks." })));
        Assert.Equal(["dutyChanged a.1: Encrypts disks. → -", "dutyChanged a.1: - → Watches logs."],
            Diff.Changes(old, Diff.Duties(new Duty { Id = "b", Party = "provider", Text = "Watches logs." })));
        Assert.Equal(["dutyChanged a.1: Encrypts disks. → -", "dutyChanged a.1: - → Watches logs."],
            Diff.Changes(old, Diff.Duties(new Duty { Party = "provider", Text = "Watches logs." })));
        Assert.Equal(["textChanged a.1: Encrypts disks. → Watches logs."],
            Diff.Changes(Diff.Duties(new Duty { Party = "provider", Text = "Encrypts disks." }),
            Diff.Duties(new Duty { Party = "provider", Text = "Watches logs." })));
        Assert.Empty(Diff.Changes(old, Diff.Duties(new Duty { Id = "renamed", Party = "acme", Text = "Encrypts disks." })));
    }

    [Fact]
    public void The_order_of_duties_and_a_duty_before_the_others_change_no_words()
    {
        var (a, b) = (new Duty { Party = "provider", Text = "A." }, new Duty { Party = "provider", Text = "B." });
        Assert.Empty(Diff.Changes(Diff.Duties(a, b), Diff.Duties(b, a)));
        Assert.Equal(["dutyChanged a.1: - → New."],
            Diff.Changes(Diff.Duties(a, b), Diff.Duties(new Duty { Party = "provider", Text = "New." }, a, b)));
    }

    [Fact]
    public void What_belongs_to_a_duty_changes_with_it()
    {
        var old = new Duty
        {
            Id = "a",
            Party = "provider",
            Text = "Does it.",
            Action = "perform",
            Component = "Portal",
            Evidence = ["soc2"],
            Commitments = ["p"],
            Implementation = [ImplementationStatus.Alternative],
            Satisfies = ["up#1"],
            DependsOn = ["b"],
            InheritedFrom = "up",
            UpstreamControls = ["x.1"]
        };
        var now = old with
        {
            Action = "configure",
            Component = "Store",
            Evidence = ["soc2", "iso"],
            Commitments = [],
            Implementation = [ImplementationStatus.Implemented],
            Satisfies = ["up#2"],
            DependsOn = [],
            UpstreamControls = ["x.2"]
        };
        Assert.Equal(
            ["perform → configure", "Portal → Store", "alternative → implemented", "soc2 → soc2, iso", "p → -", "up#1 → up#2", "x.1 → x.2",
                "b → -"],
            Diff.Changes(Diff.Duties(old), Diff.Duties(now)).Select(line => line["dutyChanged a.1: ".Length..]));
    }

    [Theory]
    [InlineData("provider", ImplementationStatus.Implemented, ImplementationStatus.Planned,
        "implementationWeakened a.1: implemented → planned")]
    [InlineData("provider", ImplementationStatus.Alternative, ImplementationStatus.Partial,
        "implementationWeakened a.1: alternative → partial")]
    [InlineData("provider", null, ImplementationStatus.NotImplemented, "implementationWeakened a.1: - → notImplemented")]
    [InlineData("provider", ImplementationStatus.Planned, ImplementationStatus.Implemented,
        "implementationStrengthened a.1: planned → implemented")]
    [InlineData("provider", ImplementationStatus.Implemented, ImplementationStatus.Alternative,
        "dutyChanged a.1: implemented → alternative")]
    [InlineData("provider", ImplementationStatus.Planned, ImplementationStatus.Partial, "dutyChanged a.1: planned → partial")]
    [InlineData("customer", ImplementationStatus.Implemented, ImplementationStatus.Planned, "dutyChanged a.1: implemented → planned")]
    [InlineData("host", ImplementationStatus.Implemented, ImplementationStatus.Planned, "dutyChanged a.1: implemented → planned")]
    [InlineData("affiliate", ImplementationStatus.Implemented, ImplementationStatus.Planned,
        "implementationWeakened a.1: implemented → planned")]
    public void What_the_provider_had_done_and_has_not_is_told(
        string party, ImplementationStatus? before, ImplementationStatus? after, string expected)
    {
        Matrix With(ImplementationStatus? status)
        {
            var matrix = Diff.Duties(new Duty { Party = party, Text = "Does it.", Implementation = status is { } known ? [known] : [] });
            return matrix with { Parties = [.. matrix.Parties, new Party { Id = "affiliate", Name = "Affiliate", Side = Sides.Provider }] };
        }
        Assert.Equal([expected], Diff.Changes(With(before), With(after)));
    }

    [Fact]
    public void A_duty_that_moves_to_an_affiliate_is_another_partys()
    {
        Matrix With(string party, Involvement involvement = Duty.DefaultInvolvement, string? id = null)
        {
            var matrix = Diff.Duties(new Duty { Id = id, Party = party, Text = "Does it.", Involvement = involvement },
                new Duty { Party = "provider", Text = "Answers.", Involvement = Involvement.Accountable });
            return matrix with
            {
                Parties = [.. matrix.Parties, new Party { Id = "affiliate", Name = "Affiliate", Side = Sides.Customer },
                new Party { Id = "sister", Name = "Sister", Side = Sides.Customer }]
            };
        }
        Assert.Equal(["accountableChanged a.1: provider, customer → provider, affiliate"],
            Diff.Changes(With("customer"), With("affiliate")));
        Assert.Equal(["accountableChanged a.1: provider, affiliate → provider, sister"], Diff.Changes(With("affiliate"), With("sister")));
        Assert.Equal(["dutyChanged a.1: customer → affiliate"],
            Diff.Changes(With("customer", Involvement.Responsible), With("affiliate", Involvement.Responsible)));
        Assert.Equal(["dutyChanged a.1: customer → affiliate"],
            Diff.Changes(With("customer", Involvement.Consulted), With("affiliate", Involvement.Consulted)));
        Assert.Equal(["dutyChanged a.1: affiliate → customer"],
            Diff.Changes(With("affiliate", Involvement.Responsible, "d"), With("customer", Involvement.Responsible, "d")));
    }

    [Fact]
    public void A_feature_that_moves_to_another_component_is_the_same_duty()
    {
        Duty[] Rows(string first, string second) =>
            [new Duty { Party = "provider", Text = "Encrypts.", Component = first },
            new Duty { Party = "provider", Text = "Logs.", Component = second }];
        Assert.Equal(["dutyChanged a.1: Store → Vault"],
            Diff.Changes(Diff.Duties(Rows("Portal", "Store")), Diff.Duties([.. Rows("Portal", "Vault").Reverse()])));
    }

    [Theory]
    [InlineData("provider", "Backs up.", "Backs up. The customer tests restores.", true)]
    [InlineData("provider", "Backs up for the customer.", "Backs up for the customer daily.", true)]
    [InlineData("provider", "Backs up.", "Backs up daily.", false)]
    [InlineData("provider", "Backs up. You test restores.", "Backs up daily. You test restores.", false)]
    [InlineData("provider", "Backs up.", "Backs up. Globex tests restores.", true)]
    [InlineData("provider", "The customer tests restores. Backs up.", "Backs up.", false)]
    [InlineData("customer", "Tests restores.", "Tests restores. Reports failures.", true)]
    [InlineData("customer", "Tests restores. Reports failures.", "Tests restores.", false)]
    [InlineData("provider", null, "Backs up; the tenant tests.", true)]
    public void A_text_that_newly_speaks_of_the_customers_part_is_among_what_moves_to_it(
        string party, string? before, string after, bool isMove)
    {
        var change =
            Assert.Single(
            Diff.Of(Diff.Duties(new Duty { Id = "d", Party = party, Text = before }),
            Diff.Duties(new Duty { Id = "d", Party = party, Text = after })).Changes);
        Assert.Equal((ChangeKind.TextChanged, before, after, isMove), (change.Kind, change.Before, change.After, change.IsMoveToCustomer));
    }

    [Fact]
    public void A_new_duty_of_a_customer_that_performs_already_is_among_what_moves_to_it()
    {
        var one = new Duty { Party = "customer", Text = "Tests." };
        var changes =
            Diff.Of(Diff.Duties(one, new Duty { Party = "provider", Text = "A." }),
            Diff.Duties(one, one with { Text = "Reports." }, new Duty { Party = "provider", Text = "A." },
            new Duty { Party = "provider", Text = "B." })).Changes;
        Assert.Equal([(ChangeKind.DutyChanged, "Reports.", true), (ChangeKind.DutyChanged, "B.", false)],
            changes.Select(change => (change.Kind, change.After, change.IsMoveToCustomer)));
    }

    [Fact]
    public void A_dependency_on_a_duty_that_got_another_id_is_the_same()
    {
        var old = Diff.Duties(new Duty { Id = "a", Party = "provider", Text = "Offers." },
            new Duty { Party = "customer", Text = "Uses.", DependsOn = ["a"] });
        Assert.Empty(
            Diff.Changes(
            old, Diff.Duties(new Duty { Id = "offer", Party = "provider", Text = "Offers." },
            new Duty { Party = "customer", Text = "Uses.", DependsOn = ["offer"] })));
    }

    [Fact]
    public void Coupling_changes_where_several_sides_perform_before_and_after()
    {
        Matrix With(Coupling coupling) => Diff.Row(Make.Assign("a.1", Sides.Shared) with { Coupling = coupling });
        Assert.Equal(["dutyChanged a.1: independent → dependent"], Diff.Changes(With(Coupling.Independent), With(Coupling.Dependent)));
    }

    [Theory]
    [InlineData(Involvement.Consulted, "dutyChanged a.1: - → customer")]
    [InlineData(Involvement.Informed, "dutyChanged a.1: - → customer")]
    [InlineData(Involvement.Accountable, "accountableChanged a.1: provider → provider, customer")]
    public void Who_answers_and_who_is_asked_or_told_is_no_performing(Involvement involvement, string expected)
    {
        var provider = new Duty { Party = "provider" };
        Assert.Equal(
            [expected],
            Diff.Changes(Diff.Duties(provider), Diff.Duties(provider, new Duty { Party = "customer", Involvement = involvement })));
    }

    [Fact]
    public void A_part_of_one_duty_that_the_side_keeps_elsewhere_is_told()
    {
        var (a, b) = (new Duty { Id = "a", Party = "provider" }, new Duty { Id = "b", Party = "provider", Text = "More." });
        Assert.Equal(["dutyChanged a.1: responsible, accountable → responsible"],
            Diff.Changes(Diff.Duties(a, b), Diff.Duties(a, b with { Involvement = Involvement.Responsible })));
    }

    [Fact]
    public void The_customers_new_duties_come_with_the_change()
    {
        var change =
            Diff.Of(
            Diff.Split(Sides.Provider),
            Diff.Duties(new Duty { Party = "provider" }, new Duty { Party = "globex", Text = "Scans files." },
            new Duty { Party = "globex", Involvement = Involvement.Informed, Text = "Is told." })).Changes[0];
        Assert.Equal(ChangeKind.CustomerAdded, change.Kind);
        Assert.Equal("Scans files.", Assert.Single(change.CustomerDuties).Text);
        Assert.Equal("a.1: the customer becomes a performer: provider → shared.", change.Message);
        Assert.Equal(("/assignments/0", "/assignments/0"), (change.OldPlace?.Pointer, change.NewPlace?.Pointer));
    }

    [Fact]
    public void A_reason_in_other_words_is_a_patch() =>
        Assert.Equal(["textChanged a.1: so it is → there is none"],
            Diff.Changes(Diff.State(ControlState.NotApplicable), Diff.State(ControlState.NotApplicable, "there is none")));
}
