using System.Globalization;
using System.Text;
using CsCheck;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>Answered questionnaires become drafts, and nothing of them is lost.</summary>
public class QuestionnaireReaderTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");
    private static readonly string[] Headings = [.. Questionnaire.Columns.Select(column => column.Heading)];

    [Fact]
    public void An_answer_closes_an_open_control()
    {
        var matrix = Make.Matrix(new Assignment { Id = "open", Controls = ["a.1"], State = ControlState.NotDetermined, Reason = "Asked." });
        var import =
            Answer(
            matrix,
            Row("local:a.1", "shared", "Copies all data.", "Checks the copies.", "SOC 2 report, valid until 2027-03-31", "", "Since May."));
        Assert.Empty(Errors(import));
        var control = import.Draft!.Resolve().Of("a.1");
        Assert.Equal((ControlState.Assigned, Sides.Shared), (control.State, control.Split));
        Assert.Equal(["Copies all data.", "Checks the copies."], control.Duties.Select(duty => duty.Text));
        var assignment = Assert.Single(import.Draft!.Assignments);
        Assert.Equal(("open", "Since May."), (assignment.Id, assignment.Notes));
        Assert.Equal(
            new SourceLabel
            {
                Vocabulary = "questionnaire",
                Label =
            "Who performs: shared\nWhat you do: Copies all data.\nWhat stays with us: Checks the copies.\nEvidence: SOC 2 report, valid " +
            "until 2027-03-31\nRemarks: Since May."
            }, assignment.Source);
        var evidence = Assert.Single(import.Draft!.Evidence);
        Assert.Equal((EvidenceKind.Report, new DateOnly(2027, 3, 31)), (evidence.Kind, evidence.ValidUntil!.Value));
        Assert.Equal([evidence.Id], control.Duties[0].Evidence);
        Assert.Equal(["local:a.2", "local:b.1"], import.Open);
    }

    [Fact]
    public void A_question_about_an_edition_with_colons_is_answered_under_its_short_name()
    {
        const string Stamp = "2025-08-26T17:09:12+00:00";
        var documents = DocumentSet.BuiltIn.Add(Edition(Stamp)).Add(Edition("1"));
        var matrix = Make.Matrix() with
        {
            Controls = [],
            Catalogs = [new() { Id = "house", Edition = Stamp, ShortName = "now" }, new() { Id = "house", Edition = "1" }]
        };
        var import = Read(new Resolver(matrix, new() { Documents = documents }), Row($"house@{Stamp}:H-1", "provider", "Copies."),
            Row("house@1:H-1", "provider", "Copies."));
        Assert.Empty(Errors(import));
        Assert.Equal(["now:H-1", "house@1:H-1"], import.Draft!.Assignments.SelectMany(assignment => assignment.Controls)
            .Select(selector => selector.ToString()));

        static Catalog Edition(string edition) => new() { Id = "house", Edition = edition, Title = "House", Controls = [Make.Row("H-1")] };
    }

    [Fact]
    public void The_draft_is_the_provider_s_next_version_of_the_matrix()
    {
        var matrix = Make.Matrix() with
        {
            Version = "1.2.0",
            AuthoredBy = "globex",
            Status = DocumentStatus.Published,
            Published = Make.Today,
            Approvals = [new Approval { Party = "globex", Date = Make.Today }]
        };
        var import = Answer(matrix, Row("local:a.1", "provider"));
        Assert.Equal((DocumentStatus.Draft, "acme", "1.2.0"),
            (import.Draft!.Status, import.Draft.AuthoredBy, import.Draft.Supersedes!.Version.ToString()));
        Assert.Equal((null, true, (SemanticVersion)"1.3.0"),
            (import.Draft!.Published, import.Draft.Approvals.IsEmpty, import.Draft.Version));
        Assert.Equal(["RM7002", "RM7003"], import.Diagnostics.Ids().Order());
        // The customer gets a part more to do, which asks for a larger step.
        Assert.Equal("2.0.0", Answer(matrix, Row("local:a.1", "shared", "x", "y")).Draft!.Version.ToString());
    }

    [Theory]
    [InlineData("provider", "provider")]
    [InlineData("Provider ", "provider")]
    [InlineData("customer", "customer")]
    [InlineData("shared", "shared")]
    [InlineData("Acme", "provider")]
    [InlineData("globex", "customer")]
    [InlineData("Acme, Globex", "shared")]
    [InlineData("provider and customer", "shared")]
    [InlineData("Acme + Host", "sharedProviderThirdParty")]
    [InlineData("third party", "thirdParty")]
    [InlineData("sharedAll", "sharedAll")]
    [InlineData("both", "shared")]
    [InlineData("CSP", "provider")]
    public void Who_performs_may_be_said_in_several_ways(string words, string split)
    {
        var import = Answer(Make.Matrix(), Row("local:a.1", words));
        Assert.Empty(Errors(import));
        Assert.Equal(split, Words.OfSplit(import.Draft!.Resolve().Of("a.1").Split));
        Assert.DoesNotContain(import.Draft!.Findings().Ids(), id => id is "RM2004" or "RM2015");
    }

    [Theory]
    [InlineData("we", "either way")]
    [InlineData("you", "either way")]
    [InlineData("yes", "says of no side")]
    [InlineData("provder", "Did you mean")]
    [InlineData("provider, somebody", "\"somebody\" says of no side")]
    [InlineData("", "does not know who performs")]
    public void Words_that_name_nobody_are_an_error_with_row_and_column(string words, string expected)
    {
        var import = Answer(Make.Matrix(), Row("local:a.2", "provider"), Row("local:a.1", words, "Does it."));
        var error = Assert.Single(Errors(import));
        Assert.Equal(("RM7001", "local", "a.1", 3, 6), (error.Id, error.Catalog, error.Control, error.Place!.Line, error.Place.Column));
        Assert.StartsWith("Row 3, column \"Who performs\": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(ControlState.Unassigned, import.Draft!.Resolve().Of("a.1").State);
        Assert.Contains("local:a.1", import.Open);
        Assert.Equal("What you do: Does it.", import.Rows[1].Answer!.Split('\n')[^1]);
    }

    [Theory]
    [InlineData("not applicable", ControlState.NotApplicable)]
    [InlineData("N/A", ControlState.NotApplicable)]
    [InlineData("to be determined", ControlState.NotDetermined)]
    public void A_control_may_be_answered_with_a_state_and_its_reason(string words, ControlState state)
    {
        var control = Answer(Make.Matrix(), Row("local:a.1", words, "There are no tapes.")).Draft!.Resolve().Of("a.1");
        Assert.Equal((state, "There are no tapes."), (control.State, control.Reason));
        Assert.NotEmpty(Answer(Make.Matrix(), Row("local:a.1", words)).Draft!.Resolve().Of("a.1").Reason!);
    }

    [Fact]
    public void Evidence_alone_leaves_the_split_and_its_words_as_they_were()
    {
        var matrix = Make.Matrix(
            new Assignment
            {
                Id = "both",
                Controls = ["a.1", "a.2"],
                Coupling = Coupling.Independent,
                Provider = "Does it",
                Customer = "Checks it"
            },
            new Assignment
            {
                Id = "one",
                Controls = ["b.1"],
                Duties = [new Duty { Id = "d", Party = "provider", Text = "Keeps it", Evidence = ["old"], Action = "provide" }]
            }) with
        {
            Evidence = [new Evidence { Id = "old", Kind = EvidenceKind.Report, Title = "Old", ValidUntil = Make.Today.AddDays(-1) },
                new Evidence { Id = "new", Kind = EvidenceKind.Report, Title = "New report", Issued = Make.Today }],
        };
        var import = Answer(matrix, Row("local:a.1", evidence: "new report"), Row("local:b.1", evidence: "new"));
        Assert.Empty(Errors(import));
        var (a1, b1) = (import.Draft!.Resolve().Of("a.1"), import.Draft!.Resolve().Of("b.1"));
        Assert.Equal((Sides.Shared, Coupling.Independent), (a1.Split, a1.Coupling));
        Assert.Equal([["new"], []], a1.Duties.Select(duty => duty.Evidence.ToArray()));
        Assert.Equal(("d", "provide", "Keeps it"), (b1.Duties[0].Id, b1.Duties[0].Action, b1.Duties[0].Text));
        // What has run out makes way, and that is said.
        Assert.Equal(["new"], b1.Duties[0].Evidence);
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7002" && finding.Message.Contains("old", StringComparison.Ordinal));
        Assert.Equal(["a.2"], import.Draft!.Assignments.First(assignment => assignment.Id == "both").Controls.Select(
            selector => selector.ToString()));
        Assert.Equal(["local:a.2"], import.Open);
    }

    [Fact]
    public void A_side_that_no_longer_performs_loses_its_duty_and_that_is_said()
    {
        var import = Answer(Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Does it", Customer = "Checks it" }),
            Row("local:a.1", "provider"));
        Assert.Equal(["Does it"], import.Draft!.Resolve().Of("a.1").Duties.Select(duty => duty.Text));
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7002"
            && finding.Message.Contains("“Checks it”", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_customer_must_do_is_a_duty_of_its_whatever_the_word_for_the_split()
    {
        var import = Answer(Make.Matrix(), Row("local:a.1", "provider", "Offers it.", "Switches it on."));
        Assert.Equal(Sides.Shared, import.Draft!.Resolve().Of("a.1").Split);
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7003"
            && finding.Message.Contains("column \"What stays with us\"", StringComparison.Ordinal));
        Assert.Equal(Sides.Provider, Answer(Make.Matrix(), Row("local:a.1", "provider", "Offers it.", "nothing")).Draft!.Resolve()
            .Of("a.1").Split);
    }

    [Theory]
    [InlineData("24 hours from awareness", TargetOperator.AtMost, 24, "hours", "awareness")]
    [InlineData("within 2 weeks", TargetOperator.AtMost, 14, "days", null)]
    [InlineData("at most 1,5 days of detection.", TargetOperator.AtMost, 1.5, "days", "detection")]
    [InlineData("4 business hours", TargetOperator.AtMost, 4, "businessHours", null)]
    public void A_commitment_is_taken_over_where_it_can_be_measured(
        string words, TargetOperator direction, double value, string unit, string? from)
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["16.1.2"], Provider = "Tells" }) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["16.1.2"] }] };
        var import = Answer(matrix, Row("iso-27017@2015:16.1.2", commitment: words));
        var commitment = Assert.Single(import.Draft!.Commitments);
        Assert.Equal(new CommitmentTarget { Operator = direction, Value = (decimal)value, Unit = unit, From = from }, commitment.Target);
        Assert.Equal(("acme", "incidentNotificationTime"), (commitment.Party, commitment.Metric));
        Assert.DoesNotContain(Checklist.For(new Resolver(import.Draft), Make.Context(), "customer").Questions,
            question => question.Reasons.Contains(QuestionReason.MissingCommitment));
    }

    [Theory]
    [InlineData("as soon as possible")]
    [InlineData("at least 24 hours")]
    [InlineData("99 %")]
    [InlineData("24")]
    public void Any_other_commitment_is_kept_as_a_remark_and_said(string words)
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["16.1.2"], Provider = "Tells" }) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["16.1.2"] }] };
        var import = Answer(matrix, Row("iso-27017@2015:16.1.2", commitment: words));
        var isAvailability = words.Contains('%', StringComparison.Ordinal);
        Assert.Equal(isAvailability ? 1 : 0, import.Draft!.Commitments.Count);
        if (isAvailability) return;
        Assert.Equal($"Committed to: {words}", import.Draft.Assignments[0].Notes);
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7002" && finding.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_and_commitments_that_stand_there_already_are_recognised()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Does it" },
            new Assignment { Controls = ["a.2"], Provider = "Does it" }) with
        {
            Evidence =
                [new() { Id = "iso", Kind = EvidenceKind.Certificate, Title = "ISO 27001 certificate", ValidUntil = new(2028, 2, 29) },
                new() { Id = "pen", Kind = EvidenceKind.Report, Title = "Penetration test report" }],
            Commitments =
                [
                new() { Id = "up", Party = "acme", Metric = "availability",
                Target = new() { Operator = TargetOperator.AtLeast, Value = 99.9m, Unit = "percent" }, Controls = ["a.*"] }],
        };
        var import = Answer(
            matrix,
            Row("local:a.1",
                evidence: "ISO 27001 certificate, valid until 29.02.2028\nPenetration test report (issued 1 June 2026)\nSOC 2 report, " +
                "valid until 31 December 2027", commitment: "99.90 %"),
            Row("local:a.2",
                evidence: "iso 27001 Certificate (expires 2028-02-29)\nSOC 2 report, valid until 31.12.2027\nISO 27001 certificate, " +
                "valid until 2031-02-28"));
        Assert.Empty(Errors(import));
        Assert.Equal(matrix.Commitments, import.Draft!.Commitments);
        Assert.Equal(["ISO 27001 certificate", "Penetration test report", "SOC 2 report", "ISO 27001 certificate"],
            import.Draft.Evidence.Select(evidence => evidence.Title));
        Assert.Equal(new DateOnly(2026, 6, 1), import.Draft.Evidence[1].Issued);
        Assert.Equal(["iso", "pen", "answer-evidence-1"], import.Draft.Resolve().Of("a.1").Duties[0].Evidence);
        Assert.Equal(["iso", "answer-evidence-1", "answer-evidence-2"], import.Draft.Resolve().Of("a.2").Duties[0].Evidence);
        Assert.Contains(import.Diagnostics, finding =>
            finding.Message.Contains("“99.90 %” stands in the matrix already, as \"up\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_commitment_for_these_controls_alone_takes_the_place_of_the_one_before_and_another_stands_beside_it()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Does it" },
            new Assignment { Controls = ["a.2"], Provider = "Does it" }) with
        {
            Commitments =
            [
                new() { Id = "own", Party = "acme", Metric = "recoveryTimeObjective",
                    Target = new() { Operator = TargetOperator.AtMost, Value = 8, Unit = "hours" }, Controls = ["a.1"] },
                new() { Id = "all", Party = "acme", Metric = "logRetention",
                    Target = new() { Operator = TargetOperator.AtLeast, Value = 6, Unit = "months" }, Controls = ["*"] },
            ],
        };
        var import = Answer(matrix, Row("local:a.1", commitment: "4 hours\nRTO: 4 hours\nlog retention: 1 year"),
            Row("local:a.2", commitment: "log retention: 1 year"));
        Assert.Equal(
            [("own", 4m, "a.1"), ("all", 6m, "*"), ("answer-logRetention-1", 12m, "a.1 a.2")],
            import.Draft!.Commitments.Select(
                commitment => (commitment.Id, commitment.Target.Value, string.Join(' ', commitment.Controls))));
        // Two metrics are tied to the control, so that "4 hours" alone says nothing; once it is replaced the same words are known.
        Assert.Equal("Committed to: 4 hours", import.Draft.Assignments[0].Notes);
        Assert.Contains(import.Diagnostics, finding =>
            finding.Message.Contains("the matrix also commits to at least 6 months (\"all\"). Review", StringComparison.Ordinal));
    }

    [Fact]
    public void Days_that_are_not_clear_are_asked_about_and_the_row_is_taken_over()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Does it" });
        var import = Answer(matrix, Row("local:a.1", evidence: "SOC 2 report, valid until 03/04/2027"));
        var finding = Assert.Single(Errors(import));
        Assert.Equal("RM7001", finding.Id);
        Assert.Contains(
            "“03/04/2027” is 3 April 2027 or 4 March 2027: write 2027-04-03 or 2027-03-04. Until then the evidence is not known to be " +
            "valid", finding.Message, StringComparison.Ordinal);
        Assert.Equal(ImportedRowOutcome.Imported, Assert.Single(import.Rows).Outcome);
        Assert.Equal(EvidenceValidity.NotKnown, Assert.Single(import.Draft!.Evidence).ValidityOn(Make.Today));
        Assert.Contains("local:a.1", import.Open);
    }

    [Fact]
    public void Several_ids_in_a_row_are_one_answer_for_all_of_them()
    {
        var matrix =
            Make.Matrix(
            new Assignment
            { Id = "both", Controls = ["a.1", "a.2"], Duties = [new Duty { Id = "d", Party = "provider", Text = "Does it" }] },
            new Assignment { Controls = ["b.1"], State = ControlState.NotDetermined, Reason = "Open." });
        var import =
            Answer(matrix, Row("local:a.1\nlocal:a.2", evidence: "SOC 2 report, valid until 2027-01-31", commitment: "RTO: 4 hours"),
            Row("local:b.1\nlocal:z.9\nlocal:a.2", "provider", "Does it too."));
        Assert.Equal(["both", null], import.Draft!.Assignments.Select(assignment => assignment.Id));
        Assert.Equal(["a.1", "a.2"], import.Draft.Assignments[0].Controls.Select(selector => selector.ToString()));
        Assert.Equal("d", import.Draft.Assignments[0].Duties[0].Id);
        Assert.Equal(["a.1", "a.2"], Assert.Single(import.Draft.Commitments).Controls.Select(selector => selector.ToString()));
        Assert.Equal([ImportedRowOutcome.Imported, ImportedRowOutcome.Imported], import.Rows.Select(row => row.Outcome));
        Assert.Equal("Does it too.", import.Draft.Resolve().Of("b.1").Duties[0].Text);
        Assert.Equal(
            ["there is no question \"local:z.9\" about this matrix.",
                "the question local:a.2 is answered in row 2 already, with other words. Keep one of the two."],
            Errors(import)
                .Select(finding => finding.Message[(finding.Message.IndexOf(':', StringComparison.Ordinal) + 2)..].Split(" Did you")[0]));
    }

    [Fact]
    public void A_row_of_a_group_leaves_the_others_of_an_assignment_alone()
    {
        var matrix =
            Make.Matrix(
            new Assignment
            { Id = "all", Controls = ["a.1", "a.2", "b.1"], Duties = [new Duty { Id = "d", Party = "provider", Text = "Does it" }] });
        var import = Answer(matrix, Row("local:a.1\nlocal:a.2", "customer", customer: "Does it itself."));
        Assert.Equal([("all", "b.1"), (null, "a.1 a.2")],
            import.Draft!.Assignments.Select(assignment => (assignment.Id, string.Join(' ', assignment.Controls))));
        Assert.DoesNotContain(import.Draft.Findings(), finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_cell_or_a_row_that_holds_too_much_is_taken_over_in_part_and_said()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Does it" });
        var import =
            Answer(
            matrix,
            Row($"local:a.1{string.Concat(Enumerable.Repeat("\nlocal:a.1", 80))}",
            evidence: string.Join('\n', Enumerable.Range(0, 80).Select(i => $"Report {i}"))));
        Assert.Equal(64, import.Draft!.Evidence.Count);
        Assert.Contains(Errors(import), finding => finding.Message.Contains("more than 64 lines", StringComparison.Ordinal));
        Assert.Contains(Errors(import), finding => finding.Message.Contains("more than 64 questions", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_holds_for_the_options_that_were_asked_for_and_no_others()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["a.1"], When = Condition.Of("plan", "plus"), Provider = "Does all of it" },
            new Assignment
            {
                Controls = ["a.1"],
                When = Condition.Of("plan", "basic"),
                State = ControlState.NotDetermined,
                Reason = "Open."
            }) with
        { Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus", "max"], Default = "basic" }] };
        var import = Answer(matrix, Row("local:a.1", "customer", customer: "Does it itself"));
        Assert.Empty(Errors(import));
        Assert.Equal(Sides.Customer, import.Draft!.Resolve().Of("a.1").Split);
        Assert.Equal(Sides.Provider, import.Draft!.Resolve(Make.Context(null, ("plan", "plus"))).Of("a.1").Split);
        Assert.Equal(ControlState.Unassigned, import.Draft!.Resolve(Make.Context(null, ("plan", "max"))).Of("a.1").State);
        var other = Answer(matrix, Row("local:a.1", "customer", asked: "service model saas, plan plus, as of 2026-01-01"));
        Assert.Contains("Read it with the service model and the parameters that were asked about.", Assert.Single(Errors(other)).Message,
            StringComparison.Ordinal);
        Assert.Empty(Errors(Answer(matrix, Row("local:a.1", "customer", asked: "service model saas, plan basic, as of 2020-01-01"))));
    }

    [Fact]
    public void A_conflict_is_settled_by_the_answer()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.1", Sides.Customer));
        var import = Answer(matrix, Row("local:a.1", "provider", "Does it"));
        Assert.DoesNotContain(import.Draft!.Findings(), finding => finding.Id == "RM2001");
        Assert.Equal(Sides.Provider, import.Draft!.Resolve().Of("a.1").Split);
    }

    [Fact]
    public void What_a_base_says_is_answered_in_the_annex()
    {
        var documents = Make.Folder(Examples);
        var resolver =
            new Resolver(new MatrixDocument(Make.Read(Path.Combine(Examples, "crm-annex.matrix.json"))), new() { Documents = documents });
        var import =
            Read(resolver, Row("iso-27017@2015:5.1.1", evidence: "Policy 7"), Row("iso-27017@2015:CLD.8.1.5", commitment: "30 days"));
        Assert.Empty(Errors(import));
        Assert.DoesNotContain(DocumentValidator.Validate(new MatrixDocument(import.Draft!), Make.Today, new() { Documents = documents }),
            finding => finding.Severity == Severity.Error);
        var answer = new Resolver(new MatrixDocument(import.Draft!), new() { Documents = documents }).Resolve(Make.Context());
        Assert.NotEmpty(answer.Of("5.1.1").Duties[0].Evidence);
        Assert.Equal(Sides.Shared, answer.Of("CLD.8.1.5").Split);
        Assert.Equal("dataDeletionTime", import.Draft!.Commitments[^1].Metric);
    }

    [Fact]
    public void Columns_may_come_in_any_order_with_others_between_them()
    {
        var matrix = Make.Matrix();
        var import = ReadText(
            matrix, "Our notes;WHO PERFORMS;question id;What you do;\nok; provider ;local:a.1;'=Does it.;\n\n;;;;\n;;local:a.2;;x\n");
        Assert.Equal("=Does it.", import.Draft!.Resolve().Of("a.1").Duties[0].Text);
        Assert.Equal(["imported", "unanswered"], import.Rows.Select(row => Words.Of(row.Outcome)));
        Assert.Equal(
            ["Row 1, column \"Our notes\": the column is none of the questionnaire's; 1 cell of it was left out.",
            "Row 1: the 5th column, which has no heading, is none of the questionnaire's; 1 cell of it was left out."],
            import.Diagnostics.Where(finding => finding.Id == "RM7002").Select(finding => finding.Message));
    }

    [Fact]
    public void Ids_that_nobody_knows_and_rows_that_repeat_others_are_said()
    {
        var import = Answer(Make.Matrix(), Row("local:a.1", "provider"), Row("local:a.9", "provider"), Row("local:a.1", "customer"),
            Row("LOCAL:A.1", "provider"), Row("local:a.1"), Row("", "provider"), Row("local:a.2"), Row("local:a.2", "customer"));
        Assert.Equal(["imported", "notUnderstood", "notUnderstood", "leftOut", "leftOut", "notUnderstood", "unanswered", "imported"],
            import.Rows.Select(row => Words.Of(row.Outcome)));
        Assert.Equal(["RM7001", "RM7001", "RM7002", "RM7002", "RM7001"], import.Diagnostics.Ids());
        Assert.Contains("Did you mean \"local:a.", import.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("name,price\nx,1\n", "This is no questionnaire")]
    [InlineData("Question id,Domain\nlocal:a.1,x\n", "This is no questionnaire")]
    public void A_file_that_is_no_questionnaire_has_no_draft(string text, string expected)
    {
        var import = ReadText(Make.Matrix(), text);
        Assert.Null(import.Draft);
        Assert.Contains(expected, Assert.Single(Errors(import)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_questionnaire_without_answers_has_no_draft()
    {
        var import = Answer(Make.Matrix(), Row("local:a.1"));
        Assert.Null(import.Draft);
        Assert.Equal(3, import.Open.Count);
        Assert.Empty(import.Diagnostics);
    }

    [Fact]
    public void A_duty_that_falls_away_leaves_nothing_that_depends_on_it()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Id = "tell", Party = "customer", Text = "Tells" }] },
            new Assignment { Controls = ["a.2"], Duties = [new Duty { Party = "provider", Text = "Acts", DependsOn = ["tell"] }] });
        var import = Answer(matrix, Row("local:a.1", "provider", "Watches"));
        Assert.DoesNotContain("RM1006", import.Draft!.Findings().Ids());
        Assert.Contains(import.Diagnostics, finding => finding.Message.Contains("\"tell\" is not in the draft", StringComparison.Ordinal));
    }

    [Fact]
    public void Duties_that_depend_on_one_another_still_do_when_each_control_of_a_list_is_answered()
    {
        var matrix =
            Make.Matrix(
            new Assignment
            {
                Controls = ["a.1", "a.2"],
                Duties = [new Duty { Id = "ask", Party = "customer", Text = "Asks" },
            new Duty { Id = "act", Party = "provider", Text = "Acts", DependsOn = ["ask"] }]
            });
        var import = Answer(matrix, Row("local:a.1", evidence: "Report"), Row("local:a.2", evidence: "Report"));
        Assert.DoesNotContain(import.Diagnostics, finding => finding.Id == "RM7002");
        var answer = import.Draft!.Resolve();
        Assert.Equal((Coupling.Dependent, Coupling.Dependent), (answer.Of("a.1").Coupling, answer.Of("a.2").Coupling));
        Assert.Equal(("ask-1", "ask-2"), (answer.Of("a.1").Duties[0].Id, answer.Of("a.2").Duties[0].Id));
        // Where the customer's part goes, nothing is left to depend on.
        Assert.DoesNotContain("RM1006", Answer(matrix, Row("local:a.1", "provider")).Draft!.Findings().Ids());
    }

    [Fact]
    public void The_duties_of_what_does_not_apply_any_more_are_said_to_be_gone()
    {
        var import =
            Answer(Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Copies all data.", Customer = "Checks the copies." }),
            Row("local:a.1", "not applicable", "No data."));
        Assert.Equal(
            [
                "Row 2, column \"Who performs\": a.1 is not applicable now: the duty “Copies all data” of the matrix is not in the draft",
                "Row 2, column \"Who performs\": a.1 is not applicable now: the duty “Checks the copies” of the matrix is not in the draft",
            ],
            import.Diagnostics.Where(finding => finding.Id == "RM7002").Select(finding => finding.Message));
    }

    [Fact]
    public void Rows_that_hold_neither_an_id_nor_an_answer_are_said_with_their_words()
    {
        var import = ReadText(
            Make.Matrix(), "Under the NDA,,\nQuestion id,Who performs,Domain\nlocal:a.1,provider,\n,,We call you about the rest\n");
        Assert.Equal(["leftOut", "imported", "leftOut"], import.Rows.Select(row => Words.Of(row.Outcome)));
        Assert.Equal(
            ["Row 1: it holds neither a question id nor an answer, and was left out: “Under the NDA”.",
            "Row 4: it holds neither a question id nor an answer, and was left out: “We call you about the rest”."],
            import.Diagnostics.Where(finding => finding.Id == "RM7002").Select(finding => finding.Message));
    }

    [Fact]
    public void The_error_of_a_formula_is_no_answer()
    {
        var import = Answer(Make.Matrix(), Row("local:a.1", "provider", "#REF!"));
        Assert.Null(import.Draft);
        Assert.Equal(
            "Row 2, column \"What you do\": the cell holds #REF!, which is the error of a formula and no answer. Write what is meant.",
            Assert.Single(import.Diagnostics).Message);
    }

    [Theory]
    [InlineData("Kept", false)]
    [InlineData("Certificate", true)]
    public void A_sheet_of_the_provider_s_own_is_said_even_where_it_has_a_name_of_ours(string heading, bool isReported)
    {
        TableSheet Sheet(string name, params string[][] rows) =>
            new()
            {
                Name = name,
                Rows =
            rows.Select((row, at) => new TableRow { Number = at + 1, Line = at + 1, Cells = ValueList.Create<string>(row) })
                .ToValueList()
            };
        var tables = new TableFile
        {
            Sheets = [Sheet("Questions", Headings, Row("local:a.1", "provider")), Sheet("Evidence", [heading], ["ISO 27001"])],
            Diagnostics = []
        };
        var import = Questionnaire.Read(tables, new Resolver(Make.Matrix()), Make.Context());
        Assert.Equal(
            isReported,
            import.Diagnostics.Any(finding => finding.Message == "The sheet \"Evidence\" is no questionnaire; its 2 rows were left out."));
    }

    [Fact]
    public void Every_example_comes_back_answered_in_full()
    {
        var documents = Make.Folder(Examples);
        foreach (var name in new[] { "acme-intranet", "crm", "crm-annex", "incident-response", "platform" })
        {
            var document = new MatrixDocument(Make.Read(Path.Combine(Examples, $"{name}.matrix.json")));
            var resolver = new Resolver(document, new() { Documents = documents });
            var context = Make.Context(resolver.ServiceModels[0]);
            var questions = Checklist.For(resolver, context, "customer").Questions;
            Assert.NotEmpty(questions);
            var import =
                Read(
                resolver, context,
                [
                .. questions.Select(
                question =>
                Row(question.Id, "shared", $"Does {question.Control}.", $"Checks {question.Control}.",
                "Certificate, valid until 2030-01-01", "10 days"))]);
            Assert.Empty(Errors(import));
            Assert.All(import.Rows, row => Assert.NotNull(row.Pointer));
            var read = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(import.Draft!));
            Assert.False(read.HasErrors);
            var next = new Resolver(new MatrixDocument(read), new() { Documents = documents });
            Assert.DoesNotContain(DocumentValidator.Validate(next, Make.Today), finding => finding.Severity == Severity.Error);
            var answer = next.Resolve(context);
            Assert.All(questions.Where(question => question.Catalog != "local"), question =>
            {
                var control = answer.Controls.First(known => known.Control == question.Control && known.Catalog == question.Catalog);
                Assert.True(control.Split.HasFlag(Sides.Shared), question.Id);
                Assert.Contains(control.Duties, duty => duty.Text == $"Does {question.Control}.");
            });
            Assert.Empty(import.Open);
        }
    }

    [Fact]
    public void No_row_is_dropped_unsaid_whatever_stands_in_it()
    {
        var matrix = Make.Matrix(new Assignment { Id = "x", Controls = ["a.*"], Provider = "Does it", Customer = "Checks it" },
            new Assignment { Controls = ["b.1"], State = ControlState.NotDetermined, Reason = "Open." });
        var cell = Gen.OneOf(Gen.Const(""), Gen.Const("provider"), Gen.Const("shared"), Gen.Const("customer"), Gen.Const("not applicable"),
            Gen.Const("we"), Gen.Const("Host"), Gen.Const("24 hours"), Gen.Const("none"), Gen.Const("=1+1"), Gen.Const("a\nb"),
            Gen.String[0, 12]);
        var id = Gen.OneOf(Gen.Const("local:a.1"), Gen.Const("local:a.2"), Gen.Const("local:b.1"), Gen.Const("local:c.1"), Gen.Const(""));
        Gen.Select(id, cell.Array[6]).Array[0, 6].Sample(rows =>
        {
            var import =
                Answer(
                matrix,
                [
                .. rows.Select(row => Row(row.Item1, row.Item2[0], row.Item2[1], row.Item2[2], row.Item2[3], row.Item2[4], row.Item2[5]))]);
            var expected = rows.Count(row => row.Item2.Append(row.Item1).Any(text => !string.IsNullOrWhiteSpace(text)));
            Assert.Equal(expected, import.Rows.Count);
            foreach (var row in import.Rows)
            {
                var isReported = import.Diagnostics.Any(
                    finding =>
                    finding.Message.StartsWith($"Row {row.Number.ToString(CultureInfo.InvariantCulture)},", StringComparison.Ordinal));
                if (row.Outcome == ImportedRowOutcome.Imported)
                    Assert.Contains(import.Draft!.Assignments, assignment => assignment.Source?.Label == row.Answer);
                else if (row.Answer is not null) Assert.True(isReported);
            }
            if (import.Draft is null) return;
            Assert.DoesNotContain(import.Draft!.Findings(), finding => finding.Severity == Severity.Error);
            Assert.False(DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(import.Draft)).HasErrors);
        });
    }

    private static string[] Row(string id, string who = "", string provider = "", string customer = "", string evidence = "",
        string commitment = "", string remarks = "", string asked = "") =>
        [id, "", "", "", "", who, provider, customer, evidence, commitment, remarks, "", asked];

    private static IEnumerable<Diagnostic> Errors(QuestionnaireImport import) =>
        import.Diagnostics.Where(finding => finding.Severity == Severity.Error);

    private static QuestionnaireImport Answer(Matrix matrix, params string[][] rows) => Read(new Resolver(matrix), rows);

    private static QuestionnaireImport Read(Resolver resolver, params string[][] rows) => Read(resolver, Make.Context(), rows);

    private static QuestionnaireImport Read(Resolver resolver, ResolutionContext context, string[][] rows)
    {
        var text =
            string.Concat(
            rows.Prepend(Headings)
            .Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));
        return Questionnaire.Read(TableFileReader.Read(Encoding.UTF8.GetBytes(text), "answers.csv"), resolver, context, "answers.csv");
    }

    private static QuestionnaireImport ReadText(Matrix matrix, string text) =>
        Questionnaire.Read(TableFileReader.Read(Encoding.UTF8.GetBytes(text), "answers.csv"), new Resolver(matrix), Make.Context(),
        "answers.csv");
}
