using System.Buffers;
using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Sets the texts of cells in the XML of a worksheet. Every other byte stays: what surrounds the cells is copied as it is, and a cell keeps
/// its style. A cell with a formula is left alone. The XML was read before, so that it is well-formed. One pass, whatever the XML holds.
/// </summary>
internal sealed class SheetPatch
{
    private readonly byte[] _xml;
    private readonly ArrayBufferWriter<byte> _output;
    private readonly List<(int First, int Last, string Style)> _columnStyles = [];
    private readonly List<(int Row, int Column)> _formulas = [];
    private int _at;
    private int _copied;

    private SheetPatch(byte[] xml)
    {
        _xml = xml;
        _output = new ArrayBufferWriter<byte>(xml.Length + 4096);
    }

    /// <summary>The XML with the cells of some rows set; an empty text clears a cell.</summary>
    /// <param name="xml">The XML in UTF-8.</param>
    /// <param name="edits">The texts by row from 1 and column from 0. Each row is there in the XML.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The XML, and the cells that were not set, since they hold formulas.</returns>
    /// <exception cref="FormatException">The XML is not in UTF-8, or is written as no program does it.</exception>
    public static (byte[] Xml, IReadOnlyList<(int Row, int Column)> Formulas) Apply(
        byte[] xml, IReadOnlyDictionary<int, SortedList<int, string>> edits, CancellationToken cancellationToken = default)
    {
        if (!IsUtf8(xml)) throw new FormatException("a sheet of it is not in UTF-8");
        var patch = new SheetPatch(xml);
        patch.Run(edits, cancellationToken);
        return (patch._output.WrittenSpan.ToArray(), patch._formulas);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> xml)
    {
        if (xml is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, ..] or [_, 0, ..]) return false;
        if (xml is [0xEF, 0xBB, 0xBF, ..]) xml = xml[3..];
        if (!xml.StartsWith("<?xml"u8)) return true;
        var declaration = Encoding.Latin1.GetString(xml[..Math.Max(0, xml.IndexOf("?>"u8))]);
        return !declaration.Contains("encoding", StringComparison.Ordinal)
            || declaration.Contains("utf-8", StringComparison.OrdinalIgnoreCase);
    }

    private void Run(IReadOnlyDictionary<int, SortedList<int, string>> edits, CancellationToken cancellationToken)
    {
        var (isWithin, depth, next, set) = (false, 0, 1, 0);
        while (NextTag() is { } tag)
        {
            if (!isWithin)
            {
                if (IsStart(tag, "col"u8)) AddColumnStyle(tag);
                isWithin = tag.Kind == TagKind.Start && IsStart(tag, "sheetData"u8);
            }
            else if (tag.Kind == TagKind.End) isWithin = --depth >= 0;
            else if (depth > 0 || !IsStart(tag, "row"u8)) depth += tag.Kind == TagKind.Start ? 1 : 0;
            else
            {
                cancellationToken.ThrowIfCancellationRequested();
                var number = Math.Max(next, NumberOf(Attribute(tag, "r"u8)));
                next = number == int.MaxValue ? number : number + 1;
                if (edits.TryGetValue(number, out var cells))
                {
                    SetRow(tag, number, cells);
                    set++;
                }
                else if (tag.Kind == TagKind.Start) depth++;
            }
        }
        if (set != edits.Count) throw new FormatException("the rows of a sheet of it are written as no program does it");
        CopyTo(_xml.Length);
    }

    private void SetRow(Tag row, int number, SortedList<int, string> cells)
    {
        var (done, next) = (0, 0);
        var rowStyle = Attribute(row, "customFormat"u8) is "1" or "true" ? Attribute(row, "s"u8) : null;
        var prefix = PrefixOf(row);
        // What a program says of the columns that a row uses must not be wrong once there are more.
        if (Attribute(row, "spans"u8) is { } spans && !Holds(spans, cells)) CopyWithoutAttribute(row, "spans"u8);
        if (row.Kind == TagKind.Empty)
        {
            CopyTo(row.End - 2);
            Write(">");
            Insert(int.MaxValue);
            Write($"</{prefix}row>");
            _copied = row.End;
            return;
        }
        while (NextTag() is { } tag)
        {
            if (tag.Kind == TagKind.End)
            {
                CopyTo(tag.Start);
                Insert(int.MaxValue);
                return;
            }
            if (!IsStart(tag, "c"u8))
            {
                SkipContent(tag);
                continue;
            }
            var (at, style) = (Attribute(tag, "r"u8), Attribute(tag, "s"u8));
            var column = ColumnOf(at) ?? next;
            next = column + 1;
            if (done < cells.Count && cells.Keys[done] < column)
            {
                CopyTo(tag.Start);
                Insert(column);
            }
            var hasFormula = SkipContent(tag);
            if (done == cells.Count || cells.Keys[done] != column) continue;
            var text = cells.Values[done++];
            if (hasFormula)
            {
                _formulas.Add((number, column));
                continue;
            }
            CopyTo(tag.Start);
            WriteCell(PrefixOf(tag), at, style, text);
            _copied = _at;
        }

        void Insert(int before)
        {
            for (; done < cells.Count && cells.Keys[done] < before; done++)
            {
                if (cells.Values[done].Length == 0) continue;
                var column = cells.Keys[done];
                WriteCell(prefix, $"{TableSheet.ColumnName(column)}{number.ToString(CultureInfo.InvariantCulture)}",
                    rowStyle ?? StyleOf(column), cells.Values[done]);
            }
        }
    }

    private void WriteCell(string prefix, string? at, string? style, string text)
    {
        Write($"<{prefix}c");
        if (at is not null) Write($" r=\"{at}\"");
        if (style is not null) Write($" s=\"{style}\"");
        Write(text.Length == 0 ? "/>"
            : $" t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{Escaped(text)}</{prefix}t></{prefix}is></{prefix}c>");
    }

    private static string Escaped(string text) => CellText.Escape(CellText.Of(text))
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private void AddColumnStyle(Tag column)
    {
        if (Attribute(column, "style"u8) is { } style && NumberOf(Attribute(column, "min"u8)) is > 0 and var first)
            _columnStyles.Add((first - 1, NumberOf(Attribute(column, "max"u8)) - 1, style));
    }

    private string? StyleOf(int column)
    {
        foreach (var (first, last, style) in _columnStyles)
            if (column >= first && column <= last) return style;
        return null;
    }

    private static bool Holds(string spans, SortedList<int, string> cells)
    {
        foreach (var (column, text) in cells)
        {
            var holds = text.Length == 0;
            foreach (var span in spans.Split(' '))
                holds |= span.Split(':') is [var first, var last] && column + 1 >= NumberOf(first) && column + 1 <= NumberOf(last);
            if (!holds) return false;
        }
        return true;
    }

    // Goes behind the element that begins with a tag, and says whether a formula is in it.
    private bool SkipContent(Tag tag)
    {
        if (tag.Kind == TagKind.Empty) return false;
        var hasFormula = false;
        for (var depth = 1; depth > 0 && NextTag() is { } inner;)
        {
            hasFormula |= depth == 1 && IsStart(inner, "f"u8);
            depth += inner.Kind switch { TagKind.Start => 1, TagKind.End => -1, _ => 0 };
        }
        return hasFormula;
    }

    // The next tag; comments, processing instructions and character data are passed over.
    private Tag? NextTag()
    {
        while (true)
        {
            var found = _xml.AsSpan(_at).IndexOf((byte)'<');
            if (found < 0) return null;
            var start = _at + found;
            var rest = _xml.AsSpan(start);
            var closing = rest.StartsWith("<!--"u8) ? "-->"u8 : rest.StartsWith("<![CDATA["u8) ? "]]>"u8
                : rest.StartsWith("<?"u8) ? "?>"u8 : [];
            if (!closing.IsEmpty)
            {
                _at = start + rest.IndexOf(closing) + closing.Length;
                continue;
            }
            var end = 1;
            for (byte quote = 0; quote != 0 || rest[end] != '>'; end++)
            {
                if (quote != 0) quote = rest[end] == quote ? (byte)0 : quote;
                else if (rest[end] is (byte)'"' or (byte)'\'') quote = rest[end];
            }
            _at = start + end + 1;
            return new(start, _at, rest[1] == '/' ? TagKind.End : rest[end - 1] == '/' ? TagKind.Empty : TagKind.Start);
        }
    }

    private ReadOnlySpan<byte> NameOf(Tag tag)
    {
        var text = _xml.AsSpan(tag.Start + 1, tag.End - tag.Start - 1);
        return text[..text.IndexOfAny(" \t\r\n/>"u8)];
    }

    private bool IsStart(Tag tag, ReadOnlySpan<byte> name)
    {
        if (tag.Kind == TagKind.End) return false;
        var full = NameOf(tag);
        return full[(full.IndexOf((byte)':') + 1)..].SequenceEqual(name);
    }

    private string PrefixOf(Tag tag)
    {
        var name = NameOf(tag);
        return Encoding.UTF8.GetString(name[..(name.IndexOf((byte)':') + 1)]);
    }

    private string? Attribute(Tag tag, ReadOnlySpan<byte> name)
    {
        var (_, _, value) = FindAttribute(tag, name);
        if (value is null) return null;
        // Numbers and references need no entities, and no program writes them so.
        if (value.AsSpan().IndexOfAny("&<>\"'") >= 0)
            throw new FormatException("the cells of a sheet of it are written as no program does it");
        return value;
    }

    private (int Start, int End, string? Value) FindAttribute(Tag tag, ReadOnlySpan<byte> name)
    {
        var at = tag.Start + 1 + NameOf(tag).Length;
        while (true)
        {
            var start = at;
            while (_xml[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
            if (_xml[at] is (byte)'/' or (byte)'>') return default;
            var equals = at + _xml.AsSpan(at).IndexOf((byte)'=');
            var isFound = _xml.AsSpan(at, equals - at).TrimEnd(" \t\r\n"u8).SequenceEqual(name);
            var open = equals + 1 + _xml.AsSpan(equals + 1).IndexOfAny((byte)'"', (byte)'\'');
            var close = open + 1 + _xml.AsSpan(open + 1).IndexOf(_xml[open]);
            at = close + 1;
            if (isFound) return (start, at, Encoding.UTF8.GetString(_xml.AsSpan(open + 1, close - open - 1)));
        }
    }

    private void CopyWithoutAttribute(Tag tag, ReadOnlySpan<byte> name)
    {
        var (start, end, _) = FindAttribute(tag, name);
        CopyTo(start);
        _copied = end;
    }

    private void CopyTo(int end)
    {
        if (end <= _copied) return;
        _output.Write(_xml.AsSpan(_copied, end - _copied));
        _copied = end;
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _output);

    private static int NumberOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int? ColumnOf(string? reference) => reference is null ? null : WorkbookReader.ColumnOf(reference);

    private enum TagKind
    {
        Start,
        Empty,
        End,
    }

    private readonly record struct Tag(int Start, int End, TagKind Kind);
}
