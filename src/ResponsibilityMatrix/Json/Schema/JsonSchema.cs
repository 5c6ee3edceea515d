using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// A JSON Schema of draft 2020-12 or draft 7, compiled once to validate any number of documents. Nothing is ever downloaded: referenced
/// schemas must be supplied. Immutable and thread-safe. Source: https://json-schema.org/draft/2020-12 and https://json-schema.org/draft-07.
/// </summary>
internal sealed class JsonSchema
{
    private readonly SchemaNode _root;

    private JsonSchema(SchemaNode root, SchemaCompiler compiler)
    {
        _root = root;
        NodeCount = compiler.NodeCount;
    }

    /// <summary>The number of schemas in the compiled schema.</summary>
    internal int NodeCount { get; }

    /// <summary>Compiles a schema.</summary>
    /// <param name="utf8">The schema in UTF-8. It must not change while the result is in use.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <exception cref="JsonSchemaException">The text is not a schema: it is not JSON, a keyword has an invalid value, or a reference has
    /// no target.</exception>
    public static JsonSchema Compile(ReadOnlyMemory<byte> utf8, JsonSchemaOptions? options = null)
    {
        var compiler = new SchemaCompiler(options ?? new JsonSchemaOptions());
        return new JsonSchema(compiler.Compile(utf8), compiler);
    }

    /// <summary>Validates a document against the schema. Errors in the document become findings, never exceptions.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="file">The document's name in findings, or null. It is never opened.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
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

    /// <summary>Returns the violations of a document, up to a maximum. The number of further ones, or an exceeded limit, is added to the
    /// diagnostics.</summary>
    /// <param name="index">The document.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="most">The maximum number of violations to return.</param>
    /// <param name="diagnostics">Receives the number of further violations, and the limit.</param>
    /// <param name="allowsUnknownMembers">Whether unknown members are allowed. They are returned nevertheless.</param>
    /// <param name="cancellationToken">Cancels the evaluation.</param>
    internal List<SchemaViolation> Evaluate(JsonIndex index, Limits limits, int most, FindingList diagnostics,
        bool allowsUnknownMembers = false, CancellationToken cancellationToken = default)
    {
        // Most documents are valid, and a pass without messages shows that fastest.
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

/// <summary>Options for compiling a schema. Immutable.</summary>
internal sealed record JsonSchemaOptions
{
    /// <summary>The location of the schema: the base of its relative references if it has no <c>$id</c>. Nothing is downloaded from
    /// there.</summary>
    public string Uri { get; init; } = "schema:///schema.json";

    /// <summary>Other schemas that may be referenced, by URI; their own <c>$id</c> also counts.</summary>
    public ValueMap<ReadOnlyMemory<byte>> Documents { get; init; }

    /// <summary>The draft of schemas without <c>$schema</c>.</summary>
    public JsonSchemaDraft DefaultDraft { get; init; } = JsonSchemaDraft.Draft202012;

    /// <summary>Whether <c>format</c> is asserted. In the specification, it is only an annotation by default.</summary>
    public bool AssertFormats { get; init; }
}

/// <summary>The supported drafts of JSON Schema.</summary>
internal enum JsonSchemaDraft
{
    /// <summary>Draft 2020-12.</summary>
    Draft202012,

    /// <summary>Draft 7, which OSCAL's schemas use.</summary>
    Draft7,
}

/// <summary>The result of validating a document against a schema. Immutable and thread-safe.</summary>
internal sealed class JsonSchemaVerdict
{
    internal JsonSchemaVerdict(bool isValid, ValueList<SchemaViolation> violations, ValueList<Diagnostic> diagnostics)
    {
        IsValid = isValid;
        Violations = violations;
        Diagnostics = diagnostics;
    }

    /// <summary>Whether the document is JSON and matches the schema.</summary>
    public bool IsValid { get; }

    /// <summary>The violations, up to <see cref="Limits.MaxFindings"/>; also empty if the text could not be read.</summary>
    public ValueList<SchemaViolation> Violations { get; }

    /// <summary>The violations as findings (RM0100), after those about the text itself (RM0001 to RM0003).</summary>
    public ValueList<Diagnostic> Diagnostics { get; }
}

/// <summary>A violation of a schema by a document. Immutable; equal by value.</summary>
internal sealed record SchemaViolation
{
    /// <summary>The place of the invalid value.</summary>
    public required Place Place { get; init; }

    /// <summary>The violated keyword, such as <c>required</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>The place of the keyword in its schema: the file is the schema's URI.</summary>
    public required Place SchemaPlace { get; init; }

    /// <summary>A sentence for people: what is expected, and what was found.</summary>
    public required string Message { get; init; }

    /// <summary>The token of the value, or of its name if the name is invalid.</summary>
    internal int Token { get; init; }

    /// <summary>The missing member, or the one that a misspelled name probably means.</summary>
    internal string? MissingName { get; init; }

    /// <summary>The absolute location of the keyword: the schema's URI with a JSON Pointer as its fragment.</summary>
    public string SchemaLocation => $"{SchemaPlace.File}#{SchemaPlace.Pointer}";

    /// <summary>The violation as finding RM0100, with the keyword's place as related.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Of(DocumentDescriptors.SchemaViolation, Message, Place) with
    {
        Related = [new RelatedPlace { Message = $"the schema's \"{Keyword}\"", Place = SchemaPlace }],
    };
}

/// <summary>The exception for a text that is not a valid schema.</summary>
internal sealed class JsonSchemaException : Exception
{
    internal JsonSchemaException(string message, string? location = null) : base(location is null ? message : $"{location}: {message}") =>
        Location = location;

    /// <summary>The location in the schema, as its URI with a JSON Pointer as the fragment; null if it is not known.</summary>
    public string? Location { get; }
}
