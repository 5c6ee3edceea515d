using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>validate</c>: every finding of matrices, catalogs, mappings and sets of requirements.</summary>
internal static class ValidateCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var files = FileArguments.Many(
            "FILE", "Matrices, catalogs, mappings or sets of requirements, which know each other; - is standard input.");
        var command = new Command(
            "validate", "Find everything that is wrong in documents. Example: rmatrix validate crm.matrix.json --with catalogs");
        command.Arguments.Add(files);
        foreach (var option in new Option[] { common.With, common.AsOf, common.Severities, common.WarningsAsErrors })
            command.Options.Add(option);
        var formats = new OutputFormats<ValidateOutput>(
            new("text", PrintText), new("json", PrintJson) { HoldsFindings = true }, new("sarif", PrintSarif) { HoldsFindings = true });
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var asOf = common.Date(parsed);
            var input = new Files(streams);
            var documents = input.Documents(parsed.GetValue(common.With) ?? []);
            List<(string File, byte[] Utf8, bool IsCatalog, Func<DocumentSet, IEnumerable<Diagnostic>> Find)> given = [];
            foreach (var file in parsed.GetValue(files)!)
            {
                var utf8 = input.Read(file);
                (var find, var isCatalog, documents) = Read(streams, file, utf8, documents, asOf);
                given.Add((file, utf8, isCatalog, find));
            }
            // What is wrong in a catalog that is a FILE itself is told there.
            var catalogs = given.Where(one => one.IsCatalog).Select(one => Files.NameOf(one.File)).ToHashSet();
            var results = given.ConvertAll(one =>
            {
                var name = Files.NameOf(one.File);
                var findings = common.ApplySeverities(parsed, one.Find(documents).Where(
                    finding => finding.Place?.File is not { } file || file == name || !catalogs.Contains(file)));
                return new FileFindingsWithText(one.File, one.Utf8, findings, common.ExitCode(parsed, findings) == App.Fine);
            });
            format.Write(streams, new(results, asOf));
            return common.ExitCode(parsed, results.SelectMany(result => result.Findings));
        });
        return command;
    }

    // Files that are given together know each other, so they are all read before any is judged.
    private static (Func<DocumentSet, IEnumerable<Diagnostic>> Find, bool IsCatalog, DocumentSet Documents) Read(
        IOStreams streams, string file, byte[] utf8, DocumentSet documents, DateOnly asOf)
    {
        var any = new Files(streams).Load(file, utf8);
        return (
            all => DocumentValidator.Validate(any, asOf, new() { Documents = all }, streams.Evaluation, streams.Cancellation),
            any.Kind == DocumentKind.Catalog, any.HasErrors ? documents : documents.Add(any));
    }

    private static void PrintText(IOStreams streams, ValidateOutput output)
    {
        var page = Page.ForResults(streams);
        var printer = new DiagnosticPrinter(page);
        foreach (var (file, utf8, findings, _) in output.Files)
        {
            printer.Print(findings.OrderBy(finding => finding.Place?.Line ?? 0).ThenBy(finding => finding.Place?.Column ?? 0),
                Files.NameOf(file), utf8);
            var open = findings.Where(finding => finding.AcceptedReason is null).ToList();
            var counts = new[]
                { Count(open, Severity.Error, "error"), Count(open, Severity.Warning, "warning"), Count(open, Severity.Note, "note") };
            var accepted = findings.Count - open.Count;
            if (NotLookedAt(findings) is { } sentence) page.Paragraph(sentence, hanging: 0);
            var summary = findings.Count == 0 ? "no findings" : string.Join(", ", counts);
            if (accepted > 0) summary += $", {accepted} accepted";
            page.Line($"{Printable.Of(Files.NameOf(file))}: {summary} (as of {output.AsOf:yyyy-MM-dd})");
        }
        var worst = output.Files.SelectMany(result => result.Findings).Where(finding => finding.AcceptedReason is null)
            .MaxBy(finding => finding.Severity);
        if (worst is not null) page.Line($"`rmatrix rules {worst.Id}` says why such a finding matters and what to do.");
    }

    private static string? NotLookedAt(IReadOnlyList<Diagnostic> findings)
    {
        if (Has("RM0001", "RM0004")) return "Nothing else of the document could be looked at: correct this, and validate again.";
        if (Has("RM0002", "RM0100"))
            return "What stands where the form is wrong (RM0002, RM0100) was not looked at, and what may only follow from it is not " +
                "told: correct it, and validate again.";
        return null;

        bool Has(params string[] ids) => findings.Any(finding => finding.Severity == Severity.Error && ids.Contains(finding.Id));
    }

    private static void PrintSarif(IOStreams streams, ValidateOutput output)
    {
        var files = output.Files.Select(result => (Files.NameOf(result.File), result.Findings.AsEnumerable()));
        streams.Out.Write(Encoding.UTF8.GetString(SarifWriter.Write("rmatrix", App.Version, DocumentValidator.Descriptors, files)));
    }

    private static void PrintJson(IOStreams streams, ValidateOutput output) => streams.PrintJson(
        new(output.Files.Select(file => new ValidatedFile(file.File, file.IsValid, file.Findings.ToValueList())).ToValueList()),
        OutputJsonContext.Default.ValidatedFiles);

    private static string Count(List<Diagnostic> findings, Severity severity, string word)
    {
        var count = findings.Count(finding => finding.Severity == severity);
        return $"{count} {word}{(count == 1 ? "" : "s")}";
    }

    /// <summary>What is written.</summary>
    private sealed record ValidateOutput(List<FileFindingsWithText> Files, DateOnly AsOf);

    /// <summary>A file, its text and its findings.</summary>
    private sealed record FileFindingsWithText(string File, byte[] Utf8, IReadOnlyList<Diagnostic> Findings, bool IsValid);
}
