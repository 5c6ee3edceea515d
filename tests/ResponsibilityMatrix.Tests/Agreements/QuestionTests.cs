using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;
using Question = ResponsibilityMatrix.Agreements.Question;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>What a customer asks about what is left open.</summary>
public class QuestionTests
{
    private static readonly Evidence Valid =
        new() { Id = "soc2", Kind = EvidenceKind.Report, Title = "SOC 2 report.", ValidUntil = Make.Today };
    private static readonly Evidence Expired =
        new() { Id = "old", Kind = EvidenceKind.Report, Title = "Old report", ValidUntil = Make.Today.AddDays(-1) };
    private static readonly Duty Shown = new() { Party = "provider", Text = "Does it.", Evidence = ["soc2"] };

    [Fact]
    public void Nothing_is_asked_where_nothing_is_open() => Assert.Empty(Ask(Assign(Shown)));

    [Fact]
    public void Nothing_is_asked_for_another_side() =>
        Assert.Empty(Checklist.For(new Resolver(Only(Make.Matrix())), Make.Context(), "provider").Questions);

    [Fact]
    public void What_does_not_apply_is_not_asked_about() =>
        Assert.Empty(Ask(new Assignment { Controls = ["a.1"], State = ControlState.NotApplicable, Reason = "None here." }));

    [Fact]
    public void An_unassigned_control_is_asked_about()
    {
        var question = Assert.Single(Ask());
        Assert.Equal([QuestionReason.Unassigned], question.Reasons);
        Assert.Equal(
            "The matrix does not say who does this. Who does: you, we, or both of us? Please say what you do, what stays with us, and " +
            "which evidence shows your part.", question.Text);
        Assert.Equal(("local:a.1", "https://vendor.example/matrix@1.0.0", "/assignments"),
            (question.Id, question.Document, question.Place.Pointer));
    }

    [Fact]
    public void A_control_that_is_not_determined_is_asked_about_with_the_reason()
    {
        var question =
            Assert.Single(Ask(new Assignment { Controls = ["a.1"], State = ControlState.NotDetermined, Reason = "Waits for the vendor." }));
        Assert.Equal([QuestionReason.NotDetermined], question.Reasons);
        Assert.StartsWith("The matrix leaves this open: “Waits for the vendor”. Who does it", question.Text, StringComparison.Ordinal);
        Assert.Equal("/assignments/0", question.Place.Pointer);
    }

    [Fact]
    public void A_conflict_is_asked_about_with_both_sides_of_it()
    {
        var question = Assert.Single(
            Ask(Make.Assign("a.1", Sides.Provider), new Assignment { Id = "mine", Controls = ["a.1"], Customer = "Does it all." }));
        Assert.Equal([QuestionReason.Conflict], question.Reasons);
        Assert.Contains("(/assignments/0: provider; \"mine\" (/assignments/1): “Does it all”)", question.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_that_nobody_performs_is_asked_about() =>
        Assert.Equal([QuestionReason.NobodyPerforms],
            Assert.Single(Ask(Assign(new Duty { Party = "provider", Involvement = Involvement.Accountable }))).Reasons);

    [Fact]
    public void An_unqualified_shared_is_asked_about_in_one_question_with_all_else_that_is_open()
    {
        var question = Assert.Single(Ask(Make.Assign("a.1", Sides.Shared)));
        Assert.Equal([QuestionReason.UnqualifiedShared, QuestionReason.MissingEvidence], question.Reasons);
        Assert.Equal(
            "The matrix divides this between you and us, and does not say who does what: what do you do and what stays with us? Which " +
            "certificate, report or other document shows your part, and until when is it valid?", question.Text);
    }

    [Fact]
    public void A_third_party_is_asked_about_by_its_name() =>
        Assert.StartsWith(
            "The matrix divides this between you, Host and us, and does not say who does what: what do you do, what does Host do and " +
            "what stays with us?", Assert.Single(Ask(Make.Assign("a.1", Sides.SharedAll))).Text, StringComparison.Ordinal);

    [Fact]
    public void Missing_evidence_is_asked_for_with_what_the_matrix_says()
    {
        var question = Assert.Single(Ask(Assign(Shown with { Evidence = [] })));
        Assert.Equal([QuestionReason.MissingEvidence], question.Reasons);
        Assert.Equal(
            "The matrix says of your part: “Does it”. Which certificate, report or other document shows your part, and until when is it " +
            "valid?", question.Text);
    }

    [Fact]
    public void Evidence_is_not_asked_for_where_the_customer_takes_nothing_over()
    {
        Assert.Equal([QuestionReason.NotTakenOver],
            Assert.Single(Ask(Assign(Shown with { Evidence = [] }) with { Inheritability = Inheritability.None })).Reasons);
        Assert.Empty(Ask(Make.Assign("a.1", Sides.Customer)));
    }

    [Fact]
    public void Evidence_of_an_upstream_counts_where_it_is_inherited() =>
        Assert.Empty(
            Ask(matrix => matrix with { Upstreams = [new Upstream { Id = "host", Provider = "host", Evidence = ["soc2"] }] },
            Assign(new Duty { Party = "provider", InheritedFrom = "host" })));

    [Fact]
    public void Expired_evidence_is_asked_about_by_its_title_and_day()
    {
        var question = Assert.Single(Ask(Assign(Shown with { Evidence = ["old", "soc2"] })));
        Assert.Equal([QuestionReason.ExpiredEvidence], question.Reasons);
        Assert.Contains("The evidence is out of date: “Old report”, expired (valid until 2026-11-23). What takes its place", question.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Old_evidence_is_asked_about_and_evidence_without_any_date_where_there_is_no_other()
    {
        var undated = Expired with { ValidUntil = null };
        var assignment = Assign(Shown with { Evidence = ["old"] });
        var question =
            Assert.Single(
            Ask(matrix => matrix with { Evidence = [undated with { Period = new() { From = new(2018, 1, 1), To = new(2018, 12, 31) } }] },
            assignment));
        Assert.Equal([QuestionReason.ExpiredEvidence], question.Reasons);
        Assert.Contains("“Old report”, old (for a period up to 2018-12-31, without a last day of validity).", question.Text,
            StringComparison.Ordinal);
        question = Assert.Single(Ask(matrix => matrix with { Evidence = [undated] }, assignment));
        Assert.Equal([QuestionReason.UndatedEvidence], question.Reasons);
        Assert.Contains("names “Old report” without any date. Until when is it valid", question.Text, StringComparison.Ordinal);
        Assert.Empty(Ask(matrix => matrix with { Evidence = [undated, Valid] }, Assign(Shown with { Evidence = ["old", "soc2"] })));
    }

    [Theory]
    [InlineData(
        Inheritability.None, "“Does it”. We may take nothing of it over, and the matrix gives us no part. What must we do ourselves?")]
    [InlineData(Inheritability.Partial, "“Does it”. We may take only a part of it over, and the matrix does not say what stays with us.")]
    public void What_the_provider_does_for_itself_is_still_open_for_the_customer(Inheritability inheritability, string expected)
    {
        var assignment = Assign(Shown) with { Inheritability = inheritability };
        var question = Assert.Single(Ask(assignment));
        Assert.Equal([QuestionReason.NotTakenOver], question.Reasons);
        Assert.Contains(expected, question.Text, StringComparison.Ordinal);
        Assert.Empty(Ask(assignment with { Inheritability = Inheritability.Full }));
        // A duty of the customer's own closes it, and tells that the other's part is none of it.
        var matrix =
            Only(Make.Matrix(assignment with { Duties = [Shown, new Duty { Party = "customer", Text = "Has a plan of its own." }] }) with
            { Evidence = [Valid, Expired] });
        Assert.Empty(Questions(matrix));
        Assert.Contains("taken over", Assert.Single(Checklist.For(new Resolver(matrix), Make.Context(), "customer").Duties).NotTakenOver,
            StringComparison.Ordinal);
        Assert.Null(Assert.Single(Checklist.For(new Resolver(matrix), Make.Context(), "provider").Duties).NotTakenOver);
    }

    [Fact]
    public void A_duty_to_notify_without_a_time_is_asked_about()
    {
        var notify = Shown with { Action = "notify" };
        Assert.Equal([QuestionReason.MissingCommitment], Assert.Single(Ask(Assign(notify))).Reasons);
        Assert.Empty(Ask(matrix => matrix with { Commitments = [Commitment("someTime", "hours")] }, Assign(notify)));
        Assert.Empty(
            Ask(matrix => matrix with { Commitments = [Commitment("someTime", "hours") with { Controls = [] }] },
            Assign(notify with { Commitments = ["p"] })));
        Assert.NotEmpty(Ask(matrix => matrix with { Commitments = [Commitment("availability", "percent")] }, Assign(notify)));
        Assert.NotEmpty(
            Ask(matrix => matrix with { Commitments = [Commitment("someTime", "hours") with { Party = "customer" }] }, Assign(notify)));
    }

    [Theory]
    [InlineData("12.1.2", "changeNoticePeriod")]
    [InlineData("CLD.8.1.5", "dataDeletionTime")]
    [InlineData("12.3.1", "recoveryTimeObjective")]
    public void A_control_with_a_deadline_is_asked_about_until_a_time_is_committed_to(string control, string metric)
    {
        var matrix = Make.Matrix(new Assignment { Controls = [control], Duties = [Shown] }) with
        {
            Controls = [],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = [control] }],
            Evidence = [Valid]
        };
        var question = Assert.Single(Questions(matrix));
        Assert.Equal([QuestionReason.MissingCommitment], question.Reasons);
        Assert.Contains(metric, question.Metrics);
        Assert.Empty(Questions(matrix with { Commitments = [Commitment(metric, "days") with { Controls = [control] }] }));
        Assert.Single(Questions(matrix with { Commitments = [Commitment("logRetention", "days") with { Controls = [control] }] }));
    }

    [Fact]
    public void A_commitment_of_another_plan_is_none_here()
    {
        Matrix With(string plan) => Make.Matrix(Assign(Shown with { Action = "notify" })) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            Evidence = [Valid],
            Commitments = [Commitment("someTime", "hours") with { When = Condition.Of("plan", plan) }],
        };
        Assert.Equal([QuestionReason.MissingCommitment], Questions(Only(With("plus")))[0].Reasons);
        Assert.Empty(Questions(Only(With("basic"))));
    }

    [Fact]
    public void A_row_that_is_equal_to_a_control_with_a_deadline_has_it_too()
    {
        var matrix = Only(Make.Matrix(Assign(Shown)) with { Evidence = [Valid] });
        Assert.Empty(Questions(matrix));
        Assert.Equal(
            ["incidentNotificationTime"],
            Assert.Single(
            Questions(
            matrix with
            {
                Controls =
            [
            Make.Row("a.1") with
            { MapsTo = [new ControlMapping { Control = "iso-27017:16.1.2", Relation = ControlRelation.Equal }] }]
            })).Metrics);
        Assert.Empty(
            Questions(
            matrix with
            {
                Controls = [
            Make.Row("a.1") with { MapsTo = [new ControlMapping { Control = "iso-27017:16.1.2", Relation = ControlRelation.Subset }] }]
            }));
    }

    [Fact]
    public void Every_control_that_a_metric_names_ships() =>
        Assert.All(CommitmentMetric.Known.SelectMany(metric => metric.Controls), control =>
        {
            var catalog = DocumentSet.BuiltIn.FindCatalog(control.CatalogId!, control.Edition!)!;
            Assert.Equal(control.Body, CatalogIndex.Of(catalog).Find(control.Body)?.Id);
        });

    [Fact]
    public void Every_question_of_a_metric_is_one() =>
        Assert.All(CommitmentMetric.Known.Select(metric => metric.Question).OfType<string>(),
            question => Assert.EndsWith("?", question, StringComparison.Ordinal));

    [Fact]
    public void A_long_text_is_quoted_in_part() =>
        Assert.True(Assert.Single(Ask(Assign(Shown with { Evidence = [], Text = new string('x', 100_000) }))).Text.Length < 1000);

    [Fact]
    public void Each_open_control_has_one_question_with_an_id_of_its_own()
    {
        var matrix = Make.Matrix() with
        {
            Controls = [],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015" }, new CatalogScope { Id = "iso-27017", Edition = "2026" }]
        };
        var questions = Questions(matrix);
        Assert.Equal(121 + 97, questions.Count);
        Assert.Equal(questions.Count, questions.Select(question => question.Id).Distinct().Count());
    }

    private static Assignment Assign(Duty duty) => new() { Controls = ["a.1"], Duties = [duty] };

    private static Commitment Commitment(string metric, string unit) =>
        new()
        {
            Id = "p",
            Party = "provider",
            Metric = metric,
            Controls = ["*"],
            Target = new CommitmentTarget { Operator = TargetOperator.AtMost, Value = 1, Unit = unit }
        };

    private static Matrix Only(Matrix matrix) => matrix with { Controls = [Make.Row("a.1")] };

    private static ValueList<Question> Ask(params Assignment[] assignments) => Ask(matrix => matrix, assignments);

    private static ValueList<Question> Ask(Func<Matrix, Matrix> change, params Assignment[] assignments) =>
        Questions(change(Only(Make.Matrix(assignments) with { Evidence = [Valid, Expired] })));

    private static ValueList<Question> Questions(Matrix matrix) =>
        Checklist.For(new Resolver(matrix), Make.Context(), "customer").Questions;
}
