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
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider), Open("a.2"), Make.Assign("b.1", Sides.Provider),
            Make.Assign("b.1", Sides.Customer)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.2"), Make.Row("b.1"), Make.Row("c.1")] };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", Assigned).Status);
        AssertMissing(One(matrix, "a.2", Assigned), RequirementKind.Assigned, "a.2 is left open (\"later\"). Settle who does it");
        AssertMissing(One(matrix, "b.1", Assigned), RequirementKind.Assigned, "b.1 is assigned more than once, differently.");
        AssertMissing(One(matrix, "c.1", Assigned), RequirementKind.Assigned, "Nothing is said of c.1. Add an assignment");
    }

    [Fact]
    public void A_control_with_an_open_statement_is_not_assigned()
    {
        var matrix = Make.Matrix(Make.Assign("a.1.x", Sides.Provider)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
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
        AssertMissing(One(matrix, "a.1", new() { PerformedBy = Sides.Provider }), RequirementKind.PerformedBy,
            "a.1 is declared not applicable (\"No network.\"). Assign it to Acme (provider), or agree that the rule falls away");
        AssertMissing(One(matrix, "a.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment,
            "Acme makes no commitment on incident notification time for a.1.");
    }

    [Fact]
    public void Performed_by_asks_for_each_of_the_sides_and_allows_more()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Shared), Duties("a.2", new Duty { Party = "host", Text = "Runs it." }));
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { PerformedBy = Sides.Provider }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { PerformedBy = Sides.Shared }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { PerformedBy = Sides.ThirdParty }).Status);
        AssertMissing(One(matrix, "a.2", new() { PerformedBy = Sides.Shared }), RequirementKind.PerformedBy,
            "Acme (provider) and Globex (customer) do not perform a.2. Add a duty");
        AssertMissing(One(matrix, "a.1", new() { PerformedBy = Sides.ThirdParty }), RequirementKind.PerformedBy,
            "a third party does not perform a.1.");
        AssertMissing(One(matrix, "b.1", new() { PerformedBy = Sides.Shared, DutyText = true }), RequirementKind.PerformedBy,
            "Nothing is said of b.1. Add an assignment for it, with a duty of Acme (provider) and Globex (customer).");
        AssertMissing(One(Make.Matrix(Open("b.1")), "b.1", new() { PerformedBy = Sides.Provider, DutyText = true }),
            RequirementKind.PerformedBy, "b.1 is left open (\"later\").");
    }

    [Fact]
    public void Who_only_answers_for_it_does_not_perform()
    {
        var matrix =
            Make.Matrix(
            Duties("a.1", new Duty { Party = "host", Involvement = Involvement.Responsible, Text = "Runs it." },
            new Duty { Party = "acme", Involvement = Involvement.Accountable }));
        Assert.Equal(RuleStatus.Unmet, One(matrix, "a.1", new() { PerformedBy = Sides.Provider }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { DutyText = true }).Status);
    }

    [Fact]
    public void Duty_text_asks_of_everybody_who_performs()
    {
        var matrix =
            Make.Matrix(Duties("a.1", new Duty { Party = "acme", Text = "Runs it." }, new Duty { Id = "d2", Party = "acme", Text = " " }),
            new Assignment { Controls = ["a.2"], Provider = "Runs it." });
        AssertMissing(One(matrix, "a.1", new() { DutyText = true }), RequirementKind.DutyText,
            "No text says what Acme (\"d2\") does for a.1.");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { DutyText = true }).Status);
        AssertMissing(One(matrix, "b.1", new() { DutyText = true }), RequirementKind.DutyText, "Nothing is said of b.1.");
    }

    [Fact]
    public void An_open_statement_does_not_excuse_the_others_from_a_text()
    {
        var matrix = Make.Matrix(Make.Assign("a.1.x", Sides.Provider)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
        AssertMissing(One(matrix, "a.1", new() { PerformedBy = Sides.Provider, DutyText = true }), RequirementKind.DutyText,
            "a.1.y, a part of a.1, is open. Assign it too.");
    }

    [Fact]
    public void Qualified_asks_that_each_side_that_performs_says_what_it_does()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["a.1"], Split = Sides.Shared, Provider = "Runs it." },
            new Assignment { Controls = ["a.2"], Provider = "Runs it.", Customer = "Watches it." },
            Make.Assign("b.1", Sides.Provider));
        AssertMissing(One(matrix, "a.1", new() { Qualified = true }), RequirementKind.Qualified,
            "Several sides perform a.1, and no text says what Globex (customer) does.");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { Qualified = true }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "b.1", new() { Qualified = true }).Status);
        Assert.Equal(RuleStatus.NotApplicable, One(Make.Matrix(), "b.1", new() { Qualified = true }).Status);
    }

    [Fact]
    public void A_control_whose_statements_are_each_one_sides_is_qualified()
    {
        var matrix = Make.Matrix(Make.Assign("a.1.x", Sides.Provider), Make.Assign("a.1.y", Sides.Customer)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { Qualified = true, PerformedBy = Sides.Shared }).Status);
    }

    [Theory]
    [InlineData("2026-11-24", RuleStatus.Met)]
    [InlineData("2026-11-25", RuleStatus.Unmet)]
    [InlineData("2025-12-31", RuleStatus.Unmet)]
    public void Evidence_must_be_valid_on_the_day(string day, RuleStatus expected)
    {
        var matrix = Evident(EvidenceKind.Report) with
        {
            Evidence =
            [
            new() { Id = "e", Kind = EvidenceKind.Report, Title = "The report", Issued = new(2026, 1, 1),
            ValidUntil = new(2026, 11, 24) }]
        };
        var context = Make.Context() with { AsOf = DateOnly.ParseExact(day, "yyyy-MM-dd", null) };
        Assert.Equal(expected, One(matrix, "a.1", Evidence(true), context).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", Evidence(false), context).Status);
    }

    public static TheoryData<Evidence, int?, string?> Ages => new()
    {
        { Dated() with { ValidUntil = Make.Today }, 1, null },
        { Dated() with { ValidUntil = Make.Today.AddDays(-1), Issued = Make.Today.AddMonths(-1) }, null,
            "is expired (valid until 2026-11-23). Ask its issuer" },
        { Dated() with { Period = new() { From = new(2024, 11, 25), To = new(2025, 11, 24) }, Issued = new(2020, 1, 1) }, null, null },
        { Dated() with { Period = new() { From = new(2017, 12, 1), To = new(2018, 11, 30) }, Issued = new(2026, 11, 1) }, null,
            "is old (for a period up to 2018-11-30, without a last day of validity). Without a last day of validity it counts for 12 " +
            "months." },
        { Dated() with { Period = new() { From = new(2017, 12, 1), To = new(2018, 11, 30) }, Issued = Make.Today.AddDays(1) }, null,
            "is old (for a period up to 2018-11-30" },
        { Dated() with { Issued = new(2025, 11, 24) }, null, null },
        { Dated() with { Issued = new(2025, 11, 23) }, null, "is old (issued on 2025-11-23, without a last day of validity)." },
        { Dated() with { Issued = new(2025, 11, 23) }, 13, null },
        { Dated() with { Issued = new(2026, 5, 23) }, 6,
            "is old (issued on 2026-05-23, without a last day of validity). Without a last day of validity it counts for 6 months." },
        { Dated() with { Issued = new(2024, 2, 29) }, 1200, null },
        { Dated() with { Issued = Make.Today.AddDays(1), ValidUntil = new(2030, 1, 1) }, null,
            "is not there yet (issued on 2026-11-25). Point to one" },
        { Dated() with { Period = new() { From = new(2027, 1, 1), To = new(2027, 12, 31) } }, null,
            "is not there yet (for a period from 2027-01-01 on)." },
        { Dated(), null, "is not known to be valid (without any date). State in the matrix until when it is valid" },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public void Evidence_without_a_last_day_is_valid_for_some_months(Evidence evidence, int? maxAgeMonths, string? problem)
    {
        var matrix = Evident(EvidenceKind.Report) with { Evidence = [evidence] };
        var require = Evidence(true) with { Evidence = Evidence(true).Evidence! with { MaxAgeMonths = maxAgeMonths } };
        var control = One(matrix, "a.1", require);
        Assert.Equal(problem is null, Assert.Single(control.Evidence).Validity == EvidenceValidity.Valid);
        if (problem is null) Assert.Equal(RuleStatus.Met, control.Status);
        else AssertMissing(control, RequirementKind.Evidence, $"\"The report\", the evidence for a.1, {problem}");
        // Where valid evidence is not asked for, the report says that nobody looked.
        var lenient = One(matrix, "a.1", Evidence(false));
        if (maxAgeMonths is null) Assert.Equal(problem is null, lenient.NotLookedAt.IsEmpty);
    }

    [Fact]
    public void Not_performed_by_excludes_sides_and_is_not_met_by_what_is_open()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Shared), Open("a.2"),
            new Assignment { Controls = ["b.1"], State = ControlState.NotApplicable, Reason = "No network." });
        AssertMissing(One(matrix, "a.1", new() { NotPerformedBy = Sides.Customer }), RequirementKind.NotPerformedBy,
            "Globex (customer) performs a.1, which the rule does not allow. Its part must go to somebody else.");
        AssertMissing(One(matrix, "a.1", new() { NotPerformedBy = Sides.SharedAll }), RequirementKind.NotPerformedBy,
            "Acme (provider) and Globex (customer) perform a.1, which the rule does not allow. Their part");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { NotPerformedBy = Sides.ThirdParty }).Status);
        AssertMissing(One(matrix, "a.2", new() { NotPerformedBy = Sides.Customer }), RequirementKind.NotPerformedBy, "a.2 is left open");
        Assert.Equal(RuleStatus.NotApplicable, One(matrix, "b.1", new() { NotPerformedBy = Sides.Customer }).Status);
        AssertMissing(One(Make.Matrix(), "b.1", new() { NotPerformedBy = Sides.Customer }), RequirementKind.NotPerformedBy,
            "Nothing is said of b.1.");
        var divided = Make.Matrix(Make.Assign("a.1.x", Sides.Provider)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")] };
        AssertMissing(One(divided, "a.1", new() { NotPerformedBy = Sides.Customer }), RequirementKind.NotPerformedBy,
            "a.1.y, a part of a.1, is open.");
        AssertMissing(One(divided, "a.1", new() { NotPerformedBy = Sides.Provider }), RequirementKind.NotPerformedBy,
            "Acme (provider) performs a.1");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Implemented", null)]
    [InlineData("Alternative NotApplicable", null)]
    [InlineData("Planned", "the part of Acme (\"d\") is planned.")]
    [InlineData("Implemented Partial", "the part of Acme (\"d\") is implemented and done in part.")]
    [InlineData("NotApplicable", "the part of Acme (\"d\") is not applicable.")]
    public void Implemented_asks_that_what_is_to_be_done_is_done(string statuses, string? problem)
    {
        var duty = new Duty
        {
            Id = "d",
            Party = "acme",
            Text = "Runs it.",
            Implementation = statuses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(Enum.Parse<ImplementationStatus>).ToValueList()
        };
        var matrix =
            Make.Matrix(
            Duties(
            "a.1", duty,
            new Duty { Party = "globex", Involvement = Involvement.Informed, Implementation = [ImplementationStatus.Planned] }));
        var control = One(matrix, "a.1", new() { Implemented = true });
        if (problem is null) Assert.Equal((RuleStatus.Met, true), (control.Status, control.NotLookedAt.IsEmpty));
        else AssertMissing(control, RequirementKind.Implemented, $"a.1 is not done: {problem}");
        var lenient = One(matrix, "a.1", Assigned);
        Assert.Equal(RuleStatus.Met, lenient.Status);
        Assert.Equal(problem is null ? [] : [$"The rule does not look at whether it is done: {problem}"], lenient.NotLookedAt);
    }

    [Fact]
    public void What_nobody_does_is_not_implemented()
    {
        var matrix = Make.Matrix(Duties("a.1", new Duty { Party = "acme", Involvement = Involvement.Accountable }), Open("a.2"));
        AssertMissing(One(matrix, "a.1", new() { Implemented = true }), RequirementKind.Implemented,
            "Nobody performs a.1, so it is not done.");
        AssertMissing(One(matrix, "a.2", new() { Implemented = true }), RequirementKind.Implemented, "a.2 is left open");
    }

    [Fact]
    public void Inheritability_asks_for_one_of_the_words()
    {
        var matrix = Make.Matrix(
            Make.Assign("a.1", Sides.Provider),
            Make.Assign("a.2", Sides.Provider) with { Inheritability = Inheritability.None },
            new Assignment
            {
                Controls = ["b.1"],
                State = ControlState.NotApplicable,
                Reason = "No network.",
                Inheritability = Inheritability.Partial
            });
        Requirement full = new() { Inheritability = [Inheritability.Full] };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", full).Status);
        AssertMissing(One(matrix, "a.2", full), RequirementKind.Inheritability,
            "Of a.2 the customer may take over nothing, as the matrix states; the rule asks for all.");
        AssertMissing(One(matrix, "a.1", new() { Inheritability = [Inheritability.None, Inheritability.Partial] }),
            RequirementKind.Inheritability, "may take over all, as follows from who performs it; the rule asks for nothing or a part.");
        AssertMissing(One(matrix, "b.1", full), RequirementKind.Inheritability, "may take over a part");
        AssertMissing(One(Make.Matrix(Open("a.1")), "a.1", full), RequirementKind.Inheritability, "a.1 is left open");
        Assert.Equal(RuleStatus.NotApplicable,
            One(matrix with { Assignments = [matrix.Assignments[2] with { Inheritability = null }] }, "b.1", full).Status);
        Assert.Equal(
            ["The rule does not look at what the duties say: no text says what Acme does.",
            "The rule does not look at what the customer may take over: by the matrix it is nothing."],
            One(matrix, "a.2", Assigned).NotLookedAt);
    }

    [Fact]
    public void A_rule_that_is_met_says_what_it_does_not_look_at()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Has a policy.", Customer = "Adopts it." }) with
        {
            Commitments =
                [
                new() { Id = "notice", Party = "acme", Metric = "incidentNotificationTime", Target =
                Target(TargetOperator.AtMost, 12, "hours") with { From = "awareness" }, Qualifier = "critical", Controls = ["a.1"] }],
        };
        Assert.Equal(["The rule does not look at who else performs: Globex (customer) performs it too."],
            One(matrix, "a.1", new() { PerformedBy = Sides.Provider }).NotLookedAt);
        Assert.Equal([], One(matrix, "a.1", new() { PerformedBy = Sides.Shared }).NotLookedAt);
        Assert.Equal(
            ["The rule does not look at which value is enough: at most 12 hours from awareness is agreed.",
                "The rule does not look at what the commitment is for: it is made for critical only."],
            One(matrix, "a.1", new() { Commitment = Notice(null) }).NotLookedAt);
        Assert.Equal(
            ["The rule does not look at what the commitment is for: it is made for critical only.",
            "The rule does not look at when the clock starts: at awareness."],
            One(matrix, "a.1", new() { Commitment = Notice(24) }).NotLookedAt);
        var inherited = Make.Matrix(Duties("a.1", new Duty { Party = "acme", InheritedFrom = "up", Text = "Host does it." })) with
        { Upstreams = [new() { Id = "up", Provider = "host" }] };
        Assert.Equal(["The rule does not look at what the upstream says: Acme has it done by \"up\"."],
            One(inherited, "a.1", Assigned).NotLookedAt);
    }

    [Fact]
    public void Evidence_of_another_kind_or_of_no_duty_does_not_do()
    {
        AssertMissing(One(Evident(EvidenceKind.Policy), "a.1", Evidence(true)), RequirementKind.Evidence,
            "The evidence for a.1 is of another kind (policy). Add a certificate or a report to the evidence in the matrix, and name it " +
            "in a duty of Acme.");
        AssertMissing(One(Evident(EvidenceKind.Report), "a.2", Evidence(true)), RequirementKind.Evidence,
            "No duty on a.2 points to evidence.");
        var found = Assert.Single(One(Evident(EvidenceKind.Report), "a.1", Evidence(true)).Evidence);
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
    public void A_commitment_is_compared_with_its_units(CommitmentTarget target, RequiredCommitment wanted, bool isEnough) =>
        Assert.Equal(isEnough ? RuleStatus.Met : RuleStatus.Unmet, One(Committing(target), "a.1", new() { Commitment = wanted }).Status);

    [Fact]
    public void A_commitment_is_tied_by_its_controls_or_by_a_duty_on_the_control()
    {
        var matrix = Committing(Target(TargetOperator.AtMost, 1, "hours")) with
        {
            Assignments = [Duties("a.2", new Duty { Party = "acme", Text = "Reports.", Commitments = ["notice"] }),
                Make.Assign("a.1", Sides.Provider), Make.Assign("b.1", Sides.Provider)],
        };
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { Commitment = Notice(24) }).Status);
        Assert.Equal(RuleStatus.Met, One(matrix, "a.2", new() { Commitment = Notice(24) }).Status);
        AssertMissing(One(matrix, "b.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment,
            "but not for b.1. If it holds there too, add b.1 to its controls.");
    }

    [Theory]
    [InlineData("globex", false)]
    [InlineData("host", false)]
    [InlineData("acme", true)]
    [InlineData("provider", true)]
    [InlineData("affiliate", true)]
    public void Only_the_providers_side_commits_itself_to_the_customer(string party, bool isEnough)
    {
        var matrix = Committing(Target(TargetOperator.AtMost, 1, "hours"), party);
        matrix = matrix with { Parties = [.. matrix.Parties, new() { Id = "affiliate", Name = "Affiliate", Side = Sides.Provider }] };
        Assert.Equal(isEnough ? RuleStatus.Met : RuleStatus.Unmet, One(matrix, "a.1", new() { Commitment = Notice(24) }).Status);
        if (!isEnough)
            AssertMissing(One(matrix, "a.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment,
                "is not on the provider's side. Agree with Acme on at most 24 hours.");
    }

    [Fact]
    public void A_commitment_counts_only_where_it_holds()
    {
        var matrix = Committing(Target(TargetOperator.AtMost, 1, "hours"));
        matrix = matrix with
        {
            Parameters = [new() { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            Commitments = [matrix.Commitments[0] with { When = Condition.Of("plan", "plus") }],
        };
        AssertMissing(One(matrix, "a.1", new() { Commitment = Notice(24) }), RequirementKind.Commitment,
            "The commitment \"notice\" of Acme is at most 1 hour (incident notification time), but only when plan is plus. Agree with " +
            "Acme on at most 24 hours in this context too.");
        Assert.Equal(RuleStatus.Met, One(matrix, "a.1", new() { Commitment = Notice(24) }, Make.Context(null, ("plan", "plus"))).Status);
    }

    [Fact]
    public void The_commitment_of_an_upstream_to_the_provider_is_none_to_the_customer()
    {
        var upstream = Committing(Target(TargetOperator.AtMost, 1, "hours")) with { Id = "https://host.example/matrix" };
        var matrix = Make.Matrix(
            Duties("a.1", new Duty { Party = "acme", InheritedFrom = "up", UpstreamControls = ["local:a.1"], Text = "Host does it." })) with
        {
            Upstreams = [new() { Id = "up", Matrix = "https://host.example/matrix", Provider = "host" }],
        };
        var report = Check(matrix, Rule("a.1", new() { Commitment = Notice(24) }), documents: DocumentSet.BuiltIn.Add(upstream));
        AssertMissing(report.Rules[0].Controls[0], RequirementKind.Commitment,
            "Acme makes no commitment on incident notification time for a.1. Agree on at most 24 hours, and add it to the commitments in " +
            "the matrix, for a.1.");
    }

    [Fact]
    public void The_commitment_of_a_base_counts_until_a_nearer_one_takes_its_place()
    {
        var basis = Committing(Target(TargetOperator.AtMost, 12, "hours")) with { Id = "https://vendor.example/base" };
        var annex = Make.Matrix() with { Controls = [], Extends = new() { Id = basis.Id } };
        var documents = DocumentSet.BuiltIn.Add(basis);
        var found = Assert.Single(
            Check(annex, Rule("a.1", new() { Commitment = Notice(24) }), documents: documents).Rules[0].Controls[0].Commitments);
        Assert.Equal(("https://vendor.example/base@1.0.0", "/commitments/0"), (found.Document, found.Place.Pointer));
        annex = annex with { Commitments = [basis.Commitments[0] with { Target = Target(TargetOperator.AtMost, 48, "hours") }] };
        Assert.Equal(RuleStatus.Unmet, Check(annex, Rule("a.1", new() { Commitment = Notice(24) }), documents: documents).Rules[0].Status);
    }

    [Fact]
    public void A_rule_about_what_the_matrix_does_not_speak_of_is_not_met()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider));
        foreach (
            var require in new Requirement[]
            { Assigned, new() { PerformedBy = Sides.Provider }, new() { NotPerformedBy = Sides.Provider }, new() { Implemented = true },
            new() { Inheritability = [Inheritability.Full] }, new() { DutyText = true }, new() { Qualified = true }, Evidence(true),
            new() { Commitment = Notice(24) } })
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
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("b.1"), Make.Row("b.1.e", "b.1", ControlKind.Enhancement)] };
        Assert.Equal(["a.1", "b.1", "b.1.e"], Check(matrix, Rule("*", Assigned)).Rules[0].Controls.Select(control => control.Control));
        Assert.Equal(["a.1"], Check(matrix, Rule("a.*", Assigned)).Rules[0].Controls.Select(control => control.Control));
        Assert.Equal(["a.1.x"], Check(matrix, Rule("a.1.x", Assigned)).Rules[0].Controls.Select(control => control.Control));
        Assert.Equal(["a.1", "b.1"], Check(matrix, Rule("a.1", Assigned) with { Controls = ["a.1", "A.01", "b.1"] }).Rules[
            0].Controls.Select(control => control.Control));
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
            Check(Make.Matrix() with { Catalogs = edition is null ? [] : [new() { Id = "iso-27017", Edition = edition }] }, rule).Rules[
                0].Controls.Select(control => control.Control);
    }

    [Fact]
    public void A_control_of_another_edition_is_judged_by_what_a_mapping_carries()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["iso-27017:5.38"], Provider = "Publishes the split.", Customer = "Names owners." }) with
        {
            Catalogs = [new() { Id = "iso-27017", Edition = "2026" }],
            Commitments = [Committing(Target(TargetOperator.AtMost, 1, "hours")).Commitments[0] with { Controls = ["iso-27017:5.38"] }],
        };
        var control = One(matrix, "iso-27017@2015:6.3.1", new() { PerformedBy = Sides.Shared, DutyText = true, Commitment = Notice(24) });
        Assert.Equal(("CLD.6.3.1", "iso-27017@2015", RuleStatus.Met), (control.Control, control.Catalog, control.Status));
        Assert.StartsWith("It is judged by 5.38, which the matrix has in its place.", control.Note, StringComparison.Ordinal);
        AssertMissing(One(matrix, "iso-27017@2015:6.1.1", Assigned), RequirementKind.Assigned, "Nothing is said of 5.2 (for 6.1.1).");
        AssertMissing(One(matrix, "iso-27017@2015:12.1.2", Assigned), null,
            "8.32 (unassigned) is the same as it together with others, which carries nothing over to it alone.");
    }

    [Fact]
    public void What_no_mapping_carries_says_so_and_what_to_do()
    {
        var matrix = Make.Matrix() with { Catalogs = [new() { Id = "iso-27017", Edition = "2026" }] };
        AssertMissing(One(matrix, "iso-27017@2015:CLD.8.1.5", Assigned), null,
            "The set speaks of iso-27017@2015, which the matrix does not use (it uses iso-27017@2026): CLD.8.1.5 does not carry over.");
        AssertMissing(One(matrix, "iso-27017@2015:*", Assigned), null,
            "A pattern is not carried over to another catalog: add iso-27017@2015 to the matrix");
        AssertMissing(One(matrix, "pci-dss@4.0.1:3.1", Assigned), null,
            "The set speaks of the catalog pci-dss@4.0.1, which is not at hand.");
        AssertMissing(One(matrix, "iso-27017@2026:5.99", Assigned), null, "There is no control 5.99 in iso-27017@2026. Correct the set.");
        AssertMissing(One(Make.Matrix(), "iso-27017@2015:5.1.1", Assigned), null, "No mapping at hand connects");
    }

    [Fact]
    public void Every_unmet_rule_is_a_finding_with_the_severity_of_the_rule()
    {
        var set =
            Set(Rule("a.1", Assigned) with { Id = "one" },
            Rule("b.1", Assigned) with { Id = "two", Severity = Severity.Note, Reference = "Art. 9" },
            Rule("*", Assigned) with { Id = "three", Severity = Severity.Warning });
        var report = new RequirementsChecker(new Resolver(Make.Matrix(Make.Assign("a.1", Sides.Provider)))).Check(set, Make.Context());
        Assert.Equal(["RM5001 Note b.1", "RM5001 Warning "],
            report.Diagnostics.Select(finding => $"{finding.Id} {finding.Severity} {finding.Control}"));
        Assert.StartsWith("house, rule two (Art. 9), is not met. Title. B.1: Nothing is said of b.1.", report.Diagnostics[0].Message,
            StringComparison.Ordinal);
        Assert.EndsWith("It is not met by b.1 either.", report.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Single(report.Diagnostics[1].Related);
        Assert.Equal([KeyValuePair.Create("met", 1), KeyValuePair.Create("unmet", 2)], report.Summary);
    }

    [Fact]
    public void An_author_may_accept_what_is_no_error()
    {
        var matrix = Make.Matrix() with { Accepted = [new() { Finding = "RM5001", Reason = "Agreed by mail." }] };
        Assert.Equal(
            "Agreed by mail.", Check(matrix, Rule("a.1", Assigned) with { Severity = Severity.Warning }).Diagnostics[0].AcceptedReason);
        Assert.Null(Check(matrix, Rule("a.1", Assigned)).Diagnostics[0].AcceptedReason);
    }

    [Fact]
    public void A_rule_that_asks_nothing_is_neither_met_nor_unmet() =>
        Assert.Equal(RuleStatus.NotApplicable, One(Make.Matrix(), "a.1", new()).Status);

    [Fact]
    public void The_same_question_has_the_same_report()
    {
        var checker = new RequirementsChecker(new Resolver(Evident(EvidenceKind.Report)));
        var set = Set(Rule("*", Evidence(true)), Rule("*", new() { Commitment = Notice(24) }));
        Assert.Equal(MatrixJson.ToUtf8Bytes(checker.Check(set, Make.Context())),
            MatrixJson.ToUtf8Bytes(checker.Check(set, Make.Context())));
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

    private static RequirementsReport Check(
        Matrix matrix, RequirementRule rule, ResolutionContext? context = null, DocumentSet? documents = null) =>
        new RequirementsChecker(new Resolver(matrix, new() { Documents = documents ?? DocumentSet.BuiltIn }))
            .Check(Set(rule), context ?? Make.Context());

    private static RequirementSet Set(params RequirementRule[] rules) =>
        new() { Id = "house", Version = "1.0.0", Title = "House", Rules = rules.ToValueList() };

    private static RequirementRule Rule(Selector control, Requirement require) =>
        new() { Id = "rule", Title = "Title", Reference = "1.1", Controls = [control], Require = require, Severity = Severity.Error };

    private static Requirement Evidence(bool valid) =>
        new() { Evidence = new() { Kinds = [EvidenceKind.Certificate, EvidenceKind.Report], Valid = valid } };

    private static RequiredCommitment Notice(decimal? atMost, string unit = "hours") =>
        new() { Metric = "incidentNotificationTime", AtMost = atMost, Unit = unit };

    private static CommitmentTarget Target(TargetOperator direction, decimal value, string unit) =>
        new() { Operator = direction, Value = value, Unit = unit };

    private static Assignment Open(Selector control) =>
        new() { Controls = [control], State = ControlState.NotDetermined, Reason = "later" };

    private static Assignment Duties(Selector control, params Duty[] duties) =>
        new() { Controls = [control], Duties = duties.ToValueList() };

    private static Evidence Dated() => new() { Id = "e", Kind = EvidenceKind.Report, Title = "The report" };

    private static Matrix Evident(EvidenceKind kind) =>
        Make.Matrix(Duties("a.1", new Duty { Party = "acme", Text = "Runs it.", Evidence = ["e"] }),
        Make.Assign("a.2", Sides.Provider)) with
        {
            Evidence = [new() { Id = "e", Kind = kind, Title = "The report", Issued = Make.Today }],
        };

    private static Matrix Committing(CommitmentTarget target, string party = "acme") => Make.Matrix(Make.Assign("a.1", Sides.Provider)) with
    {
        Commitments = [new() { Id = "notice", Party = party, Metric = "incidentNotificationTime", Target = target, Controls = ["a.1"] }],
    };
}
