using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>rules</c>: every kind of finding, why it matters and what to do.</summary>
internal static class RulesCommand
{
    public static Command Create(IOStreams streams)
    {
        var id = new Argument<string?>("ID") { Description = "A finding, such as RM2005; 2005 will do.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rules", "List the findings, or explain one. Example: rmatrix rules RM2005");
        command.Arguments.Add(id);
        var formats = new OutputFormats<List<DiagnosticDescriptor>>(
            new("text", PrintList), new("json", PrintJson), new("markdown", PrintMarkdown));
        var formatsOfOne = formats.With<List<DiagnosticDescriptor>>(
            new("text", PrintOne), new("json", PrintJson), new("markdown", PrintMarkdown));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(id);
            var format = (name is null ? formats : formatsOfOne).Of(parsed);
            format.Write(streams, name is null ? [.. DocumentValidator.Descriptors] : [Find(name)]);
            return App.Fine;
        });
        return command;
    }

    private static DiagnosticDescriptor Find(string name) => CommonOptions.FindRule(name, DocumentValidator.Descriptors)
        ?? throw new UsageException(
            $"There is no finding '{name}'.{Nearest.Suggest(name, DocumentValidator.Descriptors.Select(rule => rule.Id))} " +
            $"`rmatrix rules` lists them.");

    private static void PrintList(IOStreams streams, List<DiagnosticDescriptor> rules) => Page.ForResults(streams).Table(
        [["id", "severity", "title"], .. rules.Select(rule => new[] { rule.Id, Words.Of(rule.DefaultSeverity), rule.Title })]);

    private static void PrintOne(IOStreams streams, List<DiagnosticDescriptor> rules)
    {
        var (page, rule) = (Page.ForResults(streams), rules[0]);
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
