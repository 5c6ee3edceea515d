using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Documents;

/// <summary>A matrix with what is known of where it came from. Immutable and thread-safe.</summary>
public sealed class MatrixDocument
{
    private readonly ReadResult<Matrix>? _source;
    private readonly Lazy<string> _digest;

    /// <summary>A matrix built in code.</summary>
    /// <param name="matrix">The matrix.</param>
    public MatrixDocument(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Matrix = matrix;
        _digest = new(() => CanonicalJson.Digest(MatrixWriter.Write(matrix)));
    }

    /// <summary>A matrix that was read.</summary>
    /// <param name="source">What reading gave.</param>
    /// <exception cref="ArgumentException">Nothing could be read: see <see cref="ReadResult{T}.IsUnreadable"/>.</exception>
    public MatrixDocument(ReadResult<Matrix> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        Matrix = source.Partial ?? throw new ArgumentException("Nothing could be read: the text is no JSON or of another format.", nameof(source));
        _digest = new(() => CanonicalJson.Digest(source.Utf8));
    }

    /// <summary>The matrix.</summary>
    public Matrix Matrix { get; }

    /// <summary>The file it was read from, or null.</summary>
    public string? File => _source?.File;

    /// <summary>The findings of reading it.</summary>
    public ValueList<Diagnostic> ReadingDiagnostics => _source?.Diagnostics ?? default;

    /// <summary>The pointers of values that could not be read, or are missing.</summary>
    internal ValueList<string> Damaged => _source?.Damaged ?? default;

    /// <summary><c>id@version</c>, the name by which reasons refer to it.</summary>
    public string Name => $"{Matrix.Id}@{Matrix.Version}";

    /// <summary>The digest of its canonical form; computed when first asked for.</summary>
    /// <exception cref="FormatException">It holds a number beyond the range of a double or a duplicate member, and so has no canonical form.</exception>
    public string Digest => _digest.Value;

    /// <summary>The digest, or null where the document has no canonical form.</summary>
    internal string? DigestIfAny
    {
        get
        {
            try
            {
                return Digest;
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>The place of a value of the document.</summary>
    /// <param name="pointer">A JSON Pointer.</param>
    public Place PlaceOf(string pointer) => _source?.PlaceOf(pointer) ?? new Place(pointer);
}

/// <summary>A catalog with what is known of where it came from. Immutable and thread-safe.</summary>
public sealed class CatalogDocument
{
    private readonly ReadResult<Catalog>? _source;
    private readonly Lazy<string?> _digest;

    internal CatalogDocument(Catalog catalog, ReadResult<Catalog>? source)
    {
        Catalog = catalog;
        _source = source;
        _digest = new(() => source is null ? null : CanonicalJson.Digest(source.Utf8));
    }

    /// <summary>The catalog.</summary>
    public Catalog Catalog { get; }

    /// <summary>The digest of its canonical form, or null for a catalog built in code.</summary>
    public string? Digest => _digest.Value;

    /// <summary>The file it was read from, or null.</summary>
    public string? File => _source?.File;
}
