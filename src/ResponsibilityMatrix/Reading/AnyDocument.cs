using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>A document whose members told its kind: <see cref="DocumentReader"/> reads it. Immutable and thread-safe.</summary>
public sealed class AnyDocument
{
    // Of a kind that is known, the result says the rest.
    internal AnyDocument(DocumentKind kind, string? file, ValueList<Diagnostic> diagnostics)
    {
        Kind = kind;
        File = file;
        Diagnostics = diagnostics;
    }

    /// <summary>What kind of document it is; <see cref="DocumentKind.Unknown"/> where its members do not tell, and where the text could
    /// not be read.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The file's name as it was given, or null.</summary>
    public string? File { get; }

    /// <summary>Every finding of reading, in the order of the text.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>What reading a matrix gave; null for other kinds.</summary>
    public ReadResult<Matrix>? Matrix { get; internal init; }

    /// <summary>What reading a catalog gave; null for other kinds.</summary>
    public ReadResult<Catalog>? Catalog { get; internal init; }

    /// <summary>What reading a mapping gave; null for other kinds.</summary>
    public ReadResult<CatalogMapping>? Mapping { get; internal init; }

    /// <summary>What reading a set of requirements gave; null for other kinds.</summary>
    public ReadResult<RequirementSet>? Requirements { get; internal init; }

    /// <summary>Whether a finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(finding => finding.Severity == Severity.Error);
}
