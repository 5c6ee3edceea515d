using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>rules</c>: every kind of finding, why it matters and what to do.</summary>
internal static class RulesCommand
{
    public static Command Make(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var id = new Argument<string?>("ID") { Description = "A finding, such as RM2005; 2005 will do.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rules", "List the findings, or explain one. Example: rmatrix rules RM2005");
        command.Arguments.Add(id);
        common.AddFormats(command, "text", "json", "markdown");
        command.SetAction(parsed =>
        {
            var format = common.FormatOf(parsed);
            List<DiagnosticDescriptor> rules = [.. Rules.All];
            if (parsed.GetValue(id) is { } name)
                rules =
                    [
                    CommonOptions.FindRule(name, Rules.All)
                    ?? throw new UsageException(
                    $"There is no finding '{name}'.{Nearest.Suggest(name, rules.Select(rule => rule.Id))} `rmatrix rules` lists them.")];
            if (format == "json") PrintJson(streams, rules);
            else if (format == "markdown") PrintMarkdown(streams, rules);
            else if (parsed.GetValue(id) is null)
                Page.ForResults(streams).Table(
                    [["id", "severity", "title"], .. rules.Select(rule => new[] { rule.Id, Words.Of(rule.DefaultSeverity), rule.Title })]);
            else Print(Page.ForResults(streams), rules[0]);
            streams.Out.Flush();
            return App.Fine;
        });
        return command;
    }

    private static void Print(Page page, DiagnosticDescriptor rule)
    {
        page.Line(page.Bold($"{rule.Id} {rule.Title}") + $" ({Words.Of(rule.DefaultSeverity)}, {rule.Category})");
        page.Line();
        page.Paragraph($"Why: {rule.Why}");
        page.Paragraph($"What to do: {rule.HowToFix}{Hints.For(rule)}");
    }

    private static void PrintMarkdown(IOStreams streams, List<DiagnosticDescriptor> rules)
    {
        streams.Out.Write("# Findings\n\nPrinted by `rmatrix rules --format markdown`.\n");
        foreach (var rule in rules)
            streams.Out.Write(
                $"\n## {rule.Id} {rule.Title}\n\nSeverity: {Words.Of(rule.DefaultSeverity)}. Category: {rule.Category}.\n\n**Why**: " +
                $"{rule.Why}\n\n**What to do**: {rule.HowToFix}{Hints.For(rule)}\n");
    }

    private static void PrintJson(IOStreams streams, List<DiagnosticDescriptor> rules) =>
        streams.PrintJson(new(rules.Select(RuleEntry.Of).ToValueList()), OutputJsonContext.Default.RuleList);
}
