using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>map</c>: a split carried to another catalog, with what could not be carried.</summary>
internal static class MapCommand
{
    public static Command Make(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "A matrix; - is standard input.");
        var to = new Option<string>("--to")
            { Description =
            "The catalog to carry the split to, such as iso-27017@2026. A mapping must lead there: one that ships, or one given with " +
            "--with.", HelpName = "CATALOG", Required = true };
        var command =
            new Command(
            "map",
            "Carry a split to another catalog, and say what could not be carried. Example: rmatrix map crm.matrix.json --to " +
            "iso-27017@2026");
        command.Arguments.Add(file);
        command.Options.Add(to);
        common.AddContextOptions(command);
        common.AddFormats(command, "text", "json", "markdown", "csv");
        command.SetAction(parsed =>
        {
            var format = common.FormatOf(parsed);
            var context = common.Context(parsed);
            var (resolver, document, documents) = common.Load(parsed, parsed.GetValue(file)!);
            var target = ResolveCommand.FindCatalog(documents, parsed.GetValue(to)!, streams).Catalog;
            CommonOptions.Check(resolver, context);
            var crosswalk = new Crosswalk(resolver, target);
            if (crosswalk.Problem is { } problem)
                throw new UsageException($"{problem.Message} {WhatToDo(document, documents, target.Identity)}");
            var carried = crosswalk.Carry(resolver.Resolve(context, common.Evaluation(parsed, document.Matrix)));
            var findings = common.ApplySeverities(
                parsed, CommonOptions.DocumentFindings(resolver, context.AsOf).Concat(carried.Answer.Diagnostics));
            carried = carried with { Answer = carried.Answer with { Diagnostics = findings.ToValueList() } };
            var title = $"{document.Matrix.Title}, version {document.Matrix.Version}, carried to {target.Identity}";
            if (format == "json") streams.PrintJson(carried);
            else if (format == "text") new CarriedPrinter(Page.ForResults(streams), carried).Print(title, target);
            else streams.Out.Write(format == "csv" ? CarriedTables.Csv(carried) : CarriedTables.Markdown(carried, title));
            streams.Out.Flush();
            if (format != "json") new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
            return common.ExitCode(parsed, findings);
        });
        return command;
    }

    private static string WhatToDo(MatrixDocument document, DocumentSet documents, string target)
    {
        if (document.Matrix.Catalogs.Any(scope => $"{scope.Id}@{scope.Edition}" == target))
        {
            var id = target[..target.IndexOf('@', StringComparison.Ordinal)];
            var others = documents.Catalogs.Select(known => known.Catalog).Where(known => known.Id == id && known.Identity != target)
                .Select(known => known.Identity).Distinct().ToList();
            return $"`rmatrix resolve {Files.NameOf(document.File ?? "FILE")}` shows its " +
                $"answers{(others.Count == 0 ? "" : $"; another edition is {string.Join(", ", others)}")}.";
        }
        return "Give a mapping with --with FILE, or say in the matrix with \"mapsTo\" what its rows are to controls there.";
    }
}
