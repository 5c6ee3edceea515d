using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>What the schema says of a document, and what the readers add where a schema has no words.</summary>
internal sealed class DocumentFindings
{
    private readonly JsonIndex _index;
    private readonly FindingList _diagnostics;
    private readonly HashSet<int> _wrong = [];
    private readonly List<string> _damaged = [];

    private DocumentFindings(JsonIndex index, FindingList diagnostics, CancellationToken cancellationToken)
    {
        _index = index;
        _diagnostics = diagnostics;
        CancellationToken = cancellationToken;
    }

    /// <summary>Stops the reading.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The version of the format that the document names, or this one.</summary>
    public string FormatVersion { get; private set; } = Matrix.FormatVersion;

    /// <summary>Whether the document is of another major version, and so of another format.</summary>
    public bool IsOtherFormat { get; private set; }

    /// <summary>Whether the document is of a later minor version, whose further members are kept.</summary>
    public bool IsLaterVersion { get; private set; }

    /// <summary>Members that a later minor version knows, by pointer.</summary>
    public List<KeyValuePair<string, JsonText>> Unrecognized { get; } = [];

    /// <summary>The pointers of values that are wrong or missing, so that nothing is concluded from their absence.</summary>
    public ValueList<string> Damaged => _damaged.ToValueList();

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => _diagnostics.IsEmpty;

    /// <summary>The findings in the order of the text.</summary>
    public ValueList<Diagnostic> InOrder
    {
        get
        {
            if (_diagnostics.Count < 2) return _diagnostics.ToValueList();
            return _diagnostics.OrderBy(finding => finding.Place?.Line ?? 0).ThenBy(finding => finding.Place?.Column ?? 0).ToValueList();
        }
    }

    /// <summary>Holds a document against its schema.</summary>
    public static DocumentFindings Of(
        JsonIndex index, JsonSchema schema, Limits limits, FindingList diagnostics, CancellationToken cancellationToken)
    {
        var findings = new DocumentFindings(index, diagnostics, cancellationToken);
        var version = index.Member(0, "schemaVersion"u8);
        var isLater = version >= 0 && index[version].Kind == JsonKind.String && findings.ReadVersion(version);
        if (findings.IsOtherFormat) return findings;
        findings.IsLaterVersion = isLater;
        findings.LookAtNumbers();
        // Members of a later version are kept, however many there are.
        var most = isLater ? int.MaxValue : limits.MaxFindings;
        foreach (var violation in schema.Evaluate(index, limits, most, diagnostics, isLater, cancellationToken))
            findings.Take(violation, isLater, version);
        return findings;
    }

    /// <summary>Reports what a schema cannot express, where the schema has not found fault already.</summary>
    public void ReportOnce(int token, Func<SchemaSentences, string> say)
    {
        if (!_wrong.Add(token)) return;
        _damaged.Add(_index.PointerOf(token));
        _diagnostics.Add(Diagnostic.Of(DocumentDescriptors.SchemaViolation, say(new SchemaSentences(_index)), _index.PlaceOf(token)));
    }

    // Whoever relies on the digest or the signature of a document relies on its numbers. One is told of: any of them leaves the document
    // without a digest.
    private void LookAtNumbers()
    {
        foreach (var token in _index.LongNumbers)
        {
            if (NumberText.ProblemWith(_index.Raw(token)) is not { } problem) continue;
            _diagnostics.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed, $"{problem} Until then the document has no digest, and cannot be signed or published.",
                _index.PlaceOf(token)) with { Severity = Severity.Warning });
            return;
        }
    }

    // The version decides what an unknown member is, so it is looked at before anything else.
    private bool ReadVersion(int token)
    {
        FormatVersion = _index.GetString(token);
        if (FormatVersion == Matrix.FormatVersion) return false;
        var isLater = FormatVersion.StartsWith("1.", StringComparison.Ordinal) && FormatVersion.Length > 2
            && FormatVersion.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
        var message = isLater
            ? $"The document is written in version {FormatVersion} of the format; this software knows {Matrix.FormatVersion} and keeps " +
                $"what it does not know."
            : $"\"schemaVersion\" is \"{Shortened.Text(FormatVersion)}\", but this software reads version {Matrix.FormatVersion} of the " +
                $"format.";
        IsOtherFormat = !isLater;
        _diagnostics.Add(Diagnostic.Of(DocumentDescriptors.UnsupportedVersion, message, _index.PlaceOf(token)) with
            { Severity = isLater ? Severity.Warning : Severity.Error });
        return isLater;
    }

    private void Take(SchemaViolation violation, bool isLater, int version)
    {
        if (isLater && violation.Token == version) return;
        if (isLater && violation.Keyword is "additionalProperties" or "unevaluatedProperties")
        {
            // Of a name that occurs twice, the first one counts; the second is a finding of its own.
            if (_index[violation.Token].IsRepeated) return;
            var name = Shortened.Text(_index.GetString(violation.Token));
            Unrecognized.Add(KeyValuePair.Create(violation.Place.Pointer, JsonText.Of(_index.Raw(violation.Token + 1))));
            _diagnostics.Add(Diagnostic.Of(
                DocumentDescriptors.UnknownLaterMember,
                $"The member \"{name}\" is unknown to version {Matrix.FormatVersion} of the format. It is kept, and no answer takes it " +
                    $"into account.{(violation.MissingName is { } meant ? $" Did you mean \"{meant}\"?" : "")}",
                violation.Place));
            return;
        }
        _wrong.Add(violation.Token);
        var pointer = violation.Place.Pointer;
        if (violation.Keyword != "required") _damaged.Add(pointer);
        if (violation.MissingName is { } missing)
            _damaged.Add(
                $"{(violation.Keyword == "required" ? pointer : pointer[..pointer.LastIndexOf('/')])}/{JsonIndex.EscapePointer(missing)}");
        _diagnostics.Add(violation.ToDiagnostic());
    }
}

/// <summary>The published schemas, compiled when first needed.</summary>
internal static class DocumentSchemas
{
    private static readonly Lazy<JsonSchema> LazyMatrix = new(() => Compile("matrix"));
    private static readonly Lazy<JsonSchema> LazyCatalog = new(() => Compile("catalog"));
    private static readonly Lazy<JsonSchema> LazyMapping = new(() => Compile("mapping"));
    private static readonly Lazy<JsonSchema> LazyRequirements = new(() => Compile("requirements"));

    public static JsonSchema Matrix => LazyMatrix.Value;

    public static JsonSchema Catalog => LazyCatalog.Value;

    public static JsonSchema Mapping => LazyMapping.Value;

    public static JsonSchema Requirements => LazyRequirements.Value;

    private static JsonSchema Compile(string name) =>
        JsonSchema.Compile(PublishedSchema.Read(name), new JsonSchemaOptions { AssertFormats = true });
}
