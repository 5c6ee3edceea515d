using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>The findings of the schema about a document, and those that readers add where a schema is not expressive enough.</summary>
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

    /// <summary>Cancels the reading.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The format version that the document declares, by default the version of this library.</summary>
    public string FormatVersion { get; private set; } = Matrix.FormatVersion;

    /// <summary>Whether the document has another major version, and so another format.</summary>
    public bool IsOtherFormat { get; private set; }

    /// <summary>Whether the document has a later minor version, whose unknown members are preserved.</summary>
    public bool IsLaterVersion { get; private set; }

    /// <summary>The members of a later minor version, by pointer.</summary>
    public List<KeyValuePair<string, JsonText>> Unrecognized { get; } = [];

    /// <summary>The pointers of values that are invalid or missing. No rule may draw conclusions from their absence.</summary>
    public ValueList<string> Damaged => _damaged.ToValueList();

    /// <summary>Whether there are no findings.</summary>
    public bool IsEmpty => _diagnostics.IsEmpty;

    /// <summary>The findings in text order.</summary>
    public ValueList<Diagnostic> InOrder
    {
        get
        {
            if (_diagnostics.Count < 2) return _diagnostics.ToValueList();
            return _diagnostics.OrderBy(finding => finding.Place?.Line ?? 0).ThenBy(finding => finding.Place?.Column ?? 0).ToValueList();
        }
    }

    /// <summary>Validates a document against its schema.</summary>
    public static DocumentFindings Of(
        JsonIndex index, JsonSchema schema, Limits limits, FindingList diagnostics, CancellationToken cancellationToken)
    {
        var findings = new DocumentFindings(index, diagnostics, cancellationToken);
        var version = index.Member(0, "schemaVersion"u8);
        var isLater = version >= 0 && index[version].Kind == JsonKind.String && findings.ReadVersion(version);
        if (findings.IsOtherFormat) return findings;
        findings.IsLaterVersion = isLater;
        findings.LookAtNumbers();
        // All members of a later version are preserved, whatever their number.
        var most = isLater ? int.MaxValue : limits.MaxFindings;
        foreach (var violation in schema.Evaluate(index, limits, most, diagnostics, isLater, cancellationToken))
            findings.Take(violation, isLater, version);
        return findings;
    }

    /// <summary>Reports what a schema cannot express, unless the schema has already reported an error there.</summary>
    public void ReportOnce(int token, Func<SchemaSentences, string> say)
    {
        if (!_wrong.Add(token)) return;
        _damaged.Add(_index.PointerOf(token));
        _diagnostics.Add(Diagnostic.Of(DocumentDescriptors.SchemaViolation, say(new SchemaSentences(_index)), _index.PlaceOf(token)));
    }

    // Digests and signatures depend on the exact numbers of a document. One finding is enough, since any such number leaves the document
    // without a digest.
    private void LookAtNumbers()
    {
        foreach (var token in _index.LongNumbers)
        {
            if (NumberText.ProblemWith(_index.Raw(token)) is not { } problem) continue;
            _diagnostics.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed, $"{problem} Until then the document has no digest, and cannot be signed or published.",
                _index.PlaceOf(token)) with
                { Severity = Severity.Warning });
            return;
        }
    }

    // The version determines what an unknown member means, so it is checked first.
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
            // Of repeated names, the first one counts; the second has a finding of its own.
            if (_index[violation.Token].IsRepeated) return;
            var name = Shortened.Text(_index.GetString(violation.Token));
            Unrecognized.Add(KeyValuePair.Create(violation.Place.Pointer, JsonText.Of(_index.Raw(violation.Token + 1))));
            _diagnostics.Add(Diagnostic.Of(
                DocumentDescriptors.UnknownLaterMember,
                $"The member \"{name}\" is unknown to version {Matrix.FormatVersion} of the format. It is kept, and no answer takes it " +
                    $"into account.{new Suggestion(violation.MissingName)}",
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

/// <summary>The published schemas, compiled on first use.</summary>
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
