using System.Globalization;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Reads any file that has tables. What kind of file it is follows from its content; where several kinds of text are possible, from the
/// extension of its name. Nothing that a file refers to is opened. Thread-safe.
/// </summary>
public static class TableFileReader
{
    private const string Kinds = "a workbook (.xlsx), CSV or TSV";

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
        if (WorkbookReader.IsWorkbook(bytes.Span)) return WorkbookReader.ReadFile(bytes, file, limits, cancellationToken);
        return ReadCsv(bytes, file, limits, cancellationToken);
    }

    internal static TableFile ReadCsv(
        ReadOnlyMemory<byte> bytes, string? file, Limits limits, CancellationToken cancellationToken = default)
    {
        var builder = new TableFileBuilder(file, limits, cancellationToken);
        try
        {
            if (bytes.Length > limits.MaxBytes)
                return builder.Failed("RM0003", string.Create(
                    CultureInfo.InvariantCulture, $"The file has more than {limits.MaxBytes:N0} bytes, and is not read."));
            var (utf8, wasWindows1252) = TableText.Utf8Of(bytes);
            if (wasWindows1252)
                builder.Add(builder.Finding("RM7003",
                    "The file is not in UTF-8; it was read as Windows-1252, which spreadsheet programs often write. Look whether letters " +
                    "with accents are right, or save it as \"CSV UTF-8\"."));
            if (utf8.Span.Contains((byte)0))
                return builder.Failed("RM7001",
                    $"This is neither text nor a workbook (.xlsx): there are zero bytes in it. Save it as {Kinds}, without a password.");
            CsvTables.Read(utf8, builder);
            return builder.File();
        }
        catch (TableLimitException exception)
        {
            return builder.Failed("RM0003", exception.Message);
        }
    }
}
