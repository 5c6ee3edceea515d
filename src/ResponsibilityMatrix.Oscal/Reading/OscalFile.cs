using System.Runtime.InteropServices;
using System.Text.Json;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// The text of an OSCAL document: JSON within limits whose root has one member that names a model. Nothing that it links to is opened.
/// Immutable and thread-safe.
/// </summary>
internal sealed class OscalFile
{
    private const int DeepestNesting = 500;

    private static readonly Dictionary<string, OscalModel> Models = new(StringComparer.Ordinal)
    {
        ["catalog"] = OscalModel.Catalog,
        ["profile"] = OscalModel.Profile,
        ["component-definition"] = OscalModel.ComponentDefinition,
        ["system-security-plan"] = OscalModel.SystemSecurityPlan,
        ["mapping-collection"] = OscalModel.MappingCollection,
    };

    private readonly TextPositions _positions;
    private readonly JsonElement _root;
    private readonly int _start;

    private OscalFile(ReadOnlyMemory<byte> utf8, string? name, ValueList<Diagnostic> diagnostics, JsonElement root = default)
    {
        _positions = new(utf8);
        _root = root;
        _start = Math.Max(0, utf8.Span.IndexOfAnyExcept(" \t\r\n"u8));
        Name = name;
        Diagnostics = diagnostics;
    }

    /// <summary>The name of the file, for places; or null.</summary>
    public string? Name { get; }

    /// <summary>What the document is, or null if it could not be read.</summary>
    public OscalModel? Model { get; private init; }

    /// <summary>The value of the one member of the root; null if the document could not be read.</summary>
    public OscalNode? Content { get; private init; }

    /// <summary>The resources of the back matter by their UUIDs.</summary>
    public IReadOnlyDictionary<string, OscalNode> Resources => field ??= FindResources();

    /// <summary>Why it could not be read: not JSON, a limit, no OSCAL.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>Reads a document.</summary>
    public static OscalFile Read(ReadOnlyMemory<byte> utf8, string? name, Limits? limits, CancellationToken cancellationToken = default)
    {
        limits ??= Limits.Default;
        // What is nested is read by methods that call themselves.
        if (limits.MaxDepth > DeepestNesting) limits = limits with { MaxDepth = DeepestNesting };
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        // The core says what is wrong with a text as JSON. Of a sound one it only finds that it is no document of its own.
        var findings = DocumentReader.Load(utf8, new() { File = name, Limits = limits }, cancellationToken).Diagnostics
            .Where(finding => finding.Id is "RM0001" or "RM0002" or "RM0003").ToValueList();
        if (!findings.IsEmpty) return new(utf8, name, findings);
        var root = JsonElement.Parse(utf8.Span, new JsonDocumentOptions { MaxDepth = limits.MaxDepth });
        var member = root.ValueKind != JsonValueKind.Object ? null
            : root.EnumerateObject().Select(property => property.Name).FirstOrDefault(Models.ContainsKey);
        var content = member is null ? null : new OscalNode(root).Object(member);
        if (content is null)
        {
            return new(utf8, name, [Finding("RM0100", "This is no OSCAL document that can be read: its root has none of the members " +
                $"{string.Join(", ", Models.Keys)} with an object.", new Place("", name, 1, 1))]);
        }
        return new(utf8, name, [], root) { Model = Models[member!], Content = content };
    }

    /// <summary>Which model a text is, by the first member of its root that names one; null for other texts.</summary>
    public static OscalModel? ModelOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var reader = new Utf8JsonReader(utf8);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                foreach (var (name, model) in Models)
                    if (reader.ValueTextEquals(name)) return model;
                if (!reader.Read()) return null;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads it says what is wrong with it.
        }
        return null;
    }

    /// <summary>A document that was made of a part of this one: findings in it are at that part.</summary>
    public OscalFile Derive(ReadOnlyMemory<byte> utf8, OscalNode part, Limits limits)
    {
        var made = Read(utf8, Name, limits with { MaxBytes = Math.Max(limits.MaxBytes, utf8.Length) });
        made._place = PlaceOf(part);
        made.Noun = "component";
        return made;
    }

    private Place? _place;

    /// <summary>What people call what the document is of.</summary>
    public string Noun { get; private set; } = "plan";

    /// <summary>A finding at a value of this document.</summary>
    public Diagnostic At(string id, string message, OscalNode? node = null) => Finding(id, message, PlaceOf(node));

    /// <summary>The place of a value of this document; without one, of the whole. It costs the same wherever the value stands.</summary>
    public Place PlaceOf(OscalNode? node)
    {
        if (_place is not null) return _place;
        var offset = node is null || _root.ValueKind == JsonValueKind.Undefined
            || !JsonMarshal.GetRawUtf8Value(_root).Overlaps(JsonMarshal.GetRawUtf8Value(node.Element), out var within) ? 0 : within;
        var position = _positions.At(_start + offset);
        return new Place(node?.Pointer ?? "", Name, position.Line, position.Column);
    }

    /// <summary>A finding by its id.</summary>
    public static Diagnostic Finding(string id, string message, Place? place) =>
        Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, place);

    private Dictionary<string, OscalNode> FindResources()
    {
        Dictionary<string, OscalNode> resources = new(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in Content?.Object("back-matter")?.Items("resources") ?? [])
            if (resource.Text("uuid") is { } uuid) resources.TryAdd(uuid, resource);
        return resources;
    }
}
