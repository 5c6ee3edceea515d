using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Reads any file that has tables. What kind of file it is follows from its content; where several kinds of text are possible, from the
/// extension of its name. Nothing that a file refers to is opened. Thread-safe.
/// </summary>
public static class TableFileReader
{
    private const string Kinds = "a workbook (.xlsx), CSV, TSV, Markdown, AsciiDoc or HTML";
    private static readonly string[] HtmlStarts = ["!doctype html", "html", "head", "body", "table"];

    /// <summary>Reads a file. What cannot be read ends in a finding.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="file">The name of the file, which findings show and whose extension may tell its kind, or null.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static TableFile Read(
        ReadOnlyMemory<byte> bytes, string? file = null, Limits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= Limits.Default;
        return WorkbookReader.IsWorkbook(bytes.Span) ? WorkbookReader.Read(bytes, file, limits, cancellationToken)
            : ReadText(bytes, file, limits, cancellationToken);
    }

    private static TableFile ReadText(
        ReadOnlyMemory<byte> bytes, string? file, Limits limits, CancellationToken cancellationToken)
    {
        var builder = new TableFileBuilder(file, limits, cancellationToken);
        try
        {
            if (bytes.Length > limits.MaxBytes)
                return builder.Failed("RM0003", string.Create(
                    CultureInfo.InvariantCulture, $"The file has more than {limits.MaxBytes:N0} bytes, and is not read."));
            if (KnownKind(bytes.Span) is { } known) return builder.Failed("RM7001", known);
            var (utf8, wasWindows1252) = TableText.Utf8Of(bytes);
            if (utf8.Span.Contains((byte)0))
                return builder.Failed("RM7001",
                    $"This is neither text nor a workbook (.xlsx): there are zero bytes in it. Save it as {Kinds}, without a password.");
            if (wasWindows1252)
                builder.Add(builder.Finding("RM7003",
                    "The file is not in UTF-8; it was read as Windows-1252, which spreadsheet programs often write. Look whether letters " +
                    "with accents are right, or save it as \"CSV UTF-8\"."));
            var kind = KindOf(utf8.Span, file);
            if (kind is null)
                return builder.Failed("RM7001",
                    $"It cannot be told what kind of file this is. Give {Kinds}, with the extension of its kind.");
            if (kind == TextKind.Csv)
            {
                CsvTables.Read(utf8, builder);
                return builder.File();
            }
            var page = new PageTables(builder);
            var text = Encoding.UTF8.GetString(utf8.Span);
            if (kind == TextKind.Html) HtmlTables.Read(text, page);
            else if (kind == TextKind.AsciiDoc) AsciiDocTables.Read(text, page);
            else MarkdownTables.Read(text, page);
            page.Finish();
            return builder.IsEmpty ? builder.Failed("RM7001", "The page has no table.") : builder.File();
        }
        catch (TableLimitException exception)
        {
            return builder.Failed("RM0003", exception.Message);
        }
    }

    // Files that people take for tables, and what to do with each; null for others.
    private static string? KnownKind(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? "The file is empty."
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
            ? "This is a workbook with a password, or one of an old kind (.xls). " +
                $"Save it as {Kinds}, without a password."
        : bytes.StartsWith("%PDF"u8) ? $"This is a PDF, whose tables cannot be read. Ask for {Kinds}." : null;

    private static TextKind? KindOf(ReadOnlySpan<byte> utf8, string? file)
    {
        var start = utf8.TrimStart(" \t\r\n"u8);
        if (start is [(byte)'{', ..] && start[1..].TrimStart(" \t\r\n"u8) is [(byte)'"', ..]) return null;
        foreach (var name in HtmlStarts)
            if (start.Length > name.Length && start[0] == '<' && Ascii.EqualsIgnoreCase(start.Slice(1, name.Length), name))
                return TextKind.Html;
        var extension = Path.GetExtension(file ?? "").ToUpperInvariant();
        return extension switch
        {
            ".CSV" or ".TSV" or ".TAB" => TextKind.Csv,
            ".MD" or ".MARKDOWN" or ".MDX" => TextKind.Markdown,
            ".ADOC" or ".ASCIIDOC" or ".ASC" => TextKind.AsciiDoc,
            ".HTM" or ".HTML" or ".XHTML" => TextKind.Html,
            _ => KindOf(Encoding.UTF8.GetString(utf8)),
        };
    }

    private static TextKind? KindOf(string text) =>
        AsciiDocTables.Matches(text) ? TextKind.AsciiDoc
        : MarkdownTables.Matches(text) ? TextKind.Markdown
        : text.Contains("<table", StringComparison.OrdinalIgnoreCase) ? TextKind.Html
        : text.AsSpan().ContainsAny(",;\t|") ? TextKind.Csv : null;

    private enum TextKind
    {
        Csv,
        Markdown,
        AsciiDoc,
        Html,
    }
}
