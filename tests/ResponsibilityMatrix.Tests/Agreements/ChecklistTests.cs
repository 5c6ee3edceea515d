using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>What a party finds on its checklist.</summary>
public class ChecklistTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");

    [Fact]
    public void A_checklist_has_each_duty_of_the_party_on_each_control_and_no_other_party_s()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.*"], Provider = "Does it", Customer = "Checks it" },
            Make.Assign("b.1", Sides.Provider));
        Assert.Equal([("a.1", "Checks it"), ("a.2", "Checks it")],
            Of(matrix, "customer").Duties.Select(duty => (duty.Control, duty.Duty.Text)));
        Assert.Equal(["a.1", "a.2", "b.1"], Of(matrix, "acme").Duties.Select(duty => duty.Control));
        Assert.Empty(Of(matrix, "host").Duties);
    }

    [Theory]
    [InlineData("globex")]
    [InlineData("customer")]
    [InlineData("GLOBEX")]
    public void A_party_is_found_by_its_id_its_side_and_its_name(string word) =>
        Assert.Equal("globex", Checklist.FindParty(new Resolver(Make.Matrix()), word, out _)?.Id);

    [Fact]
    public void A_party_that_is_not_found_is_answered_with_the_choices()
    {
        Assert.Null(Checklist.FindParty(new Resolver(Make.Matrix()), "glubex", out var problem));
        Assert.Equal(
            "There is no one party 'glubex' in this matrix: choose provider (acme), customer (globex) or host. Did you mean \"globex\"?",
            problem!.Message);
        Assert.Equal((ProblemCode.UnknownParty, "glubex", "globex"), (problem.Code, problem.Subject, problem.Suggestion));
        Assert.Equal(["acme", "globex", "host"], problem.Choices);
    }

    [Fact]
    public void A_duty_says_what_it_needs_first_who_counts_on_it_and_which_commitment_lapses_without_it()
    {
        var checklist = Of(Example("incident-response.matrix.json"), "customer");
        var contact = Assert.Single(checklist.Duties, duty => duty.Duty.Id == "name-contact");
        Assert.Equal(["report-incident"], contact.NeededFor.Select(link => link.Duty));
        Assert.True(Assert.Single(contact.Commitments, commitment => commitment.Commitment == "incident-notice").LapsesWithoutDuty);
        Assert.Equal("incident notification time: at most 24 hours from awareness",
            contact.Commitments.First(commitment => commitment.Commitment == "incident-notice").Text);
        var adopt = Assert.Single(checklist.Duties, duty => duty.Duty.Id == "adopt-split");
        Assert.Equal(("Harbourline", "Publishes this split, and announces each change of it."),
            (adopt.DependsOn[0].Party, adopt.DependsOn[0].Text));
        Assert.Equal("/assignments/0/duties/1", adopt.Place.Pointer);
        Assert.Equal(adopt.Place.Line, checklist.Duties.First(duty => duty.Control == "CLD.6.3.1").Place.Line);
    }

    [Fact]
    public void The_next_review_is_the_matrix_s_or_an_earlier_end_of_the_evidence()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "provider", Evidence = ["short"] }] },
            new Assignment { Controls = ["a.2"], Duties = [new Duty { Party = "provider", Evidence = ["long"] }] }) with
        {
            ReviewBy = new DateOnly(2027, 6, 1),
            Evidence = [Evidence("short", new DateOnly(2027, 1, 31)), Evidence("long", new DateOnly(2029, 1, 31))],
        };
        Assert.Equal([new DateOnly(2027, 1, 31), new DateOnly(2027, 6, 1)],
            Of(matrix, "provider").Duties.Select(duty => duty.NextReview!.Value));
        Assert.Equal(new DateOnly(2027, 6, 1), Of(matrix, "provider").ReviewBy);
    }

    [Fact]
    public void A_customer_keeps_the_evidence_for_what_it_takes_over_and_the_provider_its_own_and_its_upstreams()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "provider", Evidence = ["soc2"] }] },
            new Assignment
            {
                Controls = ["a.2"],
                Inheritability = Inheritability.None,
                Duties = [new Duty { Party = "provider", Evidence = ["secret"] }]
            },
            new Assignment { Controls = ["b.1"], Duties = [new Duty { Party = "customer", Evidence = ["own"] }] }) with
        {
            Evidence = [Evidence("soc2", null), Evidence("secret", null), Evidence("own", Make.Today.AddDays(-1)), Evidence("hosts", null)],
            Upstreams = [new Upstream { Id = "host", Provider = "host", Evidence = ["hosts"] }],
        };
        Assert.Equal([("soc2", false, "Acme", EvidenceValidity.NotKnown), ("own", true, null, EvidenceValidity.Expired)],
            Of(matrix, "customer").Evidence.Select(kept => (kept.Evidence.Id, kept.IsOwn, kept.From, kept.Validity)));
        Assert.Equal([("soc2", null), ("secret", null), ("hosts", "Host")],
            Of(matrix, "provider").Evidence.Select(kept => (kept.Evidence.Id, kept.From)));
    }

    [Fact]
    public void Domains_come_in_the_order_of_the_catalog_and_own_rows_last()
    {
        var domains = Of(Example("crm-annex.matrix.json"), "customer").Duties.Select(duty => duty.Domain).Distinct().ToList();
        Assert.Equal(["Information security policies", "Organization of information security", "Human resource security"], domains.Take(3));
        Assert.Equal("Particular to this service", domains[^1]);
        Assert.Equal("Organization of information security",
            Of(Example("crm-annex.matrix.json"), "customer").Duties.First(duty => duty.Control == "CLD.6.3.1").Domain);
    }

    [Fact]
    public void A_control_that_rows_divide_keeps_what_is_said_of_it_besides()
    {
        var duties = Of(Example("crm-annex.matrix.json"), "customer").Duties;
        Assert.Contains(duties, duty => duty.Control == "CLD.12.4.5");
        Assert.Contains(duties, duty => duty.Control == "monitoring.alert-feed");
    }

    [Fact]
    public void A_checklist_in_another_language_has_the_texts_of_that_language()
    {
        var checklist = Checklist.For(Example("crm.matrix.json"), Make.Context(), "customer", new() { Language = "de" });
        Assert.Equal("Kunde von Harbour CRM", checklist.Party.Name);
        Assert.Contains(checklist.Duties, duty => duty.Duty.Text?.StartsWith("Benennt einen Kontakt", StringComparison.Ordinal) is true);
    }

    [Fact]
    public void A_duty_that_is_inherited_names_who_performs_it() =>
        Assert.Equal(
            "Anvil", Of(Example("crm.matrix.json"), "provider").Duties.First(duty => duty.Duty.Id == "inherit-hardening").PerformedBy);

    [Fact]
    public void Too_many_duties_are_cut_and_said()
    {
        var matrix =
            Make.Matrix(
            new Assignment
            {
                Controls = ["*"],
                Duties = Enumerable.Range(0, 40)
            .Select(i => new Duty { Party = "customer", Text = $"Does {i}" }).ToValueList()
            });
        var checklist = Checklist.For(new Resolver(matrix, new() { Limits = new Limits { MaxItems = 100 } }), Make.Context(), "customer");
        Assert.Equal(100, checklist.Duties.Count);
        Assert.Contains(checklist.Diagnostics, finding => finding.Id == "RM0003");
    }

    [Fact]
    public void Many_duties_on_many_controls_end_in_a_finding_and_not_in_their_product()
    {
        var matrix =
            Make.Matrix(
            new Assignment
            {
                Controls = ["*"],
                Duties = Enumerable.Range(0, 5_000)
            .Select(i => new Duty { Party = "provider", Text = $"Does {i}" }).ToValueList()
            }) with
            { Controls = Enumerable.Range(0, 5_000).Select(i => Make.Row($"r.{i}")).ToValueList() };
        var checklist =
            Checklist.For(new Resolver(matrix, new() { Limits = new() { MaxAnswerSize = long.MaxValue } }), Make.Context(), "customer");
        Assert.Contains("they are missing from the checklist",
            Assert.Single(checklist.Diagnostics, finding => finding.Id == "RM0003").Message, StringComparison.Ordinal);
        Assert.InRange(checklist.Questions.Count, 1, 400);
    }

    [EncodedFixturesFact]
    public void Real_documents_have_checklists_for_every_party()
    {
        foreach (var file in Directory.EnumerateFiles(Folders.EncodedFixtures!, "*.matrix.json"))
        {
            var resolver = new Resolver(new MatrixDocument(Make.Read(file)), new() { Documents = Make.Folder(Folders.EncodedFixtures!) });
            var context = Make.Context(resolver.ServiceModels[0]);
            if (resolver.ProblemWith(context) is not null) continue;
            var answer = resolver.Resolve(context);
            foreach (var party in answer.Parties)
                Assert.Equal(
                    answer.Controls.Where(control => control.IsLeaf).Sum(control => control.Duties.Count(duty => duty.Party == party.Id)),
                    Checklist.For(resolver, context, party.Id).Duties.Count(
                    duty =>
                    answer.Controls.Any(control => control.IsLeaf && control.Control == duty.Control && control.Catalog == duty.Catalog)));
        }
    }

    private static Resolver Example(string name) =>
        new(new MatrixDocument(Make.Read(Path.Combine(Examples, name))), new() { Documents = Make.Folder(Examples) });

    private static Checklist Of(Matrix matrix, string party) => Of(new Resolver(matrix), party);

    private static Checklist Of(Resolver resolver, string party) => Checklist.For(resolver, Make.Context(), party);

    private static Evidence Evidence(string id, DateOnly? until) =>
        new() { Id = id, Kind = EvidenceKind.Report, Title = id, ValidUntil = until };
}
