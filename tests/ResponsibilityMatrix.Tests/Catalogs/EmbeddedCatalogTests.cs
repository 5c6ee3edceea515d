using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What ships with the library agrees with the facts about the standards.</summary>
public sealed class EmbeddedCatalogTests
{
    private const string First = "iso-27017@2015", Second = "iso-27017@2026";

    private const string ToBoth = """
        5.1.1 6.1.1 6.1.3 7.2.2 8.1.1 8.2.2 9.2.3 9.2.4 9.4.1 9.4.4 10.1.1 11.2.7 12.1.2 12.1.3 12.3.1 12.4.1 12.4.4 12.6.1 13.1.3
        14.1.1 14.2.1 15.1.2 16.1.1 16.1.2
        18.1.1 18.1.2 18.1.3 18.1.5 18.2.1 CLD.6.3.1 CLD.8.1.5 CLD.12.1.5 CLD.12.4.5
        """;

    private const string ToCustomer = "9.1.2 10.1.2 12.4.3 15.1.1";
    private const string ToProvider = "9.2.1 9.2.2 15.1.3 CLD.9.5.1 CLD.13.1.4";
    private const string SameForBoth = "16.1.7 CLD.9.5.2";

    private const string SecondToBoth = """
        5.1 5.2 5.7 5.8 5.9 5.11 5.13 5.16 5.17 5.18 5.20 5.24 5.30 5.31 5.32 5.33 5.35 5.37 6.3 6.8 7.14 8.2 8.3 8.6 8.8 8.9 8.10 8.11
        8.13 8.15 8.16 8.17 8.18 8.24 8.25 8.32
        """;

    [Fact]
    public void Nothing_else_ships() => Assert.Equal(
        ["iso-27017-2015-to-2026.mapping.json", First + ".catalog.json", Second + ".catalog.json"],
        typeof(Catalog).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("iso-27017", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void What_ships_is_the_same_after_writing_and_reading()
    {
        IsSame<Catalog>(First + ".catalog.json");
        IsSame<Catalog>(Second + ".catalog.json");
        IsSame<CatalogMapping>("iso-27017-2015-to-2026.mapping.json");

        static void IsSame<T>(string name) where T : class, IDocument
        {
            using var resource = typeof(Catalog).Assembly.GetManifestResourceStream(name)!;
            var utf8 = new byte[resource.Length];
            resource.ReadExactly(utf8);
            var document = DocumentReader.Load<T>(utf8).Document!;
            var written = DocumentReader.Load<T>(MatrixJson.ToUtf8Bytes(document));
            Assert.Empty(written.Diagnostics);
            Assert.Equal(document, written.Document);
        }
    }

    [Theory]
    [InlineData(First, 121, CatalogStatus.Final)]
    [InlineData(Second, 97, CatalogStatus.Provisional)]
    public void A_catalog_has_all_controls_of_its_edition(string identity, int count, CatalogStatus status)
    {
        var catalog = Load(identity);
        Assert.Equal((identity, count, status), (catalog.Identity, catalog.Controls.Count, catalog.Status));
    }

    [Fact]
    public void The_first_edition_has_the_controls_of_its_base_and_the_extended_set()
    {
        // ISO/IEC 27002:2013: the number of controls of each objective.
        (string Objective, int Controls)[] objectives =
        [
            ("5.1", 2), ("6.1", 5), ("6.2", 2), ("7.1", 2), ("7.2", 3), ("7.3", 1), ("8.1", 4), ("8.2", 3), ("8.3", 3), ("9.1", 2),
                ("9.2", 6), ("9.3", 1), ("9.4", 5), ("10.1", 2), ("11.1", 6),
            ("11.2", 9), ("12.1", 4), ("12.2", 1), ("12.3", 1), ("12.4", 4), ("12.5", 1), ("12.6", 2), ("12.7", 1), ("13.1", 3),
                ("13.2", 4), ("14.1", 3), ("14.2", 9), ("14.3", 1), ("15.1", 3),
            ("15.2", 2), ("16.1", 7), ("17.1", 3), ("17.2", 1), ("18.1", 5), ("18.2", 3),
        ];
        var expected = objectives.SelectMany(
            objective => Enumerable.Range(1, objective.Controls).Select(number => $"{objective.Objective}.{number}"))
            .Concat(["CLD.6.3.1", "CLD.8.1.5", "CLD.9.5.1", "CLD.9.5.2", "CLD.12.1.5", "CLD.12.4.5", "CLD.13.1.4"]);
        Assert.Equal(expected.Order(StringComparer.Ordinal),
            Load(First).Controls.Select(control => control.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_second_edition_has_the_controls_of_its_base_and_four_of_its_own()
    {
        var expected = new[] { ("5", 39), ("6", 8), ("7", 14), ("8", 36) }
            .SelectMany(clause => Enumerable.Range(1, clause.Item2).Select(number => $"{clause.Item1}.{number}"));
        Assert.Equal(expected, Load(Second).Controls.Select(control => control.Id));
    }

    [Fact]
    public void The_guidance_of_the_first_edition_addresses_the_sides_that_the_standard_addresses()
    {
        var expected = Table((ToBoth, "provider+customer"), (ToCustomer, "customer"), (ToProvider, "provider"), (SameForBoth, "same"));
        Assert.Equal(44, expected.Count);
        Assert.Equal(
            expected, Load(First).Controls.Where(control => control.Guidance is not null).ToDictionary(control => control.Id, Addressed));
    }

    [Fact]
    public void The_guidance_of_the_second_edition_addresses_the_sides_that_are_reported()
    {
        string[] own = ["5.38", "5.39", "8.35", "8.36"];
        var expected = Table((SecondToBoth, "provider+customer"), ("5.21 8.20", "provider"), ("5.28", "same"));
        Assert.Equal(39, expected.Count);
        Assert.Equal(expected, Load(Second).Controls.Where(control => control.Guidance is not null && !own.Contains(control.Id))
            .ToDictionary(control => control.Id, Addressed));
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public void No_two_ids_or_aliases_of_a_catalog_have_one_key(string identity)
    {
        var names = Load(identity).Controls.SelectMany(control => control.Aliases.Prepend(control.Id)).ToArray();
        Assert.Equal(names.Length, names.Select(ControlKey.Parse).Distinct().Count());
    }

    [Fact]
    public void The_extended_set_is_known_without_its_prefix()
    {
        var catalog = Load(First);
        Assert.Equal(["A."], catalog.AliasPrefixes);
        foreach (var control in catalog.Controls)
            Assert.Equal(control.Id.StartsWith("CLD.", StringComparison.Ordinal) ? [control.Id[4..]] : Nothing, control.Aliases);
    }

    private static string[] Nothing => [];

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public void Every_group_and_parent_is_known(string identity)
    {
        var catalog = Load(identity);
        var groups = catalog.Groups.Select(group => group.Id).ToHashSet();
        Assert.Equal(groups.Count, catalog.Groups.Count);
        Assert.All(catalog.Groups, group => Assert.True(group.Parent is null || groups.Contains(group.Parent), group.Id));
        Assert.All(catalog.Controls, control => Assert.True(control.Group is not null && groups.Contains(control.Group), control.Id));
        Assert.All(
            catalog.Groups, group =>
            Assert.True(catalog.Controls.Any(control => control.Group == group.Id)
            || catalog.Groups.Any(other => other.Parent == group.Id), group.Id));
        Assert.All(catalog.Controls, control => Assert.Null(control.Parent));
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public void Every_control_has_layers_and_the_reason_for_them(string identity) => Assert.All(Load(identity).Controls, control =>
    {
        Assert.False(control.Layers.IsEmpty, control.Id);
        Assert.False(string.IsNullOrWhiteSpace(control.LayersReason), control.Id);
        Assert.DoesNotContain('\n', control.LayersReason!);
        Assert.False(string.IsNullOrWhiteSpace(control.Title), control.Id);
    });

    [Fact]
    public void The_mapping_names_controls_that_exist_and_leaves_none_of_the_first_edition_out()
    {
        var mapping = Read<CatalogMapping>("iso-27017-2015-to-2026.mapping.json");
        Assert.Equal((First, Second), (mapping.From, mapping.To));
        var (from, to) = (Load(First).Controls.Select(control => control.Id).ToHashSet(),
            Load(Second).Controls.Select(control => control.Id).ToHashSet());
        Assert.All(mapping.Relations, relation => Assert.Subset(to, relation.To.ToHashSet()));
        Assert.All(mapping.Relations, relation => Assert.Subset(from, relation.From.ToHashSet()));
        Assert.All(mapping.Relations, relation => Assert.Equal(relation.From.Count, relation.From.Distinct().Count()));
        Assert.Equal(from, mapping.Relations.SelectMany(relation => relation.From).ToHashSet());
    }

    [Theory]
    [InlineData("CLD.6.3.1", "5.38", ControlRelation.Equal)]
    [InlineData("CLD.8.1.5", "5.11", ControlRelation.Intersects)]
    [InlineData("CLD.8.1.5", "8.10", ControlRelation.Intersects)]
    [InlineData("CLD.9.5.1", "8.35", ControlRelation.Equal)]
    [InlineData("CLD.9.5.2", "8.9", ControlRelation.Intersects)]
    [InlineData("CLD.9.5.2", "8.35", ControlRelation.Intersects)]
    [InlineData("CLD.12.1.5", "5.37", ControlRelation.Intersects)]
    [InlineData("CLD.12.4.5", "8.16", ControlRelation.Subset)]
    [InlineData("CLD.13.1.4", "8.20", ControlRelation.Subset)]
    [InlineData("18.2.3", "5.36", ControlRelation.Subset)]
    [InlineData("18.2.3", "8.8", ControlRelation.Subset)]
    public void What_was_split_or_extended_is_mapped_as_is_known(string from, string to, ControlRelation relation)
    {
        var mapping = Read<CatalogMapping>("iso-27017-2015-to-2026.mapping.json");
        Assert.Equal(relation, Assert.Single(mapping.Relations, entry => entry.To.Contains(to) && entry.From.Contains(from)).Relation);
    }

    [Fact]
    public void Only_new_and_mixed_controls_of_the_second_edition_equal_nothing_of_the_first()
    {
        // The eleven controls that ISO/IEC 27002:2022 added, two of the second edition's own, and 5.36 and 8.8, which share 18.2.3.
        string[] added =
            ["5.7", "5.23", "5.30", "7.4", "8.9", "8.10", "8.11", "8.12", "8.16", "8.23", "8.28", "5.39", "8.36", "5.36", "8.8"];
        var mapping = Read<CatalogMapping>("iso-27017-2015-to-2026.mapping.json");
        var reached = mapping.Relations.Where(relation => relation.Relation == ControlRelation.Equal).SelectMany(relation => relation.To)
            .ToHashSet();
        Assert.Equal(added.Order(StringComparer.Ordinal), Load(Second).Controls.Select(control => control.Id)
            .Where(id => !reached.Contains(id)).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Table(params (string Ids, string Sides)[] rows) =>
        rows.SelectMany(row => row.Ids.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(id => (id, row.Sides)))
            .ToDictionary(row => row.id, row => row.Sides);

    private static string Addressed(Control control) => control.Guidance switch
    {
        { Same: not null, Provider: null, Customer: null } => "same",
        { Same: null, Provider: not null, Customer: not null } => "provider+customer",
        { Same: null, Provider: not null } => "provider",
        { Same: null, Customer: not null } => "customer",
        _ => "unclear",
    };

    private static Catalog Load(string identity) => Read<Catalog>(identity + ".catalog.json");

    private static T Read<T>(string name) where T : class, IDocument
    {
        using var stream = typeof(Catalog).Assembly.GetManifestResourceStream(name)!;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        var result = DocumentReader.Load<T>(utf8, new() { File = name });
        Assert.Empty(result.Diagnostics);
        return result.Document!;
    }
}
