using System.Text;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Lines of a text around a place, fit for a terminal, without the words of internal notes, since what a terminal shows ends up in logs and
/// tickets. After the first one, each costs the same, however long the text and its lines are.
/// </summary>
internal sealed class Excerpts
{
    private const int BytesOfCharacter = 4;
    private const string Cut = "…";
    private readonly TextPositions _positions;
    private readonly Lazy<ReadOnlyMemory<byte>> _shown;

    public Excerpts(ReadOnlyMemory<byte> utf8)
    {
        // Columns count from behind a byte-order mark.
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        _positions = new(utf8);
        _shown = new(() => CoveredNotes.Of(utf8));
    }

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
}
