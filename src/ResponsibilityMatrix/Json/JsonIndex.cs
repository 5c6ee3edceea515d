using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>What a token of the index is.</summary>
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

/// <summary>One value or member name: where it stands and where the next one on its level begins.</summary>
internal struct JsonToken
{
    public int Offset;
    public int Length;
    public int Next;
    public JsonKind Kind;
    public bool IsEscaped;
}

/// <summary>
/// The values of a JSON text in the order of the text, found in one pass over its UTF-8 bytes. The model is read from it, and places are found in it.
/// Immutable and thread-safe once built.
/// </summary>
internal sealed class JsonIndex : IPlaceLocator
{
    private const int LargeContainer = 32;
    // The pointer of a duplicate takes a walk over the items before it; a document full of them must not take one for each.
    private const int MostPointedAt = 1_000;
    private readonly JsonToken[] _tokens;
    private readonly Dictionary<int, int[]> _children = [];
    private readonly Dictionary<int, Dictionary<string, int>> _members = [];
    private readonly TextPositions _positions;

    private JsonIndex(ReadOnlyMemory<byte> utf8, JsonToken[] tokens, TextPositions positions, string? file)
    {
        Utf8 = utf8;
        _tokens = tokens;
        File = file;
        _positions = positions;
    }

    public ReadOnlyMemory<byte> Utf8 { get; }

    public string? File { get; }

    public ref readonly JsonToken this[int token] => ref _tokens[token];

    /// <summary>Builds the index, or adds the finding that says why there is none.</summary>
    public static JsonIndex? Build(ReadOnlyMemory<byte> utf8, string? file, Limits limits, List<Diagnostic> diagnostics)
    {
        var bytes = utf8.Span;
        var positions = new TextPositions(utf8);
        if (bytes.Length > limits.MaxBytes)
            return Fail(DocumentDescriptors.LimitPassed, $"The document has {bytes.Length:N0} bytes; at most {limits.MaxBytes:N0} are read.", 0);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Fail(DocumentDescriptors.NotJson, "The file begins with a byte-order mark. Save it as UTF-8 without one.", 0);
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return Fail(DocumentDescriptors.NotJson, "The file is empty. `rmatrix init` writes a document to start from.", 0);
        if (!IsUtf8(bytes, out var invalidAt))
            return Fail(DocumentDescriptors.NotJson, $"The byte 0x{bytes[invalidAt]:X2} is not valid UTF-8 here. Save the file as UTF-8.", invalidAt);

        var tokens = new JsonToken[Math.Max(16, bytes.Length / 16)];
        var count = 0;
        var open = new Stack<int>();
        var duplicates = new DuplicateNames(utf8);
        var duplicateCount = 0;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Math.Clamp(limits.MaxDepth, 1, int.MaxValue - 1) + 1 });
        try
        {
            while (reader.Read())
            {
                var type = reader.TokenType;
                if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    var container = open.Pop();
                    tokens[container].Next = count;
                    tokens[container].Length = (int)reader.BytesConsumed - tokens[container].Offset;
                    if (type == JsonTokenType.EndObject) ReportDuplicates(container, count);
                    continue;
                }
                if (count == tokens.Length) Array.Resize(ref tokens, tokens.Length * 2);
                ref var token = ref tokens[count];
                token.Offset = (int)reader.TokenStartIndex;
                token.Length = (int)(reader.BytesConsumed - reader.TokenStartIndex);
                token.Next = count + 1;
                switch (type)
                {
                    case JsonTokenType.StartObject: token.Kind = JsonKind.Object; open.Push(count); break;
                    case JsonTokenType.StartArray: token.Kind = JsonKind.Array; open.Push(count); break;
                    case JsonTokenType.PropertyName: token.Kind = JsonKind.Name; break;
                    case JsonTokenType.String: token.Kind = JsonKind.String; break;
                    case JsonTokenType.Number: token.Kind = JsonKind.Number; break;
                    case JsonTokenType.True: token.Kind = JsonKind.True; break;
                    case JsonTokenType.False: token.Kind = JsonKind.False; break;
                    default: token.Kind = JsonKind.Null; break;
                }
                if (type is JsonTokenType.PropertyName or JsonTokenType.String)
                {
                    token.Length = reader.ValueSpan.Length + 2;
                    token.IsEscaped = reader.ValueIsEscaped;
                    if (token.IsEscaped) _ = reader.GetString();
                }
                if (open.Count > limits.MaxDepth)
                    return Fail(DocumentDescriptors.LimitPassed, $"Objects and arrays are nested deeper than {limits.MaxDepth} levels here.", token.Offset);
                if (++count > limits.MaxItems)
                    return Fail(DocumentDescriptors.LimitPassed, $"The document has more than {limits.MaxItems:N0} values.", token.Offset);
            }
        }
        catch (JsonException exception)
        {
            var text = exception.Message;
            var tail = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
            var what = (tail < 0 ? text : text[..tail]).Replace(" Change the reader options.", "", StringComparison.Ordinal);
            return Fail(DocumentDescriptors.NotJson, $"This is not JSON: {what}", OffsetOf(bytes, exception));
        }
        catch (InvalidOperationException)
        {
            return Fail(DocumentDescriptors.NotJson, "This text has half of a surrogate pair as an escape (\\uD800 to \\uDFFF must come in pairs).", (int)reader.TokenStartIndex);
        }
        Array.Resize(ref tokens, count);
        return new JsonIndex(utf8, tokens, positions, file);

        JsonIndex? Fail(DiagnosticDescriptor descriptor, string message, int offset)
        {
            diagnostics.Add(Diagnostic.Of(descriptor, message, new Place("", file, positions.At(offset))));
            return null;
        }

        void ReportDuplicates(int container, int end)
        {
            foreach (var name in duplicates.Find(tokens, container, end))
            {
                var text = Unescape(utf8.Span, tokens[name]);
                diagnostics.Add(Diagnostic.Of(DocumentDescriptors.DuplicateMember, $"The member \"{text}\" occurs twice in this object. Keep one.",
                    new Place(duplicateCount++ < MostPointedAt ? $"{PointerTo(container)}/{EscapePointer(text)}" : "", file, positions.At(tokens[name].Offset))));
            }
        }

        // The containers that are open when an object ends lead to it.
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

    public static string UnescapePointer(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public static string EscapePointer(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The bytes of a string or name without its quotes, as they stand in the text.</summary>
    public ReadOnlySpan<byte> RawString(int token) => Utf8.Span.Slice(_tokens[token].Offset + 1, _tokens[token].Length - 2);

    /// <summary>The text of a string or name.</summary>
    public string GetString(int token) =>
        _tokens[token].IsEscaped ? Unescape(Utf8.Span, _tokens[token]) : Encoding.UTF8.GetString(RawString(token));

    /// <summary>The bytes of a value as they stand in the text.</summary>
    public ReadOnlySpan<byte> Raw(int token) => Utf8.Span.Slice(_tokens[token].Offset, _tokens[token].Length);

    /// <summary>The text of a value without insignificant white space.</summary>
    public string Minified(int token)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(_tokens[token].Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue }))
        {
            var reader = new Utf8JsonReader(Raw(token), new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject: writer.WriteStartObject(); break;
                    case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                    case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                    case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                    case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
                    case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
                    default: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
                }
            }
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The position of a token.</summary>
    public TextPosition PositionOf(int token) => _positions.At(_tokens[token].Offset);

    /// <summary>The position of the value that a pointer names, or of the nearest one above it.</summary>
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

    /// <summary>The value of a member of an object, or -1.</summary>
    public int Member(int token, ReadOnlySpan<byte> name)
    {
        if (_tokens[token].Kind != JsonKind.Object) return -1;
        for (var at = token + 1; at < _tokens[token].Next; at = _tokens[at + 1].Next)
            if (_tokens[at].IsEscaped ? GetString(at) == Encoding.UTF8.GetString(name) : RawString(at).SequenceEqual(name)) return at + 1;
        return -1;
    }

    private int Child(int token, string step)
    {
        switch (_tokens[token].Kind)
        {
            case JsonKind.Array:
                if (!int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index)) return -1;
                var items = Items(token);
                return index < items.Length ? items[index] : -1;
            case JsonKind.Object:
                return Members(token) is { } members ? members.GetValueOrDefault(step, -1) : Member(token, Encoding.UTF8.GetBytes(step));
            default:
                return -1;
        }
    }

    // Many findings may point into one large array: its items are looked up once.
    private int[] Items(int token)
    {
        lock (_children)
        {
            if (_children.TryGetValue(token, out var known)) return known;
            List<int> items = [];
            for (var at = token + 1; at < _tokens[token].Next; at = _tokens[at].Next) items.Add(at);
            var array = items.ToArray();
            if (array.Length >= LargeContainer) _children.Add(token, array);
            return array;
        }
    }

    // The same for a large object, and nothing for a small one.
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
        while (invalidAt < bytes.Length && Rune.DecodeFromUtf8(bytes[invalidAt..], out _, out var length) == System.Buffers.OperationStatus.Done) invalidAt += length;
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

/// <summary>Finds member names that occur twice in one object, in time that grows with the number of members.</summary>
internal readonly struct DuplicateNames(ReadOnlyMemory<byte> utf8)
{
    private const int Few = 16;
    private static readonly List<int> None = [];

    public List<int> Find(JsonToken[] tokens, int container, int end)
    {
        List<int>? found = null;
        var members = 0;
        for (var at = container + 1; at < end; at = tokens[at + 1].Next)
            if (++members > Few) return FindAmongMany(tokens, container, end);
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

    private bool Same(JsonToken left, JsonToken right) =>
        left.IsEscaped || right.IsEscaped ? Text(left) == Text(right) : left.Length == right.Length && Bytes(left).SequenceEqual(Bytes(right));

    private ReadOnlySpan<byte> Bytes(JsonToken token) => utf8.Span.Slice(token.Offset, token.Length);

    private string Text(JsonToken token) => JsonIndex.Unescape(utf8.Span, token);
}
