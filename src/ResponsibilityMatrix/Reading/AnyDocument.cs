using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>What kind of document a text holds.</summary>
public enum DocumentKind
{
    /// <summary>None that is known, or no JSON at all.</summary>
    Unknown,

    /// <summary>A matrix.</summary>
    Matrix,

    /// <summary>A catalog, in the project's own format or in OSCAL's.</summary>
    Catalog,

    /// <summary>A mapping between two catalogs.</summary>
    Mapping,

    /// <summary>A set of requirements.</summary>
    Requirements,
}

/// <summary>A document of a kind that its members tell, read once. Immutable and thread-safe.</summary>
public sealed class AnyDocument
{
    private AnyDocument(DocumentKind kind, ValueList<Diagnostic> diagnostics)
    {
        Kind = kind;
        Diagnostics = diagnostics;
    }

    /// <summary>What kind of document it is.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The findings of reading.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>What reading a matrix gave; null for other kinds.</summary>
    public ReadResult<Matrix>? Matrix { get; private init; }

    /// <summary>What reading a catalog gave; null for other kinds.</summary>
    public ReadResult<Catalog>? Catalog { get; private init; }

    /// <summary>What reading a mapping gave; null for other kinds.</summary>
    public ReadResult<CatalogMapping>? Mapping { get; private init; }

    /// <summary>What reading a set of requirements gave; null for other kinds.</summary>
    public ReadResult<RequirementSet>? Requirements { get; private init; }

    /// <summary>Whether a finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Reads a document of any kind. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It is copied, so that the buffer may be used for something else afterwards.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static AnyDocument Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        var diagnostics = new FindingList(limits);
        if (JsonIndex.Build(OwnBytes.Of(utf8, limits), file, limits, diagnostics) is not { } index)
            return new AnyDocument(DocumentKind.Unknown, diagnostics.ToValueList());
        switch (KindOf(index))
        {
            case DocumentKind.Matrix:
                var matrix = MatrixReader.Read(index, limits, diagnostics);
                return new AnyDocument(DocumentKind.Matrix, matrix.Diagnostics) { Matrix = matrix };
            case DocumentKind.Catalog:
                var catalog = CatalogReader.Read(index, limits, diagnostics);
                return new AnyDocument(DocumentKind.Catalog, catalog.Diagnostics) { Catalog = catalog };
            case DocumentKind.Mapping:
                var mapping = MappingReader.Read(index, limits, diagnostics);
                return new AnyDocument(DocumentKind.Mapping, mapping.Diagnostics) { Mapping = mapping };
            case DocumentKind.Requirements:
                var requirements = RequirementsReader.Read(index, limits, diagnostics);
                return new AnyDocument(DocumentKind.Requirements, requirements.Diagnostics) { Requirements = requirements };
            default:
                return new AnyDocument(DocumentKind.Unknown, diagnostics.ToValueList());
        }
    }

    private static DocumentKind KindOf(JsonIndex index)
    {
        return Has("relations"u8) ? DocumentKind.Mapping
            : Has("service"u8) || Has("assignments"u8) ? DocumentKind.Matrix
            : Has("catalog"u8) || (Has("controls"u8) && Has("edition"u8)) ? DocumentKind.Catalog
            : Has("rules"u8) ? DocumentKind.Requirements
            : DocumentKind.Unknown;

        bool Has(ReadOnlySpan<byte> name) => index.Member(0, name) >= 0;
    }
}
