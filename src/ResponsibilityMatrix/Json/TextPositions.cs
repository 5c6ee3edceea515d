using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Converts offsets in UTF-8 to lines and columns, and back. The text is scanned once, on first use; afterwards, every position costs the
/// same, even in one long line. Lines end in LF, CR or both. Thread-safe.
/// </summary>
internal sealed class TextPositions
{
    private const int Stride = 1024;
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly Lazy<int[]> _lineStarts;
    private readonly Lazy<int[]> _unitsBefore;

    public TextPositions(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        _lineStarts = new(FindLineStarts);
        _unitsBefore = new(CountUnits);
    }

    public TextPosition At(int offset)
    {
        if (offset == 0) return new TextPosition(1, 1);
        var starts = _lineStarts.Value;
        var line = Array.BinarySearch(starts, offset);
        if (line < 0) line = ~line - 1;
        var start = starts[line];
        return new TextPosition(
            line + 1, 1 + (offset - start < Stride ? Units(_utf8.Span[start..offset]) : UnitsBefore(offset) - UnitsBefore(start)));
    }

    /// <summary>The reverse: the offset of a line and column, and the start and end of the line without its line break. Positions outside
    /// the text are moved to the nearest one in it.</summary>
    public (int LineStart, int Offset, int LineEnd) Find(int line, int column)
    {
        var starts = _lineStarts.Value;
        line = Math.Clamp(line, 1, starts.Length);
        var start = starts[line - 1];
        var end = _utf8.Length;
        if (line < starts.Length)
        {
            end = starts[line] - 1;
            if (end > start && _utf8.Span[end] == '\n' && _utf8.Span[end - 1] == '\r') end--;
        }
        return (start, OffsetOf(start, end, column - 1), end);
    }

    private int OffsetOf(int start, int end, int units)
    {
        var at = start;
        if (end - start >= Stride)
        {
            var before = UnitsBefore(start);
            var counted = Array.BinarySearch(_unitsBefore.Value, before + units);
            var stride = (counted < 0 ? ~counted - 1 : counted) * Stride;
            if (stride > start) (at, units) = (stride, before + units - _unitsBefore.Value[stride / Stride]);
        }
        var bytes = _utf8.Span[..end];
        for (; at < end && (units > 0 || (bytes[at] & 0xC0) == 0x80); at++) units -= Units(bytes.Slice(at, 1));
        return Math.Min(at, end);
    }

    private int UnitsBefore(int offset) => _unitsBefore.Value[offset / Stride] + Units(_utf8.Span[(offset / Stride * Stride)..offset]);

    // Every first byte of a character is a unit, and that of a four-byte character is two, so counts add up wherever the text is split.
    private static int Units(ReadOnlySpan<byte> utf8)
    {
        var units = 0;
        foreach (var b in utf8) units += ((b & 0xC0) == 0x80 ? 0 : 1) + (b >= 0xF0 ? 1 : 0);
        return units;
    }

    private int[] CountUnits()
    {
        var bytes = _utf8.Span;
        var counts = new int[(bytes.Length / Stride) + 1];
        for (var i = 1; i < counts.Length; i++) counts[i] = counts[i - 1] + Units(bytes.Slice((i - 1) * Stride, Stride));
        return counts;
    }

    private int[] FindLineStarts()
    {
        List<int> starts = [0];
        var bytes = _utf8.Span;
        for (var at = 0; at < bytes.Length;)
        {
            var end = bytes[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0) break;
            at += end + 1;
            if (bytes[at - 1] == '\r' && at < bytes.Length && bytes[at] == '\n') at++;
            starts.Add(at);
        }
        return [.. starts];
    }
}
