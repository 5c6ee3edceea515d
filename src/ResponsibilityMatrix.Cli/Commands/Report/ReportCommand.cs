using System.CommandLine;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>report</c>: a matrix, a chain or a comparison for people, as a page, an annex, a workbook or Markdown.</summary>
internal static class ReportCommand
{
    // A new format is a line here and a file in ResponsibilityMatrix.Reports.
    private static readonly Format[] Formats =
    [
        new(".html", "HTML", (report, output, request) => HtmlReport.Write(report, output, request.Streams.Cancellation)),
        new(".md", "Markdown", (report, output, request) => MarkdownReport.Write(report, output, request.Streams.Cancellation)),
        new(".docx", "Word", (report, output, request) =>
            DocxReport.Write(report, output, new() { Template = request.Template }, request.Streams.Cancellation))
        { TakesTemplate = true },
    ];

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var extensions = string.Join(", ", Formats.Select(format => format.Extension));
        var file = FileArguments.One("FILE", "The matrix; - is standard input.");
        var output = new OutputFile(streams, $"Where to write; the name says the format: {extensions}.");
        var party = new Option<string?>("--for")
        { Description = "The party whose part is shown: an id, provider, customer, a name or alias.", HelpName = "PARTY" };
        var since = new Option<string?>("--since")
        { Description = "The version before: its duties keep their numbers.", HelpName = "OLD" };
        var template = new Option<string?>("--template")
        {
            Description = "A company's Word template (.dotx) for a .docx, whose styles, numbering, page set-up, headers and footers are " +
                "taken.",
            HelpName = "TEMPLATE"
        };
        var command = new Command(
            "report",
            "Write a matrix for people to read: one page of HTML, a Word annex, a workbook or Markdown. Example: rmatrix report " +
            "crm.matrix.json -o crm.html");
        command.Arguments.Add(file);
        output.AddTo(command);
        common.AddContextOptions(command);
        command.Options.Add(party);
        command.Options.Add(since);
        command.Options.Add(template);
        command.SetAction(parsed =>
        {
            var path = output.PathOf(parsed)!;
            var format = FormatOf(path, extensions);
            if (parsed.GetValue(template) is not null && !format.TakesTemplate)
                throw new UsageException($"{format.Title} is written without a template: --template goes with " +
                    $"{string.Join(", ", Formats.Where(one => one.TakesTemplate).Select(one => $"-o OUT{one.Extension}"))}.");
            Files.OneFromInput(parsed.GetValue(file), parsed.GetValue(template));
            var context = common.Context(parsed);
            var (resolver, document, documents) = common.Load(parsed, parsed.GetValue(file)!);
            var evaluation = common.Evaluation(parsed, document.Matrix);
            var previous = parsed.GetValue(since) is { } old ? common.Load(old, documents).Resolver : null;
            var options = new ReportOptions
            {
                Context = context,
                Language = evaluation.Language,
                For = parsed.GetValue(party),
                FollowsChain = parsed.GetValue(common.With) is { Length: > 0 } && !resolver.Upstreams.IsEmpty,
                Previous = previous,
                Progress = evaluation.Progress,
            };
            var report = Made(() => MatrixReport.Of(resolver, options, streams.Cancellation));
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

    private static Reports.Report Made(Func<Reports.Report> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private sealed record Format(string Extension, string Title, Action<Reports.Report, Stream, Request> Write)
    {
        public bool TakesTemplate { get; init; }
    }

    private sealed record Request(IOStreams Streams, ReadOnlyMemory<byte>? Template);
}
