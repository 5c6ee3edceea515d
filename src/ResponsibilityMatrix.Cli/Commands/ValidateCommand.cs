using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>validate</c>: every finding of matrices, catalogs and mappings.</summary>
internal static class ValidateCommand
{
    public static Command Make(Surroundings surroundings)
    {
        var shared = new Shared(surroundings);
        var files = new Argument<string[]>("FILE") { Description = "Matrices, catalogs or mappings, which know each other; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Find everything that is wrong in documents. Example: rmatrix validate crm.matrix.json --with catalogs");
        command.Arguments.Add(files);
        foreach (var option in new Option[] { shared.With, shared.AsOf, shared.Severities, shared.WarningsAsErrors }) command.Options.Add(option);
        shared.AddFormats(command, "text", "json");
        command.SetAction(parsed =>
        {
            var format = shared.FormatOf(parsed);
            var asOf = shared.Date(parsed);
            var input = new Files(surroundings);
            var documents = input.Documents(parsed.GetValue(shared.With) ?? []);
            List<(string File, byte[] Utf8, Func<DocumentSet, IEnumerable<Diagnostic>> Find)> given = [];
            foreach (var file in parsed.GetValue(files)!)
            {
                var utf8 = input.Read(file);
                (var find, documents) = Read(file, utf8, documents, asOf);
                given.Add((file, utf8, find));
            }
            var results = given.ConvertAll(one => (one.File, one.Utf8, Findings: shared.Weigh(parsed, one.Find(documents))));
            if (format == "json") PrintJson(surroundings, shared, parsed, results);
            else PrintText(surroundings, results, asOf);
            surroundings.Out.Flush();
            return shared.ExitCode(parsed, results.SelectMany(result => result.Findings));
        });
        return command;
    }

    // Files that are given together know each other, so they are all read before any is judged.
    private static (Func<DocumentSet, IEnumerable<Diagnostic>> Find, DocumentSet Documents) Read(string file, byte[] utf8, DocumentSet documents, DateOnly asOf)
    {
        var name = file == Files.StandardInput ? "(standard input)" : file;
        switch (Files.KindOf(utf8))
        {
            case DocumentKind.Catalog:
                var catalog = CatalogReader.Read(utf8, name);
                return (_ => catalog.Diagnostics.Concat(CatalogValidator.Validate(catalog)), catalog.HasErrors ? documents : documents.Add(catalog));
            case DocumentKind.Mapping:
                var mapping = MappingReader.Read(utf8, name);
                return (all => mapping.Diagnostics.Concat(MappingValidator.Validate(mapping, all)), mapping.Document is { } known ? documents.Add(known) : documents);
            case DocumentKind.Requirements:
                throw new UsageException($"{name} is a set of requirements, which this version cannot check.");
            default:
                var matrix = MatrixReader.Read(utf8, name);
                if (matrix.HasErrors && matrix.Diagnostics.All(finding => finding.Id is "RM0001" or "RM0003")) return (_ => matrix.Diagnostics, documents);
                var document = new MatrixDocument(matrix);
                return (all => matrix.Diagnostics.Concat(MatrixValidator.Validate(document, all, asOf)), matrix.HasErrors ? documents : documents.Add(document));
        }
    }

    private static void PrintText(Surroundings surroundings, List<(string File, byte[] Utf8, IReadOnlyList<Diagnostic> Findings)> results, DateOnly asOf)
    {
        var page = Page.ForResults(surroundings);
        var printer = new DiagnosticPrinter(page);
        foreach (var (file, utf8, findings) in results)
        {
            printer.Print(findings.OrderBy(finding => finding.Place?.Line ?? 0).ThenBy(finding => finding.Place?.Column ?? 0), utf8);
            var open = findings.Where(finding => finding.AcceptedReason is null).ToList();
            var counts = new[] { Count(open, Severity.Error, "error"), Count(open, Severity.Warning, "warning"), Count(open, Severity.Note, "note") };
            var accepted = findings.Count - open.Count;
            page.Line($"{Printable.Of(file)}: {(findings.Count == 0 ? "nothing to complain about" : string.Join(", ", counts))}{(accepted > 0 ? $", {accepted} accepted" : "")} (as of {asOf:yyyy-MM-dd})");
        }
    }

    private static string Count(List<Diagnostic> findings, Severity severity, string word)
    {
        var count = findings.Count(finding => finding.Severity == severity);
        return $"{count} {word}{(count == 1 ? "" : "s")}";
    }

    private static void PrintJson(Surroundings surroundings, Shared shared, ParseResult parsed, List<(string File, byte[] Utf8, IReadOnlyList<Diagnostic> Findings)> results) =>
        surroundings.PrintJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("files");
            foreach (var (file, _, findings) in results)
            {
                writer.WriteStartObject();
                writer.WriteString("file", file);
                writer.WriteBoolean("valid", shared.ExitCode(parsed, findings) == App.Fine);
                writer.WriteStartArray("diagnostics");
                foreach (var finding in findings) ResolutionWriter.Write(writer, finding);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
}
