using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>check</c>: whether a matrix contains what an agreement must contain.</summary>
internal static class CheckCommand
{
    public static Command Make(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.Optional("FILE", "A matrix; - is standard input.");
        var against = new Option<string[]>("--against")
            { Description = "A set of requirements: one that ships, by its id, or a file. Repeatable.", HelpName = "R",
            Arity = ArgumentArity.OneOrMore };
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
        common.AddFormats(command, "text", "json", "markdown");
        command.SetAction(parsed =>
        {
            var format = common.FormatOf(parsed);
            var names = parsed.GetValue(against) ?? [];
            var with = parsed.GetValue(common.With) ?? [];
            if (parsed.GetValue(list))
                return List(streams, parsed.GetValue(file), names,
                    new SetsOfRequirements(
                    streams, with, new Files(streams).Documents(with), found => common.ApplySeverities(parsed, found)), format);
            var choices = string.Join(", ", RequirementSets.BuiltIn.Select(set => set.Id));
            if (parsed.GetValue(file) is not { } name)
                throw new UsageException(
                    $"Name a matrix file, and with --against what to hold it against: {choices}, or a file of your own.");
            if (names.Length == 0)
                throw new UsageException(
                    $"Say with --against what to hold {Files.NameOf(name)} against: {choices}, or a file of your own.");
            Files.OneFromInput([.. names, name]);

            var context = common.Context(parsed);
            var documents = new Files(streams).Documents(with);
            var sets = new SetsOfRequirements(streams, with, documents, found => common.ApplySeverities(parsed, found));
            List<RequirementSet> chosen = [.. names.Select(sets.Find)];
            var (resolver, document) = common.Load(name, documents);
            CommonOptions.Check(resolver, context);
            var checker = new RequirementsChecker(resolver);
            List<Diagnostic> known = [.. CommonOptions.DocumentFindings(resolver, context.AsOf, withDates: true)];
            var reports = chosen.Select(set => checker.Check(set, context))
                .Select(
                report =>
                report with { Diagnostics = common.ApplySeverities(parsed, report.Diagnostics.Concat(known.Except(report.Diagnostics)))
                .ToValueList() }).ToValueList();

            if (format == "json")
                {
                if (reports.Count == 1) streams.PrintJson(reports[0]);
                else streams.PrintJson(new RequirementsReports { Checks = reports });
            }
            else if (format == "markdown")
                streams.Out.Write(string.Join('\n', reports.Select(report => new CheckAnnex(report, document, resolver).Markdown())));
            else Print(Page.ForResults(streams), reports, resolver);
            streams.Out.Flush();
            var findings = reports.SelectMany(report => report.Diagnostics).Distinct().ToList();
            // Rules that are not met are told in the report.
            if (format != "json")
                new DiagnosticPrinter(Page.ForMessages(streams))
                    .Print(findings.Where(finding => finding.Id != CheckWords.Unfulfilled));
            return common.ExitCode(parsed, findings.Concat(sets.Findings));
        });
        return command;
    }

    private static void Print(Page page, ValueList<RequirementsReport> reports, Resolver resolver)
    {
        for (var i = 0; i < reports.Count; i++)
        {
            if (i > 0) page.Line();
            new CheckPrinter(page, reports[i], resolver).Print();
        }
    }

    private static int List(IOStreams streams, string? file, string[] names, SetsOfRequirements sets, string format)
    {
        if (file is not null)
            throw new UsageException(
                "--list says what there is to check against, and takes no matrix. Leave out --list to check, or FILE to list.");
        if (format == "markdown") throw new UsageException("A list is printed as text or json.");
        if (names.Length > 1) throw new UsageException("--list shows the rules of one set: name only one with --against.");
        if (names.Length == 1)
        {
            var set = sets.Find(names[0]);
            if (format == "json") streams.Out.Write(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(set)));
            else new RequirementSetPrinter(Page.ForResults(streams)).Print(set);
        }
        else if (format == "json")
        {
            streams.PrintJson(new(RequirementSets.BuiltIn.Select(SetEntry.Of).ToValueList()), OutputJsonContext.Default.SetList);
        }
        else
        {
            new RequirementSetPrinter(Page.ForResults(streams)).Print(RequirementSets.BuiltIn);
        }
        streams.Out.Flush();
        return App.Fine;
    }
}
