using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Reads CSV (RFC 4180) as spreadsheet programs write it: separated by commas, semicolons, tabs or bars; in UTF-8, in UTF-16 with a
/// byte-order mark, or in Windows-1252; with any line breaks, also within quotes. Thread-safe.
/// </summary>
public static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="file">The file name that findings show, or null.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static TextTables Read(ReadOnlyMemory<byte> bytes, string? file = null, Limits? limits = null) =>
        TextTables.Of(TableFileReader.ReadCsv(bytes, file, limits ?? Limits.Default));
}
