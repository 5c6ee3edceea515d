using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// What the readers of all kinds of documents share: going through the index, and saying with a place what is not as the schema wants it.
/// A wrong value leaves a blank, so that positions in lists stay those of the text and the rest can still be read.
/// </summary>
internal abstract class DocumentReader(JsonIndex index, List<Diagnostic> diagnostics)
{
    private readonly List<Step> _path = [];
    private readonly Dictionary<int, string> _known = [];
    private bool _isLaterVersion;

    protected JsonIndex Index { get; } = index;

    /// <summary>Members that a later minor version knows, by pointer.</summary>
    protected List<KeyValuePair<string, JsonText>> Unrecognized { get; } = [];

    protected string Pointer
    {
        get
        {
            var pointer = new StringBuilder();
            foreach (var step in _path)
            {
                pointer.Append('/');
                if (step.NameToken >= 0) pointer.Append(JsonIndex.EscapePointer(Index.GetString(step.NameToken)));
                else pointer.Append(CultureInfo.InvariantCulture, $"{step.Item}");
            }
            return pointer.ToString();
        }
    }

    protected void Report(DiagnosticDescriptor descriptor, string message, Severity? severity = null)
    {
        var finding = Diagnostic.Of(descriptor, message, new Place(Pointer, Index.File, Index));
        diagnostics.Add(severity is { } other ? finding with { Severity = other } : finding);
    }

    protected void Violation(string message) => Report(DocumentDescriptors.SchemaViolation, message);

    /// <summary>Looks at the version of the format before anything else, because it decides what an unknown member is.</summary>
    protected string ReadSchemaVersion(int root)
    {
        var token = Index.Member(root, "schemaVersion"u8);
        if (token < 0 || Index[token].Kind != JsonKind.String) return Matrix.FormatVersion;
        var version = Index.GetString(token);
        if (version == Matrix.FormatVersion) return version;
        _path.Add(new Step(token - 1, 0));
        var isMinor = version.StartsWith("1.", StringComparison.Ordinal) && version.Length > 2 && version.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
        if (isMinor)
        {
            _isLaterVersion = true;
            Report(DocumentDescriptors.UnsupportedVersion, $"The document is written in version {version} of the format; this software knows {Matrix.FormatVersion} and keeps what it does not know.", Severity.Warning);
        }
        else
        {
            Report(DocumentDescriptors.UnsupportedVersion, $"\"schemaVersion\" is \"{version}\", but this software reads version {Matrix.FormatVersion} of the format.");
        }
        _path.Clear();
        return version;
    }

    /// <summary>The members of an object, each with its known name; unknown ones are reported, and so is a value that is no object.</summary>
    protected MemberEnumerator Members(int token, MemberNames names)
    {
        if (Index[token].Kind != JsonKind.Object)
        {
            Violation($"{Here()} must be an object, but is {Describe(token)}.");
            return new MemberEnumerator(this, names, token, token);
        }
        return new MemberEnumerator(this, names, token + 1, Index[token].Next);
    }

    /// <summary>Reports a member that must be there and is not.</summary>
    protected string Require(int token, string? value, string member)
    {
        RequirePresent(token, value is not null, member);
        return value ?? "";
    }

    protected void RequirePresent(int token, bool present, string member)
    {
        if (present || Index[token].Kind != JsonKind.Object || Index.Member(token, Encoding.UTF8.GetBytes(member)) >= 0) return;
        Violation($"{Here()} has no \"{member}\", which is required.");
    }

    protected string? Text(int token)
    {
        if (Index[token].Kind == JsonKind.String) return StringOf(token);
        Violation($"{Here()} must be text, but is {Describe(token)}.");
        return null;
    }

    protected string? NonEmpty(int token)
    {
        var text = Text(token);
        if (text is { Length: 0 }) Violation($"{Here()} must not be empty.");
        return text;
    }

    protected string? Id(int token)
    {
        var text = NonEmpty(token);
        if (text is { Length: > 0 } && (text.Any(char.IsControl) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            Violation($"{Here()} must not begin or end with white space or hold control characters.");
        return text;
    }

    protected string? Matching(int token, Regex pattern, string expectation)
    {
        var text = Text(token);
        if (text is not null && !pattern.IsMatch(text)) Violation($"{Here()} must be {expectation}, but is \"{Shorten(text)}\".");
        return text;
    }

    protected string? AbsoluteUri(int token) => Matching(token, Patterns.AbsoluteUri(), "an absolute URI such as https://example.com/matrix");

    protected string? Digest(int token) => Matching(token, Patterns.Digest(), "sha256- followed by 64 hexadecimal digits in lower case");

    protected SemanticVersion? Version(int token)
    {
        if (Text(token) is not { } text) return null;
        if (SemanticVersion.TryParse(text, out var version)) return version;
        Violation($"{Here()} must be a semantic version such as 1.4.0, but is \"{Shorten(text)}\".");
        return default(SemanticVersion);
    }

    protected DateOnly? Date(int token)
    {
        if (Text(token) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Violation($"{Here()} must be a date such as 2026-10-01, but is \"{Shorten(text)}\".");
        return null;
    }

    protected T? Word<T>(int token, params ReadOnlySpan<T> except) where T : struct, Enum
    {
        if (Text(token) is not { } text) return null;
        if (Words.TryParse<T>(text, out var value) && !except.Contains(value)) return value;
        List<string> allowed = [.. Words.All<T>()];
        foreach (var exception in except) allowed.Remove(Words.Of(exception));
        NotAWord(text, allowed);
        return null;
    }

    protected void NotAWord(string text, IEnumerable<string> allowed) =>
        Violation($"{Here()} must be one of {string.Join(", ", allowed)}, but is \"{Shorten(text)}\".{Nearest.Suggest(text, allowed)}");

    protected Sides? Split(int token)
    {
        if (Text(token) is not { } text) return null;
        if (Words.TryParseSplit(text, out var sides)) return sides;
        NotAWord(text, Words.Splits);
        return null;
    }

    protected decimal? Number(int token)
    {
        if (Index[token].Kind != JsonKind.Number)
        {
            Violation($"{Here()} must be a number, but is {Describe(token)}.");
            return null;
        }
        if (decimal.TryParse(Encoding.ASCII.GetString(Index.Raw(token)), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        Violation($"{Here()} is a number beyond what a promise can hold.");
        return null;
    }

    protected Selector ReadSelector(int token)
    {
        if (Text(token) is not { } text) return default;
        if (Selector.TryParse(text, out var selector)) return selector;
        Violation($"{Here()} must select controls, such as 6.3.1, iso-27017:6.3.1, AC-*, group:ID or *, but is \"{Shorten(text)}\".");
        return default;
    }

    protected string? ControlId(int token)
    {
        var text = Text(token);
        if (text is not null && !ControlKey.TryParse(text, out _)) Violation($"{Here()} must be a control id, with a letter or a digit, but is \"{Shorten(text)}\".");
        return text;
    }

    protected ValueList<T> List<T>(int token, Func<int, T> read, int atLeast = 0)
    {
        if (Index[token].Kind != JsonKind.Array)
        {
            Violation($"{Here()} must be a list in square brackets, but is {Describe(token)}.");
            return default;
        }
        var count = 0;
        for (var at = token + 1; at < Index[token].Next; at = Index[at].Next) count++;
        if (count < atLeast) Violation($"{Here()} must have at least {atLeast} {(atLeast == 1 ? "entry" : "entries")}, but has {(count == 0 ? "none" : count)}.");
        var items = new T[count];
        var item = 0;
        _path.Add(default);
        for (var at = token + 1; at < Index[token].Next; at = Index[at].Next)
        {
            _path[^1] = new Step(-1, item);
            items[item++] = read(at);
        }
        _path.RemoveAt(_path.Count - 1);
        return new ValueList<T>(items);
    }

    protected ValueList<string> Texts(int token, int atLeast = 0) => List(token, item => NonEmpty(item) ?? "", atLeast);

    protected ValueList<string> UniqueTexts(int token, int atLeast = 0)
    {
        var texts = Texts(token, atLeast);
        ReportRepeated(texts);
        return texts;
    }

    protected ValueList<T> UniqueWords<T>(int token, int atLeast = 0) where T : struct, Enum
    {
        var words = List(token, item => Word<T>(item), atLeast);
        ReportRepeated(words);
        return words.OfType<T>().ToValueList();
    }

    private void ReportRepeated<T>(ValueList<T> items)
    {
        if (items.Count < 2) return;
        var seen = new HashSet<T>();
        foreach (var item in items)
        {
            // The blank that a wrong entry leaves has been reported.
            if (item is null or "" || seen.Add(item)) continue;
            var text = item.ToString()!;
            Violation($"{Here()} names \"{(item is Enum ? char.ToLowerInvariant(text[0]) + text[1..] : text)}\" twice.");
        }
    }

    protected ValueList<Selector> Selectors(int token, int atLeast = 1) => List(token, ReadSelector, atLeast);

    /// <summary>An object whose member names are data.</summary>
    protected ValueMap<T> Map<T>(int token, Func<string, int, T> read, int atLeast = 0)
    {
        if (Index[token].Kind != JsonKind.Object)
        {
            Violation($"{Here()} must be an object, but is {Describe(token)}.");
            return default;
        }
        List<KeyValuePair<string, T>> entries = [];
        HashSet<string>? seen = null;
        for (var at = token + 1; at < Index[token].Next; at = Index[at + 1].Next)
        {
            var name = Index.GetString(at);
            // A name that occurs twice has been reported with the index; the first one is kept.
            if (!(seen ??= new(StringComparer.Ordinal)).Add(name)) continue;
            _path.Add(new Step(at, 0));
            entries.Add(KeyValuePair.Create(name, read(name, at + 1)));
            _path.RemoveAt(_path.Count - 1);
        }
        if (entries.Count < atLeast) Violation($"{Here()} must not be empty.");
        return new ValueMap<T>(entries);
    }

    protected Condition ReadCondition(int token) => new(Map(token, (_, values) => UniqueTexts(values, 1), 1));

    protected ValueMap<JsonText> Extensions(int token) => Map(token, (name, value) =>
    {
        if (!Patterns.ReverseDns().IsMatch(name)) Violation($"The key \"{Shorten(name)}\" in \"extensions\" must be in reverse-DNS form, such as org.example.risk.");
        return new JsonText(Index.Minified(value));
    });

    /// <summary>What the message calls the value at hand: the last named member on the way to it.</summary>
    protected string Here()
    {
        for (var i = _path.Count - 1; i >= 0; i--)
        {
            if (_path[i].NameToken < 0) continue;
            var name = $"\"{Index.GetString(_path[i].NameToken)}\"";
            return i == _path.Count - 1 ? name : $"Entry {_path[i + 1].Item + 1} of {name}";
        }
        return "The document";
    }

    protected string Describe(int token) => Index[token].Kind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "a list",
        JsonKind.String => $"the text \"{Shorten(Index.GetString(token))}\"",
        JsonKind.Number => "a number",
        JsonKind.Null => "null",
        _ => "true or false",
    };

    protected static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";

    private string StringOf(int token)
    {
        var raw = Index.RawString(token);
        if (raw.Length > 32 || Index[token].IsEscaped) return Index.GetString(token);
        // Ids and words repeat throughout a document: one string each.
        var hash = new HashCode();
        hash.AddBytes(raw);
        var key = hash.ToHashCode();
        if (_known.TryGetValue(key, out var known) && IsText(raw, known)) return known;
        return _known[key] = Index.GetString(token);
    }

    private static bool IsText(ReadOnlySpan<byte> raw, string text)
    {
        Span<byte> buffer = stackalloc byte[96];
        return text.Length <= 32 && raw.SequenceEqual(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    private void Unknown(int name, MemberNames names)
    {
        var text = Index.GetString(name);
        if (_isLaterVersion)
        {
            Report(DocumentDescriptors.UnknownLaterMember, $"The member \"{Shorten(text)}\" is unknown to version {Matrix.FormatVersion} of the format. It is kept, and no answer takes it into account.");
            Unrecognized.Add(KeyValuePair.Create(Pointer, new JsonText(Index.Minified(name + 1))));
            return;
        }
        Violation($"The member \"{Shorten(text)}\" is unknown here.{Nearest.Suggest(text, names.All)}");
    }

    private readonly record struct Step(int NameToken, int Item);

    /// <summary>Goes through the members of an object and keeps the path up to date.</summary>
    protected ref struct MemberEnumerator
    {
        private readonly DocumentReader _reader;
        private readonly MemberNames _names;
        private readonly int _end;
        private int _next;
        private ulong _seen;
        private bool _isInside;

        internal MemberEnumerator(DocumentReader reader, MemberNames names, int start, int end)
        {
            _reader = reader;
            _names = names;
            _next = start;
            _end = end;
        }

        public (string Name, int Value) Current { get; private set; }

        public readonly MemberEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_next < _end)
            {
                var name = _next;
                _next = _reader.Index[name + 1].Next;
                var step = new Step(name, 0);
                if (_isInside) _reader._path[^1] = step;
                else _reader._path.Add(step);
                _isInside = true;
                var at = _reader.Index[name].IsEscaped ? _names.Find(Encoding.UTF8.GetBytes(_reader.Index.GetString(name))) : _names.Find(_reader.Index.RawString(name));
                if (at < 0)
                {
                    _reader.Unknown(name, _names);
                    continue;
                }
                if ((_seen & (1UL << at)) != 0) continue;
                _seen |= 1UL << at;
                Current = (_names.All[at], name + 1);
                return true;
            }
            if (_isInside) _reader._path.RemoveAt(_reader._path.Count - 1);
            _isInside = false;
            return false;
        }
    }
}

/// <summary>The names of the members that an object may have; at most 64.</summary>
internal sealed class MemberNames(params string[] names)
{
    private readonly byte[][] _utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);

    public string[] All { get; } = names;

    public int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _utf8.Length; i++)
            if (_utf8[i].Length == name.Length && name.SequenceEqual(_utf8[i])) return i;
        return -1;
    }
}

/// <summary>The patterns of the schemas. They run without backtracking.</summary>
internal static partial class Patterns
{
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20]+\z")]
    public static partial Regex AbsoluteUri();

    [GeneratedRegex(@"\Asha256-[0-9a-f]{64}\z")]
    public static partial Regex Digest();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*\z")]
    public static partial Regex PartyId();

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    public static partial Regex Language();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]*([.][A-Za-z0-9_-]+)+\z")]
    public static partial Regex ReverseDns();

    [GeneratedRegex(@"\A[^\x00-\x20\x7f-\xa0:@*]+\z")]
    public static partial Regex CatalogId();

    [GeneratedRegex(@"\A[^\x00-\x1f\x7f-\x9f:@]+\z")]
    public static partial Regex Edition();

    [GeneratedRegex(@"\A[^\x00-\x1f\x7f-\x9f#@]+\z")]
    public static partial Regex UpstreamId();

    [GeneratedRegex(@"\ARM[0-9]{4}\z")]
    public static partial Regex Finding();

    [GeneratedRegex(@"\A[^#@]+[#@][^\x00-\x20]")]
    public static partial Regex Satisfies();

    [GeneratedRegex(@"\A[^\x00-\x20\x7f-\xa0:@*]+@[^\x00-\x1f\x7f-\x9f:@]+\z")]
    public static partial Regex CatalogIdentity();
}
