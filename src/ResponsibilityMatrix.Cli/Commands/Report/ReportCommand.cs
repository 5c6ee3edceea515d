using System.CommandLine;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>report</c>: a matrix, a chain, a comparison or a check for people, as a page, an annex, a workbook or Markdown.</summary>
internal static class ReportCommand
{
    // A new format is a line here and a file in ResponsibilityMatrix.Reports.
    private static readonly Format[] Formats =
    [
        new(".html", "HTML", (report, output, request) => HtmlReport.Write(report, output, request.Streams.Cancellation)),
        new(".md", "Markdown", (report, output, request) => MarkdownReport.Write(report, output, request.Streams.Cancellation)),
        new(".xlsx", "Excel", (report, output, request) => XlsxReport.Write(report, output, request.Streams.Cancellation)),
        new(".docx", "Word", (report, output, request) =>
            DocxReport.Write(report, output, new() { Template = request.Template }, request.Streams.Cancellation))
        { TakesTemplate = true },
    ];

    public static Command Create(IOStreams streams)
    {
        var extensions = string.Join(", ", Formats.Select(format => format.Extension));
        var file = FileArguments.One("FILE", "The matrix; - is standard input.");
        var output = new OutputFile(streams, $"Where to write; the name says the format: {extensions}.");
        var kinds = new ReportKinds(streams);
        var template = new Option<string?>("--template")
        {
            Description = "A company's Word template (.dotx) for a .docx, whose styles, numbering, page set-up, headers and footers are " +
                "taken.",
            HelpName = "TEMPLATE"
        };
        var command = new Command(
            "report",
            "Write a matrix for people to read: one page of HTML, a Word annex, a workbook or Markdown; with --with also the chain of " +
            "its upstreams. With --since it says what changed, with --against it holds the customer's matrix against it, with --check a " +
            "set of requirements. A report on something bad is a good report: it ends with 0. Example: rmatrix report " +
            "crm.matrix.json -o crm.html");
        command.Arguments.Add(file);
        output.AddTo(command);
        kinds.AddTo(command);
        command.Options.Add(template);
        command.SetAction(parsed =>
        {
            var path = output.PathOf(parsed)!;
            var format = FormatOf(path, extensions);
            if (parsed.GetValue(template) is not null && !format.TakesTemplate)
                throw new UsageException($"{format.Title} is written without a template: --template goes with " +
                    $"{string.Join(", ", Formats.Where(one => one.TakesTemplate).Select(one => $"-o OUT{one.Extension}"))}.");
            Files.OneFromInput(parsed.GetValue(file), parsed.GetValue(template));
            var report = kinds.Of(parsed, parsed.GetValue(file)!);
            using var bytes = new MemoryStream();
            ReadOnlyMemory<byte>? look = null;
            if (parsed.GetValue(template) is { } name) look = new Files(streams).Read(name);
            try
            {
                format.Write(report, bytes, new(streams, look));
            }
            catch (InvalidDataException exception)
            {
                throw new UsageException($"{parsed.GetValue(template)}: {exception.Message}");
            }
            output.Write(path, bytes.ToArray());
            return App.Fine;
        });
        return command;
    }

    private static Format FormatOf(string path, string extensions)
    {
        var extension = path == Files.StandardInput ? ".md" : Path.GetExtension(path);
        return Array.Find(Formats, format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"The name of the file says the format, and {(extension.Length == 0 ? path : extension)} is none " +
                $"that reports have: choose {extensions}.{Nearest.Suggest(extension, Formats.Select(format => format.Extension))}");
    }

    private sealed record Format(string Extension, string Title, Action<Reports.Report, Stream, Request> Write)
    {
        /// <summary>Whether a template says how it looks.</summary>
        public bool TakesTemplate { get; init; }
    }

    private sealed record Request(IOStreams Streams, ReadOnlyMemory<byte>? Template);
}
