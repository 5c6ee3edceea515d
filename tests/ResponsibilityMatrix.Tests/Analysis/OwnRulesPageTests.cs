using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What docs/own-rules.md shows has been run.</summary>
public sealed class OwnRulesPageTests
{
    private static readonly DateOnly Today = Make.Today;

    [SourcesFact]
    public void The_page_shows_this_rule_and_this_metric()
    {
        List<string> printed = [];
        var console = new { WriteLine = (Action<string>)printed.Add };
        var matrix = Make.Matrix(Make.Assign(Selector.Parse("*"), Sides.Customer)) with
        {
            Commitments =
            [
                new()
                {
                    Id = "energy",
                    Party = "acme",
                    Metric = "renewableEnergy",
                    Target = new() { Operator = TargetOperator.AtMost, Value = 80, Unit = "percent" },
                },
            ],
        };

        // <use>
        var options = new ResolverOptions
        {
            Rules = [new NoFreeRide()],
            Metrics =
            [
                new()
                {
                    Id = "renewableEnergy",
                    Title = "Share of renewable energy",
                    Operator = TargetOperator.AtLeast,
                    Dimension = CommitmentUnit.Share,
                    Chain = ChainRule.None,
                },
            ],
        };
        foreach (var finding in DocumentValidator.Validate(matrix, Today, options))
            if (finding.Severity != Severity.Note) console.WriteLine($"{finding.Id} {finding.Place?.Pointer}: {finding.Message}");
        // </use>

        Assert.Equal(
        [
            "RM4003 /commitments/0/target/operator: renewableEnergy is committed to as at least (atLeast), but this says at most " +
                "(atMost): turn \"operator\" round.",
            "ACME001 /assignments: Globex does everything. Say what Acme does.",
        ], printed);
        var page = File.ReadAllText(Path.Combine(Folders.Repository!, "docs", "own-rules.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{Snippet("rule", 0)}\n```", page, StringComparison.Ordinal);
        Assert.Contains($"```csharp\n{Snippet("use", 8)}\n```", page, StringComparison.Ordinal);
        Assert.Contains($"```text\n{string.Join('\n', printed)}\n```", page, StringComparison.Ordinal);
    }

    private static string Snippet(string name, int indent, [CallerFilePath] string file = "")
    {
        var lines = File.ReadAllLines(file);
        var start = Array.FindIndex(lines, line => line.Trim() == $"// <{name}>") + 1;
        var end = Array.FindIndex(lines, line => line.Trim() == $"// </{name}>");
        return string.Join('\n', lines[start..end].Select(line => line.Length >= indent ? line[indent..] : line))
            .Replace("console.", "Console.", StringComparison.Ordinal);
    }
}

// <rule>
internal sealed class NoFreeRide : MatrixRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "ACME001",
        Title = "Provider without a part",
        DefaultSeverity = Severity.Warning,
        Why = "A provider that does nothing is no provider.",
        HowToFix = "Say what the provider does.",
        Category = "house rules",
    };

    public override void Check(RuleContext context)
    {
        var question = new ResolutionContext { AsOf = context.AsOf, ServiceModel = context.Resolver.ServiceModels[0] };
        if (context.Resolver.ProblemWith(question) is not null) return;
        var answer = context.Resolver.Resolve(question);
        if (answer.Controls.Any(control => control.Split != Sides.Customer)) return;
        var names = context.Parties.ToLookup(party => party.Side, party => party.Name);
        context.Report("/assignments", $"{names[Sides.Customer].First()} does everything. Say what {names[Sides.Provider].First()} does.");
    }
}
// </rule>
