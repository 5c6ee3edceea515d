using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>An object alone, and a matrix built in code, have the findings that a document with them has.</summary>
public sealed class PartValidatorTests
{
    private static readonly Matrix Full = DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document!;

    [Fact]
    public void Objects_of_a_valid_document_have_no_finding_alone()
    {
        Assert.All(Full.Parties, party => Assert.Empty(DocumentValidator.Validate(party)));
        Assert.All(Full.Assignments, assignment => Assert.Empty(DocumentValidator.Validate(assignment)));
        Assert.All(Full.Assignments.SelectMany(assignment => assignment.Duties), duty => Assert.Empty(DocumentValidator.Validate(duty)));
        Assert.All(Full.Commitments, commitment => Assert.Empty(DocumentValidator.Validate(commitment)));
        Assert.All(Full.Authorizations, authorization => Assert.Empty(DocumentValidator.Validate(authorization)));
    }

    [Fact]
    public void A_party_has_the_sentences_of_the_schema() => AssertFindings(
        DocumentValidator.Validate(new Party { Id = "provider", Name = "", Contacts = [new() { Purpose = "support", Email = "nobody" }] }),
        "RM0100 /id \"provider\" is reserved: it stands for the party on that side. Give the party another id.",
        "RM0100 /name \"name\" must not be empty.",
        "RM0100 /contacts/0/email \"email\" must be an e-mail address such as security@example.com, but is \"nobody\".");

    [Fact]
    public void A_fault_of_the_object_itself_has_the_empty_pointer_and_counts_no_entry() => AssertFindings(
        DocumentValidator.Validate(new Assignment { Controls = ["6.3.1"] }),
        "RM0100  This states nothing: give it a \"split\", a \"provider\" or \"customer\" text, \"duties\", or a \"state\" with a " +
            "\"reason\".");

    [Fact]
    public void A_state_needs_a_reason() => AssertFindings(
        DocumentValidator.Validate(new Assignment { Controls = ["6.3.1"], State = ControlState.NotDetermined, Reason = " " }),
        "RM2008  \"notDetermined\" is stated without a \"reason\".");

    [Fact]
    public void Duties_of_an_assignment_are_looked_at_together() => AssertFindings(
        DocumentValidator.Validate(new Assignment
        {
            Controls = ["6.3.1"],
            Duties = [new() { Id = "a", Party = "provider", DependsOn = ["b"] },
                new() { Id = "b", Party = "customer", DependsOn = ["a", "elsewhere"] }, new() { Id = "b", Party = "nobody-known" }],
        }),
        "RM1005 /duties/2/id The duty id \"b\" occurs twice in this document.",
        "RM2012 /duties/1/dependsOn/0 Duties depend on each other in a circle: a → b → a.");

    [Fact]
    public void A_duty_alone_may_not_wait_for_itself() => AssertFindings(
        DocumentValidator.Validate(new Duty { Id = "a", Party = "", DependsOn = ["a"], UpstreamControls = ["§"] }),
        "RM0100 /party \"party\" must not be empty.",
        "RM0100 /upstreamControls/0 Entry 1 of \"upstreamControls\" must be a control id, with a letter or a digit, but is \"§\".",
        "RM2012 /dependsOn/0 Duties depend on each other in a circle: a → a.");

    [Fact]
    public void A_commitment_has_a_known_unit() => AssertFindings(
        DocumentValidator.Validate(
            new Commitment
            {
                Id = "c",
                Party = "acme",
                Metric = "availability",
                Target = new() { Operator = (TargetOperator)5, Value = 1, Unit = "hour" }
            }),
        "RM0100 /target/operator \"operator\" must be one of atMost, atLeast, but is \"5\".",
        "RM0100 /target/unit \"unit\" must be one of percent, minutes, hours, days, months, businessHours, businessDays, but is " +
            "\"hour\". Did you mean \"hours\"?");

    [Fact]
    public void An_authorization_has_a_level_of_its_scheme_and_dates_in_order() => AssertFindings(
        DocumentValidator.Validate(
            new Authorization
            { Scheme = "fedramp", Level = "medium", Issued = new(2026, 1, 2), ValidUntil = new(2026, 1, 1), Reference = "" }),
        "RM0100 /reference \"reference\" must not be empty.",
        "RM1006 /level FedRAMP has no level \"medium\": its levels are li-saas, low, moderate, high.",
        "RM6002 /validUntil \"validUntil\" (2026-01-01) is before \"issued\" (2026-01-02).");

    [Fact]
    public void A_finding_alone_is_a_finding_in_every_document()
    {
        var assignment = new Assignment
        {
            Controls = [default],
            State = ControlState.Assigned,
            Coupling = (Coupling)7,
            Duties = [new() { Id = "a", Party = "acme", DependsOn = ["a", ""] }]
        };
        var alone = DocumentValidator.Validate(assignment);
        Assert.NotEmpty(alone);
        var within = DocumentValidator.Validate(
            Full with { Assignments = [.. Full.Assignments, assignment] }, Make.Today);
        foreach (var finding in alone)
            Assert.Contains(within, other => other.Id == finding.Id && other.Place!.Pointer == $"/assignments/2{finding.Place!.Pointer}");
    }

    [Fact]
    public void What_is_missing_or_no_JSON_is_a_finding_and_no_exception()
    {
        AssertFindings(DocumentValidator.Validate(new Party { Id = null!, Name = "A" }), "RM0100  This has no \"id\", which is required.");
        AssertFindings(
            DocumentValidator.Validate(new Party { Id = "a", Name = "A", Extensions = new([new("org.example.a", new JsonText("{"))]) }),
            "RM0001  An extension, or a member of a later version, holds text that is no JSON.");
        Assert.Throws<ArgumentNullException>(() => DocumentValidator.Validate((Party)null!));
    }

    [Fact]
    public void A_limit_that_an_object_passes_is_a_finding_in_it()
    {
        var party = new Party
        {
            Id = "a",
            Name = "A",
            Extensions = new([new("org.example.deep", new JsonText($"{new string('[', 99)}{new string(']', 99)}"))])
        };
        var finding = Assert.Single(DocumentValidator.Validate(party));
        Assert.Equal(("RM0003", new Place("")), (finding.Id, finding.Place));
        Assert.Equal(
            "RM0003", Assert.Single(DocumentValidator.Validate(new Party { Id = "a", Name = "A" }, new Limits { MaxItems = 5 })).Id);
        Assert.Contains(DocumentValidator.Validate(new Party { Id = "a", Name = "A", Aliases = [""] }, new Limits { MaxSchemaSteps = 5 }),
            found => found.Id == "RM0003");
    }

    [Fact]
    public void A_matrix_built_in_code_is_held_against_the_schema_too()
    {
        var findings = DocumentValidator.Validate(
            Make.Matrix(Make.Assign("a.1", Sides.Shared)) with { Id = "no uri" }, Make.Today);
        Assert.Equal(["RM0100", "RM2006", "RM2006", "RM2005"],
            findings.Select(finding => finding.Id).OrderBy(id => id != "RM0100").ThenByDescending(id => id, StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Null(finding.Place!.Line));
        Assert.Equal("/id", findings[0].Place!.Pointer);
    }

    [Fact]
    public void A_finding_in_a_base_without_a_file_is_not_one_of_the_matrix()
    {
        var vendor = Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.1", Sides.Customer));
        var annex = Make.Matrix() with { Id = "urn:annex", Controls = [], Extends = new() { Id = vendor.Id }, Title = "" };
        var findings = DocumentValidator.Validate(annex, Make.Today, new() { Documents = DocumentSet.BuiltIn.Add(vendor) });
        Assert.Equal(new Place("/title"), Assert.Single(findings, finding => finding.Id == "RM0100").Place);
        Assert.Equal(new Place("/assignments/0", vendor.Id), Assert.Single(findings, finding => finding.Id == "RM2001").Place);
    }

    private static void AssertFindings(ValueList<Diagnostic> findings, params string[] expected)
    {
        Assert.Equal(expected, findings.Select(finding => $"{finding.Id} {finding.Place!.Pointer} {finding.Message}"));
        Assert.All(findings, finding => Assert.Null(finding.Place!.Line));
    }
}
