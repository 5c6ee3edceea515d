using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public class ReadmeTests
{
    [Fact]
    public void The_example_of_the_readme_runs_and_is_this_code()
    {
        List<string> printed = [];
        var console = new { WriteLine = (Action<string>)printed.Add };
        // <snippet>
        var matrix = new Matrix
        {
            Id = "https://acme.example/matrix/crm",
            Version = "1.0.0",
            Title = "Acme CRM",
            Service = new() { Id = "crm", Name = "Acme CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
            Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
            Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["6.3.1", "9.2.1", "11.1.1"] }],
            Defaults = DefaultsPolicy.ServiceModel,
            Assignments =
            [
                new() { Controls = ["6.3.1"], Provider = "Publishes the split", Customer = "Names an owner for each duty" },
                new() { Controls = ["9.2.1"], Customer = "Adds and removes its users" },
            ],
        };
        var answer = new Resolver(matrix).Resolve(new() { AsOf = new DateOnly(2026, 11, 24) });
        foreach (var control in answer.Controls)
            console.WriteLine($"{control.Control}: {control.Split}, because of {control.Because[0].Selector}");
        // 9.2.1: Customer, because of 9.2.1
        // 11.1.1: Provider, because of facility
        // CLD.6.3.1: Shared, because of 6.3.1
        // </snippet>
        Assert.Equal(["9.2.1: Customer, because of 9.2.1", "11.1.1: Provider, because of facility", "CLD.6.3.1: Shared, because of 6.3.1"],
            printed);
        Assert.Contains($"```csharp\n{Snippet()}\n```", File.ReadAllText(Path.Combine(Folders.Repository!, "README.md"))
            .ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Snippet([CallerFilePath] string file = "")
    {
        var lines = File.ReadAllLines(file);
        var start = Array.FindIndex(lines, line => line.Trim() == "// <snippet>") + 1;
        var end = Array.FindIndex(lines, line => line.Trim() == "// </snippet>");
        return string.Join('\n', lines[start..end].Select(line => line.Length >= 8 ? line[8..] : line))
            .Replace("console.", "Console.", StringComparison.Ordinal);
    }
}
