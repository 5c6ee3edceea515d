using System.Buffers;
using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// The base of the readers for all kinds of documents, which traverse the index. The schema has already reported errors; an invalid value
/// is read as a blank, so that list positions match the text and the rest can still be read.
/// </summary>
internal abstract class ModelReader(JsonIndex index, DocumentFindings findings)
{
    private const int LongestKept = 32;
    private const int KeptTexts = 1024;
    private const int LongestName = 32;
    private readonly string?[] _kept = new string?[KeptTexts];
    private readonly char[] _name = new char[LongestName];
    // Every assignment has lists of these two, so each has one cached delegate.
    private Func<int, string>? _readText;
    private Func<int, Selector>? _readSelector;

    protected JsonIndex Index { get; } = index;

    protected DocumentFindings Findings { get; } = findings;

    /// <summary>The members of an object, as names and values; none if the value is not an object. Of repeated names, the first one counts.
    /// A name is valid only until the next one is read.</summary>
    protected MemberEnumerator Members(int token) =>
        new(Index, _name, token + 1, Index[token].Kind == JsonKind.Object ? Index[token].Next : token);

    protected string? Text(int token) => Index[token].Kind == JsonKind.String ? StringOf(token) : null;

    protected SemanticVersion? Version(int token) => SemanticVersion.TryParse(Text(token), out var version) ? version
        : default(SemanticVersion?);

    protected DateOnly? Date(int token) =>
        Index[token].Kind == JsonKind.String && Index.Text(token) is { Length: 10 } text
            && DateOnly.TryParseExact(Encoding.UTF8.GetString(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date) ? date : default(DateOnly?);

    protected T? Word<T>(int token) where T : struct, Enum
    {
        if (Index[token].Kind != JsonKind.String) return null;
        var at = WordTable<T>.Names.Find(Index.Text(token));
        return at < 0 ? null : WordTable<T>.Values[at];
    }

    protected Sides? Split(int token) => Text(token) is { } text && Words.TryParseSplit(text, out var sides) ? sides : null;

    // An unreadable number must neither be dropped silently nor become another number.
    protected decimal? Number(int token)
    {
        if (Index[token].Kind != JsonKind.Number) return null;
        var value = NumberText.Decimal(Index.Raw(token));
        if (value is null)
            Findings.ReportOnce(
                token, sentences =>
                $"{sentences.Here(token)} is {NumberText.Short(Index.Raw(token))}, which a decimal of 28 digits does not hold exactly. " +
                $"Write it with fewer digits.");
        return value;
    }

    // A schema cannot express what a valid key, and so a valid selector, is.
    protected Selector ReadSelector(int token)
    {
        if (Text(token) is not { } text) return default;
        if (Selector.TryParse(text, out var selector)) return selector;
        Refuse(token, "must select controls, such as 6.3.1, iso-27017:6.3.1, AC-*, group:ID, baseline:ID or *");
        return default;
    }

    protected string? ControlId(int token)
    {
        var text = Text(token);
        // A digit always belongs to a key.
        if (text is not null && !text.AsSpan().ContainsAnyInRange('0', '9') && !ControlKey.TryParse(text, out _))
            Refuse(token, "must be a control id, with a letter or a digit");
        return text;
    }

    protected ValueList<string> ControlIds(int token) => List(token, item => ControlId(item) ?? "");

    private void Refuse(int token, string expectation) =>
        Findings.ReportOnce(
            token, sentences => $"{sentences.Here(token)} {expectation}, but is \"{Shortened.Text(Index.GetString(token))}\".");

    protected ValueList<T> List<T>(int token, Func<int, T> read)
    {
        if (Index[token].Kind != JsonKind.Array) return default;
        var count = Index.CountOf(token);
        if (count == 0) return default;
        var items = new T[count];
        var item = 0;
        for (var at = token + 1; at < Index[token].Next; at = Index[at].Next)
        {
            if ((item & 255) == 255) Findings.CancellationToken.ThrowIfCancellationRequested();
            items[item++] = read(at);
        }
        return new ValueList<T>(items);
    }

    protected ValueList<string> Texts(int token) => List(token, _readText ??= item => Text(item) ?? "");

    protected ValueList<T> WordList<T>(int token) where T : struct, Enum
    {
        if (Index[token].Kind != JsonKind.Array || Index.CountOf(token) is not (> 0 and var count)) return default;
        var items = new T[count];
        var item = 0;
        for (var at = token + 1; at < Index[token].Next; at = Index[at].Next)
            if (Word<T>(at) is { } word) items[item++] = word;
        return new ValueList<T>(item == count ? items : items[..item]);
    }

    protected ValueList<Selector> Selectors(int token) => List(token, _readSelector ??= ReadSelector);

    /// <summary>An object whose member names are data. Of repeated names, the first one counts.</summary>
    protected ValueMap<T> Map<T>(int token, Func<string, int, T> read)
    {
        if (Index[token].Kind != JsonKind.Object) return default;
        List<KeyValuePair<string, T>> entries = [];
        for (var at = token + 1; at < Index[token].Next; at = Index[at + 1].Next)
        {
            if (Index[at].IsRepeated) continue;
            var name = StringOf(at);
            entries.Add(KeyValuePair.Create(name, read(name, at + 1)));
        }
        return new ValueMap<T>(entries);
    }

    protected Condition ReadCondition(int token) => new(Map(token, (_, values) => Texts(values)));

    protected ValueMap<JsonText> Extensions(int token) => Map(token, (_, value) => JsonText.Of(Index.Raw(value)));

    // Ids and words repeat in a document: each is one string, as long as no other one replaces it in the cache.
    private string StringOf(int token)
    {
        var raw = Index.RawString(token);
        if (raw.Length is > LongestKept or 0 || Index[token].IsEscaped) return Index.GetString(token);
        ref var kept = ref _kept[NameTable.Hash(raw) & (KeptTexts - 1)];
        return kept is not null && IsText(raw, kept) ? kept : kept = Index.GetString(token);
    }

    private static bool IsText(ReadOnlySpan<byte> raw, string text)
    {
        if (text.Length == raw.Length) return Ascii.Equals(raw, text);
        return text.Length < raw.Length && Encoding.UTF8.GetByteCount(text) == raw.Length && Encoding.UTF8.GetString(raw) == text;
    }

    /// <summary>Enumerates the members of an object.</summary>
    protected ref struct MemberEnumerator
    {
        private readonly JsonIndex _index;
        private readonly Span<char> _buffer;
        private readonly int _end;
        private int _next;

        internal MemberEnumerator(JsonIndex index, Span<char> buffer, int start, int end)
        {
            _index = index;
            _buffer = buffer;
            _next = start;
            _end = end;
        }

        public Member Current { get; private set; }

        public readonly MemberEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_next < _end)
            {
                var name = _next;
                _next = _index[name + 1].Next;
                if (_index[name].IsRepeated) continue;
                Current = new Member(NameOf(name), name + 1);
                return true;
            }
            return false;
        }

        // No name of the format is longer than the buffer, outside ASCII or without letters.
        private readonly ReadOnlySpan<char> NameOf(int token)
        {
            var utf8 = _index.Text(token);
            return utf8.Length <= _buffer.Length && Ascii.ToUtf16(utf8, _buffer, out var length) == OperationStatus.Done
                ? _buffer[..length] : default;
        }
    }

    /// <summary>A member of an object.</summary>
    protected readonly ref struct Member(ReadOnlySpan<char> name, int value)
    {
        private readonly ReadOnlySpan<char> _name = name;

        public void Deconstruct(out ReadOnlySpan<char> nameText, out int valueToken)
        {
            nameText = _name;
            valueToken = value;
        }
    }

    private static class WordTable<T> where T : struct, Enum
    {
        public static readonly NameTable Names = new(Words.All<T>());
        public static readonly T[] Values = [.. Words.All<T>().Select(word => Words.TryParse<T>(word, out var value) ? value : default)];
    }
}
