using System.Text;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>The page on table profiles shows what its examples come to. Where it differs, the page as it should be is written beside
/// it.</summary>
public sealed partial class TablesPageTests
{
    private const string Mark = "<!-- profiles -->";

    [SourcesFact]
    public void The_page_shows_what_its_tables_come_to()
    {
        var path = Path.Combine(Folders.Repository!, "docs", "tables.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var wanted = Examples().Replace(page, example =>
            $"{example.Groups["input"].Value}```text\n{Result(example.Groups["table"].Value, example.Groups["profile"].Value)}\n```");
        wanted = Shown().Replace(wanted, shown =>
        {
            var name = shown.Groups["name"].Value;
            var text = File.ReadAllText(Path.Combine(Folders.Repository!, "docs", "tables", name)).ReplaceLineEndings("\n").TrimEnd();
            return $"{shown.Groups["mark"].Value}\n```{Path.GetExtension(name)[1..]}\n{text}\n```";
        });
        wanted = wanted[..(wanted.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] +
            "\n\n| profile | reads | notes |\n|---|---|---|\n" +
            string.Concat(TableProfiles.BuiltIn.Select(profile => $"| `{profile.Id}` | {profile.Title} | {profile.Description} |\n"));
        if (wanted != page) File.WriteAllText(Path.ChangeExtension(path, ".received.md"), wanted);
        Assert.Equal(wanted, page);
        Assert.True(Examples().Count(page) >= 12);
    }

    private static string Result(string tables, string json)
    {
        var members = $"{{ \"schemaVersion\": \"1.0\", \"id\": \"example\", \"title\": \"Example\", {json.TrimStart()[1..]}";
        var read = TableProfiles.Read(Encoding.UTF8.GetBytes(members));
        Assert.Empty(read.Diagnostics);
        var sheets = tables.Split("== ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => tables.StartsWith("== ", StringComparison.Ordinal)
                ? Grid.Sheet(part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n'), part.Split('\n')[0])
                    : Grid.Sheet(part)).ToArray();
        var import = Grid.Import(read.Profile!, new() { Customer = "Globex" }, sheets);
        var lines = import.Documents.SelectMany(document => document.Matrix.Assignments.Select(assignment =>
            (import.Documents.Count > 1 ? $"{document.Id}: " : "") + Line(assignment))).ToList();
        if (import.Count(ImportedRowOutcome.Unanswered) is > 0 and var open) lines.Add($"({open} open)");
        return string.Join('\n', lines);
    }

    private static string Line(Assignment assignment)
    {
        List<string> parts = [];
        if (assignment.Split is { } split) parts.Add(Words.OfSplit(split)!);
        if (assignment.Provider is { } ours) parts.Add($"provider: {ours}");
        if (assignment.Customer is { } theirs) parts.Add($"customer: {theirs}");
        foreach (var duty in assignment.Duties) parts.Add(Line(duty));
        if (assignment.Inheritability is { } inheritability) parts.Add($"inheritability {Words.Of(inheritability)}");
        if (!assignment.When.IsAlways) parts.Add($"when {assignment.When}");
        return $"{string.Join(", ", assignment.Controls.Select(control => control.ToString()))} → {string.Join("; ", parts)}";
    }

    private static string Line(Duty duty)
    {
        var words = new List<string> { duty.Party };
        if (duty.Involvement != Duty.DefaultInvolvement)
            words.Add($"({string.Join(", ", Words.OfInvolvement(duty.Involvement).AsSpan().ToArray())})");
        if (duty.Action is { } action) words.Add($"({action})");
        if (duty.Component is { } component) words.Add($"[{component}]");
        if (!duty.Implementation.IsEmpty) words.Add($"({duty.Implementation.InWords()})");
        if (!duty.Evidence.IsEmpty) words.Add($"by {string.Join(", ", duty.Evidence.AsSpan().ToArray())}");
        return string.Join(" ", words) + (duty.Text is { } text ? $": {text}" : "");
    }

    [GeneratedRegex("(?<input>```text\n(?<table>[^`]*?)\n```\n\n```json\n(?<profile>[^`]*?)\n```\n\n)```text\n[^`]*?\n```")]
    private static partial Regex Examples();

    [GeneratedRegex("(?<mark><!-- file: (?<name>[a-z.]+) -->)\n```[a-z]+\n[^`]*?\n```")]
    private static partial Regex Shown();
}
