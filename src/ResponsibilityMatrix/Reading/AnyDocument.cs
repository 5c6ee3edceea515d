using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>A document of any kind, as <see cref="DocumentReader"/> reads it. Immutable and thread-safe.</summary>
public sealed class AnyDocument
{
    // For a known kind, the result contains everything else.
    internal AnyDocument(DocumentKind kind, string? file, ValueList<Diagnostic> diagnostics)
    {
        Kind = kind;
        File = file;
        Diagnostics = diagnostics;
    }

    /// <summary>The kind, as its members show it; <see cref="DocumentKind.Unknown"/> if they do not (RM0100), or if the text could
    /// not be read.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The file name as it was given, or null.</summary>
    public string? File { get; }

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
