using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Documents;

/// <summary>A matrix with what is known of where it came from. Of what has errors there is none: such a matrix can be validated, and is
/// asked nothing. Immutable and thread-safe.</summary>
public sealed class MatrixDocument
{
    private readonly ReadResult<Matrix>? _source;
    private readonly Lazy<ReadOnlyMemory<byte>> _utf8;
    private readonly Lazy<string?> _digest;

    /// <summary>A matrix built in code.</summary>
    /// <param name="matrix">The matrix.</param>
    public MatrixDocument(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Matrix = matrix;
        _utf8 = new(() => Written(matrix));
        _digest = new(() => CanonicalJson.DigestIfAny(Utf8));
    }

    /// <summary>A matrix that was read.</summary>
    /// <param name="source">What reading gave.</param>
    /// <exception cref="ArgumentException">Reading found errors: <see cref="ReadResult{T}.Document"/> is null.</exception>
    public MatrixDocument(ReadResult<Matrix> source)
        : this(source, source?.Document ?? throw DocumentErrors.Refuse(source, nameof(source)))
    {
    }

    private MatrixDocument(ReadResult<Matrix> source, Matrix matrix)
    {
        _source = source;
        Matrix = matrix;
        _utf8 = new(() => source.Utf8);
        _digest = new(() => CanonicalJson.DigestIfAny(Utf8));
    }

    /// <summary>The matrix.</summary>
    public Matrix Matrix { get; }

    /// <summary>The file it was read from, or null.</summary>
    public string? File => _source?.File;

    /// <summary>The findings of reading it, none of which is an error.</summary>
    public ValueList<Diagnostic> ReadingDiagnostics => _source?.Diagnostics ?? default;

    /// <summary>Whether reading it found errors, so that it is here to be validated only.</summary>
    internal bool HasErrors => _source is { HasErrors: true };

    /// <summary>Whether it was read; otherwise it was built in code.</summary>
    internal bool IsRead => _source is not null;

    /// <summary>The pointers of values that could not be read, or are missing.</summary>
    internal ValueList<string> Damaged => _source?.Damaged ?? default;

    /// <summary><c>id@version</c>, the name by which reasons refer to it.</summary>
    public string Name => $"{Matrix.Id}@{Matrix.Version}";

    /// <summary>
    /// The digest of its canonical form; computed when first asked for. Null where there is none, since it holds a number that the
    /// canonical form does not name exactly (RM0003 tells of it), or a duplicate member, or since the matrix was built in code and cannot
    /// be written. </summary>
    public string? Digest => _digest.Value;

    /// <summary>The text that it was read from; of a matrix built in code, the one that it is written as, or none where it cannot be
    /// written.</summary>
    internal ReadOnlyMemory<byte> Utf8 => _utf8.Value;

    internal string DigestSentence => Digest is { } digest ? $"its digest is {digest}"
        : "it has no digest, because of a number with too many digits";

    /// <summary>Whether two documents have the same content: the same bytes, or one digest.</summary>
    internal bool HasContentOf(MatrixDocument other) =>
        (Utf8.IsEmpty ? Matrix == other.Matrix : Utf8.Span.SequenceEqual(other.Utf8.Span))
            || (Digest is { } digest && digest == other.Digest);

    /// <summary>The place of a value of the document.</summary>
    /// <param name="pointer">A JSON Pointer.</param>
    public Place PlaceOf(string pointer) => _source?.PlaceOf(pointer) ?? new Place(pointer);

    /// <summary>What could be read of a matrix, with errors or without, for rules to look at; null where that is nothing.</summary>
    internal static MatrixDocument? ToValidate(ReadResult<Matrix> source) =>
        source.Partial is { } matrix ? new MatrixDocument(source, matrix) : null;

    private static ReadOnlyMemory<byte> Written(Matrix matrix)
    {
        try
        {
            return MatrixJson.ToUtf8Bytes(matrix);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>A catalog with what is known of where it came from. Immutable and thread-safe.</summary>
internal sealed class CatalogDocument
{
    private readonly ReadResult<Catalog>? _source;
    private readonly Lazy<string?> _digest;
    private readonly Lazy<ValueList<Diagnostic>> _diagnostics;

    internal CatalogDocument(Catalog catalog, ReadResult<Catalog>? source)
    {
        Catalog = catalog;
        _source = source;
        _diagnostics =
            new(() => CatalogValidator.Validate(catalog, source is null ? static pointer => new Place(pointer) : source.PlaceOf));
        _digest = new(() => source is null ? null : CanonicalJson.DigestIfAny(source.Utf8));
    }

    /// <summary>The catalog.</summary>
    public Catalog Catalog { get; }

    /// <summary>The digest of its canonical form, or null for a catalog built in code and for one with a number that the canonical form
    /// does not name exactly.</summary>
    public string? Digest => _digest.Value;

    /// <summary>The file it was read from, or null.</summary>
    public string? File => _source?.File;

    /// <summary>The findings of reading it and of checking it on its own; whatever is answered from a catalog with errors is told with
    /// them.</summary>
    public ValueList<Diagnostic> Diagnostics => _source is { Diagnostics.IsEmpty: false }
        ? _source.Diagnostics.Concat(_diagnostics.Value).ToValueList() : _diagnostics.Value;

    /// <summary>The errors among the findings: a few of them, the last of which says how many more there are.</summary>
    internal IEnumerable<Diagnostic> Errors => ShownErrors.Of(Diagnostics);
}

/// <summary>A mapping between catalogs with what is known of where it came from. Immutable and thread-safe.</summary>
internal sealed class MappingDocument
{
    private readonly ReadResult<CatalogMapping>? _source;

    internal MappingDocument(CatalogMapping mapping, ReadResult<CatalogMapping>? source)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        Mapping = mapping;
        _source = source;
    }

    /// <summary>The mapping.</summary>
    public CatalogMapping Mapping { get; }

    /// <summary>The file it was read from, or null.</summary>
    public string? File => _source?.File;

    /// <summary>The findings of reading it and of checking it beside other documents, which have its catalogs.</summary>
    /// <param name="documents">The documents at hand.</param>
    public ValueList<Diagnostic> Validate(DocumentSet documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var found = MappingValidator.Validate(Mapping, documents, _source is null ? static pointer => new Place(pointer) : _source.PlaceOf);
        return _source is { Diagnostics.IsEmpty: false } ? _source.Diagnostics.Concat(found).ToValueList() : found;
    }

    /// <summary>The errors among the findings: a few of them, the last of which says how many more there are.</summary>
    internal IEnumerable<Diagnostic> Errors(DocumentSet documents) => ShownErrors.Of(Validate(documents));
}

/// <summary>Why a document is refused that nothing may be made of.</summary>
internal static class DocumentErrors
{
    public static ArgumentException Refuse<T>(ReadResult<T>? source, string parameter) where T : class =>
        source is null ? new ArgumentNullException(parameter) : Refuse(source.File, source.Diagnostics, parameter);

    public static ArgumentException Refuse(string? file, ValueList<Diagnostic> diagnostics, string parameter) =>
        new($"{file ?? "The document"} has errors: {diagnostics.First(finding => finding.Severity == Severity.Error)}", parameter);
}

/// <summary>The errors of a document that another command reads besides: enough to act on, since validating the document alone tells them
/// all.</summary>
internal static class ShownErrors
{
    private const int Most = 16;

    public static IEnumerable<Diagnostic> Of(ValueList<Diagnostic> diagnostics)
    {
        // They concern every answer, whichever control is asked about.
        List<Diagnostic> errors =
            [.. diagnostics.Where(finding => finding.Severity == Severity.Error)
            .Select(finding => finding with { Control = null, Catalog = null })];
        if (errors.Count > Most)
            errors[Most - 1] = errors[Most - 1] with
                { Message =
                $"{errors[Most - 1].Message} The document has {errors.Count - Most} more errors; validating it lists them." };
        return errors.Take(Most);
    }
}
