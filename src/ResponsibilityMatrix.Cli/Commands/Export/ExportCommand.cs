using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>export</c>: a matrix as a file of another kind, with a report of what that cannot hold.</summary>
internal static class ExportCommand
{
    // A new kind is a line here and a method that writes it.
    private static readonly Kind[] Kinds =
    [
        new("xlsx", MatrixWorkbook.Content, Workbook)
        {
            Then = (file, path) => $"is ready to be edited; `rmatrix import workbook {path} --merge {file} -o OUT` merges the changes.",
        },
        new("csv", MatrixRows.Content, Csv) { IsText = true },
        new("ndjson", MatrixRows.Content, Ndjson) { IsText = true },
        new("parquet", MatrixRows.Content, Parquet),
        new("markdown", MarkdownTable.Content, Markdown) { IsText = true },
        new("oscal-ssp", OscalWriter.PlanContent, Plan) { IsText = true },
        new("oscal-component", OscalWriter.ComponentContent, Components) { IsText = true },
        .. PublisherFormat.All.Select(format =>
            new Kind(format.Id, format.Content, request => Publisher(request, format)) { TakesTemplate = true }),
    ];

    /// <summary>What the kinds of file hold.</summary>
    public static IEnumerable<FormatContent> Contents => Kinds.Select(kind => kind.Content).Distinct();

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        string[] all = [.. Kinds.Select(known => known.Name), MappingExport.Name];
        var names = string.Join(", ", all);
        var file = FileArguments.One("FILE", "The matrix, or for oscal-mapping the mapping; - is standard input.");
        var kind = new Option<string>("--to")
        {
            Description = $"What to write: {names}. xlsx is the whole matrix as a workbook to be edited; csv, ndjson and parquet " +
                "have a row for each duty, markdown one for each control; the others are workbooks of publishers.",
            HelpName = "KIND",
            Required = true
        };
        var isInternal = new Option<bool>("--internal")
        { Description = "Write internal notes too, which are for the authors of the matrix alone; without it they stay in the matrix." };
        var template = new Option<string?>("--template")
        {
            Description = $"The publisher's workbook to be filled in, for {Publishers}: its other cells stay as they are. Without it, a " +
                "plain workbook with the same columns is written.",
            HelpName = "TEMPLATE"
        };
        var only = new Option<string?>("--only")
        {
            Description = "The sheets of the template that are filled in, such as moderate; left out, those that fit the matrix best.",
            HelpName = "ID"
        };
        var report = new Option<string?>("--report")
        { Description = "Where to write, as JSON, what the file does not hold.", HelpName = "REPORT" };
        var output = new OutputFile(streams, "Where to write the file; - is standard output, but for xlsx and parquet.");
        var command = new Command(
            "export",
            "Write a matrix as a file of another kind, and report what that does not hold. `rmatrix import workbook` merges an edited " +
            "workbook back. Example: rmatrix export crm.matrix.json --to xlsx -o crm.xlsx");
        command.Arguments.Add(file);
        command.Options.Add(kind);
        output.AddTo(command);
        command.Options.Add(template);
        command.Options.Add(only);
        command.Options.Add(isInternal);
        command.Options.Add(report);
        common.AddContextOptions(command);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(kind)!;
            var found = Array.Find(Kinds, known => known.Name == name);
            if (found is null && name != MappingExport.Name)
                throw new UsageException($"'{name}' is no kind of file that can be written: choose {names}.{Nearest.Suggest(name, all)}");
            var path = output.PathOf(parsed)!;
            if (found is null)
            {
                if (Array.Find([template, only, report], option => parsed.GetResult(option) is not null) is { } other)
                    throw new UsageException($"{other.Name} is for matrices, and does not go with --to {name}.");
                return MappingExport.Run(streams, common, parsed, output, parsed.GetValue(file)!, path);
            }
            if (path == Files.StandardInput && !found.IsText)
                throw new UsageException($"{name} is written to a file: -o OUT.{(name == "parquet" ? name : "xlsx")}.");
            CheckTemplate(found, parsed.GetValue(template), parsed.GetValue(only));
            Files.OneFromInput(parsed.GetValue(file), parsed.GetValue(template));
            var reportPath = ImportCommand.ReportOf(report, output, parsed, path);
            var utf8 = new Files(streams).Read(parsed.GetValue(file)!);
            var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
            var (resolver, document) = common.Load(parsed.GetValue(file)!, utf8, documents);
            var request = new Request(streams, common, parsed, utf8, resolver, document.Matrix, parsed.GetValue(isInternal))
            {
                Template = parsed.GetValue(template),
                Only = parsed.GetValue(only),
                Output = path,
            };
            var (bytes, findings) = found.Write(request);
            var losses = ExportReport.Of(document.Matrix, found.Content, name, Files.NameOf(parsed.GetValue(file)!), request.IsInternal);
            losses = losses with { Diagnostics = common.ApplySeverities(parsed, losses.Diagnostics).ToValueList() };
            if (path == Files.StandardInput && streams.IsTerminal)
                bytes = Encoding.UTF8.GetBytes(Printable.Of(Encoding.UTF8.GetString(bytes), keepLines: true));
            output.Write(path, bytes);
            if (reportPath is not null) output.Write(reportPath, losses.ToUtf8Bytes());
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
            foreach (var loss in losses.Diagnostics)
                streams.Error.WriteLine(Printable.Of($"{Words.Of(loss.Severity)} {loss.Id}: {loss.Message}"));
            if (found.Then is { } then) streams.WriteNote($"{path} {then(parsed.GetValue(file)!, path)}");
            return Math.Max(common.ExitCode(parsed, findings), common.ExitCode(parsed, losses.Diagnostics));
        });
        return command;
    }

    private static string Publishers => string.Join(", ", PublisherFormat.All.Select(format => format.Id));

    private static void CheckTemplate(Kind kind, string? template, string? only)
    {
        if (template is not null && !kind.TakesTemplate)
            throw new UsageException($"{kind.Name} is written without a template: --template goes with --to {Publishers}.");
        if (only is not null && template is null) throw new UsageException("--only chooses sheets of a template: give --template.");
    }

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Publisher(Request request, PublisherFormat format)
    {
        var (answer, findings) = Answer(request);
        if (request.Template is not { } template)
        {
            var plain = PublisherWorkbook.Write(format, answer, request.Matrix);
            return (plain.Workbook!.Value.ToArray(), Together(plain));
        }
        var documents = TableProfiles.FindBuiltIn(format.Profile)!.Documents.Select(document => document.Id).ToList();
        if (request.Only is { } only && !documents.Contains(only))
            throw new UsageException($"The workbook of {format.Id} has no sheets '{only}'.{Nearest.Suggest(only, documents)} " +
                $"Choose {string.Join(", ", documents)}.");
        var filled = PublisherWorkbook.Fill(format, answer, request.Matrix, new Files(request.Streams).Read(template),
            new() { File = Files.NameOf(template), Only = request.Only }, request.Streams.Cancellation);
        if (filled.Workbook is not { } workbook)
        {
            new DiagnosticPrinter(Page.ForMessages(request.Streams)).Print(filled.Diagnostics);
            throw new UsageException($"{template} was not filled in.");
        }
        CheckExtension(request.Output, filled.Extension, template);
        foreach (var document in filled.Documents) request.Streams.WriteNote(Sentence(document, filled.Documents.Count > 1));
        return (workbook.ToArray(), Together(filled));

        IReadOnlyList<Diagnostic> Together(PublisherWorkbookResult result) =>
            [.. findings, .. request.Common.ApplySeverities(request.Parsed, result.Diagnostics)];
    }

    // Programs do not open a workbook by the extension of another kind.
    private static void CheckExtension(string path, string extension, string what)
    {
        if (!path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{what} is a file of the kind {extension}: -o OUT{extension}.");
    }

    private static string Sentence(FilledDocument document, bool isOneOfSeveral)
    {
        var sheets = string.Join(" and ", document.Sheets.Select(sheet => $"\"{sheet}\""));
        var counts = $"{document.Answered:N0} of {document.Controls:N0} controls are answered";
        return document.IsFilled ? $"{sheets} filled in: {counts}."
            : $"{sheets} left as {(document.Sheets.Count == 1 ? "it is" : "they are")}: {counts}." +
                (isOneOfSeveral && document.Id is { } id ? $" --only {id} fills in these instead." : "");
    }

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Workbook(Request request)
    {
        var context = request.Common.Context(request.Parsed);
        var answer = WorkbookAnswer.Of(
            request.Resolver, context, request.Streams, isAsked: context.ServiceModel is not null || context.Parameters.Count > 0);
        return (MatrixWorkbook.Write(request.Utf8, new() { Answer = answer, IncludeInternal = request.IsInternal }), []);
    }

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Csv(Request request) =>
        Rows(request, (rows, output) => MatrixRows.WriteCsv(rows, output, request.IsInternal, request.Streams.Cancellation));

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Ndjson(Request request) =>
        Rows(request, (rows, output) => MatrixRows.WriteNdjson(rows, output, request.Streams.Cancellation));

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Parquet(Request request) =>
        Rows(request, (rows, output) => MatrixRows.WriteParquet(rows, output, request.IsInternal, request.Streams.Cancellation));

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Rows(Request request, Action<IEnumerable<MatrixRow>, Stream> write)
    {
        var (answer, findings) = Answer(request);
        using var output = new MemoryStream();
        write(MatrixRows.Of(answer, request.Matrix, request.IsInternal), output);
        return (output.ToArray(), findings);
    }

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Plan(Request request)
    {
        var (answer, findings) = Answer(request);
        return (OscalWriter.WritePlan(request.Matrix, answer, Oscal(request)), findings);
    }

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Components(Request request)
    {
        var (answer, findings) = Answer(request);
        return (OscalWriter.WriteComponents(request.Matrix, answer, Oscal(request)), findings);
    }

    private static OscalExportOptions Oscal(Request request) =>
        new() { Documents = request.Resolver.Options.Documents, IncludeInternal = request.IsInternal };

    private static (byte[] Bytes, IReadOnlyList<Diagnostic> Findings) Markdown(Request request)
    {
        var (answer, findings) = Answer(request);
        var printer = new AnswerPrinter(Page.ForResults(request.Streams), answer, request.Resolver);
        return (Encoding.UTF8.GetBytes(MarkdownTable.Of(answer, request.Matrix, printer)), findings);
    }

    // What whoever reads the answer must know of it, as `resolve` tells it.
    private static (ResolvedMatrix Answer, IReadOnlyList<Diagnostic> Findings) Answer(Request request)
    {
        var (streams, common, parsed, _, resolver, matrix, _) = request;
        var context = common.Context(parsed);
        CommonOptions.Check(resolver, context);
        var answer = resolver.Resolve(context, common.Evaluation(parsed, matrix), streams.Cancellation);
        return (answer, common.ApplySeverities(parsed, common.DocumentFindings(resolver, context.AsOf).Concat(answer.Diagnostics)));
    }

    private sealed record Kind(
        string Name, FormatContent Content, Func<Request, (byte[] Bytes, IReadOnlyList<Diagnostic> Findings)> Write)
    {
        /// <summary>Whether it can go to standard output.</summary>
        public bool IsText { get; init; }

        /// <summary>Whether it can be filled into a publisher's workbook.</summary>
        public bool TakesTemplate { get; init; }

        /// <summary>What is told at the end, after the path of the file; null for nothing.</summary>
        public Func<string, string, string>? Then { get; init; }
    }

    /// <summary>What the user asks for, whatever the kind.</summary>
    private sealed record Request(IOStreams Streams, CommonOptions Common, ParseResult Parsed, ReadOnlyMemory<byte> Utf8, Resolver Resolver,
        Matrix Matrix, bool IsInternal)
    {
        public string? Template { get; init; }

        public string? Only { get; init; }

        public required string Output { get; init; }
    }
}

/// <summary>The answer that a workbook shows beside the matrix.</summary>
internal static class WorkbookAnswer
{
    /// <summary>The answer in a context; null, with a note, where the context leaves something open that nobody asked for.</summary>
    public static ResolvedMatrix? Of(Resolver resolver, ResolutionContext context, IOStreams streams, bool isAsked = false)
    {
        if (isAsked) CommonOptions.Check(resolver, context);
        if (resolver.ProblemWith(context) is not { } problem) return resolver.Resolve(context, streams.Evaluation, streams.Cancellation);
        streams.WriteNote($"The sheet of controls has only the rows of the document's own: {Hints.Sentence(problem)}");
        return null;
    }
}
