using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>map</c>: a split carried to another catalog, with what could not be carried.</summary>
internal static class MapCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "A matrix; - is standard input.");
        var to = new Option<string>("--to")
        {
            Description =
            "The catalog to carry the split to, such as iso-27017@2026. A mapping must lead there: one that ships, or one given with " +
            "--with.",
            HelpName = "CATALOG",
            Required = true
        };
        var command =
            new Command(
            "map",
            "Carry a split to another catalog, and say what could not be carried. Example: rmatrix map crm.matrix.json --to " +
            "iso-27017@2026");
        command.Arguments.Add(file);
        command.Options.Add(to);
        common.AddContextOptions(command);
        var formats = new OutputFormats<MapOutput>(
            new("text", (streams, map) => new CarriedPrinter(Page.ForResults(streams), map.Carried).Print(map.Title, map.Target)),
            new("json", (streams, map) => streams.PrintJson(map.Carried)) { HoldsFindings = true },
            new("markdown", (streams, map) => streams.Out.Write(CarriedTables.Markdown(map.Carried, map.Title))),
            new("csv", (streams, map) => streams.Out.Write(CarriedTables.Csv(map.Carried))));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var context = common.Context(parsed);
            var (resolver, document, documents) = common.Load(parsed, parsed.GetValue(file)!);
            var target = ResolveCommand.FindCatalog(documents, parsed.GetValue(to)!, streams);
            CommonOptions.Check(resolver, context);
            var crosswalk = new Crosswalk(resolver, target);
            if (crosswalk.Problem is { } problem)
                throw new UsageException($"{problem.Message} {WhatToDo(document, documents, target.Identity)}");
            var carried = crosswalk.Carry(
                resolver.Resolve(context, common.Evaluation(parsed, document.Matrix), streams.Cancellation), streams.Evaluation,
                streams.Cancellation);
            var findings = common.ApplySeverities(
                parsed, common.DocumentFindings(resolver, context.AsOf).Concat(carried.Answer.Diagnostics));
            carried = carried with { Answer = carried.Answer with { Diagnostics = findings.ToValueList() } };
            var title = $"{document.Matrix.Title}, version {document.Matrix.Version}, carried to {target.Identity}";
            format.Write(streams, new(carried, title, target));
            if (!format.HoldsFindings) new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
            return common.ExitCode(parsed, findings);
        });
        return command;
    }

    private static string WhatToDo(MatrixDocument document, DocumentSet documents, string target)
    {
        if (document.Matrix.Catalogs.Any(scope => $"{scope.Id}@{scope.Edition}" == target))
        {
            var id = target[..target.IndexOf('@', StringComparison.Ordinal)];
            var others = documents.Catalogs.Where(known => known.Id == id && known.Identity != target)
                .Select(known => known.Identity).Distinct().ToList();
            return $"`rmatrix resolve {Files.NameOf(document.File ?? "FILE")}` shows its " +
                $"answers{(others.Count == 0 ? "" : $"; another edition is {string.Join(", ", others)}")}.";
        }
        return "Give a mapping with --with FILE, or say in the matrix with \"mapsTo\" what its rows are to controls there.";
    }

    /// <summary>What is written.</summary>
    private sealed record MapOutput(CarriedMatrix Carried, string Title, Catalog Target);
}
