using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Json;

/// <summary>An ECMA-262 pattern translated for .NET. Immutable.</summary>
/// <param name="Pattern">The .NET pattern.</param>
/// <param name="IsRegular">Whether it is regular in the strict sense: no references, lookarounds or word boundaries.</param>
/// <param name="Shape">The pattern with a "c" for each character or class.</param>
/// <param name="Sets">The characters or classes, in order.</param>
internal sealed record EcmaTranslation(string Pattern, bool IsRegular, string Shape, IReadOnlyList<CodePoints> Sets);

/// <summary>
/// Translates a regular expression of ECMA-262 (11th edition, which JSON Schema refers to) in Unicode mode to .NET. One exception to the
/// standard: a needless backslash before punctuation, as in <c>\-</c>, is accepted, because many published schemas contain it. One
/// difference: a group keeps its capture from an earlier iteration of a repetition, as in .NET.
/// </summary>
internal sealed partial class EcmaTranslator
{
    private const int DeepestGroup = 200;
    private const int NoCharacter = -1;
    private static readonly string Word = CodePoints.WordCharacters.ToPattern();
    private readonly string _text;
    private readonly StringBuilder _pattern = new();
    private readonly StringBuilder _shape = new();
    private readonly List<CodePoints> _sets = [];
    private readonly List<string?> _groups = [];
    private readonly Stack<(int At, bool IsLook)> _open = new();
    private int _at;
    private int _groupsBegun;
    private bool _isRegular = true;
    private bool _mayRepeat;
    private string? _problem;

    private EcmaTranslator(string text)
    {
        _text = text;
        // A reference may precede its group.
        foreach (Match match in EscapesClassesAndCaptures().Matches(text))
        {
            if (!match.ValueSpan.StartsWith('(')) continue;
            var name = match.Groups["name"] is { Success: true, Value: var found } ? found : null;
            if (name is not null && _groups.Contains(name)) Fail(match.Index, $"opens a second group with the name {name}");
            _groups.Add(name);
        }
    }

    private bool IsAtEnd => _at == _text.Length;

    /// <summary>Translates a pattern, or returns a sentence that states the problem, with character positions counted from 1.</summary>
    public static bool TryTranslate(
        string text, [NotNullWhen(true)] out EcmaTranslation? translation, [NotNullWhen(false)] out string? problem)
    {
        var translator = new EcmaTranslator(text);
        while (translator is { _problem: null, IsAtEnd: false }) translator.TranslateTerm();
        if (translator._open.TryPeek(out var open)) translator.Fail(open.At, "opens a group that is not closed");
        problem = translator._problem;
        translation = problem is not null ? null
            : new(translator._pattern.ToString(), translator._isRegular, translator._shape.ToString(), translator._sets);
        return translation is not null;
    }

    [GeneratedRegex(@"\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])(?<name>[^>]*)>", RegexOptions.Singleline)]
    private static partial Regex EscapesClassesAndCaptures();

    [GeneratedRegex(@"\G\{([0-9]+)(,?)([0-9]*)\}")]
    private static partial Regex Count();

    [GeneratedRegex(@"\G\(\?(?::|<?[=!]|<([\p{L}\p{Nl}$_][\p{L}\p{Nl}$_\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*)>)")]
    private static partial Regex SpecialGroup();

    private void TranslateTerm()
    {
        switch (_text[_at])
        {
            case '(': OpenGroup(); break;
            case ')': CloseGroup(); break;
            case '[': if (ReadClass() is { } set) Add(set); break;
            case '\\': TranslateEscape(); break;
            case '|' or '^': Add(_text[_at..++_at], mayRepeat: false); break;
            case '$': _at++; Add(@"\z", mayRepeat: false, shape: "$"); break;
            case '.': _at++; Add(CodePoints.LineTerminators.Complement()); break;
            case '*' or '+' or '?' or '{': TranslateQuantifier(); break;
            case ']' or '}': Fail(_at, "stands alone; write a backslash before it for the character"); break;
            default: Add(CodePoints.Of(TakeCharacter())); break;
        }
    }

    private void Add(string pattern, bool mayRepeat = true, string? shape = null)
    {
        _pattern.Append(pattern);
        _shape.Append(shape ?? pattern);
        _mayRepeat = mayRepeat;
    }

    private void Add(CodePoints set)
    {
        Add(set.ToPattern(), shape: "c");
        _sets.Add(set);
    }

    private void AddIrregular(string pattern, bool mayRepeat)
    {
        Add(pattern, mayRepeat);
        _isRegular = false;
    }

    private void OpenGroup()
    {
        if (_open.Count == DeepestGroup) Fail(_at, $"opens a group deeper than {DeepestGroup} others");
        var isSpecial = _at + 1 < _text.Length && _text[_at + 1] == '?';
        var match = SpecialGroup().Match(_text, _at);
        if (isSpecial && !match.Success)
            Fail(_at, "opens a group of a kind that ECMA-262 does not have; (?: (?= (?! (?<= (?<! and (?<name> it has");
        var isLook = match.Success && match.ValueSpan[^1] is '=' or '!';
        _open.Push((_at, isLook));
        _at += isSpecial ? match.Length : 1;
        if (isLook) AddIrregular(match.Value, mayRepeat: false);
        else if (match.Success && !match.Groups[1].Success) Add("(?:", mayRepeat: false, shape: "(");
        else Add($"(?<{++_groupsBegun}>", mayRepeat: false, shape: "(");
    }

    private void CloseGroup()
    {
        if (!_open.TryPop(out var opened)) Fail(_at, "closes no group; write \\) for the character");
        _at++;
        Add(")", mayRepeat: !opened.IsLook);
    }

    private void TranslateQuantifier()
    {
        var start = _at;
        if (!_mayRepeat) Fail(start, "repeats nothing that can be repeated; write a backslash before it for the character");
        if (_text[_at++] != '{')
        {
            Add(_text[start.._at]);
        }
        else if (Count().Match(_text, start) is { Success: true } count)
        {
            _at = start + count.Length;
            var (least, most) = (Number(count.Groups[1]), count.Groups[3].Length == 0 ? int.MaxValue : Number(count.Groups[3]));
            if (most < least) Fail(start, "begins a count whose smallest number is larger than its largest");
            Add(string.Create(CultureInfo.InvariantCulture,
                $"{{{least}{count.Groups[2].Value}{(count.Groups[3].Length == 0 ? "" : $"{most}")}}}"));
        }
        else
        {
            Fail(start, "begins no count such as {2,5}; write \\{ for the character");
        }
        if (TryTake('?')) Add("?");
        _mayRepeat = false;
    }

    private static int Number(Group digits) => int.TryParse(digits.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number
        : int.MaxValue;

    private void TranslateEscape()
    {
        var start = _at++;
        switch (IsAtEnd ? '\0' : _text[_at])
        {
            case 'b': _at++; AddIrregular($"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))", mayRepeat: false); return;
            case 'B': _at++; AddIrregular($"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))", mayRepeat: false); return;
            case >= '1' and <= '9':
                while (!IsAtEnd && char.IsAsciiDigit(_text[_at])) _at++;
                AddReference(
                    start, _text[(start + 1).._at],
                    int.TryParse(_text.AsSpan(start + 1, _at - start - 1), CultureInfo.InvariantCulture, out var group) ? group
                    : int.MaxValue);
                return;
            case 'k':
                var close = _text.IndexOf('>', _at);
                if (close < 0 || _text[++_at] != '<')
                {
                    Fail(start, "is no reference to a group such as \\k<name>");
                    return;
                }
                var name = _text[(_at + 1)..close];
                _at = close + 1;
                AddReference(start, name, _groups.IndexOf(name) + 1);
                return;
        }
        _at = start;
        if (ReadClassEscape(out var isClass) is { } set) Add(set);
        else if (!isClass && ReadCharacterEscape() is var character and not NoCharacter) Add(CodePoints.Of(character));
    }

    // A group without a capture matches the empty text.
    private void AddReference(int start, string name, int group)
    {
        if (group == 0 || group > _groups.Count) Fail(start, $"refers to the group {name}, and there is no such group");
        AddIrregular(string.Create(CultureInfo.InvariantCulture, $"(?({group})\\k<{group}>|)"), mayRepeat: true);
    }

    // \d and similar classes, at a backslash: null without a problem for other escapes.
    private CodePoints? ReadClassEscape(out bool isClass)
    {
        var start = _at;
        var letter = start + 1 < _text.Length ? _text[start + 1] : '\0';
        var set = (letter | 0x20) switch
        {
            'd' => CodePoints.Digits,
            'w' => CodePoints.WordCharacters,
            's' => CodePoints.WhiteSpace,
            _ => null,
        };
        isClass = set is not null || letter is 'p' or 'P';
        if (!isClass) return null;
        _at += 2;
        if (set is null)
        {
            var close = TryTake('{') ? _text.IndexOf('}', _at) : -1;
            if (close >= 0) set = UnicodeCategories.Find(_text[_at..close]);
            if (set is null)
            {
                Fail(start, "names no general category such as \\p{L} or \\p{Letter}; other properties and scripts are not supported");
                return null;
            }
            _at = close + 1;
        }
        return char.IsAsciiLetterUpper(letter) ? set.Complement() : set;
    }

    // An escape for a single character, at a backslash.
    private int ReadCharacterEscape(bool isInClass = false)
    {
        var start = _at++;
        if (IsAtEnd) return Fail(start, "is a backslash with nothing after it");
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
            case '0': return Fail(start, "is an octal escape; write \\xHH");
            case 'c':
                if (IsAtEnd || !char.IsAsciiLetter(_text[_at])) return Fail(start, "is no control character such as \\cA");
                return _text[_at++] % 32;
            case 'x': return TryTakeHex(2, out var code) ? code : Fail(start, "is no \\x with two hexadecimal digits");
            case 'u': return TryTakeUnicodeEscape(out var unicode) ? unicode : Fail(start, "is no character such as \\u20AC or \\u{1F600}");
        }
        if (escaped == ' ' || (char.IsAscii(escaped) && (char.IsPunctuation(escaped) || char.IsSymbol(escaped)))) return escaped;
        return Fail(start, $"is no escape of ECMA-262: \\{escaped}");
    }

    private CodePoints? ReadClass()
    {
        var start = _at++;
        var isNegated = TryTake('^');
        List<(int First, int Last)> ranges = [];
        while (!TryTake(']'))
        {
            if (IsAtEnd) Fail(start, "opens a class of characters that is not closed by ]");
            var memberAt = _at;
            if (_problem is not null || !ReadMember(ranges, out var first)) return null;
            if (_at + 1 >= _text.Length || _text[_at] != '-' || _text[_at + 1] == ']')
            {
                if (first != NoCharacter) ranges.Add((first, first));
                continue;
            }
            _at++;
            if (!ReadMember(ranges, out var last)) return null;
            if (first == NoCharacter || last == NoCharacter)
                Fail(memberAt, $"begins a range from or to a class of characters, {_text[memberAt.._at]}; write \\- for a hyphen");
            else if (first > last) Fail(memberAt, $"begins a range that runs backwards, {_text[memberAt.._at]}");
            ranges.Add((first, last));
        }
        var set = CodePoints.Of(ranges);
        return isNegated ? set.Complement() : set;
    }

    // A character, which may begin or end a range, or a class such as \d, whose ranges are added.
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
            var close = _text.IndexOf('}', _at);
            if (close < 0 || !TryTakeHex(close - _at, out code)) code = CodePoints.End;
            _at = close + 1;
            return code < CodePoints.End;
        }
        if (!TryTakeHex(4, out code)) return false;
        var after = _at;
        if (char.IsHighSurrogate((char)code) && TryTake('\\') && TryTake('u') && TryTakeHex(4, out var low)
            && char.IsLowSurrogate((char)low))
            code = char.ConvertToUtf32((char)code, (char)low);
        else _at = after;
        return true;
    }

    private bool TryTakeHex(int digits, out int value)
    {
        value = 0;
        if (digits > _text.Length - _at
            || !int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            || value < 0) return false;
        _at += digits;
        return true;
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

    private int Fail(int at, string what)
    {
        _problem ??= $"Character {at + 1} of the pattern {what}.";
        return NoCharacter;
    }
}
