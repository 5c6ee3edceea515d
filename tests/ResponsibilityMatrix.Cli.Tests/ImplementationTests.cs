using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What is planned is not done: every answer and format that shows a duty says how far it is done, and of which
/// component.</summary>
public sealed class ImplementationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("resolve", "text", "Acme: Will ask for two factors. [Directory] (planned)")]
    [InlineData("resolve", "markdown", "Acme: Will ask for two factors. \\[Directory\\] (planned)")]
    [InlineData("resolve", "csv", ",Will ask for two factors.,,Directory,planned")]
    [InlineData("resolve", "json", "\"component\": \"Directory\",\n          \"implementation\": [\n            \"planned\"")]
    [InlineData("explain", "text", "Not all of it is done: Acme's part is planned.")]
    [InlineData("explain", "json", "\"component\": \"Directory\",\n      \"implementation\": [\n        \"planned\"")]
    [InlineData("checklist", "text", "Status: planned.")]
    [InlineData("checklist", "markdown", "Status: planned.")]
    [InlineData("checklist", "csv", ",Directory,planned,")]
    [InlineData("checklist", "json", "\"component\": \"Directory\",\n      \"implementation\": [\n        \"planned\"")]
    [InlineData("chain", "json", "\"implementation\": [\n            \"planned\"")]
    public void A_planned_duty_of_a_component_is_shown_as_one(string command, string format, string expected)
    {
        var file = Write(
            """{ "party": "provider", "text": "Will ask for two factors.", "component": "Directory", "implementation": ["planned"] }""");
        string[] arguments = [command, file, .. command == "explain" ? ["r.1"] : command == "checklist" ? ["--for", "provider"]
            : Array.Empty<string>(), "--format", format];

        Assert.Contains(expected, Rmatrix.Run(arguments).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "party": "customer", "involvement": ["informed"] }""", "Globex (informed): is told")]
    [InlineData("""{ "party": "customer", "involvement": ["consulted"] }""", "Globex (consulted): is asked before")]
    [InlineData("""{ "party": "customer", "involvement": ["accountable"] }""", "Globex (accountable): answers for it")]
    [InlineData("""{ "party": "customer", "involvement": ["responsible"], "action": "notify" }""", "Globex (responsible): notifies")]
    [InlineData("""{ "party": "customer", "action": "watch" }""", "Globex: watches")]
    [InlineData("""{ "party": "customer", "action": "test" }""", "Globex: tests")]
    public void Only_who_is_responsible_does_something(string duty, string expected) =>
        Assert.Contains(expected, Rmatrix.Run(["resolve", Write($$"""{ "party": "provider", "text": "Guards." }, {{duty}}""")]).Out,
            StringComparison.Ordinal);

    [Fact]
    public void Stated_inheritability_is_shown()
    {
        var file = Write("""{ "party": "provider", "text": "Keeps its own plan." }""", "\"inheritability\": \"none\", ");

        Assert.Contains("stated: the customer may take nothing of it over", Rmatrix.Run(["resolve", file]).Out, StringComparison.Ordinal);
        Assert.Contains("stated: the customer may take nothing of it over", Rmatrix.Run(["resolve", file, "--format", "markdown"]).Out,
            StringComparison.Ordinal);
        Assert.Contains(",none,true,", Rmatrix.Run(["resolve", file, "--format", "csv"]).Out, StringComparison.Ordinal);
    }

    private string Write(string duties, string more = "")
    {
        var file = Path.Combine(_folder, "m.matrix.json");
        File.WriteAllText(file, $$"""
            { "schemaVersion": "1.0", "id": "urn:m", "version": "1.0.0", "title": "M",
              "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" }],
              "controls": [{ "id": "r.1", "title": "R" }],
              "assignments": [{ "controls": ["r.1"], {{more}}"duties": [{{duties}}] }] }
            """);
        return file;
    }
}
