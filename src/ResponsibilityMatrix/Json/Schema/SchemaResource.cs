namespace ResponsibilityMatrix.Json;

/// <summary>A schema with its own identity: the root of a document, or an embedded schema with an <c>$id</c>.</summary>
internal sealed class SchemaResource(string uri, JsonIndex document, int root, SchemaDialect dialect)
{
    public string Uri { get; } = uri;

    public JsonIndex Document { get; } = document;

    public int Root { get; } = root;

    public SchemaDialect Dialect { get; } = dialect;

    /// <summary>The schemas that <c>$anchor</c> and <c>$dynamicAnchor</c> name.</summary>
    public Dictionary<string, int> Anchors { get; } = new(StringComparer.Ordinal);

    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The compiled schemas of the dynamic anchors.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);

    /// <summary>The pointer of a part of the resource, from its root.</summary>
    public string PointerOf(int token) => Document.PointerOf(token)[Document.PointerOf(Root).Length..];
}

/// <summary>The keywords that apply, and their meaning.</summary>
internal sealed record SchemaDialect
{
    private const string Vocabulary = "https://json-schema.org/draft/2020-12/vocab/";

    public static SchemaDialect Draft202012 { get; } = new();

    public static SchemaDialect Draft7 { get; } = new() { IsDraft7 = true };

    public bool IsDraft7 { get; init; }

    public bool HasApplicators { get; init; } = true;

    public bool HasUnevaluated { get; init; } = true;

    public bool HasValidation { get; init; } = true;

    public bool AssertsFormats { get; init; }

    /// <summary>The dialect of the vocabularies in a meta-schema, or the name of one that is required but unknown.</summary>
    public static (SchemaDialect? Dialect, string? Unknown) OfVocabularies(IEnumerable<(string Name, bool IsRequired)> vocabularies)
    {
        var dialect = Draft202012 with { HasApplicators = false, HasUnevaluated = false, HasValidation = false };
        foreach (var (name, isRequired) in vocabularies)
        {
            switch (name.StartsWith(Vocabulary, StringComparison.Ordinal) ? name[Vocabulary.Length..] : "")
            {
                case "applicator": dialect = dialect with { HasApplicators = true }; break;
                case "unevaluated": dialect = dialect with { HasUnevaluated = true }; break;
                case "validation": dialect = dialect with { HasValidation = true }; break;
                case "format-assertion": dialect = dialect with { AssertsFormats = true }; break;
                case "core" or "meta-data" or "format-annotation" or "content": break;
                default:
                    if (isRequired) return (null, name);
                    break;
            }
        }
        return (dialect, null);
    }
}
