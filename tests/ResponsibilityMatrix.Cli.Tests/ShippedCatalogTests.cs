using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>The command has the catalogs of the package, without any option.</summary>
public sealed class ShippedCatalogTests
{
    [Theory]
    [InlineData("nist-800-53@5", "AC-02 (07) (a)", "AC-2(7)(a)")]
    [InlineData("nist-800-171@2", "PE.L1-3.10.1", "3.10.1")]
    [InlineData("csa-ccm@4.0", "I&S-01", "IVS-01")]
    [InlineData("bsi-c5@2020", "ps-1", "PS-01")]
    public void A_matrix_may_name_a_catalog_that_ships(string identity, string written, string control)
    {
        var at = identity.Split('@');
        var matrix = $$"""
            { "schemaVersion": "1.0", "id": "https://acme.example/m", "version": "1.0.0", "title": "M",
              "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" }],
              "catalogs": [{ "id": "{{at[0]}}", "edition": "{{at[1]}}", "include": ["{{written}}"] }],
              "assignments": [{ "controls": ["{{written}}"], "provider": "Does it" }] }
            """;

        var (code, output, error) = Rmatrix.RunWith(matrix, "resolve", "-", "--format", "csv");

        Assert.Equal((App.Fine, ""), (code, error));
        Assert.Contains(control, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_made_of_a_catalog_that_ships_is_valid()
    {
        var (code, draft, _) = Rmatrix.Run("init", "--catalog", "nist-800-53@5", "--model", "saas", "-o", "-");
        Assert.Equal(App.Fine, code);
        Assert.Equal(App.Fine, Rmatrix.RunWith(draft, "validate", "-", "--warnings-as-errors").ExitCode);
    }

    [Theory]
    [InlineData("nist-800-53", "nist-800-53@5: NIST SP 800-53 Revision 5 (final)")]
    [InlineData("csa-ccm@4.0", "csa-ccm@4.0: CSA Cloud Controls Matrix 4.0 (final)")]
    public void A_catalog_that_ships_is_shown(string name, string heading) =>
        Assert.StartsWith(heading, Rmatrix.Run("catalogs", name).Out, StringComparison.Ordinal);

    [Fact]
    public void A_catalog_that_is_given_takes_precedence()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("rmatrix-").FullName, "own.catalog.json");
        File.WriteAllText(file, """
            { "schemaVersion": "1.0", "id": "bsi-c5", "edition": "2020", "title": "Ours", "controls": [{ "id": "1", "title": "A" }] }
            """);
        try
        {
            Assert.StartsWith(
                "bsi-c5@2020: Ours", Rmatrix.Run("catalogs", "bsi-c5@2020", "--with", file).Out, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
