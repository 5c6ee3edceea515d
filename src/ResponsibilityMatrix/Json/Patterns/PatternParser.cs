using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Reads a regular expression of ECMA-262 (the 11th edition, which JSON Schema refers to) in Unicode mode. One leniency: a backslash before
/// punctuation that needs none, as in <c>\-</c>, is the character itself, since many published schemas write it.
/// </summary>
internal sealed class PatternParser
{
    // This and the steps after it walk the groups recursively.
    private const int DeepestGroup = 200;
    private const int NoCharacter = -1;
    private static readonly PatternNode Nothing = new SequenceNode([]);
    private readonly string _text;
    private readonly Dictionary<string, int> _groupNumbers = new(StringComparer.Ordinal);
    private readonly int _groupCount;
    private int _at;
    private int _depth;
    private int _groupsBegun;
    private string? _problem;

    private PatternParser(string text)
    {
        _text = text;
        _groupCount = CountGroups();
    }

    private bool IsAtEnd => _at == _text.Length;

    /// <summary>Reads a pattern, or says in a sentence what is wrong with it, counting characters from one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PatternNode? pattern, [NotNullWhen(false)] out string? problem)
    {
        var parser = new PatternParser(text);
        pattern = parser.ReadAlternatives();
        if (pattern is not null && !parser.IsAtEnd) pattern = parser.Fail(parser._at, "closes no group; write \\) for the character");
        problem = parser._problem;
        return pattern is not null;
    }

    private PatternNode? ReadAlternatives()
    {
        var first = ReadSequence();
        if (first is null || IsAtEnd || _text[_at] != '|') return first;
        List<PatternNode> alternatives = [first];
        while (TryTake('|'))
        {
            if (ReadSequence() is not { } next) return null;
            alternatives.Add(next);
        }
        return new AlternationNode([.. alternatives]);
    }

    private PatternNode? ReadSequence()
    {
        PatternNode? only = null;
        List<PatternNode>? items = null;
        while (!IsAtEnd && _text[_at] is not ('|' or ')'))
        {
            if (ReadTerm() is not { } item) return null;
            if (only is null) only = item;
            else (items ??= [only]).Add(item);
        }
        return items is null ? only ?? Nothing : new SequenceNode([.. items]);
    }

    private PatternNode? ReadTerm()
    {
        var start = _at;
        var firstGroup = _groupsBegun + 1;
        if (ReadAtom() is not { } atom) return null;
        if (IsAtEnd || _text[_at] is not ('*' or '+' or '?' or '{')) return atom;
        if (atom is AnchorNode or LookNode) return Fail(_at, $"repeats {Quote(start, _at)}, which is a place and not a character");
        return ReadQuantifier(atom, firstGroup);
    }

    private PatternNode? ReadAtom()
    {
        var start = _at;
        switch (_text[_at])
        {
            case '(': return ReadGroup();
            case '[': return ReadClass() is { } set ? new CharacterNode(set) : null;
            case '\\': return ReadEscape();
            case '^': _at++; return new AnchorNode(PatternAnchor.Start);
            case '$': _at++; return new AnchorNode(PatternAnchor.End);
            case '.': _at++; return new CharacterNode(CodePoints.LineTerminators.Complement());
            case '*' or '+' or '?': return Fail(start, "repeats nothing; write a backslash before it for the character");
            case '{' or '}' or ']': return Fail(start, "stands alone; write a backslash before it for the character");
            default: return new CharacterNode(CodePoints.Of(TakeCharacter()));
        }
    }

    private PatternNode? ReadQuantifier(PatternNode item, int firstGroup)
    {
        var start = _at;
        var (min, max) = (0, RepeatNode.Unbounded);
        switch (_text[_at++])
        {
            case '+': min = 1; break;
            case '?': max = 1; break;
            case '{':
                if (!TryTakeCount(out min)) return Fail(start, "begins no count such as {2,5}; write \\{ for the character");
                max = min;
                if (TryTake(',') && !TryTakeCount(out max)) max = RepeatNode.Unbounded;
                if (!TryTake('}')) return Fail(start, "begins a count that is not closed by }");
                if (max < min) return Fail(start, "begins a count whose smallest number is larger than its largest");
                break;
        }
        var isLazy = TryTake('?');
        if (!IsAtEnd && _text[_at] is '*' or '+' or '?' or '{') return Fail(_at, "repeats a repetition; put what is repeated into (?:…)");
        return new RepeatNode(item, min, max, isLazy, firstGroup, _groupsBegun + 1);
    }

    private bool TryTakeCount(out int count)
    {
        var start = _at;
        long value = 0;
        for (; !IsAtEnd && char.IsAsciiDigit(_text[_at]); _at++) value = Math.Min(value * 10 + _text[_at] - '0', RepeatNode.Unbounded);
        count = (int)value;
        return _at > start;
    }

    private PatternNode? ReadGroup()
    {
        var start = _at++;
        if (++_depth > DeepestGroup) return Fail(start, $"opens a group deeper than {DeepestGroup} others");
        var node = ReadGroupBody(start);
        _depth--;
        return node;
    }

    private PatternNode? ReadGroupBody(int start)
    {
        if (!TryTake('?')) return ReadCapture(start);
        // A place in a group may be repeated, so a group is a node even when it holds nothing else.
        if (TryTake(':')) return ReadUntilClosed(start) is { } item ? new SequenceNode([item]) : null;
        if (TryTake('=')) return ReadLook(start, isBehind: false, isNegative: false);
        if (TryTake('!')) return ReadLook(start, isBehind: false, isNegative: true);
        if (!TryTake('<'))
            return Fail(start, "opens a group of a kind that ECMA-262 does not have; (?: (?= (?! (?<= (?<! and (?<name> it has");
        if (TryTake('=')) return ReadLook(start, isBehind: true, isNegative: false);
        if (TryTake('!')) return ReadLook(start, isBehind: true, isNegative: true);
        if (TakeGroupName() is not { } name) return Fail(start, "opens a group whose name is not letters, digits, $ and _ up to >");
        return _groupNumbers[name] == _groupsBegun + 1 ? ReadCapture(start) : Fail(start, $"opens a second group with the name {name}");
    }

    private PatternNode? ReadCapture(int start)
    {
        var number = ++_groupsBegun;
        return ReadUntilClosed(start) is { } item ? new CaptureNode(item, number) : null;
    }

    private PatternNode? ReadLook(int start, bool isBehind, bool isNegative) =>
        ReadUntilClosed(start) is { } item ? new LookNode(item, isBehind, isNegative) : null;

    private PatternNode? ReadUntilClosed(int start)
    {
        if (ReadAlternatives() is not { } item) return null;
        return TryTake(')') ? item : Fail(start, "opens a group that is not closed");
    }

    private PatternNode? ReadEscape()
    {
        var start = _at++;
        if (IsAtEnd) return Fail(start, "is a backslash with nothing after it");
        switch (_text[_at])
        {
            case 'b': _at++; return new AnchorNode(PatternAnchor.WordBoundary);
            case 'B': _at++; return new AnchorNode(PatternAnchor.NoWordBoundary);
            case >= '1' and <= '9':
                TryTakeCount(out var group);
                return group <= _groupCount ? new ReferenceNode(group)
                    : Fail(start, $"refers to group {_text[(start + 1).._at]}, and there is no such group");
            case 'k':
                _at++;
                if (!TryTake('<') || TakeGroupName() is not { } name) return Fail(start, "is no reference to a group such as \\k<name>");
                return _groupNumbers.TryGetValue(name, out var named) ? new ReferenceNode(named)
                    : Fail(start, $"refers to the group {name}, and there is no such group");
        }
        _at = start;
        if (ReadClassEscape(out var isClass) is { } set) return new CharacterNode(set);
        if (isClass) return null;
        var character = ReadCharacterEscape();
        return character == NoCharacter ? null : new CharacterNode(CodePoints.Of(character));
    }

    // \d and its kin, at a backslash: null without a problem when another escape stands there.
    private CodePoints? ReadClassEscape(out bool isClass)
    {
        var start = _at;
        isClass = true;
        switch (start + 1 < _text.Length ? _text[start + 1] : '\0')
        {
            case 'd': _at += 2; return CodePoints.Digits;
            case 'D': _at += 2; return CodePoints.Digits.Complement();
            case 'w': _at += 2; return CodePoints.WordCharacters;
            case 'W': _at += 2; return CodePoints.WordCharacters.Complement();
            case 's': _at += 2; return CodePoints.WhiteSpace;
            case 'S': _at += 2; return CodePoints.WhiteSpace.Complement();
            case 'p' or 'P':
                var isNegated = _text[start + 1] == 'P';
                var close = start + 2 < _text.Length && _text[start + 2] == '{' ? _text.IndexOf('}', start) : -1;
                if (close < 0)
                {
                    Fail(start, "names no property of characters such as \\p{L}");
                    return null;
                }
                _at = close + 1;
                var set = UnicodeProperties.Find(_text[(start + 3)..close], out var problem);
                if (set is null) Fail(start, problem!);
                return isNegated ? set?.Complement() : set;
            default:
                isClass = false;
                return null;
        }
    }

    // An escape that stands for one character, at a backslash.
    private int ReadCharacterEscape(bool isInClass = false)
    {
        var start = _at++;
        if (IsAtEnd) return FailCharacter(start, "is a backslash with nothing after it");
        var escaped = _text[_at++];
        switch (escaped)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'b' when isInClass: return '\b';
            case '0' when IsAtEnd || !char.IsAsciiDigit(_text[_at]): return '\0';
            case '0': return FailCharacter(start, "is an octal escape; write \\xHH");
            case 'c':
                if (IsAtEnd || !char.IsAsciiLetter(_text[_at])) return FailCharacter(start, "is no control character such as \\cA");
                return _text[_at++] % 32;
            case 'x': return TryTakeHex(2, out var code) ? code : FailCharacter(start, "is no \\x with two hexadecimal digits");
            case 'u': return TryTakeUnicodeEscape(out var unicode) ? unicode
                : FailCharacter(start, "is no character such as \\u20AC or \\u{1F600}");
        }
        if (escaped == ' ' || (char.IsAscii(escaped) && (char.IsPunctuation(escaped) || char.IsSymbol(escaped)))) return escaped;
        return FailCharacter(start, $"is no escape of ECMA-262: {Quote(start, _at)}");
    }

    private CodePoints? ReadClass()
    {
        var start = _at++;
        var isNegated = TryTake('^');
        List<(int First, int Last)> ranges = [];
        while (!TryTake(']'))
        {
            if (IsAtEnd)
            {
                Fail(start, "opens a class of characters that is not closed by ]");
                return null;
            }
            var memberAt = _at;
            if (!ReadMember(ranges, out var first)) return null;
            if (_at + 1 >= _text.Length || _text[_at] != '-' || _text[_at + 1] == ']')
            {
                if (first != NoCharacter) ranges.Add((first, first));
                continue;
            }
            _at++;
            if (!ReadMember(ranges, out var last)) return null;
            if (first == NoCharacter || last == NoCharacter)
            {
                Fail(memberAt, $"begins a range from or to a class of characters, {Quote(memberAt, _at)}; write \\- for a hyphen");
                return null;
            }
            if (first > last)
            {
                Fail(memberAt, $"begins a range that runs backwards, {Quote(memberAt, _at)}");
                return null;
            }
            ranges.Add((first, last));
        }
        var set = CodePoints.Of(ranges);
        return isNegated ? set.Complement() : set;
    }

    // One character, which may begin or end a range, or a class such as \d, whose ranges are added.
    private bool ReadMember(List<(int First, int Last)> ranges, out int character)
    {
        character = NoCharacter;
        if (_text[_at] != '\\')
        {
            character = TakeCharacter();
            return true;
        }
        if (ReadClassEscape(out var isClass) is { } set)
        {
            ranges.AddRange(set.Ranges);
            return true;
        }
        if (!isClass) character = ReadCharacterEscape(isInClass: true);
        return character != NoCharacter;
    }

    // After \u: a pair of surrogates is one character.
    private bool TryTakeUnicodeEscape(out int code)
    {
        if (TryTake('{'))
        {
            long value = 0;
            var start = _at;
            for (; !IsAtEnd && char.IsAsciiHexDigit(_text[_at]); _at++) value = Math.Min(value * 16 + HexValue(_text[_at]), CodePoints.End);
            code = (int)value;
            return _at > start && value < CodePoints.End && TryTake('}');
        }
        if (!TryTakeHex(4, out code)) return false;
        var after = _at;
        if (code is < 0xD800 or > 0xDBFF || !TryTake('\\')) return true;
        if (TryTake('u') && TryTakeHex(4, out var low) && low is >= 0xDC00 and <= 0xDFFF) code = char.ConvertToUtf32((char)code, (char)low);
        else _at = after;
        return true;
    }

    private bool TryTakeHex(int digits, out int value)
    {
        value = 0;
        for (var i = 0; i < digits; i++, _at++)
        {
            if (IsAtEnd || !char.IsAsciiHexDigit(_text[_at])) return false;
            value = value * 16 + HexValue(_text[_at]);
        }
        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    // After <: the name, and > is taken too.
    private string? TakeGroupName()
    {
        var name = new StringBuilder();
        while (!IsAtEnd)
        {
            if (TryTake('>')) return name.Length > 0 ? name.ToString() : null;
            var character = TakeCharacter();
            if (character == '\\' && !(TryTake('u') && TryTakeUnicodeEscape(out character))) return null;
            if (!Rune.IsValid(character) || !IsNamePart(character, isFirst: name.Length == 0)) return null;
            name.Append(char.ConvertFromUtf32(character));
        }
        return null;
    }

    private static bool IsNamePart(int character, bool isFirst) =>
        character is '$' or '_' || CharUnicodeInfo.GetUnicodeCategory(character) switch
    {
        <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.ConnectorPunctuation => !isFirst,
        _ => !isFirst && character is 0x200C or 0x200D,
    };

    // References may stand before the group they name, so the groups are counted first.
    private int CountGroups()
    {
        var count = 0;
        var isInClass = false;
        for (_at = 0; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '\\': _at++; break;
                case '[': isInClass = true; break;
                case ']': isInClass = false; break;
                case '(' when !isInClass:
                    var rest = _text.AsSpan(_at + 1);
                    if (!rest.StartsWith('?'))
                    {
                        count++;
                        break;
                    }
                    if (!rest.StartsWith("?<") || rest.StartsWith("?<=") || rest.StartsWith("?<!")) break;
                    count++;
                    var start = _at;
                    _at += 3;
                    if (TakeGroupName() is { } name) _groupNumbers.TryAdd(name, count);
                    _at = start;
                    break;
            }
        }
        _at = 0;
        return count;
    }

    private int TakeCharacter()
    {
        var first = _text[_at++];
        return char.IsHighSurrogate(first) && !IsAtEnd && char.IsLowSurrogate(_text[_at]) ? char.ConvertToUtf32(first, _text[_at++])
            : first;
    }

    private bool TryTake(char character)
    {
        if (IsAtEnd || _text[_at] != character) return false;
        _at++;
        return true;
    }

    private string Quote(int start, int end) => _text[start..Math.Min(end, start + 40)];

    private PatternNode? Fail(int at, string what)
    {
        _problem ??= $"Character {at + 1} of the pattern {what}.";
        return null;
    }

    private int FailCharacter(int at, string what)
    {
        Fail(at, what);
        return NoCharacter;
    }
}
