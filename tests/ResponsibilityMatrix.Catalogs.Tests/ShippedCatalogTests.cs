using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Catalogs.Tests;

/// <summary>What ships agrees with the facts, and is found.</summary>
public sealed class ShippedCatalogTests
{
    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.AddShippedCatalogs();

    public static TheoryData<string> Identities => [.. ShippedCatalogs.Identities];

    [Theory]
    [MemberData(nameof(Identities))]
    public void A_catalog_is_what_its_facts_make(string identity)
    {
        var package = Path.Combine(Folders.Repository!, "src", "ResponsibilityMatrix.Catalogs");
        var made = CatalogFacts.Read(Path.Combine(package, "Facts"), CatalogFacts.Heads.Single(head => head.Identity == identity)).ToJson();
        var shipped = Path.Combine(package, "Embedded", $"{identity}.catalog.json");
        if (File.Exists(shipped) && File.ReadAllText(shipped) == made) return;
        var received = Path.Combine(package, "Embedded", $"{identity}.received.json");
        File.WriteAllText(received, made);
        Assert.Fail($"{shipped} is not what the facts make. Compare it with {received}, and rename that file if it is right.");
    }

    [Fact]
    public void Every_catalog_with_facts_ships() =>
        Assert.Equal(CatalogFacts.Heads.Select(head => head.Identity), ShippedCatalogs.Identities);

    [Fact]
    public void The_catalogs_are_those_of_the_list() =>
        Assert.Equal(ShippedCatalogs.Identities, ShippedCatalogs.All.Select(catalog => catalog.Identity));

    [Theory]
    [InlineData("nist-800-53@5", 20, 322, 867, 1105, 182)]
    [InlineData("nist-800-171@2", 14, 110, 0, 320, 0)]
    [InlineData("csa-ccm@4.0", 17, 197, 0, 0, 0)]
    [InlineData("bsi-c5@2020", 17, 121, 0, 0, 0)]
    public void A_catalog_has_everything_that_the_standard_has(
        string identity, int groups, int controls, int enhancements, int statements, int withdrawn)
    {
        var catalog = Find(identity);
        Assert.Equal((groups, controls, enhancements, statements, withdrawn), (catalog.Groups.Count, Count(ControlKind.Control),
            Count(ControlKind.Enhancement), Count(ControlKind.Statement), catalog.Controls.Count(control => control.IsWithdrawn)));

        int Count(ControlKind kind) => catalog.Controls.Count(control => control.EffectiveKind == kind);
    }

    [Theory]
    [InlineData("low", 149)]
    [InlineData("moderate", 287)]
    [InlineData("high", 370)]
    [InlineData("privacy", 102)]
    public void A_baseline_has_the_controls_that_its_publisher_counts(string id, int count) =>
        Assert.Equal(count, Find("nist-800-53@5").Baselines.Single(baseline => baseline.Id == id).Controls.Count);

    [Theory]
    [MemberData(nameof(Identities))]
    public void A_catalog_is_valid_without_any_finding(string identity)
    {
        using var resource = typeof(ShippedCatalogs).Assembly.GetManifestResourceStream($"{identity}.catalog.json")!;
        var utf8 = new byte[resource.Length];
        resource.ReadExactly(utf8);
        Assert.Empty(DocumentValidator.Validate(DocumentReader.Load<Catalog>(utf8)));
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public void No_two_ids_or_aliases_of_a_catalog_have_one_key(string identity)
    {
        var names = Find(identity).Controls.SelectMany(control => control.Aliases.Prepend(control.Id)).ToArray();
        Assert.Equal(names.Length, names.Select(ControlKey.Parse).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public void Layers_have_a_reason_and_withdrawn_controls_have_none(string identity) => Assert.All(Find(identity).Controls, control =>
    {
        Assert.Equal(control.Layers.IsEmpty, control.LayersReason is null);
        Assert.False(control.IsWithdrawn && !control.Layers.IsEmpty, control.Id);
    });

    [Theory]
    [InlineData("nist-800-53@5", "AC-02 (07) (a)", "AC-2(7)(a)")]
    [InlineData("nist-800-53@5", "ac-2.7_smt.a", "AC-2(7)(a)")]
    [InlineData("nist-800-53@5", "AC-2.1", "AC-2(1)")]
    [InlineData("nist-800-53@5", "AC-1a.1.(b)", "AC-1(a)(1)(b)")]
    [InlineData("nist-800-171@2", "AC.L2-3.1.3", "3.1.3")]
    [InlineData("nist-800-171@2", "AC.L2-3.1.3[b]", "3.1.3[b]")]
    [InlineData("nist-800-171@2", "AC.L1-3.1.1", "3.1.1")]
    [InlineData("nist-800-171@2", "AC.L2-3.1.1", "3.1.1")]
    [InlineData("nist-800-171@2", "03.01.03(a)", "3.1.3[a]")]
    [InlineData("csa-ccm@4.0", "a&a-1", "A&A-01")]
    [InlineData("csa-ccm@4.0", "I&S-01", "IVS-01")]
    [InlineData("bsi-c5@2020", "ps-1", "PS-01")]
    public void A_control_is_found_in_the_spellings_that_are_in_use(string identity, string spelling, string id)
    {
        var resolver = Resolver.OfServiceModel(Find(identity), new() { Documents = Documents });
        var answer = resolver.Resolve(spelling, new() { AsOf = new DateOnly(2026, 11, 24), ServiceModel = "saas" });
        Assert.Equal(id, answer?.Control);
    }

    [Theory]
    [InlineData("nist-800-53@5", "PE-3(1)", Sides.Provider)]
    [InlineData("nist-800-53@5", "PE-1", Sides.Shared)]
    [InlineData("nist-800-53@5", "PE-17", Sides.None)]
    [InlineData("nist-800-171@2", "3.10.1[a]", Sides.Provider)]
    [InlineData("csa-ccm@4.0", "DCS-07", Sides.Provider)]
    [InlineData("bsi-c5@2020", "PS-03", Sides.Provider)]
    public void A_service_model_gives_a_split_where_the_layers_are_plain(string identity, string control, Sides split)
    {
        var resolver = Resolver.OfServiceModel(Find(identity), new() { Documents = Documents });
        var answer = resolver.Resolve(control, new() { AsOf = new DateOnly(2026, 11, 24), ServiceModel = "iaas" });
        Assert.Equal(split, answer!.Split);
    }

    [Fact]
    public void A_catalog_that_is_added_takes_precedence()
    {
        var own = new Catalog { Id = "nist-800-53", Edition = "5", Title = "Ours", Controls = [] };
        Assert.Same(own, Documents.Add(own).FindCatalog("nist-800-53", "5"));
        Assert.Equal("NIST", Documents.FindNewest("nist-800-53")?.Publisher);
    }

    private static Catalog Find(string identity) => ShippedCatalogs.All.Single(catalog => catalog.Identity == identity);
}
