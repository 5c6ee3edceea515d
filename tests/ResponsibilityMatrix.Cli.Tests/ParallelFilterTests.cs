using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>The filter <c>resolve --format ndjson -</c>, fanned out by GNU parallel over a made folder of services, a third of them in
/// chains of three.</summary>
public sealed class ParallelFilterTests : IDisposable
{
    private const int Count = 48;
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ParallelFact]
    public void Blocks_of_lines_give_the_rows_of_one_filter_and_of_the_portfolio_in_order()
    {
        var (services, upstreams) = (At("services"), At("upstreams"));
        Directory.CreateDirectory(services);
        Directory.CreateDirectory(upstreams);
        using (var lines = new StreamWriter(At("lines.ndjson"), false, new UTF8Encoding(false)))
        {
            for (var i = 0; i < Count; i++)
            {
                var isChain = i % 3 == 0;
                for (var level = isChain ? 2 : 0; level >= 0; level--)
                {
                    var text = JsonNode.Parse(MatrixJson.ToUtf8Bytes(Service(i, level, isChain && level < 2)))!.ToJsonString();
                    File.WriteAllText(Path.Combine(level == 0 ? services : upstreams, $"{i:00}-{level}.matrix.json"), text);
                    if (level == 0) lines.Write($"{text}\n");
                }
            }
        }
        var portfolio = Rmatrix.Run(
            "portfolio", services, "--for", "customer", "--with", upstreams, "--rows", At("rows.ndjson"), "--format", "json");
        Assert.Equal((0, ""), (portfolio.ExitCode, portfolio.Error));
        var rows = File.ReadAllLines(At("rows.ndjson"));
        Assert.True(rows.Length > Count * 121);
        Assert.Contains(rows, row => row.Contains("\"depth\":2", StringComparison.Ordinal));

        var filter = $"dotnet '{typeof(App).Assembly.Location}' resolve --format ndjson - --as-of 2026-11-24 --with '{upstreams}'";
        var alone = Shell($"{filter} < lines.ndjson");
        Assert.Equal(rows, alone);
        // No block holds all lines, and some hold several.
        var blocks = Shell("parallel --pipe --keep-order --block 12k wc -l < lines.ndjson");
        Assert.InRange(blocks.Length, 3, Count / 2);
        Assert.Equal(Count, blocks.Sum(block => int.Parse(block, CultureInfo.InvariantCulture)));
        Assert.Equal(rows, Shell($"parallel --pipe --keep-order --block 12k \"{filter}\" < lines.ndjson"));
    }

    private static Matrix Service(int number, int level, bool hasUpstream) => new()
    {
        Id = $"urn:x:{level}:{number}",
        Version = "1.0.0",
        Title = $"Service {number}",
        Service = new()
        {
            Id = $"{level}-service-{number:00}",
            Name = $"Service {number}",
            Provider = $"p{level}",
            Customer = "c",
            Models = ["saas"]
        },
        Parties = [new() { Id = $"p{level}", Name = $"Provider {number}.{level}" }, new() { Id = "c", Name = "Customer" },
            .. hasUpstream ? [new Party { Id = "up", Name = "Upstream" }] : ValueList<Party>.Empty],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015" }],
        Upstreams = hasUpstream
            ? [new() { Id = "up", Provider = "up", Customer = $"p{level}", Matrix = $"urn:x:{level + 1}:{number}" }] : [],
        Assignments =
        [
            new() { Controls = ["iso-27017:*"], Provider = $"Runs it at level {level} for {number}.", Customer = $"Uses “{number}”." },
            new() { Controls = ["12.*"], Duties = [hasUpstream
                ? new() { Party = "provider", Involvement = Involvement.Responsible | Involvement.Accountable, InheritedFrom = "up" }
                : new() { Party = "provider", Involvement = Involvement.Responsible | Involvement.Accountable, Text = "Runs it." }] },
            new() { Controls = ["9.2.1"], Duties =
            [
                new() { Party = "provider", Involvement = Involvement.Responsible | Involvement.Accountable,
                    InheritedFrom = hasUpstream ? "up" : null },
                new() { Party = "provider", Involvement = Involvement.Responsible, Text = "Keeps a list.",
                    Satisfies = hasUpstream ? ["up#list"] : [] },
                new() { Id = "list", Party = "customer", Involvement = Involvement.Responsible, Text = "Keeps another list." },
            ] },
        ],
    };

    private string At(string name) => Path.Combine(_folder, name);

    // The lines that it writes; nothing may go wrong.
    private string[] Shell(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script])
        { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, error.Result));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>A test that needs GNU parallel.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ParallelFactAttribute : FactAttribute
{
    private static readonly bool IsThere = Find();

    public ParallelFactAttribute()
    {
        if (!IsThere) Skip = "GNU parallel is not installed.";
    }

    private static bool Find()
    {
        try
        {
            // Another program has that name too.
            using var process = Process.Start(
                new ProcessStartInfo("parallel", "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.StartsWith("GNU parallel", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
