using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ResponsibilityMatrix.Json;

/// <summary>Why a text is not JSON.</summary>
/// <param name="Message">The problem and its fix, for people who write JSON by hand. It never quotes the text, which may be
/// confidential.</param>
/// <param name="Offset">The byte offset of the fault.</param>
/// <param name="OpenedAt">The byte offset of the unclosed bracket or quotation mark, or -1.</param>
internal readonly record struct JsonFault(string Message, int Offset, int OpenedAt = -1);

/// <summary>Where reading stopped: the preceding tokens, the open containers (innermost first), and the last token with its end.</summary>
internal readonly ref struct StoppedReading
{
    public required ReadOnlySpan<JsonToken> Tokens { get; init; }

    public required ReadOnlySpan<int> Open { get; init; }

    public required JsonTokenType Last { get; init; }

    public required int LastEnd { get; init; }

    /// <summary>The byte offset at which the reader stopped.</summary>
    public required int Offset { get; init; }
}

/// <summary>Determines why a text is not JSON, by the usual mistakes of people and programs. It checks one token, so it costs no more than
/// reading.</summary>
internal readonly ref struct FaultFinder(ReadOnlySpan<byte> utf8, TextPositions positions)
{
    private const int LongestName = 40;
    private static readonly SearchValues<byte> WordBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-."u8);
    private static readonly SearchValues<char> CurlyQuotes =
        SearchValues.Create("\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u2039\u203A\u300C\u300D\uFF02\uFF07");

    // The first bytes of other kinds of files.
    private static readonly (byte[] Start, string Kind)[] OtherFiles =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP file, such as an Excel workbook (.xlsx) or a Word document (.docx)"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office file, such as an Excel workbook (.xls)"),
        ("%PDF"u8.ToArray(), "a PDF file"),
        ([0x1F, 0x8B], "a compressed file (gzip)"),
        ("{\\rtf"u8.ToArray(), "a rich-text file (RTF)"),
        ("<!DOCTYPE html"u8.ToArray(), "an HTML page"),
        ("<html"u8.ToArray(), "an HTML page"),
        ("<"u8.ToArray(), "XML or HTML"),
        ("-----BEGIN "u8.ToArray(), "a key, certificate or signature (PEM)"),
        ("version https://git-lfs"u8.ToArray(), "a pointer of Git LFS; `git lfs pull` fetches the file itself,"),
        ("```"u8.ToArray(), "a code block of Markdown with its fence (```)"),
        ("---"u8.ToArray(), "YAML"),
    ];

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private readonly TextPositions _positions = positions;

    /// <summary>The problem with the file as a whole, before its tokens; null if it may be JSON.</summary>
    public static JsonFault? OfFile(ReadOnlySpan<byte> utf8)
    {
        if (EncodingOf(utf8) is { } encoding) return OfEncoding(encoding);
        var start = utf8.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0) return new("The file is empty. A JSON document is expected.", 0);
        foreach (var (mark, kind) in OtherFiles)
        {
            var beginning = utf8.Slice(start, Math.Min(mark.Length, utf8.Length - start));
            if (beginning.SequenceEqual(mark) || Ascii.EqualsIgnoreCase(beginning, mark))
                return new($"This is {kind} and not JSON.", start);
        }
        return null;
    }

    /// <summary>The problem with bytes that are not UTF-8.</summary>
    public static JsonFault OfBytes(ReadOnlySpan<byte> utf8, int invalidAt)
    {
        var asWindows = utf8[invalidAt] >= 0xA0 ? $" (in Windows-1252 it is {(char)utf8[invalidAt]})" : "";
        return OfFile(utf8)
            ?? new($"The byte 0x{utf8[invalidAt]:X2}{asWindows} is not valid UTF-8 here. Save the file as UTF-8.", invalidAt);
    }

    /// <summary>The problem where the reader stopped.</summary>
    public JsonFault At(StoppedReading stopped)
    {
        var at = SkipBlanks(stopped.LastEnd);
        if (stopped.Last == JsonTokenType.None) return OfFile(_utf8) ?? OfValue(stopped, at);
        if (stopped.Last == JsonTokenType.PropertyName) return OfValue(stopped, at);
        if (stopped.Open.IsEmpty)
        {
            return at < _utf8.Length && _utf8[at] is (byte)'}' or (byte)']'
                ? new(
                    $"This {(char)_utf8[at]} closes nothing: every bracket before it is closed already. Take it out, or look for one " +
                    $"that is closed too early.", at)
                : Usual(at) ?? new("The document ends before this. A file holds one JSON document and nothing after it.", at);
        }
        var isObject = IsObject(stopped);
        var comma = -1;
        if (stopped.Last is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            if (at == _utf8.Length || _utf8[at] != (byte)',') return AfterValue(stopped, at);
            comma = at;
            at = SkipBlanks(at + 1);
        }
        if (at < _utf8.Length && comma >= 0 && _utf8[at] == Closer(stopped))
            return new($"A comma stands before the closing {(char)_utf8[at]}. Take it out: JSON has no trailing commas.", comma);
        return isObject ? OfName(stopped, at) : OfValue(stopped, at);
    }

    // ---- what may stand after a value

    private JsonFault AfterValue(StoppedReading stopped, int at)
    {
        if (at == _utf8.Length || IsCloser(at)) return Unclosed(stopped, at);
        if (Usual(at) is { } usual) return usual;
        var sign = _utf8[at];
        if (sign == ':')
        {
            return new(IsObject(stopped)
                ? "A colon stands after a value. A member is \"name\": value, and a comma stands between members."
                : "A colon stands in a list. Members with names stand in { }, not in [ ].", at);
        }
        if (sign == ';') return Semicolon(at);
        if (at > stopped.LastEnd || sign is (byte)'"' or (byte)'{' or (byte)'[')
            return new($"A comma is missing before this {(IsObject(stopped) ? "member" : "value")}.", at);
        return stopped.Last == JsonTokenType.String
            ? new("The text before this has ended. A quotation mark within a text is written \\\".", at)
            : new("A text must stand in double quotes (\").", at);
    }

    // The value before the fault is valid; the reader had looked ahead.
    private JsonFault AfterLast(StoppedReading stopped, int end)
    {
        var at = SkipBlanks(end);
        if (at == _utf8.Length && !stopped.Open.IsEmpty) return Unclosed(stopped, at);
        return at == end && at < _utf8.Length && _utf8[at] == ';' ? Semicolon(at) : Usual(at)
            ?? new("This is not JSON from here on.", stopped.Offset);
    }

    // ---- names

    private JsonFault OfName(StoppedReading stopped, int at)
    {
        if (at == _utf8.Length || IsCloser(at)) return Unclosed(stopped, at);
        if (_utf8[at] == '"')
        {
            if (OfText(at, out var end) is { } fault) return fault;
            at = SkipBlanks(end);
            if (at == _utf8.Length) return Unclosed(stopped, at);
            return _utf8[at] is (byte)',' or (byte)'}' or (byte)']'
                ? new("The name before this has no value. A member is \"name\": value.", at)
                : Usual(at) ?? new("A colon is missing between the name and its value.", at);
        }
        if (Usual(at) is { } usual) return usual;
        if (_utf8[at] == ',') return new("There is a comma too many.", at);
        var word = WordAt(at);
        return word.Length is > 0 and <= LongestName && SkipBlanks(at + word.Length) is var after && after < _utf8.Length
            && _utf8[after] == ':'
            ? new("The name of a member must stand in double quotes (\").", at)
            : new($"The name of a member, in double quotes (\"), is expected here, or the closing {(char)Closer(stopped)}.", at);
    }

    // ---- values

    private JsonFault OfValue(StoppedReading stopped, int at)
    {
        if (at == _utf8.Length)
            return stopped.Open.IsEmpty ? new("A value is expected here, but the text ends.", at) : Unclosed(stopped, at);
        var sign = _utf8[at];
        if (sign == '"') return OfText(at, out var end) ?? AfterLast(stopped, end);
        if (Usual(at) is { } usual) return usual;
        var isOfName = stopped.Last == JsonTokenType.PropertyName;
        if (IsCloser(at) && !isOfName && !stopped.Open.IsEmpty) return Unclosed(stopped, at);
        if (IsCloser(at))
            return new(isOfName ? $"The name before this {(char)sign} has no value."
                : $"A value is expected before this {(char)sign}.", at);
        if (sign == ',') return new(isOfName ? "The name before this comma has no value." : "There is a comma too many.", at);
        var word = WordAt(at);
        if (word.TrimStart('-') is "NaN" or "Infinity") return new($"JSON has no {word}. Leave the member out, or write null.", at);
        if (word is "undefined" or "None" or "NULL" or "Null" or "nil")
            return new($"JSON has no {word}. Leave the member out, or write null.", at);
        if (word is "true" or "false" or "null") return AfterLast(stopped, at + word.Length);
        if (word is "True" or "TRUE" or "False" or "FALSE") return new($"JSON writes {word.ToLowerInvariant()} in small letters.", at);
        if (sign is (byte)'-' or (byte)'+' or (byte)'.' or (>= (byte)'0' and <= (byte)'9')) return OfNumber(stopped, at, word);
        return word.Length > 0 || sign >= 0x80
            ? new("A text must stand in double quotes (\"). Without them there are only numbers, true, false and null.",
                "tfn".Contains((char)sign, StringComparison.Ordinal) ? stopped.Offset : at)
            : new("A value is expected here.", at);
    }

    private JsonFault OfNumber(StoppedReading stopped, int at, string word)
    {
        if (word is [>= '0' and <= '9', >= '0' and <= '9', _, _, '-', ..]) return new("A date must stand in double quotes (\").", at);
        if (word[..Math.Min(2, word.Length)] is "0x" or "0X")
            return new("JSON has no hexadecimal numbers. Write it in decimal digits.", at);
        if (_utf8[at] == '+') return new("A number has no plus sign before it.", at);
        if (word.TrimStart('-') is ['.', ..]) return new("A number begins with a digit: .5 is written 0.5.", at);
        if (word.TrimStart('-') is ['0', >= '0' and <= '9', ..])
            return new(
                "A number has no zero before it. What is no amount, such as a number of a section, must stand in double quotes (\").",
                stopped.Offset);
        var after = at + word.Length;
        if (IsNumber(word)) return AfterLast(stopped, after);
        return new("This is not a number. A text, such as a version or a number of a section, must stand in double quotes (\").",
            stopped.Offset);
    }

    // The problem with a text that begins at a quotation mark; null, with its end, if there is none.
    private JsonFault? OfText(int start, out int end)
    {
        for (var at = start + 1; at < _utf8.Length; at++)
        {
            switch (_utf8[at])
            {
                case (byte)'"':
                    end = at + 1;
                    return null;
                case (byte)'\\':
                    at++;
                    if (at == _utf8.Length || "\"\\/bfnrt"u8.Contains(_utf8[at])) break;
                    end = at;
                    if (_utf8[at] == 'u')
                    {
                        var digits = _utf8[(at + 1)..].IndexOfAnyExcept("0123456789abcdefABCDEF"u8);
                        if (digits is < 0 or >= 4) break;
                        return new("The escape \\u takes four hexadecimal digits.", at, start);
                    }
                    return new(
                        "A backslash begins an escape such as \\n or \\\", and this is none. A backslash itself is written twice: \\\\.",
                        at, start);
                case (byte)'\n' or (byte)'\r':
                    end = at;
                    return Encoding.UTF8.GetString(_utf8[start..at]).AsSpan().ContainsAny(CurlyQuotes)
                        ? new(
                            $"The text that begins in {Where(start)} is not closed in its line. It has curly quotes; JSON wants straight " +
                            $"ones (\").", at, start)
                        : new(
                            $"The text that begins in {Where(start)} is not closed in its line: a quotation mark (\") is missing. A line " +
                            $"break within a text is written \\n.", at, start);
                case < 0x20:
                    end = at;
                    return new(_utf8[at] == '\t' ? "A tab stands in a text. Write it \\t, or as a blank."
                        : $"A control character (U+{_utf8[at]:X4}) stands in a text. Take it out.", at, start);
                default:
                    break;
            }
        }
        end = _utf8.Length;
        return new($"The text that begins in {Where(start)} is never closed: a quotation mark (\") is missing.", _utf8.Length, start);
    }

    // ---- what may be wrong anywhere between tokens

    private JsonFault? Usual(int at)
    {
        if (at == _utf8.Length) return null;
        var rest = _utf8[at..];
        if (rest.StartsWith("//"u8) || rest.StartsWith("/*"u8) || rest[0] == '#')
            return new("JSON has no comments. Take this one out.", at);
        if (rest[0] == '\'') return new("Names and texts stand in double quotes (\"), not in single ones.", at);
        if (rest[0] == '`') return new("Names and texts stand in double quotes (\"), not in backticks.", at);
        if (rest.StartsWith("<<<<<<<"u8) || rest.StartsWith("======="u8) || rest.StartsWith(">>>>>>>"u8))
            return new("This is a mark of a merge conflict. Decide which side counts, and take the marks out.", at);
        if (rest[0] == 0)
            return EncodingOf(_utf8) is { } encoding ? OfEncoding(encoding) : new("A zero byte stands here. Take it out.", at);
        if (rest[0] is < 0x20 or 0x7F) return new($"A control character (U+{rest[0]:X4}) stands here. Take it out.", at);
        if (rest[0] < 0x80 || Rune.DecodeFromUtf8(rest, out var rune, out _) != OperationStatus.Done) return null;
        if (rune.IsBmp && CurlyQuotes.Contains((char)rune.Value))
            return new("Names and texts stand in straight double quotes (\"), not in curly ones, as word processors make them.", at);
        return Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
            ? new(
                $"A blank or invisible character (U+{rune.Value:X4}) stands here, which JSON does not allow. Take it out, or write an " +
                $"ordinary blank.", at)
            : null;
    }

    // ---- brackets

    // The text ends, or another bracket closes, while a bracket is open.
    private JsonFault Unclosed(StoppedReading stopped, int at)
    {
        var opened = stopped.Tokens[stopped.Open[0]].Offset;
        var (open, close) = ((char)_utf8[opened], (char)Closer(stopped));
        if (at < _utf8.Length)
            return new(
                $"This {(char)_utf8[at]} does not close the {open} that was opened in {Where(opened)}. A {close} is missing before it, " +
                $"or one of the two is the wrong bracket.", at, opened);
        var others = stopped.Open.Length - 1;
        var around = others == 0 ? "" : $", and {(others == 1 ? "1 bracket" : $"{Grouped.Of(others)} brackets")} around it neither";
        if (Misaligned(stopped) is not { } meant)
            return new($"The {open} that was opened in {Where(opened)} is never closed{around}: a {close} is missing.", at, opened);
        return new(
            $"The {open} that was opened in {Where(opened)} is never closed{around}. By the indentation, the {(char)_utf8[meant]} in " +
            $"{Where(meant)} lacks its closing bracket.", at, meant);
    }

    // A closing bracket on its own line is indented like the line of its opening bracket. The first one with less indentation closes the
    // wrong bracket.
    private int? Misaligned(StoppedReading stopped)
    {
        var (first, firstClose) = (default(int?), int.MaxValue);
        foreach (ref readonly var token in stopped.Tokens)
        {
            if (token.Kind is not (JsonKind.Object or JsonKind.Array) || token.Length == 0) continue;
            var close = token.Offset + token.Length - 1;
            var line = close;
            while (line > 0 && _utf8[line - 1] is (byte)' ' or (byte)'\t') line--;
            if (close > firstClose || line == 0 || _utf8[line - 1] is not ((byte)'\n' or (byte)'\r')) continue;
            var (partner, _, _) = _positions.Find(_positions.At(token.Offset).Line, 1);
            var indent = _utf8[line..close];
            if (_utf8[partner..].StartsWith(indent) && _utf8[partner + indent.Length] is (byte)' ' or (byte)'\t')
                (first, firstClose) = (token.Offset, close);
        }
        return first;
    }

    private static bool IsObject(StoppedReading stopped) => stopped.Tokens[stopped.Open[0]].Kind == JsonKind.Object;

    private static byte Closer(StoppedReading stopped) => IsObject(stopped) ? (byte)'}' : (byte)']';

    private bool IsCloser(int at) => _utf8[at] is (byte)'}' or (byte)']';

    private static JsonFault Semicolon(int at) => new("A comma must stand between entries, not a semicolon.", at);

    private static bool IsNumber(string word) => decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private int SkipBlanks(int at)
    {
        var blanks = _utf8[at..].IndexOfAnyExcept(" \t\r\n"u8);
        return blanks < 0 ? _utf8.Length : at + blanks;
    }

    private string WordAt(int at)
    {
        var length = _utf8[at..].IndexOfAnyExcept(WordBytes);
        return Encoding.ASCII.GetString(_utf8.Slice(at, Math.Min(length < 0 ? _utf8.Length - at : length, LongestName + 1)));
    }

    private string Where(int offset)
    {
        var position = _positions.At(offset);
        return string.Create(CultureInfo.InvariantCulture, $"line {position.Line}, column {position.Column}");
    }

    private static JsonFault OfEncoding(string encoding) => new($"The file is {encoding}. Save it as UTF-8.", 0);

    // UTF-16 and UTF-32, by their byte-order marks or by the zero bytes of ASCII characters.
    private static string? EncodingOf(ReadOnlySpan<byte> utf8) => utf8 switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        [not 0, 0, 0, 0, ..] or [0, 0, 0, not 0, ..] => "UTF-32",
        [not 0, 0, not 0, 0, ..] or [0, not 0, 0, not 0, ..] => "UTF-16",
        _ => null,
    };
}
