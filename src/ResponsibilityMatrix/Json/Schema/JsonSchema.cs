using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// A JSON Schema of draft 2020-12 or draft 7, compiled once and then held against any number of documents. Nothing is ever fetched: schemas
/// that are referred to must be given. Immutable and thread-safe. Source: https://json-schema.org/draft/2020-12 and
/// https://json-schema.org/draft-07. </summary>
internal sealed class JsonSchema
{
    private readonly SchemaNode _root;

    private JsonSchema(SchemaNode root, SchemaCompiler compiler)
    {
        _root = root;
        NodeCount = compiler.NodeCount;
    }

    /// <summary>How many schemas the compiled one has.</summary>
    internal int NodeCount { get; }

    /// <summary>Compiles a schema.</summary>
    /// <param name="utf8">The schema in UTF-8. It must not change while the result is in use.</param>
    /// <param name="options">How to read it, or null for the defaults.</param>
    /// <exception cref="JsonSchemaException">The text is no schema: it is no JSON, a keyword has a value that it cannot have, or a
    /// reference leads nowhere.</exception>
    public static JsonSchema Compile(ReadOnlyMemory<byte> utf8, JsonSchemaOptions? options = null)
    {
        var compiler = new SchemaCompiler(options ?? new JsonSchemaOptions());
        return new JsonSchema(compiler.Compile(utf8), compiler);
    }

    /// <summary>Holds the schema against a document. What is wrong with the document becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="file">The document's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public JsonSchemaVerdict Evaluate(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        var diagnostics = new FindingList(limits);
        var index = JsonIndex.Build(utf8, file, limits, diagnostics);
        if (index is null) return new JsonSchemaVerdict(false, [], diagnostics.ToValueList());
        var violations = Evaluate(index, limits, limits.MaxFindings, diagnostics);
        if (violations.Count == 0 && diagnostics.IsEmpty) index.Recycle();
        diagnostics.AddRange(violations.Select(violation => violation.ToDiagnostic()));
        return new JsonSchemaVerdict(diagnostics.IsEmpty, violations.ToValueList(), diagnostics.ToValueList());
    }

    /// <summary>What a document breaks, up to a number of violations; how many more there are, and a limit that was passed, goes to the
    /// diagnostics.</summary>
    /// <param name="index">The document.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="most">How many violations are told.</param>
    /// <param name="diagnostics">Takes how many more there are, and the limit.</param>
    /// <param name="allowsUnknownMembers">Whether members that the schema does not know break nothing. They are told of all the
    /// same.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    internal List<SchemaViolation> Evaluate(JsonIndex index, Limits limits, int most, FindingList diagnostics,
        bool allowsUnknownMembers = false, CancellationToken cancellationToken = default)
    {
        // Most documents are valid, and that is known soonest without looking for words.
        var verdict = new SchemaEvaluation(index, limits, null, most, cancellationToken: cancellationToken);
        List<SchemaViolation> violations = [];
        if (!verdict.IsValid(_root) && verdict.Limit is null)
        {
            verdict = new SchemaEvaluation(index, limits, violations, most, allowsUnknownMembers, cancellationToken);
            verdict.IsValid(_root);
            diagnostics.CountMore(DocumentDescriptors.SchemaViolation, verdict.Untold);
        }
        if (verdict.Limit is { } limit)
            diagnostics.Add(Diagnostic.Of(DocumentDescriptors.LimitPassed, limit, index.PlaceOf(verdict.LimitToken)));
        return violations;
    }
}

/// <summary>How a schema is read. Immutable.</summary>
internal sealed record JsonSchemaOptions
{
    /// <summary>Where the schema was found: the base of its relative references where it has no <c>$id</c>. Nothing is fetched from
    /// there.</summary>
    public string Uri { get; init; } = "schema:///schema.json";

    /// <summary>Other schemas that may be referred to, by the URI at which they are found; their own <c>$id</c> counts too.</summary>
    public ValueMap<ReadOnlyMemory<byte>> Documents { get; init; }

    /// <summary>The draft of schemas that do not say theirs with <c>$schema</c>.</summary>
    public JsonSchemaDraft DefaultDraft { get; init; } = JsonSchemaDraft.Draft202012;

    /// <summary>Whether <c>format</c> is a condition, or, as the specification has it, only a hint.</summary>
    public bool AssertFormats { get; init; }
}

/// <summary>The drafts of JSON Schema that are known.</summary>
internal enum JsonSchemaDraft
{
    /// <summary>Draft 2020-12.</summary>
    Draft202012,

    /// <summary>Draft 7, in which OSCAL's schemas are written.</summary>
    Draft7,
}

/// <summary>What a schema says of a document. Immutable and thread-safe.</summary>
internal sealed class JsonSchemaVerdict
{
    internal JsonSchemaVerdict(bool isValid, ValueList<SchemaViolation> violations, ValueList<Diagnostic> diagnostics)
    {
        IsValid = isValid;
        Violations = violations;
        Diagnostics = diagnostics;
    }

    /// <summary>Whether the document is JSON and fits the schema.</summary>
    public bool IsValid { get; }

    /// <summary>What it breaks, up to <see cref="Limits.MaxFindings"/>; empty too where the text could not be read at all.</summary>
    public ValueList<SchemaViolation> Violations { get; }

    /// <summary>The same as findings (RM0100), after those about the text itself (RM0001 to RM0003).</summary>
    public ValueList<Diagnostic> Diagnostics { get; }
}

/// <summary>One way in which a document does not fit a schema. Immutable; equal by value.</summary>
internal sealed record SchemaViolation
{
    /// <summary>The place of the value that does not fit.</summary>
    public required Place Place { get; init; }

    /// <summary>The keyword that it breaks, such as <c>required</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>The place of the keyword in its schema: the file is the schema's URI.</summary>
    public required Place SchemaPlace { get; init; }

    /// <summary>A sentence for people: what must be, and what is.</summary>
    public required string Message { get; init; }

    /// <summary>The token of the value, or of its name where the name is what is wrong.</summary>
    internal int Token { get; init; }

    /// <summary>The name of the member that is missing, or that a misspelt one was meant to be.</summary>
    internal string? MissingName { get; init; }

    /// <summary>The absolute location of the keyword: the schema's URI with a JSON Pointer as its fragment.</summary>
    public string SchemaLocation => $"{SchemaPlace.File}#{SchemaPlace.Pointer}";

    /// <summary>The violation as finding RM0100, with the keyword's place as related.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Of(DocumentDescriptors.SchemaViolation, Message, Place) with
    {
        Related = [new RelatedPlace { Message = $"the schema's \"{Keyword}\"", Place = SchemaPlace }],
    };
}

/// <summary>A text that should be a schema is none.</summary>
internal sealed class JsonSchemaException : Exception
{
    internal JsonSchemaException(string message, string? location = null) : base(location is null ? message : $"{location}: {message}") =>
        Location = location;

    /// <summary>Where in the schema: its URI with a JSON Pointer as its fragment, or null where that is not known.</summary>
    public string? Location { get; }
}
