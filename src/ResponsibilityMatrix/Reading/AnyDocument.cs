using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>A document of any kind, as <see cref="DocumentReader"/> reads it. Immutable and thread-safe.</summary>
public sealed class AnyDocument
{
    private readonly ReadOnlyMemory<byte> _utf8;

    // For a known kind, the result contains everything else.
    internal AnyDocument(DocumentKind kind, string? file, ValueList<Diagnostic> diagnostics, ReadOnlyMemory<byte> utf8 = default)
    {
        _utf8 = utf8;
        Kind = kind;
        File = file;
        Diagnostics = diagnostics;
    }

    /// <summary>Returns a catalog that was read from a format of others, such as OSCAL, as if it were read from this project's.</summary>
    /// <param name="catalog">The catalog; null if it could not be read, which a finding of severity error says.</param>
    /// <param name="diagnostics">The findings of reading.</param>
    /// <param name="file">The name of the file, or null.</param>
    /// <param name="utf8">The text that was read.</param>
    public static AnyDocument OfCatalog(
        Catalog? catalog, ValueList<Diagnostic> diagnostics, string? file = null, ReadOnlyMemory<byte> utf8 = default) =>
        new(DocumentKind.Catalog, file, diagnostics) { Catalog = new(catalog, diagnostics, file, utf8, null) };

    /// <summary>The kind, as its members show it; <see cref="DocumentKind.Unknown"/> if they do not (RM0100), or if the text could
    /// not be read.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The file name as it was given, or null.</summary>
    public string? File { get; }

    /// <summary>The bytes that were read; empty if they are too many.</summary>
    public ReadOnlyMemory<byte> Utf8 => Matrix?.Utf8 ?? Catalog?.Utf8 ?? Mapping?.Utf8 ?? Requirements?.Utf8 ?? _utf8;

    /// <summary>The findings of reading, in text order.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The result of reading a matrix; null for other kinds.</summary>
    public ReadResult<Matrix>? Matrix { get; internal init; }

    /// <summary>The result of reading a catalog; null for other kinds.</summary>
    public ReadResult<Catalog>? Catalog { get; internal init; }

    /// <summary>The result of reading a mapping; null for other kinds.</summary>
    public ReadResult<CatalogMapping>? Mapping { get; internal init; }

    /// <summary>The result of reading a set of requirements; null for other kinds.</summary>
    public ReadResult<RequirementSet>? Requirements { get; internal init; }

    /// <summary>Whether a finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(finding => finding.Severity == Severity.Error);
}
