using System.CommandLine;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>check</c>: whether a matrix contains what an agreement must contain.</summary>
internal static class CheckCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.Optional("FILE", "A matrix; - is standard input.");
        var against = new Option<string[]>("--against")
        {
            Description = "A set of requirements: one that ships, by its id, or a file. Repeatable.",
            HelpName = "R",
            Arity = ArgumentArity.OneOrMore
        };
        var list = new Option<bool>("--list") { Description = "List the sets that ship, or with --against the rules of a set." };
        var command =
            new Command(
            "check",
            "Check whether a matrix contains what an agreement must contain: what is met, by what, and what to add where. Example: " +
            "rmatrix check crm-annex.matrix.json --against iso-27017-agreement --with catalogs");
        command.Arguments.Add(file);
        foreach (
            var option in new Option[] { against, list, common.Model, common.Set, common.With, common.AsOf, common.Severities,
            common.WarningsAsErrors }) command.Options.Add(option);
        var formats = new OutputFormats<CheckOutput>(
            new("text", PrintText), new("json", PrintJson) { HoldsFindings = true }, new("markdown", PrintMarkdown));
        var formatsOfList = formats.With<ValueList<RequirementSet>>(new("text", PrintListText), new("json", PrintListJson));
        var formatsOfSet = formats.With<RequirementSet>(
            new("text", (streams, set) => new RequirementSetPrinter(Page.ForResults(streams)).Print(set)),
            new("json", (streams, set) => streams.PrintJson(set)));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(against) ?? [];
            var with = parsed.GetValue(common.With) ?? [];
            if (parsed.GetValue(list))
            {
                if (parsed.GetValue(file) is not null)
                    throw new UsageException(
                        "--list says what there is to check against, and takes no matrix. Leave out --list to check, or FILE to list.");
                if (names.Length > 1) throw new UsageException("--list shows the rules of one set: name only one with --against.");
                var (formatOfList, formatOfSet) = (formatsOfList.Of(parsed), formatsOfSet.Of(parsed));
                if (names.Length == 0) formatOfList.Write(streams, RequirementsChecker.BuiltInSets);
                else formatOfSet.Write(streams, SetsFor(new Files(streams).Documents(with)).Find(names[0]));
                return App.Fine;
            }
            var format = formats.Of(parsed);
            var choices = string.Join(", ", RequirementsChecker.BuiltInSets.Select(set => set.Id));
            if (parsed.GetValue(file) is not { } name)
                throw new UsageException(
                    $"Name a matrix file, and with --against what to hold it against: {choices}, or a file of your own.");
            if (names.Length == 0)
                throw new UsageException(
                    $"Say with --against what to hold {Files.NameOf(name)} against: {choices}, or a file of your own.");
            Files.OneFromInput([.. names, name]);

            var context = common.Context(parsed);
            var documents = new Files(streams).Documents(with);
            var sets = SetsFor(documents);
            List<RequirementSet> chosen = [.. names.Select(sets.Find)];
            var (resolver, _) = common.Load(name, documents);
            CommonOptions.Check(resolver, context);
            if (resolver.Levels[0].Matrix.View is not null)
                streams.WriteNote($"{Files.NameOf(name)} is a view for the customer, without the texts and the evidence of other sides. " +
                    "A rule that asks for them is not met by it; check the whole document for that.");
            var checker = new RequirementsChecker(resolver);
            List<Diagnostic> known = [.. common.DocumentFindings(resolver, context.AsOf, withDates: true)];
            var reports = chosen.Select(set => checker.Check(set, context, streams.Evaluation, streams.Cancellation))
                .Select(
                report =>
                report with
                {
                    Diagnostics = common.ApplySeverities(parsed, report.Diagnostics.Concat(known.Except(report.Diagnostics)))
                .ToValueList()
                }).ToValueList();

            format.Write(streams, new(reports, resolver));
            var findings = reports.SelectMany(report => report.Diagnostics).Distinct().ToList();
            // Rules that are not met are told in the report.
            if (!format.HoldsFindings)
                new DiagnosticPrinter(Page.ForMessages(streams))
                    .Print(findings.Where(finding => finding.Id != CheckWords.Unfulfilled));
            return common.ExitCode(parsed, findings.Concat(sets.Findings));

            SetsOfRequirements SetsFor(DocumentSet known) => new(streams, with, known, found => common.ApplySeverities(parsed, found));
        });
        return command;
    }

    private static void PrintText(IOStreams streams, CheckOutput output)
    {
        var page = Page.ForResults(streams);
        for (var i = 0; i < output.Reports.Count; i++)
        {
            if (i > 0) page.Line();
            new CheckPrinter(page, output.Reports[i], output.Resolver).Print();
        }
    }

    private static void PrintJson(IOStreams streams, CheckOutput output)
    {
        if (output.Reports is [var only]) streams.PrintJson(only);
        else streams.PrintJson(new(output.Reports), OutputJsonContext.Default.CheckReports);
    }

    private static void PrintMarkdown(IOStreams streams, CheckOutput output) => streams.Out.Write(string.Join('\n',
        output.Reports.Select(report => Escaped.Markdown(CheckReport.Of(report, output.Resolver), streams.Cancellation))));

    private static void PrintListText(IOStreams streams, ValueList<RequirementSet> sets) =>
        new RequirementSetPrinter(Page.ForResults(streams)).Print(sets);

    private static void PrintListJson(IOStreams streams, ValueList<RequirementSet> sets) =>
        streams.PrintJson(new(sets.Select(SetEntry.Of).ToValueList()), OutputJsonContext.Default.SetList);

    /// <summary>What is written.</summary>
    private sealed record CheckOutput(ValueList<RequirementsReport> Reports, Resolver Resolver);
}
