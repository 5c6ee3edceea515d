using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>import workbook</c>: the changes of an edited workbook, merged into the matrix that it was exported from.</summary>
internal static class WorkbookImport
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "The workbook, which `rmatrix export` or `rmatrix init` wrote; - is standard input.");
        var (own, report) = (new Options(), ImportCommand.ReportOption());
        var output = new OutputFile(streams, "Where to write the matrix; - is standard output.");
        var command = new Command(
            "workbook",
            "Merge the changes of an edited workbook into the matrix that it was exported from. Example: rmatrix import workbook " +
            "crm.xlsx --merge crm.matrix.json -o crm-next.matrix.json");
        command.Arguments.Add(file);
        output.AddTo(command);
        foreach (var option in new Option[] { own.Merge, own.Prefer, own.TwoWay, report, common.With, common.Severities,
            common.WarningsAsErrors }) command.Options.Add(option);
        command.SetAction(parsed => Run(streams, common, parsed, parsed.GetValue(file)!, output, report, own));
        return command;
    }

    private static int Run(IOStreams streams, CommonOptions common, ParseResult parsed, string file, OutputFile files,
        Option<string?> reportOption, Options own)
    {
        var matrix = parsed.GetValue(own.Merge);
        Files.OneFromInput(file, matrix);
        var output = files.PathOf(parsed)!;
        var report = ImportCommand.ReportOf(reportOption, files, parsed, output);
        var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
        byte[]? utf8 = null;
        if (matrix is not null)
        {
            utf8 = new Files(streams).Read(matrix);
            common.Load(matrix, utf8, documents);
        }
        var name = Files.NameOf(file);
        var options = new WorkbookMergeOptions
        {
            File = name,
            MatrixFile = matrix is null ? null : Files.NameOf(matrix),
            Prefer = own.PreferredOf(parsed),
            TwoWay = parsed.GetValue(own.TwoWay),
        };
        var workbook = new Files(streams).Read(file);
        var merge = utf8 is null ? MatrixWorkbook.Read(workbook, options) : MatrixWorkbook.Merge(workbook, utf8, options);
        var diagnostics = common.ApplySeverities(parsed, merge.Diagnostics);
        if (report is not null) files.Write(report, (merge with { Diagnostics = diagnostics.ToValueList() }).ToReport());
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(diagnostics);
        if (Refusal(merge.Problem, name, matrix) is { } refusal) throw new UsageException(refusal);
        if (utf8 is not null || merge.Document is null) WriteChanges(streams, merge);
        if (merge.Document is not { } document) return App.Findings;
        files.Write(output, document.ToArray());
        var read = DocumentReader.Load<Matrix>(document, new() { File = Files.NameOf(output) });
        var made = new Resolver(new MatrixDocument(read), new() { Documents = documents });
        if (utf8 is null && output != Files.StandardInput && read.Document is { } first)
            Say(streams, $"{output} holds {first.Assignments.Count:N0} assignment{(first.Assignments.Count == 1 ? "" : "s")} " +
                $"from {name}.");
        var faults = common.ApplySeverities(parsed, common.DocumentFindings(made, streams.Today));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(faults);
        return Math.Max(common.ExitCode(parsed, diagnostics), common.ExitCode(parsed, faults));
    }

    private static string? Refusal(WorkbookProblem? problem, string name, string? matrix) => problem switch
    {
        WorkbookProblem.NotReadable => $"{name} cannot be read.",
        WorkbookProblem.NoWorkbook =>
            $"{name} has none of the sheets of a workbook that `rmatrix export` or `rmatrix init` wrote. `rmatrix import table` reads " +
            "others.",
        WorkbookProblem.NoBase =>
            $"{name} does not hold any more what was exported (the hidden sheet \"{MatrixWorkbook.BaseSheet}\"), so that what the " +
            "workbook changed and what the matrix changed since cannot be told apart. --two-way takes every difference for a change of " +
            "the workbook.",
        WorkbookProblem.NoMatrix => $"{name} was exported from a matrix, and holds only a part of it. Name the matrix: --merge MATRIX.",
        WorkbookProblem.OtherMatrix => $"{name} was exported from another matrix than {matrix}. Name that one with --merge.",
        _ => null,
    };

    private static void WriteChanges(IOStreams streams, WorkbookMerge merge)
    {
        foreach (var deleted in merge.Changes.Where(change => change.Kind == WorkbookChangeKind.Deleted))
            Say(streams, $"deleted from {deleted.Sheet}: {deleted.About} ({deleted.Pointer}).");
        int Count(WorkbookChangeKind kind) => merge.Changes.Count(change => change.Kind == kind);
        List<string> counts =
        [
            .. new[]
            {
                (Count(WorkbookChangeKind.Changed), "cell", "cells", "changed"), (Count(WorkbookChangeKind.Added), "row", "rows", "added"),
                (Count(WorkbookChangeKind.Deleted), "row", "rows", "deleted"),
                (Count(WorkbookChangeKind.Conflict), "conflict", "conflicts", ""),
            }.Where(count => count.Item1 > 0)
                .Select(count => $"{count.Item1:N0} {(count.Item1 == 1 ? count.Item2 : count.Item3)} {count.Item4}".TrimEnd()),
        ];
        Say(streams, merge.Document is null ? $"Nothing was merged{Why(merge.Problem)}."
            : counts.Count == 0 ? "The workbook changes nothing." : $"{string.Join(", ", counts)}.");
    }

    private static void Say(IOStreams streams, string sentence) => streams.Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");

    private static string Why(WorkbookProblem? problem) => problem switch
    {
        WorkbookProblem.Conflicts =>
            ": workbook and matrix changed the same. Change one of them, or decide with --prefer workbook or --prefer matrix",
        WorkbookProblem.NotValid => ": the document would break the format. Mend the cells above",
        _ => "",
    };

    /// <summary>The options that only a workbook has.</summary>
    private sealed class Options
    {
        public Option<string?> Merge { get; } = new("--merge")
        { Description = "The matrix that it was exported from, as it is now.", HelpName = "MATRIX" };

        public Option<string?> Prefer { get; } = new("--prefer")
        { Description = "What counts where both changed the same, workbook or matrix.", HelpName = "SIDE" };

        public Option<bool> TwoWay { get; } = new("--two-way")
        { Description = "If the workbook has lost what was exported, take every difference for a change of the workbook." };

        public WorkbookSide? PreferredOf(ParseResult parsed) => parsed.GetValue(Prefer) switch
        {
            null => null,
            "workbook" => WorkbookSide.Workbook,
            "matrix" => WorkbookSide.Matrix,
            var other => throw new UsageException($"--prefer takes workbook or matrix, but got '{other}'."),
        };
    }
}
