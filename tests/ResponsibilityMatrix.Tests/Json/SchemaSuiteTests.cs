using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>The official test suite of JSON Schema, file by file. What is required must hold.</summary>
public sealed class SchemaSuiteTests
{
    private static readonly Lazy<ValueMap<ReadOnlyMemory<byte>>> Remotes = new(ReadRemotes);

    [SchemaSuiteTheory]
    [InlineData("draft2020-12", 46, 1299)]
    [InlineData("draft7", 37, 927)]
    public void Every_required_test_passes(string draft, int files, int tests)
    {
        var results = Directory.EnumerateFiles(Path.Combine(Folders.SchemaSuite!, "tests", draft), "*.json")
            .Select(file => RunFile(file, draft, assertFormats: false)).ToList();
        Assert.Equal("", string.Join('\n', results.SelectMany(result => result.Failed)));
        Assert.Equal((files, tests), (results.Count, results.Sum(result => result.Count)));
    }

    [SchemaSuiteTheory]
    [InlineData("draft2020-12", "bignum")]
    [InlineData("draft2020-12", "ecmascript-regex")]
    [InlineData("draft2020-12", "non-bmp-regex")]
    [InlineData("draft7", "bignum")]
    [InlineData("draft7", "ecmascript-regex")]
    [InlineData("draft7", "non-bmp-regex")]
    public void Optional_tests_of_numbers_and_patterns_pass(string draft, string file)
    {
        var (failed, count) =
            RunFile(Path.Combine(Folders.SchemaSuite!, "tests", draft, "optional", $"{file}.json"), draft, assertFormats: false);
        Assert.Equal("", string.Join('\n', failed));
        Assert.True(count > 0);
    }

    private static (List<string> Failed, int Count) RunFile(string file, string draft, bool assertFormats)
    {
        List<string> failed = [];
        var tests = 0;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var group in document.RootElement.EnumerateArray())
        {
            JsonSchema? schema = null;
            var fault = "";
            try
            {
                schema = Compile(group.GetProperty("schema").GetRawText(), draft, assertFormats);
            }
            catch (JsonSchemaException exception)
            {
                fault = exception.Message;
            }
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                tests++;
                var name =
                    $"{Path.GetFileName(file)}: {group.GetProperty("description").GetString()}: " +
                    $"{test.GetProperty("description").GetString()}";
                var verdict = schema?.Evaluate(Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText()));
                if (verdict is null) failed.Add($"{name}: {fault}");
                else if (verdict.IsValid != test.GetProperty("valid").GetBoolean())
                    failed.Add($"{name}: {string.Join(" ", verdict.Diagnostics.Select(finding => finding.Message))}");
                else if (verdict.IsValid != verdict.Diagnostics.IsEmpty) failed.Add($"{name}: the verdict and the findings differ");
            }
        }
        return (failed, tests);
    }

    private static JsonSchema Compile(string schema, string draft, bool assertFormats) =>
        JsonSchema.Compile(Encoding.UTF8.GetBytes(schema), new JsonSchemaOptions
        {
            Documents = Remotes.Value,
            DefaultDraft = draft == "draft7" ? JsonSchemaDraft.Draft7 : JsonSchemaDraft.Draft202012,
            AssertFormats = assertFormats,
        });

    private static ValueMap<ReadOnlyMemory<byte>> ReadRemotes()
    {
        var folder = Path.Combine(Folders.SchemaSuite!, "remotes");
        return new(Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(file =>
            KeyValuePair.Create("http://localhost:1234/" + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
                (ReadOnlyMemory<byte>)File.ReadAllBytes(file))));
    }
}
