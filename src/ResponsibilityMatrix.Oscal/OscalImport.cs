using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>The text of one OSCAL document. Immutable.</summary>
public sealed record OscalSource
{
    /// <summary>The document in UTF-8; a byte-order mark at the start is skipped.</summary>
    public required ReadOnlyMemory<byte> Utf8 { get; init; }

    /// <summary>The name of the file, for places; or null.</summary>
    public string? File { get; init; }
}

/// <summary>Options of importing OSCAL. Immutable; equal by value.</summary>
public sealed record OscalImportOptions
{
    /// <summary>The catalogs and matrices at hand. Default: <see cref="DocumentSet.BuiltIn"/>.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>The limits of each document. Default: <see cref="Limits.Default"/>.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>The name of the provider, or null for the one that the document says.</summary>
    public string? Provider { get; init; }

    /// <summary>The name of the customer, or null for the one that the document says.</summary>
    public string? Customer { get; init; }

    /// <summary>The name of the service, or null for the one that the document says.</summary>
    public string? Service { get; init; }

    /// <summary>The id of the matrix or mapping, an absolute URI; null to make one from the document's UUID.</summary>
    public string? Id { get; init; }

    /// <summary>The catalog of the controls, <c>id@edition</c>, or its id for the newest one; null for the one that the document names
    /// or whose ids it uses. For a catalog that is imported: its own id, or id and edition.</summary>
    public string? Catalog { get; init; }

    /// <summary>The source catalog of a mapping, <c>id@edition</c>; null for the one that the document names or that has its ids.</summary>
    public string? From { get; init; }

    /// <summary>The target catalog of a mapping, <c>id@edition</c>; null for the one that the document names or that has its ids.</summary>
    public string? To { get; init; }

    /// <summary>The service model, or null for the one that the document says.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the components of a definition become one matrix, whose duties name them, instead of a matrix each.</summary>
    public bool MergesComponents { get; init; }

    /// <summary>Whether a catalog is made of the ids that a plan or definition uses if there is none at hand.</summary>
    public bool MakesCatalog { get; init; }
}

/// <summary>The result of importing OSCAL documents. Immutable and thread-safe; equal by value.</summary>
public sealed record OscalImport
{
    /// <summary>The matrices of plans and components, in order.</summary>
    public ValueList<Matrix> Matrices { get; init; }

    /// <summary>The catalogs, in order: those that were imported, and those that were made for plans.</summary>
    public ValueList<Catalog> Catalogs { get; init; }

    /// <summary>The mappings, in order.</summary>
    public ValueList<CatalogMapping> Mappings { get; init; }

    /// <summary>What the documents hold, by kind, and what became of it, such as <c>provided</c>: 5.</summary>
    public ValueMap<int> Counts { get; init; }

    /// <summary>The findings: RM0001 to RM0003 and RM0100 for documents that cannot be read, RM7002 for what was left out, RM7003 for what
    /// was mapped approximately; equal ones together, with the number and the first place.</summary>
    public ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The loss report as JSON (<c>schemas/import-report.schema.json</c>, kind <c>oscal</c>): what was made, the counts and the
    /// findings.</summary>
    public byte[] ToReport() => MatrixJson.ToUtf8Bytes(OscalImportReport.Of(this), OscalReportContext.Report);
}
