using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>The schema of table profiles. That it has the members of the types is a test of their package.</summary>
public sealed class TableSchemaTests
{
    [SourcesFact]
    public void Every_profile_that_ships_is_valid()
    {
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", "table.schema.json")), new() { AssertFormats = true });
        var folder = Path.Combine(Folders.Repository!, "src", "ResponsibilityMatrix.Tables", "Profiles", "BuiltIn");
        var files = Directory.GetFiles(folder, "*.table.json");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal("", string.Join('\n', schema.Evaluate(File.ReadAllBytes(file), file).Diagnostics)));
        Assert.False(schema.Evaluate("""{ "schemaVersion": "1.0", "id": "x", "title": "X", "tables": [] }"""u8.ToArray()).IsValid);
    }
}
