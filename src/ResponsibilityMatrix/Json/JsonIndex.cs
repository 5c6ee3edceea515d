using System.Buffers;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>The kind of a token in the index.</summary>
internal enum JsonKind : byte
{
    Object,
    Array,
    Name,
    String,
    Number,
    True,
    False,
    Null,
}

/// <summary>A value or member name: its position, and the start of the next one at the same level.</summary>
internal struct JsonToken
{
    public int Offset;
    public int Length;
    public int Next;
    public JsonKind Kind;
    public bool IsEscaped;

    /// <summary>Whether the object already has a member with this name.</summary>
    public bool IsRepeated;

    /// <summary>The kind, with member names as strings.</summary>
    public readonly JsonKind ValueKind => Kind == JsonKind.Name ? JsonKind.String : Kind;
}

/// <summary>
/// The values of a JSON text in text order, from one pass over its UTF-8 bytes. Readers build the model from it and find places in it.
/// Immutable and thread-safe once built.
/// </summary>
internal sealed class JsonIndex : IPlaceLocator
{
    private const int LargeContainer = 32;
    private const int TokensBetweenLooks = 0x3FFF;
    // The pointer of a duplicate requires a walk over the preceding items, so it is not found for each of very many.
    private const int MostPointedAt = 1_000;
    private JsonToken[] _tokens;
    private readonly Dictionary<int, int[]> _children = [];
    private readonly Dictionary<int, Dictionary<string, int>> _members = [];
    private readonly TextPositions _positions;
    private readonly byte[] _bytes;
    private readonly int _start;

    private JsonIndex(ReadOnlyMemory<byte> utf8, JsonToken[] tokens, int count, TextPositions positions, string? file)
    {
        Count = count;
        // Access to an array is faster than to memory, and memory is usually an array.
        var isArray = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(utf8, out var segment);
        (_bytes, _start) = isArray ? (segment.Array!, segment.Offset) : (utf8.ToArray(), 0);
        Utf8 = utf8;
        _tokens = tokens;
        File = file;
        _positions = positions;
    }

    /// <summary>The byte-order mark that some editors write at the start of a file.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text, without a byte-order mark.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    public string? File { get; }

    /// <summary>The original bytes, with the byte-order mark if there is one.</summary>
    public ReadOnlyMemory<byte> Given { get; private init; }

    /// <summary>The numbers that may have more digits than a double keeps.</summary>
    public IReadOnlyList<int> LongNumbers { get; private init; } = [];

    public ref readonly JsonToken this[int token] => ref _tokens[token];

    /// <summary>Builds the index. Returns null, and adds a finding, if the text is not valid.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static JsonIndex? Build(ReadOnlyMemory<byte> utf8, string? file, Limits limits, FindingList diagnostics,
        CancellationToken cancellationToken = default)
    {
        var given = utf8;
        // A byte-order mark is not part of the text and has no column.
        if (utf8.Span.StartsWith(ByteOrderMark)) utf8 = utf8[ByteOrderMark.Length..];
        var bytes = utf8.Span;
        var positions = new TextPositions(utf8);
        if (bytes.Length > limits.MaxBytes)
            return Fail(DocumentDescriptors.LimitPassed,
                $"The document has more than {Grouped.Of(limits.MaxBytes)} bytes (Limits.MaxBytes), and is not read. Split it, or raise " +
                $"the limit.", 0);
        if (!IsUtf8(bytes, out var invalidAt)) return Refuse(FaultFinder.OfBytes(bytes, invalidAt));

        var tokens = ArrayPool<JsonToken>.Shared.Rent(Math.Max(16, bytes.Length / 16));
        var count = 0;
        var open = new Stack<int>();
        var duplicates = new DuplicateNames(utf8);
        var duplicateCount = 0;
        List<int>? longNumbers = null;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Math.Clamp(limits.MaxDepth, 1, int.MaxValue - 1) + 1 });
        var (last, lastEnd) = (JsonTokenType.None, 0);
        try
        {
            while (reader.Read())
            {
                var type = reader.TokenType;
                (last, lastEnd) = (type, (int)reader.BytesConsumed);
                if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    var container = open.Pop();
                    tokens[container].Next = count;
                    tokens[container].Length = (int)reader.BytesConsumed - tokens[container].Offset;
                    if (type == JsonTokenType.EndObject) ReportDuplicates(container, count);
                    continue;
                }
                if (count == tokens.Length) tokens = Larger(tokens);
                ref var token = ref tokens[count];
                token.Offset = (int)reader.TokenStartIndex;
                token.Next = count + 1;
                token.Kind = KindOf(type);
                token.IsEscaped = false;
                token.IsRepeated = false;
                switch (token.Kind)
                {
                    case JsonKind.Name or JsonKind.String:
                        token.Length = reader.ValueSpan.Length + 2;
                        token.IsEscaped = reader.ValueIsEscaped;
                        // Reading the text detects half a surrogate pair.
                        if (token.IsEscaped) _ = reader.GetString();
                        break;
                    case JsonKind.Object or JsonKind.Array:
                        token.Length = 0;
                        open.Push(count);
                        break;
                    default:
                        token.Length = reader.ValueSpan.Length;
                        if (token.Kind == JsonKind.Number && !NumberText.IsShort(reader.ValueSpan)) (longNumbers ??= []).Add(count);
                        break;
                }
                if (open.Count > limits.MaxDepth)
                    return Fail(DocumentDescriptors.LimitPassed,
                        $"Objects and arrays are nested deeper than {limits.MaxDepth} levels here (Limits.MaxDepth). Nest less, or raise " +
                        "the limit.",
                        token.Offset);
                if ((count & TokensBetweenLooks) == 0) cancellationToken.ThrowIfCancellationRequested();
                if (++count > limits.MaxItems)
                    return Fail(DocumentDescriptors.LimitPassed,
                        $"The document has more than {Grouped.Of(limits.MaxItems)} values (Limits.MaxItems). Split it, or raise the limit.",
                        token.Offset);
            }
        }
        catch (JsonException exception)
        {
            var stopped = new StoppedReading
            {
                Tokens = tokens.AsSpan(0, count),
                Open = open.ToArray(),
                Last = last,
                LastEnd = lastEnd,
                Offset = OffsetOf(bytes, exception)
            };
            return Refuse(new FaultFinder(bytes, positions).At(stopped));
        }
        catch (InvalidOperationException)
        {
            return Fail(
                DocumentDescriptors.NotJson, "This text has half of a surrogate pair as an escape (\\uD800 to \\uDFFF must come in pairs).",
                (int)reader.TokenStartIndex);
        }
        return new JsonIndex(utf8, tokens, count, positions, file) { Given = given, LongNumbers = longNumbers ?? [] };

        JsonIndex? Fail(DiagnosticDescriptor descriptor, string message, int offset, int openedAt = -1)
        {
            ValueList<RelatedPlace> related = openedAt < 0 ? []
                : [new RelatedPlace { Message = "opened here", Place = new Place("", file, positions.At(openedAt)) }];
            diagnostics.Add(Diagnostic.Of(descriptor, message, new Place("", file, positions.At(offset))) with { Related = related });
            return null;
        }

        JsonIndex? Refuse(JsonFault fault) => Fail(DocumentDescriptors.NotJson, fault.Message, fault.Offset, fault.OpenedAt);

        void ReportDuplicates(int container, int end)
        {
            foreach (var name in duplicates.Find(tokens, container, end))
            {
                tokens[name].IsRepeated = true;
                var text = Unescape(utf8.Span, tokens[name]);
                diagnostics.Add(
                    Diagnostic.Of(DocumentDescriptors.DuplicateMember, $"The member \"{text}\" occurs twice in this object. Keep one.",
                    new Place(duplicateCount++ < MostPointedAt ? $"{PointerTo(container)}/{EscapePointer(text)}"
                        : "", file, positions.At(tokens[name].Offset))));
            }
        }

        // The open containers lead to the object that ends.
        string PointerTo(int container)
        {
            var pointer = new StringBuilder();
            int[] path = [.. open.Reverse(), container];
            for (var i = 1; i < path.Length; i++)
            {
                if (tokens[path[i - 1]].Kind == JsonKind.Object)
                {
                    pointer.Append('/').Append(EscapePointer(Unescape(utf8.Span, tokens[path[i] - 1])));
                    continue;
                }
                var item = 0;
                for (var at = path[i - 1] + 1; at < path[i]; at = tokens[at].Next) item++;
                pointer.Append(System.Globalization.CultureInfo.InvariantCulture, $"/{item}");
            }
            return pointer.ToString();
        }
    }

    /// <summary>
    /// Returns the memory of the index for reuse. Only the builder may call this, when nothing refers to the index any more. Reading
    /// thousands of documents then needs the memory of one.
    /// </summary>
    public void Recycle()
    {
        var tokens = _tokens;
        _tokens = [];
        if (tokens.Length > 0) ArrayPool<JsonToken>.Shared.Return(tokens);
    }

    private static JsonToken[] Larger(JsonToken[] tokens)
    {
        var larger = ArrayPool<JsonToken>.Shared.Rent(tokens.Length * 2);
        tokens.CopyTo(larger, 0);
        ArrayPool<JsonToken>.Shared.Return(tokens);
        return larger;
    }

    private static JsonKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.PropertyName => JsonKind.Name,
        JsonTokenType.String => JsonKind.String,
        JsonTokenType.StartObject => JsonKind.Object,
        JsonTokenType.StartArray => JsonKind.Array,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True => JsonKind.True,
        JsonTokenType.False => JsonKind.False,
        _ => JsonKind.Null,
    };

    public static string UnescapePointer(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public static string EscapePointer(string step) =>
        step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The bytes of a string or name without quotes, as in the text.</summary>
    public ReadOnlySpan<byte> RawString(int token) => _bytes.AsSpan(_start + _tokens[token].Offset + 1, _tokens[token].Length - 2);

    /// <summary>The text of a string or name.</summary>
    public string GetString(int token)
    {
        if (_tokens[token].IsEscaped) return Unescape(Utf8.Span, _tokens[token]);
        // Most texts are ASCII, so characters need not be counted first.
        var raw = RawString(token);
        return Ascii.IsValid(raw) ? Encoding.Latin1.GetString(raw) : Encoding.UTF8.GetString(raw);
    }

    /// <summary>The bytes of a value, as in the text.</summary>
    public ReadOnlySpan<byte> Raw(int token) => _bytes.AsSpan(_start + _tokens[token].Offset, _tokens[token].Length);

    /// <summary>The text of a value without insignificant white space.</summary>
    public string Minified(int token) => JsonText.Minify(Raw(token));

    /// <summary>The position of a token.</summary>
    public TextPosition PositionOf(int token) => _positions.At(_tokens[token].Offset);

    /// <summary>The position of the value at a pointer, or of its nearest existing ancestor.</summary>
    public TextPosition Locate(string pointer)
    {
        var token = 0;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var next = Child(token, UnescapePointer(step));
            if (next < 0) break;
            token = next;
        }
        return PositionOf(token);
    }

    /// <summary>The number of values.</summary>
    public int Count { get; }

    /// <summary>The number of items of an array or members of an object.</summary>
    public int CountOf(int token)
    {
        var step = _tokens[token].Kind == JsonKind.Object ? 1 : 0;
        var count = 0;
        for (var at = token + 1; at < _tokens[token].Next; at = _tokens[at + step].Next) count++;
        return count;
    }

    /// <summary>The UTF-8 bytes of a string or name without escapes.</summary>
    public ReadOnlySpan<byte> Text(int token)
    {
        ref readonly var text = ref _tokens[token];
        return text.IsEscaped ? Encoding.UTF8.GetBytes(GetString(token)) : _bytes.AsSpan(_start + text.Offset + 1, text.Length - 2);
    }

    /// <summary>Whether a token is the name of a member whose value is the next token.</summary>
    public bool IsMemberValue(int token) => token > 0 && _tokens[token - 1].Kind == JsonKind.Name;

    /// <summary>Finds the ancestors of a value or name, from the root down, each with the item index on the way, or -1 for an
    /// object.</summary>
    public void FindAncestors(int token, List<(int Container, int Item)> ancestors)
    {
        ancestors.Clear();
        var at = 0;
        while (at != token && _tokens[at].Kind is JsonKind.Object or JsonKind.Array)
        {
            var children = Items(at);
            var position = Array.BinarySearch(children, token);
            if (position < 0) position = ~position - 1;
            ancestors.Add((at, _tokens[at].Kind == JsonKind.Array ? position : -1));
            at = _tokens[at].Kind == JsonKind.Array || children[position] == token ? children[position] : children[position] + 1;
        }
    }

    /// <summary>The JSON Pointer of a value, or of the value of a name.</summary>
    public string PointerOf(int token)
    {
        List<(int Container, int Item)> ancestors = [];
        FindAncestors(token, ancestors);
        var pointer = new StringBuilder();
        for (var i = 0; i < ancestors.Count; i++)
        {
            pointer.Append('/');
            if (ancestors[i].Item >= 0) pointer.Append(System.Globalization.CultureInfo.InvariantCulture, $"{ancestors[i].Item}");
            else pointer.Append(EscapePointer(GetString(NameOn(i + 1 < ancestors.Count ? ancestors[i + 1].Container : token))));
        }
        return pointer.ToString();
    }

    /// <summary>The place of a value. For a member's name, it has the pointer of the value and the position of the name.</summary>
    public Place PlaceOf(int token) => _tokens[token].Kind == JsonKind.Name
        ? new Place(PointerOf(token), File, new NamePosition(this, token)) : new Place(PointerOf(token), File, this);

    private int NameOn(int token) => _tokens[token].Kind == JsonKind.Name ? token : token - 1;

    private sealed class NamePosition(JsonIndex index, int name) : IPlaceLocator
    {
        public TextPosition Locate(string pointer) => index.PositionOf(name);
    }

    /// <summary>The value of the member that has the same name as a member of another index, or -1.</summary>
    public int Member(int token, JsonIndex other, int name)
    {
        if (Members(token) is { } members) return members.GetValueOrDefault(other.GetString(name), -1);
        return Member(token, other.Text(name));
    }

    /// <summary>The value of a member of an object, or -1.</summary>
    public int Member(int token, ReadOnlySpan<byte> name)
    {
        if (_tokens[token].Kind != JsonKind.Object) return -1;
        for (var at = token + 1; at < _tokens[token].Next; at = _tokens[at + 1].Next)
            if (_tokens[at].IsEscaped ? GetString(at) == Encoding.UTF8.GetString(name) : RawString(at).SequenceEqual(name)) return at + 1;
        return -1;
    }

    /// <summary>The value of a member, or the item at an index, for a step of a pointer; -1 if there is none.</summary>
    public int Child(int token, string step)
    {
        switch (_tokens[token].Kind)
        {
            case JsonKind.Array:
                if (!int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                    out var index)) return -1;
                var items = Items(token);
                return index < items.Length ? items[index] : -1;
            case JsonKind.Object:
                return Members(token) is { } members ? members.GetValueOrDefault(step, -1) : Member(token, Encoding.UTF8.GetBytes(step));
            default:
                return -1;
        }
    }

    // The items of an array or the names of an object. Cached, since many findings may refer to one large array.
    private int[] Items(int token)
    {
        lock (_children)
        {
            if (_children.TryGetValue(token, out var known)) return known;
            var step = _tokens[token].Kind == JsonKind.Object ? 1 : 0;
            List<int> items = [];
            for (var at = token + 1; at < _tokens[token].Next; at = _tokens[at + step].Next) items.Add(at);
            var array = items.ToArray();
            if (array.Length >= LargeContainer) _children.Add(token, array);
            return array;
        }
    }

    // The members of a large object, cached; null for a small one.
    private Dictionary<string, int>? Members(int token)
    {
        if (_tokens[token].Next - token < 2 * LargeContainer) return null;
        lock (_members)
        {
            if (_members.TryGetValue(token, out var known)) return known;
            var members = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var at = token + 1; at < _tokens[token].Next; at = _tokens[at + 1].Next) members.TryAdd(GetString(at), at + 1);
            _members.Add(token, members);
            return members;
        }
    }

    internal static string Unescape(ReadOnlySpan<byte> utf8, JsonToken token)
    {
        var reader = new Utf8JsonReader(utf8.Slice(token.Offset, token.Length));
        reader.Read();
        return reader.GetString()!;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes, out int invalidAt)
    {
        invalidAt = 0;
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return true;
        while (invalidAt < bytes.Length && Rune.DecodeFromUtf8(bytes[invalidAt..], out _, out var length) == OperationStatus.Done)
            invalidAt += length;
        return false;
    }

    private static int OffsetOf(ReadOnlySpan<byte> bytes, JsonException exception)
    {
        var offset = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            var end = bytes[offset..].IndexOf((byte)'\n');
            if (end < 0) break;
            offset += end + 1;
        }
        return (int)Math.Min(offset + (exception.BytePositionInLine ?? 0), bytes.Length);
    }
}

/// <summary>Finds positions in a text whose index is not kept: the index is rebuilt on first use. Thread-safe.</summary>
internal sealed class LateLocator(ReadOnlyMemory<byte> utf8) : IPlaceLocator
{
    private readonly Lazy<JsonIndex> _index = new(() => JsonIndex.Build(utf8, null, Limits.Unlimited, new FindingList(Limits.Unlimited))!);

    public TextPosition Locate(string pointer) => _index.Value.Locate(pointer);
}

/// <summary>Finds duplicate member names in an object, in linear time.</summary>
internal readonly struct DuplicateNames(ReadOnlyMemory<byte> utf8)
{
    private const int Few = 16;
    private static readonly List<int> None = [];

    public List<int> Find(JsonToken[] tokens, int container, int end)
    {
        // Names that differ in length or at their ends need no comparison.
        var bytes = utf8.Span;
        ulong marks = 0;
        var (members, suspects) = (0, 0);
        for (var at = container + 1; at < end; at = tokens[at + 1].Next)
        {
            ref readonly var name = ref tokens[at];
            var mark = 1UL << ((bytes[name.Offset + 1] + (bytes[name.Offset + name.Length - 2] * 5) + (name.Length * 11)) & 63);
            if ((marks & mark) != 0 || name.IsEscaped) suspects++;
            marks |= mark;
            members++;
        }
        return suspects == 0 ? None : members > Few ? FindAmongMany(tokens, container, end) : FindAmongFew(tokens, container, end);
    }

    private List<int> FindAmongFew(JsonToken[] tokens, int container, int end)
    {
        List<int>? found = null;
        for (var at = container + 1; at < end; at = tokens[at + 1].Next)
            for (var before = container + 1; before < at; before = tokens[before + 1].Next)
                if (Same(tokens[before], tokens[at]))
                {
                    (found ??= []).Add(at);
                    break;
                }
        return found ?? None;
    }

    private List<int> FindAmongMany(JsonToken[] tokens, int container, int end)
    {
        List<int> found = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = container + 1; at < end; at = tokens[at + 1].Next)
            if (!seen.Add(Text(tokens[at]))) found.Add(at);
        return found;
    }

    private bool Same(in JsonToken left, in JsonToken right) =>
        left.IsEscaped || right.IsEscaped ? Text(left) == Text(right)
            : left.Length == right.Length && Bytes(left).SequenceEqual(Bytes(right));

    private ReadOnlySpan<byte> Bytes(in JsonToken token) => utf8.Span.Slice(token.Offset, token.Length);

    private string Text(in JsonToken token) => JsonIndex.Unescape(utf8.Span, token);
}
