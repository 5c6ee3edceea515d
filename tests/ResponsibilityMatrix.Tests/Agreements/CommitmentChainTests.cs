using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

public class CommitmentChainTests
{
    private static readonly Catalog Demo =
        new() { Id = "demo", Edition = "1", Title = "Demo", Controls = [Make.Row("c.1"), Make.Row("c.2")] };

    [Fact]
    public void A_notice_sooner_than_the_upstreams_shows_both_places_and_the_arithmetic()
    {
        var finding = Assert.Single(Ask(Service("a", ["b"], Notice(24, "hours")), Service("b", [], Notice(72, "hours", party: "b"))));
        Assert.Equal(("RM4001", Severity.Warning, "/commitments/0"), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.Contains("24 hours < 72 hours", finding.Message, StringComparison.Ordinal);
        Assert.Equal("/commitments/0", Assert.Single(finding.Related).Place.Pointer);
    }

    [Theory]
    [InlineData(3, "days", true)]
    [InlineData(4, "days", false)]
    [InlineData(73, "hours", false)]
    [InlineData(2, "businessDays", false)]
    public void Units_are_converted_where_they_can_be(int value, string unit, bool isFound) =>
        Assert.Equal(isFound ? ["RM4001"] : [],
            Ask(Service("a", ["b"], Notice(value, unit)), Service("b", [], Notice(73, "hours", party: "b"))).Select(finding => finding.Id));

    [Fact]
    public void A_clock_that_starts_with_ones_own_awareness_makes_it_a_note()
    {
        var finding = Assert.Single(
            Ask(Service("a", ["b"], Notice(24, "hours", "awareness")), Service("b", [], Notice(72, "hours", "awareness", "b"))));
        Assert.Equal(("RM4001", Severity.Note), (finding.Id, finding.Severity));
    }

    [Fact]
    public void Availability_multiplies_over_two_upstreams()
    {
        Matrix[] upstreams = [Service("b", [], Available(99.9m, "b")), Service("c", [], Available(99.9m, "c"))];
        Assert.Empty(Ask(Service("a", ["b", "c"], Available(99.8m)), upstreams));
        var finding = Assert.Single(Ask(Service("a", ["b", "c"], Available(99.85m)), upstreams));
        Assert.Contains("99.9 % (\"b\") × 99.9 % (\"c\") = 99.8001 percent", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2, finding.Related.Count);
    }

    [Fact]
    public void Availability_multiplies_over_all_levels()
    {
        var finding =
            Assert.Single(
            Ask(Service("a", ["b"], Available(99.9m)), Service("b", ["c"], Available(99.95m, "b")),
            Service("c", [], Available(99.94m, "c"))), finding => finding.Message.StartsWith("a commits to", StringComparison.Ordinal));
        Assert.Equal(2, finding.Related.Count);
        Assert.Contains("99.95 % (\"b\") × 99.94 % (\"c\") = 99.89", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_party_further_up_that_goes_by_ones_own_id_there_is_another_one()
    {
        var upstream = Service("b", ["c"], Available(99.95m, "b"));
        upstream = upstream with
        {
            Parties = [.. upstream.Parties.Where(party => party.Id != "c"), new Party { Id = "a", Name = "C" }],
            Upstreams = [upstream.Upstreams[0] with { Provider = "a" }]
        };
        var finding = Assert.Single(Ask(Service("a", ["b"], Available(99.9m)), upstream, Service("c", [], Available(97m, "c"))),
            finding => finding.Message.StartsWith("a commits to", StringComparison.Ordinal));
        Assert.Contains("99.95 % (\"b\") × 97 % (\"c\") = 96.9515 percent", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commitment_without_one_behind_it_names_the_control_that_is_inherited()
    {
        var service = Service("a", ["b"], Notice(24, "hours") with { Controls = ["c.1", "c.2"] });
        var turned = service with
        { Assignments = [service.Assignments[0] with { Controls = ["c.2"] }, service.Assignments[1] with { Controls = ["c.1"] }] };
        Assert.Contains("tied to c.2, which it inherits", Assert.Single(Ask(turned, Service("b", []))).Message, StringComparison.Ordinal);
        Assert.Contains("tied to c.2, which it inherits",
            Assert.Single(Ask(turned with { Upstreams = [new Upstream { Id = "b", Provider = "b" }] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_commitments_over_many_upstreams_end_with_a_finding()
    {
        var names = Enumerable.Range(0, 1500).Select(i => $"u{i}").ToArray();
        var commitments = Enumerable.Range(0, 1500).Select(i => Available(99.9m) with { Id = $"p{i}" }).ToArray();
        var matrix = Service("a", ["b"], commitments);
        matrix = matrix with
        {
            Upstreams = [.. names.Select(name => matrix.Upstreams[0] with { Id = name })],
            Assignments =
                [new Assignment { Controls = ["*"], Duties = [.. names.Select(name => new Duty { Party = "a", InheritedFrom = name })] }],
        };
        Assert.Equal(["RM0003"], Ask(matrix, Service("b", [], Available(99.99m, "b"))).Select(finding => finding.Id).Distinct());
    }

    [Fact]
    public void A_notice_of_change_cannot_be_longer_than_the_upstreams()
    {
        Assert.Equal(["RM4001"], Ask(Service("a", ["b"], Change(30)), Service("b", [], Change(14, "b"))).Select(finding => finding.Id));
        Assert.Empty(Ask(Service("a", ["b"], Change(14)), Service("b", [], Change(30, "b"))));
    }

    [Fact]
    public void Logs_are_kept_by_each_for_itself() =>
        Assert.Empty(Ask(Service("a", ["b"], Commitment("logRetention", TargetOperator.AtLeast, 12, "months")), Service("b", [])));

    [Fact]
    public void Only_equal_windows_are_compared()
    {
        var year = Available(99.99m) with { Window = "calendar year" };
        Assert.Empty(Ask(Service("a", ["b"], year), Service("b", [], Available(99m, "b") with { Window = "calendar month" })));
        Assert.Equal(["RM4001"], Ask(Service("a", ["b"], year), Service("b", [], Available(99m, "b") with { Window = "calendar year" }))
            .Select(finding => finding.Id));
    }

    [Fact]
    public void A_commitment_for_another_severity_is_none_behind_this_one()
    {
        var minor = Notice(1, "hours", party: "b") with { Qualifier = "severity 3" };
        Assert.Equal(["RM4002"], Ask(Service("a", ["b"], Notice(24, "hours") with { Qualifier = "severity 1" }), Service("b", [], minor))
            .Select(finding => finding.Id));
        Assert.Empty(Ask(Service("a", ["b"], Notice(24, "hours") with { Qualifier = "severity 3" }), Service("b", [], minor)));
    }

    [Fact]
    public void A_commitment_on_what_is_not_inherited_needs_none_behind_it()
    {
        var own = Notice(24, "hours") with { Controls = ["c.2"] };
        Assert.Empty(Ask(Service("a", ["b"], own), Service("b", [])));
        Assert.Equal(["RM4002"], Ask(Service("a", ["b"], Notice(24, "hours")), Service("b", [])).Select(finding => finding.Id));
    }

    [Fact]
    public void A_commitment_may_be_tied_to_its_control_by_a_duty()
    {
        var service = Service("a", ["b"], Notice(24, "hours") with { Controls = [] });
        var tied = service with
        {
            Assignments =
            [
            .. service.Assignments.Select(
            assignment =>
            assignment with
            { Duties = assignment.Duties.Select(duty => duty.InheritedFrom is null ? duty : duty with { Commitments = ["commitment"] })
            .ToValueList() })]
        };
        Assert.Empty(Ask(service, Service("b", [])));
        Assert.Equal(["RM4002"], Ask(tied, Service("b", [])).Select(finding => finding.Id));
    }

    [Fact]
    public void A_commitment_whose_control_is_out_of_scope_is_none_about_the_whole_service() =>
        Assert.Empty(
            Ask(Service("a", ["b"], Notice(24, "hours") with { Controls = ["demo:c.9"] }),
            Service("b", [], Notice(72, "hours", party: "b"))));

    [Fact]
    public void What_an_upstream_without_a_matrix_commits_to_can_stand_in_the_document_itself()
    {
        var matrix = Service("a", ["b"], Notice(24, "hours")) with { Upstreams = [new Upstream { Id = "b", Provider = "b" }] };
        Assert.Equal(["RM4002"], Ask(matrix).Select(finding => finding.Id));
        Assert.Empty(Ask(matrix with { Commitments = [.. matrix.Commitments, Notice(12, "hours", party: "b") with { Id = "theirs" }] }));
        Assert.Equal(
            ["RM4001"], Ask(matrix with { Commitments = [.. matrix.Commitments, Notice(72, "hours", party: "b") with { Id = "theirs" }] })
            .Select(finding => finding.Id));
    }

    [Fact]
    public void A_commitment_counts_only_where_its_condition_holds()
    {
        var matrix = Service("a", ["b"], Notice(24, "hours") with { When = Condition.Of("plan", "plus") }) with
        { Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }] };
        var upstream = Service("b", [], Notice(72, "hours", party: "b"));
        Assert.Empty(Ask(matrix, upstream));
        var finding = Assert.Single(matrix.Findings(DocumentSet.BuiltIn.Add(Demo).Add(upstream)), finding => finding.Id == "RM4001");
        Assert.EndsWith("(when plan is plus).", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weak_commitment_further_up_is_told_with_the_way_to_it()
    {
        var findings = Ask(Service("a", ["b"], Notice(4, "days")), Service("b", ["c"], Notice(12, "hours", party: "b")),
            Service("c", [], Notice(72, "hours", party: "c")));
        var finding = Assert.Single(findings);
        Assert.Contains("b commits to", finding.Message, StringComparison.Ordinal);
        Assert.Contains(finding.Related, related => related.Message.Contains("builds on", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "RM4001", Service("a", ["b"], Notice(4, "days"))
            .Findings(
            DocumentSet.BuiltIn.Add(Demo).Add(Service("b", ["c"], Notice(12, "hours", party: "b")))
            .Add(Service("c", [], Notice(72, "hours", party: "c"))))
            .Where(found => found.Place?.Pointer == "/commitments/0" && found.Message.StartsWith("a commits to", StringComparison.Ordinal))
            .Select(found => found.Id));
    }

    [Fact]
    public void An_author_may_accept_it_with_the_means_that_it_has()
    {
        var matrix = Service("a", ["b"], Notice(24, "hours")) with
        { Accepted = [new AcceptedFinding { Finding = "RM4001", Reason = "We watch the upstream ourselves." }] };
        Assert.Equal("We watch the upstream ourselves.",
            Assert.Single(Ask(matrix, Service("b", [], Notice(72, "hours", party: "b")))).AcceptedReason);
    }

    [Theory]
    [InlineData("availability", TargetOperator.AtMost, 99.9, "percent", "/target/operator")]
    [InlineData("availability", TargetOperator.AtLeast, 99.9, "hours", "/target/unit")]
    [InlineData("availability", TargetOperator.AtLeast, 100.1, "percent", "/target/value")]
    [InlineData("incidentNotificationTime", TargetOperator.AtLeast, 24, "hours", "/target/operator")]
    [InlineData("incidentNotificationTime", TargetOperator.AtMost, 24, "percent", "/target/unit")]
    [InlineData("dataDeletionTime", TargetOperator.AtMost, -1, "days", "/target/value")]
    [InlineData("changeNoticePeriod", TargetOperator.AtMost, 30, "days", "/target/operator")]
    [InlineData("logRetention", TargetOperator.AtLeast, 12, "businessDays", null)]
    [InlineData("carbonPerRequest", TargetOperator.AtMost, -5, "percent", null)]
    public void A_target_must_fit_its_metric(string metric, TargetOperator direction, double value, string unit, string? below)
    {
        var findings = (Service("a", []) with { Commitments = [Commitment(metric, direction, (decimal)value, unit)] })
            .Findings(DocumentSet.BuiltIn.Add(Demo)).Where(finding => finding.Id == "RM4003");
        Assert.Equal(below is null ? [] : [$"/commitments/0{below}"], findings.Select(finding => finding.Place!.Pointer));
    }

    [Fact]
    public void Values_of_any_size_do_not_overflow()
    {
        var largest = Notice(decimal.MaxValue, "months");
        Assert.Empty(Ask(Service("a", ["b"], largest), Service("b", [], Notice(decimal.MaxValue, "minutes", party: "b"))));
        Assert.Equal(
            ["RM4001"], Ask(Service("a", ["b"], Notice(decimal.MaxValue, "minutes")), Service("b", [], largest with { Party = "b" }))
            .Select(finding => finding.Id));
    }

    private static Commitment Commitment(
        string metric, TargetOperator direction, decimal value, string unit, string? from = null, string party = "a") =>
        new()
        {
            Id = "commitment",
            Party = party,
            Metric = metric,
            Target = new CommitmentTarget { Operator = direction, Value = value, Unit = unit, From = from },
            Controls = ["c.1"]
        };

    private static Commitment Notice(decimal value, string unit, string? from = "occurrence", string party = "a") =>
        Commitment("incidentNotificationTime", TargetOperator.AtMost, value, unit, from, party);

    private static Commitment Available(decimal value, string party = "a") =>
        Commitment("availability", TargetOperator.AtLeast, value, "percent", null, party);

    private static Commitment Change(decimal days, string party = "a") =>
        Commitment("changeNoticePeriod", TargetOperator.AtLeast, days, "days", null, party);

    // Inherits c.1 from each upstream and does c.2 itself; without an upstream it does both.
    private static Matrix Service(string name, string[] upstreams, params Commitment[] commitments) => new()
    {
        Id = $"https://{name}.example/matrix",
        Version = "1.0.0",
        Title = name,
        Service = new Service { Id = name, Name = name, Provider = name, Customer = "client", Models = ["saas"] },
        Parties = [.. new[] { name, "client" }.Concat(upstreams).Select(party => new Party { Id = party, Name = party })],
        Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }],
        Upstreams = upstreams.Select(
            upstream => new Upstream { Id = upstream, Matrix = $"https://{upstream}.example/matrix", Provider = upstream }).ToValueList(),
        Assignments =
        [
            new Assignment { Controls = ["c.1"], Duties = upstreams.Length == 0 ? [new Duty { Party = name, Text = "Does it." }]
                : upstreams.Select(upstream => new Duty { Party = name, InheritedFrom = upstream }).ToValueList() },
            new Assignment { Controls = ["c.2"], Provider = "Does it." },
        ],
        Commitments = commitments.ToValueList(),
    };

    private static ValueList<Diagnostic> Ask(Matrix matrix, params Matrix[] upstreams)
    {
        var documents = upstreams.Aggregate(DocumentSet.BuiltIn.Add(Demo), (set, upstream) => set.Add(upstream));
        return new ChainResolver(new MatrixDocument(matrix), new() { Documents = documents }).Resolve(Make.Context()).Diagnostics
            .Where(finding => finding.Id[2] is '0' or '4').ToValueList();
    }
}
