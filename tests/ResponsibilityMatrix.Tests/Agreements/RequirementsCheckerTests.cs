using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

public class RequirementsCheckerTests
{
    private static readonly Requirement Assigned = new() { Assigned = true };

    [Fact]
    public void Assigned_asks_that_somebody_has_duties()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider), Open("a.2"), Make.Assign("b.1", Sides.Provider), Make.Assign("b.1", Sides.Customer)) with { Controls = [Make.Row("a.1"), Make.Row("a.2"), Make.Row("b.1"), Make.Row("c.1")] };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", Assigned).Status);
        AssertMissing(One(matrix, "a.2", Assigned), RequirementKind.Assigned, "a.2 is left open (\"later\"). Settle who does it");
        AssertMissing(One(matrix, "b.1", Assigned), RequirementKind.Assigned, "b.1 is assigned more than once, differently.");
        AssertMissing(One(matrix, "c.1", Assigned), RequirementKind.Assigned, "Nothing is said of c.1. Add an assignment");
    }

    [Fact]
    public void A_control_with_an_open_statement_is_not_assigned()
    {
        var matrix = Make.Matrix(Make.Assign("a.1.x", Sides.Provider)) with { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
        AssertMissing(One(matrix, "a.1", Assigned), RequirementKind.Assigned, "a.1.y, a part of a.1, is open. Assign it too.");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { PerformedBy = Sides.Provider }).Status);
    }

    [Fact]
    public void What_is_declared_not_applicable_is_left_to_the_reader_unless_somebody_must_perform()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], State = ControlState.NotApplicable, Reason = "No network." });
        var control = One(matrix, "a.1", new() { Assigned = true, DutyText = true, Qualified = true });
        Assert.Equal(RuleStatus.NotApplicable, control.Status);
        Assert.Equal("The matrix declares it not applicable (\"No network.\"). Judge whether you agree.", control.Note);
        AssertMissing(One(matrix, "a.1", new() { PerformedBy = Sides.Provider }), RequirementKind.PerformedBy, "a.1 is declared not applicable (\"No network.\"). Assign it to Acme (provider), or agree that the rule falls away");
        AssertMissing(One(matrix, "a.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment, "promises no incidentNotificationTime");
    }

    [Fact]
    public void Performed_by_asks_for_each_of_the_sides_and_allows_more()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Shared), Duties("a.2", new Duty { Party = "host", Text = "Runs it." }));
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { PerformedBy = Sides.Provider }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { PerformedBy = Sides.Shared }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { PerformedBy = Sides.ThirdParty }).Status);
        AssertMissing(One(matrix, "a.2", new() { PerformedBy = Sides.Shared }), RequirementKind.PerformedBy, "Acme (provider) and Globex (customer) do not perform a.2. Add a duty");
        AssertMissing(One(matrix, "a.1", new() { PerformedBy = Sides.ThirdParty }), RequirementKind.PerformedBy, "a third party does not perform a.1.");
        AssertMissing(One(matrix, "b.1", new() { PerformedBy = Sides.Shared, DutyText = true }), RequirementKind.PerformedBy, "Nothing is said of b.1. Add an assignment for it, with a duty of Acme (provider) and Globex (customer).");
        AssertMissing(One(Make.Matrix(Open("b.1")), "b.1", new() { PerformedBy = Sides.Provider, DutyText = true }), RequirementKind.PerformedBy, "b.1 is left open (\"later\").");
    }

    [Fact]
    public void Who_only_answers_for_it_does_not_perform()
    {
        var matrix = Make.Matrix(Duties("a.1", new Duty { Party = "host", Involvement = Involvement.Responsible, Text = "Runs it." }, new Duty { Party = "acme", Involvement = Involvement.Accountable }));
        Assert.Equal(RuleStatus.Unmet, One(matrix, "a.1", new() { PerformedBy = Sides.Provider }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { DutyText = true }).Status);
    }

    [Fact]
    public void Duty_text_asks_of_everybody_who_performs()
    {
        var matrix = Make.Matrix(Duties("a.1", new Duty { Party = "acme", Text = "Runs it." }, new Duty { Id = "d2", Party = "acme", Text = " " }), new Assignment { Controls = ["a.2"], Provider = "Runs it." });
        AssertMissing(One(matrix, "a.1", new() { DutyText = true }), RequirementKind.DutyText, "No text says what Acme (\"d2\") does for a.1.");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { DutyText = true }).Status);
        AssertMissing(One(matrix, "b.1", new() { DutyText = true }), RequirementKind.DutyText, "Nothing is said of b.1.");
    }

    [Fact]
    public void An_open_statement_does_not_excuse_the_others_from_a_text()
    {
        var matrix = Make.Matrix(Make.Assign("a.1.x", Sides.Provider)) with { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
        AssertMissing(One(matrix, "a.1", new() { PerformedBy = Sides.Provider, DutyText = true }), RequirementKind.DutyText, "a.1.y, a part of a.1, is open. Assign it too.");
    }

    [Fact]
    public void Qualified_asks_that_each_side_that_performs_says_what_it_does()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["a.1"], Split = Sides.Shared, Provider = "Runs it." },
            new Assignment { Controls = ["a.2"], Provider = "Runs it.", Customer = "Watches it." },
            Make.Assign("b.1", Sides.Provider));
        AssertMissing(One(matrix, "a.1", new() { Qualified = true }), RequirementKind.Qualified, "Several sides perform a.1, and no text says what Globex (customer) does.");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { Qualified = true }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "b.1", new() { Qualified = true }).Status);
        Assert.Equal(RuleStatus.NotApplicable, One(Make.Matrix(), "b.1", new() { Qualified = true }).Status);
    }

    [Fact]
    public void A_control_whose_statements_are_each_one_sides_is_qualified()
    {
        var matrix = Make.Matrix(Make.Assign("a.1.x", Sides.Provider), Make.Assign("a.1.y", Sides.Customer)) with { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { Qualified = true, PerformedBy = Sides.Shared }).Status);
    }

    [Theory]
    [InlineData("2026-11-24", RuleStatus.Met)]
    [InlineData("2026-11-25", RuleStatus.Unmet)]
    [InlineData("2025-12-31", RuleStatus.Unmet)]
    public void Evidence_must_be_valid_on_the_day(string day, RuleStatus expected)
    {
        var matrix = Evident(EvidenceKind.Report) with { Evidence = [new() { Id = "e", Kind = EvidenceKind.Report, Title = "The report", Issued = new(2026, 1, 1), ValidUntil = new(2026, 11, 24) }] };
        var context = Make.Context() with { AsOf = DateOnly.ParseExact(day, "yyyy-MM-dd", null) };
        Assert.Equal(expected, One(matrix, "a.1", Evidence(true), context).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", Evidence(false), context).Status);
    }

    [Fact]
    public void Evidence_of_another_kind_or_of_no_duty_does_not_do()
    {
        AssertMissing(One(Evident(EvidenceKind.Policy), "a.1", Evidence(true)), RequirementKind.Evidence, "The evidence for a.1 is of another kind (policy). Add a certificate or a report to \"evidence\"");
        AssertMissing(One(Evident(EvidenceKind.Report), "a.2", Evidence(true)), RequirementKind.Evidence, "No duty on a.2 points to evidence.");
        var found = Assert.Single(One(Evident(EvidenceKind.Report), "a.1", Evidence(true)).Found!.Evidence);
        Assert.Equal(("e", "/evidence/0", true), (found.Evidence.Id, found.Place.Pointer, found.IsEnough));
    }

    public static TheoryData<CommitmentTarget, RequiredCommitment, bool> Bounds => new()
    {
        { Target(TargetOperator.AtMost, 24, "hours"), Notice(24), true },
        { Target(TargetOperator.AtMost, 1, "days"), Notice(24), true },
        { Target(TargetOperator.AtMost, 1440, "minutes"), Notice(24), true },
        { Target(TargetOperator.AtMost, 25, "hours"), Notice(24), false },
        { Target(TargetOperator.AtLeast, 1, "hours"), Notice(24), false },
        { Target(TargetOperator.AtMost, 4, "businessHours"), Notice(24), false },
        { Target(TargetOperator.AtMost, 4, "businessHours"), Notice(4, "businessHours"), true },
        { Target(TargetOperator.AtMost, 4, "businessHours"), Notice(null), true },
        { Target(TargetOperator.AtLeast, 30, "days"), Notice(null) with { AtLeast = 1, Unit = "months" }, true },
        { Target(TargetOperator.AtLeast, 29, "days"), Notice(null) with { AtLeast = 1, Unit = "months" }, false },
        { Target(TargetOperator.AtMost, decimal.MaxValue, "months"), Notice(decimal.MaxValue, "minutes"), false },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void A_promise_is_compared_with_its_units(CommitmentTarget target, RequiredCommitment wanted, bool isEnough) =>
        Assert.Equal(isEnough ? RuleStatus.Met : RuleStatus.Unmet, One(Promising(target), "a.1", new() { Commitment = wanted }).Status);

    [Fact]
    public void A_promise_is_tied_by_its_controls_or_by_a_duty_on_the_control()
    {
        var matrix = Promising(Target(TargetOperator.AtMost, 1, "hours")) with
        {
            Assignments = [Duties("a.2", new Duty { Party = "acme", Text = "Reports.", Commitments = ["notice"] }), Make.Assign("a.1", Sides.Provider), Make.Assign("b.1", Sides.Provider)],
        };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { Commitment = Notice(24) }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { Commitment = Notice(24) }).Status);
        AssertMissing(One(matrix, "b.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment, "but not for b.1. Add \"b.1\" to its \"controls\"");
    }

    [Theory]
    [InlineData("globex", false)]
    [InlineData("host", false)]
    [InlineData("acme", true)]
    [InlineData("provider", true)]
    [InlineData("affiliate", true)]
    public void Only_the_providers_side_promises_the_customer_something(string party, bool isEnough)
    {
        var matrix = Promising(Target(TargetOperator.AtMost, 1, "hours"), party);
        matrix = matrix with { Parties = [.. matrix.Parties, new() { Id = "affiliate", Name = "Affiliate", Side = Sides.Provider }] };
        Assert.Equal(isEnough ? RuleStatus.Met : RuleStatus.Unmet, One(matrix, "a.1", new() { Commitment = Notice(24) }).Status);
        if (!isEnough) AssertMissing(One(matrix, "a.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment, "which is not on the provider's side. Have Acme promise");
    }

    [Fact]
    public void A_promise_counts_only_where_it_holds()
    {
        var matrix = Promising(Target(TargetOperator.AtMost, 1, "hours"));
        matrix = matrix with
        {
            Parameters = [new() { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            Commitments = [matrix.Commitments[0] with { When = Condition.Of("plan", "plus") }],
        };
        AssertMissing(One(matrix, "a.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment, "\"notice\" holds only when plan is plus. Have Acme promise");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { Commitment = Notice(24) }, Make.Context(null, ("plan", "plus"))).Status);
    }

    [Fact]
    public void What_an_upstream_promises_the_provider_is_no_promise_to_the_customer()
    {
        var upstream = Promising(Target(TargetOperator.AtMost, 1, "hours")) with { Id = "https://host.example/matrix" };
        var matrix = Make.Matrix(Duties("a.1", new Duty { Party = "acme", InheritedFrom = "up", UpstreamControls = ["local:a.1"], Text = "Host does it." })) with
        {
            Upstream = [new() { Id = "up", Matrix = "https://host.example/matrix", Provider = "host" }],
        };
        var report = Check(matrix, Rule("a.1", new() { Commitment = Notice(24) }), documents: DocumentSet.BuiltIn.Add(upstream));
        AssertMissing(report.Rules[0].Controls[0], RequirementKind.Commitment, "Acme promises no incidentNotificationTime for a.1. Add to \"commitments\" {\"id\": \"incidentNotificationTime-a.1\", \"party\": \"acme\", \"metric\": \"incidentNotificationTime\", \"target\": {\"operator\": \"atMost\", \"value\": 24, \"unit\": \"hours\"}, \"controls\": [\"a.1\"]}.");
    }

    [Fact]
    public void The_promise_of_a_base_counts_until_a_nearer_one_takes_its_place()
    {
        var basis = Promising(Target(TargetOperator.AtMost, 12, "hours")) with { Id = "https://vendor.example/base" };
        var annex = Make.Matrix() with { Controls = [], Extends = new() { Id = basis.Id } };
        var documents = DocumentSet.BuiltIn.Add(basis);
        var found = Assert.Single(Check(annex, Rule("a.1", new() { Commitment = Notice(24) }), documents: documents).Rules[0].Controls[0].Found!.Commitments);
        Assert.Equal(("https://vendor.example/base@1.0.0", "/commitments/0"), (found.Document, found.Place.Pointer));
        annex = annex with { Commitments = [basis.Commitments[0] with { Target = Target(TargetOperator.AtMost, 48, "hours") }] };
        Assert.Equal(RuleStatus.Unmet, Check(annex, Rule("a.1", new() { Commitment = Notice(24) }), documents: documents).Rules[0].Status);
    }

    [Fact]
    public void A_rule_about_what_the_matrix_does_not_speak_of_is_not_met()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider));
        foreach (var require in new Requirement[] { Assigned, new() { PerformedBy = Sides.Provider }, new() { DutyText = true }, new() { Qualified = true }, Evidence(true), new() { Commitment = Notice(24) } })
        {
            AssertMissing(One(matrix, "z.9", require), null, "The matrix does not speak of z.9.");
            AssertMissing(One(matrix, "z.*", require), null, "No control in the scope of the matrix is one of \"z.*\".");
        }
    }

    [Fact]
    public void A_control_out_of_scope_is_named_as_its_catalog_spells_it()
    {
        var matrix = Make.Matrix() with { Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["16.1.1"] }] };
        var control = One(matrix, "iso-27017:8.1.5", Assigned);
        Assert.Equal(("CLD.8.1.5", "iso-27017@2015", RuleStatus.Unmet), (control.Control, control.Catalog, control.Status));
        AssertMissing(control, RequirementKind.Assigned, "CLD.8.1.5 is not in the scope of the matrix.");
    }

    [Fact]
    public void A_pattern_means_what_is_in_scope_and_a_statement_is_judged_with_its_control()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("b.1"), Make.Row("b.1.e", "b.1", ControlKind.Enhancement)] };
        Assert.Equal(["a.1", "b.1", "b.1.e"], Check(matrix, Rule("*", Assigned)).Rules[0].Controls.Select(control => control.Control));
        Assert.Equal(["a.1"], Check(matrix, Rule("a.*", Assigned)).Rules[0].Controls.Select(control => control.Control));
        Assert.Equal(["a.1.x"], Check(matrix, Rule("a.1.x", Assigned)).Rules[0].Controls.Select(control => control.Control));
        Assert.Equal(["a.1", "b.1"], Check(matrix, Rule("a.1", Assigned) with { Controls = ["a.1", "A.01", "b.1"] }).Rules[0].Controls.Select(control => control.Control));
    }

    [Fact]
    public void With_any_one_control_is_enough()
    {
        var rule = Rule("*", Evidence(true)) with { Match = RequirementMatch.Any };
        var met = Check(Evident(EvidenceKind.Report), rule);
        Assert.Equal(RuleStatus.Met, met.Rules[0].Status);
        Assert.Equal(["a.1"], met.Rules[0].Controls.Select(control => control.Control));
        var unmet = Check(Evident(EvidenceKind.Policy), rule);
        Assert.Equal(RuleStatus.Unmet, unmet.Rules[0].Status);
        Assert.Contains("One control is enough, and none has it", Assert.Single(unmet.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_editions_the_one_counts_that_the_matrix_uses()
    {
        var rule = Rule("*", Assigned) with { Controls = ["iso-27017@2015:CLD.8.1.5", "iso-27017@2026:5.11", "iso-27017@2026:8.10"] };
        Assert.Equal(["CLD.8.1.5"], Controls("2015"));
        Assert.Equal(["5.11", "8.10"], Controls("2026"));
        // Neither: the edition that is named first.
        Assert.Equal(["CLD.8.1.5"], Controls(null));

        IEnumerable<string> Controls(string? edition) =>
            Check(Make.Matrix() with { Catalogs = edition is null ? [] : [new() { Id = "iso-27017", Edition = edition }] }, rule).Rules[0].Controls.Select(control => control.Control);
    }

    [Fact]
    public void A_control_of_another_edition_is_judged_by_what_a_mapping_carries()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["iso-27017:5.38"], Provider = "Publishes the split.", Customer = "Names owners." }) with
        {
            Catalogs = [new() { Id = "iso-27017", Edition = "2026" }],
            Commitments = [Promising(Target(TargetOperator.AtMost, 1, "hours")).Commitments[0] with { Controls = ["iso-27017:5.38"] }],
        };
        var control = One(matrix, "iso-27017@2015:6.3.1", new() { PerformedBy = Sides.Shared, DutyText = true, Commitment = Notice(24) });
        Assert.Equal(("CLD.6.3.1", "iso-27017@2015", RuleStatus.Met), (control.Control, control.Catalog, control.Status));
        Assert.StartsWith("It is judged by 5.38, which the matrix has in its place.", control.Note, StringComparison.Ordinal);
        AssertMissing(One(matrix, "iso-27017@2015:12.1.2", Assigned), RequirementKind.Assigned, "Nothing is said of 8.32 (for 12.1.2).");
    }

    [Fact]
    public void What_no_mapping_carries_says_so_and_what_to_do()
    {
        var matrix = Make.Matrix() with { Catalogs = [new() { Id = "iso-27017", Edition = "2026" }] };
        AssertMissing(One(matrix, "iso-27017@2015:CLD.8.1.5", Assigned), null, "The set speaks of iso-27017@2015, which the matrix does not use (it uses iso-27017@2026): CLD.8.1.5 does not carry over.");
        AssertMissing(One(matrix, "iso-27017@2015:*", Assigned), null, "A pattern is not carried over to another catalog: add iso-27017@2015 to the matrix");
        AssertMissing(One(matrix, "pci-dss@4.0.1:3.1", Assigned), null, "The set speaks of the catalog pci-dss@4.0.1, which is not at hand.");
        AssertMissing(One(matrix, "iso-27017@2026:5.99", Assigned), null, "There is no control 5.99 in iso-27017@2026. Correct the set.");
        AssertMissing(One(Make.Matrix(), "iso-27017@2015:5.1.1", Assigned), null, "No mapping at hand connects");
    }

    [Fact]
    public void Every_unmet_rule_is_a_finding_with_the_severity_of_the_rule()
    {
        var set = Set(Rule("a.1", Assigned) with { Id = "one" }, Rule("b.1", Assigned) with { Id = "two", Severity = Severity.Note, Reference = "Art. 9" }, Rule("*", Assigned) with { Id = "three", Severity = Severity.Warning });
        var report = new RequirementsChecker(new Resolver(Make.Matrix(Make.Assign("a.1", Sides.Provider)))).Check(set, Make.Context());
        Assert.Equal(["RM5001 Note b.1", "RM5001 Warning "], report.Diagnostics.Select(finding => $"{finding.Id} {finding.Severity} {finding.Control}"));
        Assert.StartsWith("house, rule two (Art. 9), is not met. Title. B.1: Nothing is said of b.1.", report.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("It is not met by b.1 either.", report.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Single(report.Diagnostics[1].Related);
        Assert.Equal([KeyValuePair.Create("met", 1), KeyValuePair.Create("unmet", 2)], report.Summary);
    }

    [Fact]
    public void An_author_may_accept_what_is_no_error()
    {
        var matrix = Make.Matrix() with { Accepted = [new() { Finding = "RM5001", Reason = "Agreed by mail." }] };
        Assert.Equal("Agreed by mail.", Check(matrix, Rule("a.1", Assigned) with { Severity = Severity.Warning }).Diagnostics[0].AcceptedReason);
        Assert.Null(Check(matrix, Rule("a.1", Assigned)).Diagnostics[0].AcceptedReason);
    }

    [Fact]
    public void A_rule_that_asks_nothing_is_neither_met_nor_unmet() => Assert.Equal(RuleStatus.NotApplicable, One(Make.Matrix(), "a.1", new()).Status);

    [Fact]
    public void The_same_question_has_the_same_report()
    {
        var checker = new RequirementsChecker(new Resolver(Evident(EvidenceKind.Report)));
        var set = Set(Rule("*", Evidence(true)), Rule("*", new() { Commitment = Notice(24) }));
        Assert.Equal(RequirementsReportWriter.Write(checker.Check(set, Make.Context())), RequirementsReportWriter.Write(checker.Check(set, Make.Context())));
    }

    private static void AssertMissing(CheckedControl control, RequirementKind? kind, string expected)
    {
        Assert.Equal(RuleStatus.Unmet, control.Status);
        var missing = Assert.Single(control.Missing);
        if (kind is not null) Assert.Equal(kind, missing.Requirement);
        Assert.Contains(expected, missing.Message, StringComparison.Ordinal);
    }

    private static CheckedControl One(Matrix matrix, Selector control, Requirement require, ResolutionContext? context = null) =>
        Assert.Single(Check(matrix, Rule(control, require), context).Rules[0].Controls);

    private static RequirementsReport Check(Matrix matrix, RequirementRule rule, ResolutionContext? context = null, DocumentSet? documents = null) =>
        new RequirementsChecker(new Resolver(matrix, documents)).Check(Set(rule), context ?? Make.Context());

    private static RequirementSet Set(params RequirementRule[] rules) => new() { Id = "house", Version = "1.0.0", Title = "House", Rules = rules.ToValueList() };

    private static RequirementRule Rule(Selector control, Requirement require) => new() { Id = "rule", Title = "Title", Reference = "1.1", Controls = [control], Require = require, Severity = Severity.Error };

    private static Requirement Evidence(bool valid) => new() { Evidence = new() { Kinds = [EvidenceKind.Certificate, EvidenceKind.Report], Valid = valid } };

    private static RequiredCommitment Notice(decimal? atMost, string unit = "hours") => new() { Metric = "incidentNotificationTime", AtMost = atMost, Unit = unit };

    private static CommitmentTarget Target(TargetOperator direction, decimal value, string unit) => new() { Operator = direction, Value = value, Unit = unit };

    private static Assignment Open(Selector control) => new() { Controls = [control], State = ControlState.NotDetermined, Reason = "later" };

    private static Assignment Duties(Selector control, params Duty[] duties) => new() { Controls = [control], Duties = duties.ToValueList() };

    private static Matrix Evident(EvidenceKind kind) => Make.Matrix(Duties("a.1", new Duty { Party = "acme", Text = "Runs it.", Evidence = ["e"] }), Make.Assign("a.2", Sides.Provider)) with
    {
        Evidence = [new() { Id = "e", Kind = kind, Title = "The report" }],
    };

    private static Matrix Promising(CommitmentTarget target, string party = "acme") => Make.Matrix(Make.Assign("a.1", Sides.Provider)) with
    {
        Commitments = [new() { Id = "notice", Party = party, Metric = "incidentNotificationTime", Target = target, Controls = ["a.1"] }],
    };
}
