using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Documents;

/// <summary>A matrix with its source. A matrix with errors cannot be in one; it can only be validated. Immutable and thread-safe.</summary>
public sealed class MatrixDocument
{
    private readonly ReadResult<Matrix>? _source;
    private readonly Lazy<ReadOnlyMemory<byte>> _utf8;
    private readonly Lazy<string?> _digest;

    /// <summary>Creates a document from a matrix built in code.</summary>
    /// <param name="matrix">The matrix.</param>
    public MatrixDocument(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Matrix = matrix;
        _utf8 = new(() => Written(matrix));
        _digest = new(() => CanonicalJson.DigestIfAny(Utf8));
    }

    /// <summary>Creates a document from a matrix that was read.</summary>
    /// <param name="source">The result of reading.</param>
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

    /// <summary>The findings of reading; none of them is an error.</summary>
    public ValueList<Diagnostic> ReadingDiagnostics => _source?.Diagnostics ?? default;

    /// <summary>Whether reading found errors, so that the document may only be validated.</summary>
    internal bool HasErrors => _source is { HasErrors: true };

    /// <summary>Whether it was read; false if it was built in code.</summary>
    internal bool IsRead => _source is not null;

    /// <summary>The pointers of values that could not be read, or are missing.</summary>
    internal ValueList<string> Damaged => _source?.Damaged ?? default;

    /// <summary><c>id@version</c>, the name by which reasons refer to it.</summary>
    public string Name => $"{Matrix.Id}@{Matrix.Version}";

    /// <summary>
    /// The digest of the canonical form, computed on first use. Null if there is no canonical form: the document contains a duplicate
    /// member or a number that is not exact in it (RM0003), or the matrix was built in code and cannot be written.
    /// </summary>
    public string? Digest => _digest.Value;

    /// <summary>The text that was read. For a matrix built in code, the text that it is written as; empty if it cannot be
    /// written.</summary>
    internal ReadOnlyMemory<byte> Utf8 => _utf8.Value;

    internal string DigestSentence => Digest is { } digest ? $"its digest is {digest}"
        : "it has no digest, because of a number with too many digits";

    /// <summary>What a digest that names the whole document shows of a view, and what it does not.</summary>
    internal string ViewSentence => $"{Name} is a view that names the document with this digest as its whole. The digest does not show " +
        $"that nothing was changed in the view: verify its signature, or ask for its own digest, {Digest ?? "which it lacks"}.";

    /// <summary>Whether the document says that it is a view of the one with a digest.</summary>
    internal bool IsViewOf(string digest) => Matrix.View is { } view && view.Of == digest;

    /// <summary>Whether one of two documents says that it is a view of the other, so that their contents differ by right.</summary>
    internal bool IsBesideViewOf(MatrixDocument other) =>
        (Digest is { } digest && other.IsViewOf(digest)) || (other.Digest is { } otherDigest && IsViewOf(otherDigest));

    /// <summary>Whether two documents have the same content: the same bytes or the same digest.</summary>
    internal bool HasContentOf(MatrixDocument other) =>
        (Utf8.IsEmpty ? Matrix == other.Matrix : Utf8.Span.SequenceEqual(other.Utf8.Span))
            || (Digest is { } digest && digest == other.Digest);

    /// <summary>The same document with another matrix, which is a part of its own one.</summary>
    internal MatrixDocument Showing(Matrix part) => _source is { } source ? new(source, part) : new(part);

    /// <summary>The place of a value of the document.</summary>
    /// <param name="pointer">A JSON Pointer.</param>
    public Place PlaceOf(string pointer) => _source?.PlaceOf(pointer) ?? new Place(pointer);

    /// <summary>The readable part of a matrix, with or without errors, for rules to check; null if there is none.</summary>
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

/// <summary>A catalog with its source; it may be read when it is first needed. Immutable and thread-safe.</summary>
internal sealed class CatalogDocument
{
    private readonly Lazy<(Catalog Catalog, ReadResult<Catalog>? Source)> _content;
    private readonly Lazy<string?> _digest;
    private readonly Lazy<ValueList<Diagnostic>> _diagnostics;

    internal CatalogDocument(Catalog catalog, ReadResult<Catalog>? source)
        : this(catalog.Id, catalog.Edition, new Lazy<(Catalog, ReadResult<Catalog>?)>((catalog, source)))
    {
    }

    internal CatalogDocument(string id, string edition, Func<ReadResult<Catalog>> read)
        : this(id, edition, new Lazy<(Catalog, ReadResult<Catalog>?)>(() => Checked(id, edition, read())))
    {
    }

    private CatalogDocument(string id, string edition, Lazy<(Catalog, ReadResult<Catalog>?)> content)
    {
        (Id, Edition, _content) = (id, edition, content);
        _diagnostics = new(() => CatalogValidator.Validate(Catalog, Source is { } source ? source.PlaceOf : static at => new Place(at)));
        _digest = new(() => Source is { } source ? CanonicalJson.DigestIfAny(source.Utf8) : null);
    }

    /// <summary>The id of the catalog, without reading it.</summary>
    public string Id { get; }

    /// <summary>The edition of the catalog, without reading it.</summary>
    public string Edition { get; }

    /// <summary><see cref="Catalog.Identity"/>, without reading the catalog.</summary>
    public string Identity => Catalog.IdentityOf(Id, Edition);

    /// <summary>The catalog, which is read now if it was not before.</summary>
    public Catalog Catalog => _content.Value.Catalog;

    /// <summary>The digest of the canonical form. Null for a catalog built in code, and for one with a number that is not exact in the
    /// canonical form.</summary>
    public string? Digest => _digest.Value;

    /// <summary>The file it was read from, or null.</summary>
    public string? File => Source?.File;

    /// <summary>The findings of reading and validating the catalog. Answers that use a catalog with errors include them.</summary>
    public ValueList<Diagnostic> Diagnostics => Source is { Diagnostics.IsEmpty: false } source
        ? source.Diagnostics.Concat(_diagnostics.Value).ToValueList() : _diagnostics.Value;

    /// <summary>The errors among the findings: the first few, of which the last states how many more there are.</summary>
    internal IEnumerable<Diagnostic> Errors => ShownErrors.Of(Diagnostics);

    private ReadResult<Catalog>? Source => _content.Value.Source;

    private static (Catalog, ReadResult<Catalog>) Checked(string id, string edition, ReadResult<Catalog> read)
    {
        if (read.Document is not { } catalog)
            throw new InvalidOperationException(DocumentErrors.Sentence(read.File, read.Diagnostics));
        if (catalog.Id != id || catalog.Edition != edition)
            throw new InvalidOperationException(
                $"{read.File ?? "The document"} is {catalog.Identity}, but was added as {Catalog.IdentityOf(id, edition)}.");
        return (catalog, read);
    }
}

/// <summary>A mapping between catalogs with its source. Immutable and thread-safe.</summary>
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

    /// <summary>The findings of reading the mapping and of validating it against the documents, which contain its catalogs.</summary>
    /// <param name="documents">The available documents.</param>
    public ValueList<Diagnostic> Validate(DocumentSet documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var found = MappingValidator.Validate(Mapping, documents, _source is null ? static pointer => new Place(pointer) : _source.PlaceOf);
        return _source is { Diagnostics.IsEmpty: false } ? _source.Diagnostics.Concat(found).ToValueList() : found;
    }

    /// <summary>The errors among the findings: the first few, of which the last states how many more there are.</summary>
    internal IEnumerable<Diagnostic> Errors(DocumentSet documents) => ShownErrors.Of(Validate(documents));
}

/// <summary>The reason for rejecting a document that cannot be used.</summary>
internal static class DocumentErrors
{
    public static ArgumentException Refuse<T>(ReadResult<T>? source, string parameter) where T : class =>
        source is null ? new ArgumentNullException(parameter) : Refuse(source.File, source.Diagnostics, parameter);

    public static ArgumentException Refuse(string? file, ValueList<Diagnostic> diagnostics, string parameter) =>
        new(Sentence(file, diagnostics), parameter);

    public static string Sentence(string? file, ValueList<Diagnostic> diagnostics) =>
        $"{file ?? "The document"} has errors: {diagnostics.First(finding => finding.Severity == Severity.Error)}";
}

/// <summary>The errors of a document that a request uses: enough to act on. Validating the document itself reports all of them.</summary>
internal static class ShownErrors
{
    private const int Most = 16;

    public static IEnumerable<Diagnostic> Of(ValueList<Diagnostic> diagnostics)
    {
        // They concern every answer, whatever control is requested.
        List<Diagnostic> errors =
            [.. diagnostics.Where(finding => finding.Severity == Severity.Error)
            .Select(finding => finding with { Control = null, Catalog = null })];
        if (errors.Count > Most)
            errors[Most - 1] = errors[Most - 1] with
            {
                Message =
                $"{errors[Most - 1].Message} The document has {errors.Count - Most} more errors; validating it lists them."
            };
        return errors.Take(Most);
    }
}
