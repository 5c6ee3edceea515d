using System.Text;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Lines of a text around a place, fit for a terminal, without the words of internal notes, since what a terminal shows ends up in logs and tickets.
/// After the first one, each costs the same, however long the text and its lines are.
/// </summary>
internal sealed class Excerpts(ReadOnlyMemory<byte> utf8)
{
    private static readonly byte[] NoteName = "\"internalNote\""u8.ToArray();
    private const int BytesOfCharacter = 4;
    private const string Cut = "…";
    private readonly TextPositions _positions = new(utf8);
    private readonly Lazy<ReadOnlyMemory<byte>> _shown = new(() => WithoutNotes(utf8));

    /// <summary>As much of a line as fits a width, and how many columns stand before the place; nothing of a blank line.</summary>
    public (string Text, int Before) Around(int line, int column, int width)
    {
        var (start, at, end) = _positions.Find(line, column);
        var from = Math.Max(start, at - (width * BytesOfCharacter));
        while (from < at && IsInsideCharacter(from)) from++;
        var to = Math.Min(end, at + (width * BytesOfCharacter));
        while (to < end && IsInsideCharacter(to)) to++;
        var before = Shown(from, at);
        var after = Shown(at, to);

        // The place stands near the middle, or further right where the line ends.
        var room = to == end ? Math.Max(width * 3 / 5, width - TextWidth.Of(after)) : width * 3 / 5;
        if (from > start || TextWidth.Of(before) > room) before = Cut + TextWidth.End(before, room - 1);
        var columns = TextWidth.Of(before);
        if (to < end || columns + TextWidth.Of(after) > width) after = TextWidth.Start(after, width - columns - 1) + Cut;
        return ((before + after).TrimEnd(), columns);
    }

    private string Shown(int from, int to) => Printable.Of(Encoding.UTF8.GetString(_shown.Value.Span[from..to]).Replace('\t', ' '));

    private bool IsInsideCharacter(int at) => (_shown.Value.Span[at] & 0xC0) == 0x80;

    // The text may be broken JSON, so it is searched and not read. Each byte has one in its place, so that places stay where they are.
    private static ReadOnlyMemory<byte> WithoutNotes(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOf(NoteName) < 0) return utf8;
        var shown = utf8.ToArray();
        for (var at = 0; shown.AsSpan(at).IndexOf(NoteName) is >= 0 and var found;)
        {
            at += found + NoteName.Length;
            while (at < shown.Length && shown[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':') at++;
            at = Cover(shown, at);
        }
        return shown;
    }

    // A note ought to be a text. A list of texts in its place, or words without a quote before them, are as internal.
    private static int Cover(byte[] shown, int at)
    {
        for (var depth = 0; at < shown.Length; at++)
        {
            var sign = (char)shown[at];
            if (sign == '"') at = CoverText(shown, at + 1);
            else if (sign is '[' or '{') depth++;
            else if (sign is ']' or '}') depth--;
            else if (depth == 0) return CoverLine(shown, at);
            else if (sign is not (',' or ':' or ' ' or '\t' or '\r' or '\n')) shown[at] = (byte)'*';
            if (depth <= 0) return at;
        }
        return at;
    }

    private static int CoverLine(byte[] shown, int at)
    {
        for (; at < shown.Length && shown[at] is not ((byte)'\r' or (byte)'\n'); at++) shown[at] = (byte)'*';
        return at;
    }

    private static int CoverText(byte[] shown, int at)
    {
        for (; at < shown.Length && shown[at] is not ((byte)'"' or (byte)'\n'); at++)
        {
            var isEscape = shown[at] == '\\';
            shown[at] = (byte)'*';
            if (isEscape && at + 1 < shown.Length && shown[at + 1] != '\n') shown[++at] = (byte)'*';
        }
        return at;
    }
}
