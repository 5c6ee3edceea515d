using System.Text;
using System.Text.Unicode;

namespace ResponsibilityMatrix.Tables;

/// <summary>The text of a file: in UTF-8, in UTF-16 with a byte-order mark, or in Windows-1252.</summary>
internal static class TableText
{
    /// <summary>The bytes in UTF-8 without a byte-order mark, and whether they were in Windows-1252.</summary>
    public static (ReadOnlyMemory<byte> Utf8, bool WasWindows1252) Utf8Of(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span is [0xFF, 0xFE, ..]) return (FromUtf16(Encoding.Unicode, span[2..]), false);
        if (span is [0xFE, 0xFF, ..]) return (FromUtf16(Encoding.BigEndianUnicode, span[2..]), false);
        if (span is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        if (Utf8.IsValid(bytes.Span)) return (bytes, false);
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(
            1252, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)!;
        return (Encoding.UTF8.GetBytes(encoding.GetString(bytes.Span)), true);
    }

    /// <summary>The text with line feeds for line breaks of any kind.</summary>
    public static string WithLineFeeds(string text) => text.Contains('\r', StringComparison.Ordinal)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    private static byte[] FromUtf16(Encoding encoding, ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetBytes(encoding.GetString(bytes));
}
