using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>OSCAL's schemas of draft 7, and documents that NIST and others wrote for them.</summary>
public sealed class OscalSchemaTests
{
    [OscalTheory]
    [InlineData("oscal_catalog_schema.json")]
    [InlineData("oscal_complete_schema.json")]
    [InlineData("oscal_component_schema.json")]
    [InlineData("oscal_mapping_schema.json")]
    [InlineData("oscal_profile_schema.json")]
    [InlineData("oscal_ssp_schema.json")]
    public void Every_schema_compiles(string name) => Assert.True(Compile(name).NodeCount > 100);

    [OscalTheory]
    [InlineData("nist-examples/ssp-example.json")]
    [InlineData("nist-examples/ifa_ssp-example.json")]
    [InlineData("nist-examples/oscal_leveraged-example_ssp.json")]
    [InlineData("nist-examples/oscal_leveraging-example_ssp.json")]
    public void An_example_of_nist_is_valid(string name)
    {
        var utf8 = File.ReadAllBytes(Path.Combine(Folders.Oscal!, name));
        foreach (var schema in new[] { "oscal_ssp_schema.json", "oscal_complete_schema.json" })
            Assert.Equal("", string.Join('\n', Compile(schema).Evaluate(utf8, name).Diagnostics));
    }

    [OscalFact]
    public void A_fault_is_told_where_it_is()
    {
        var text = File.ReadAllText(Path.Combine(Folders.Oscal!, "nist-examples/ssp-example.json"));
        var broken = text.Replace("\"last-modified\"", "\"last-modifed\"", StringComparison.Ordinal);
        var violation =
            Assert.Single(Compile("oscal_ssp_schema.json").Evaluate(System.Text.Encoding.UTF8.GetBytes(broken), "ssp.json").Violations);
        Assert.Equal("/system-security-plan/metadata/last-modifed", violation.Place.Pointer);
        Assert.Equal("The member \"last-modifed\" is unknown here. Did you mean \"last-modified\", which is required?", violation.Message);
        Assert.True(violation.Place.Line > 1);
    }

    private static JsonSchema Compile(string name) =>
        JsonSchema.Compile(File.ReadAllBytes(Path.Combine(Folders.Oscal!, "schemas-1.2.1", name)),
            new JsonSchemaOptions { AssertFormats = true });
}
