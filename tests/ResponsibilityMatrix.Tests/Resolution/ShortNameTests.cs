using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>The short name of a catalog stands for it, in one edition, in the document that gives it.</summary>
public sealed class ShortNameTests
{
    private const string Stamp = "2025-08-26T17:09:12+00:00";
    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.Add(Edition("1")).Add(Edition("2")).Add(Edition(Stamp));

    [Fact]
    public void Two_editions_are_told_apart_and_shown_with_their_editions()
    {
        var matrix = Matrix(Scope("1", "old"), Scope("2", "new")) with
        {
            Assignments = [Make.Assign("old:H-1", Sides.Provider), Make.Assign("new:*", Sides.Customer),
                Make.Assign("old:group:g", Sides.Shared), Make.Assign("old:H-2*", Sides.Provider)],
        };

        var answer = matrix.Resolve(documents: Documents);

        Assert.Equal(
            ["house@1 H-1 provider", "house@1 H-2 provider", "house@1 H-3 shared", "house@2 H-1 customer", "house@2 H-2 customer",
                "house@2 H-3 customer"],
            answer.Controls.Select(control => $"{control.Catalog} {control.Control} {Words.OfSplit(control.Split)}"));
        Assert.DoesNotContain(DocumentValidator.Validate(matrix, Make.Today, new() { Documents = Documents }),
            finding => finding.Id.StartsWith("RM1", StringComparison.Ordinal));
        Assert.Equal(Sides.Provider, new Resolver(matrix, new() { Documents = Documents }).Resolve("old:H-1", Make.Context())!.Split);
    }

    [Fact]
    public void An_edition_with_colons_is_usable_by_its_short_name()
    {
        var matrix = Matrix(Scope(Stamp, "now"), Scope("1", null)) with { Assignments = [Make.Assign("now:H-1", Sides.Provider)] };
        Assert.Equal([$"house@{Stamp}", "house@1"], matrix.Resolve(documents: Documents).Controls.Where(control => control.Control == "H-1")
            .Select(control => control.Catalog));
        Assert.Equal(Sides.Provider, matrix.Resolve(documents: Documents).Controls[0].Split);
    }

    [Fact]
    public void A_reference_with_such_an_edition_is_answered_with_what_to_write()
    {
        var matrix = Matrix(Scope(Stamp, null), Scope("1", null)) with
        { Assignments = [Make.Assign($"house@{Stamp}:H-1", Sides.Provider), Make.Assign("H-1", Sides.Customer)] };

        var findings = DocumentValidator.Validate(matrix, Make.Today, new() { Documents = Documents });

        Assert.Contains("give house a short name with \"as\"", Assert.Single(findings, finding => finding.Id == "RM1003").Message,
            StringComparison.Ordinal);
        Assert.Equal(
            $"\"H-1\" is a control of several catalogs: write the short name of house@{Stamp} in place of its edition (give it one with " +
                $"\"as\" in \"catalogs\") or house@1:H-1.",
            Assert.Single(findings, finding => finding.Id == "RM1004").Message);
    }

    [Fact]
    public void A_scope_may_use_its_own_short_name()
    {
        var matrix = Matrix(Scope("1", "old") with { Include = ["old:*"], Exclude = ["old:H-2", "old:group:g"] });
        Assert.Equal(["H-1"], matrix.Resolve(documents: Documents).Controls.Select(control => control.Control));
        Assert.DoesNotContain(DocumentValidator.Validate(matrix, Make.Today, new() { Documents = Documents }),
            finding => finding.Id is "RM1002" or "RM1008");
    }

    [Fact]
    public void Rows_commitments_and_accepted_findings_use_them_too()
    {
        var matrix = Matrix(Scope("1", "old"), Scope("2", "new")) with
        {
            Controls = [Make.Row("part", "new:H-1") with { MapsTo = [new() { Control = "old:H-2", Relation = ControlRelation.Equal }] }],
            Commitments =
                [
                new() { Id = "c", Party = "provider", Metric = "availability",
                Target = new() { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" }, Controls = ["old:H-1"] }],
            Accepted = [new() { Finding = "RM2006", Controls = ["new:*"], Reason = "Known." }],
        };

        var answer = matrix.Resolve(documents: Documents);
        var findings = DocumentValidator.Validate(matrix, Make.Today, new() { Documents = Documents });

        Assert.Equal("H-1", answer.Of("part").Parent);
        Assert.DoesNotContain(findings, finding => finding.Id.StartsWith("RM1", StringComparison.Ordinal));
        Assert.Equal(["house@2", "house@2", "local"], findings.Where(finding => finding.AcceptedReason is not null)
            .Select(finding => finding.Catalog).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_selector_of_a_commitment_or_an_accepted_finding_that_matches_nothing_is_told()
    {
        var matrix = Matrix(Scope("1", "old") with { Include = ["H-1"] }, Scope("2", "new")) with
        {
            Commitments =
                [
                new() { Id = "c", Party = "provider", Metric = "availability",
                Target = new() { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" }, Controls = ["old:H-2", "new:*"] }],
            Accepted = [new() { Finding = "RM2006", Controls = ["Z-*", "old:H-1", "local:*"], Reason = "Known." }],
        };
        Assert.Equal(
            ["/accepted/0/controls/0", "/accepted/0/controls/2", "/commitments/0/controls/0"],
            DocumentValidator.Validate(matrix, Make.Today, new() { Documents = Documents }).Where(finding => finding.Id == "RM1008")
                .Select(finding => finding.Place!.Pointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("house:*")]
    [InlineData("H-*")]
    public void A_star_says_nothing_of_a_row_that_an_annex_hangs_under_an_edition_that_the_base_does_not_know(string selector)
    {
        var vendor = Matrix(Scope("1", null)) with { Controls = [Make.Row("part")], Assignments = [Make.Assign(selector, Sides.Provider)] };
        var annex = Matrix(Scope("2", null)) with
        { Id = "urn:annex", Extends = new() { Id = vendor.Id }, Controls = [Make.Row("part", "house:H-1")] };
        Assert.Equal(ControlState.Unassigned, annex.Resolve(documents: Documents.Add(vendor)).Of("part").State);
        Assert.Equal(ControlState.Assigned, (annex with { Catalogs = [Scope("1", null)] }).Resolve(documents: Documents.Add(vendor))
            .Of("part").State);
    }

    [Fact]
    public void A_base_reads_its_own_short_names_and_an_annex_does_not_know_them()
    {
        var vendor = Matrix(Scope("1", "x"), Scope("2", "y")) with
        { Assignments = [Make.Assign("x:H-1", Sides.Provider), Make.Assign("y:H-1", Sides.Customer)] };
        var annex = Matrix(Scope("1", "y"), Scope("2", "x")) with
        { Id = "urn:annex", Extends = new() { Id = vendor.Id }, Assignments = [Make.Assign("x:H-2", Sides.Shared)] };
        var documents = Documents.Add(vendor);

        var answer = annex.Resolve(documents: documents);

        Assert.Equal(["house@1 provider", "house@2 customer"], answer.Controls.Where(control => control.Control == "H-1")
            .Select(control => $"{control.Catalog} {Words.OfSplit(control.Split)}"));
        Assert.Equal(["house@2"], answer.Controls.Where(control => control.Split == Sides.Shared).Select(control => control.Catalog));
        var plain = annex with { Catalogs = default };
        Assert.Equal(
            "RM1003",
            Assert.Single(DocumentValidator.Validate(plain, Make.Today, new() { Documents = documents }),
            finding => finding.Id.StartsWith("RM1", StringComparison.Ordinal)).Id);
    }

    [Fact]
    public void A_short_name_is_no_catalogs_id_no_other_short_name_and_not_reserved()
    {
        var findings = DocumentValidator.Validate(
            Matrix(Scope("1", "house"), Scope("2", "b"), Scope(Stamp, "b")), Make.Today, new() { Documents = Documents });
        Assert.Equal(["/catalogs/0/as", "/catalogs/2/as"],
            findings.Where(finding => finding.Id == "RM1005").Select(finding => finding.Place!.Pointer));
        foreach (var reserved in new[] { "local", "group", "baseline" })
            Assert.Contains(DocumentValidator.Validate(Matrix(Scope("1", reserved)), Make.Today, new() { Documents = Documents }),
                finding => finding is { Id: "RM0100", Place.Pointer: "/catalogs/0/as" });
    }

    [Fact]
    public void An_annex_may_not_give_the_id_of_a_catalog_of_its_base()
    {
        var vendor = Matrix(Scope("1", null));
        var annex = Make.Matrix() with
        {
            Id = "urn:annex",
            Controls = [],
            Extends = new() { Id = vendor.Id },
            Catalogs = [new() { Id = "iso-27017", Edition = "2015", ShortName = "house" }]
        };
        Assert.Contains(DocumentValidator.Validate(annex, Make.Today, new() { Documents = Documents.Add(vendor) }),
            finding => finding is { Id: "RM1005", Place.Pointer: "/catalogs/0/as" });
    }

    private static Matrix Matrix(params CatalogScope[] scopes) => Make.Matrix() with { Controls = [], Catalogs = [.. scopes] };

    private static CatalogScope Scope(string edition, string? name) => new() { Id = "house", Edition = edition, ShortName = name };

    private static Catalog Edition(string edition) => new()
    {
        Id = "house",
        Edition = edition,
        Title = "House",
        Groups = [new() { Id = "g", Title = "G" }],
        Controls = [Make.Row("H-1"), Make.Row("H-2"), Make.Row("H-3") with { Group = "g" }],
    };
}
