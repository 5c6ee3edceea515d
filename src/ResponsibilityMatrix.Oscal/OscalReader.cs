using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Makes documents of OSCAL (https://pages.nist.gov/OSCAL/): catalogs of catalogs and resolved profiles, matrices of system security plans
/// and component definitions, mappings of mapping collections. Nothing that a document links to is fetched or opened. Faults become
/// findings, never exceptions. Thread-safe.
/// </summary>
public static class OscalReader
{
    /// <summary>Which model of OSCAL a text is; null for other texts. Only the root is looked at.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    public static OscalModel? ModelOf(ReadOnlyMemory<byte> utf8) => OscalFile.ModelOf(utf8.Span);

    /// <summary>Imports documents. Plans that are imported together are linked where one leverages the other.</summary>
    /// <param name="sources">The documents.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <exception cref="OperationCanceledException">The import was cancelled.</exception>
    public static OscalImport Import(
        IReadOnlyList<OscalSource> sources, OscalImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options ??= new();
        var result = new ImportResult(options.Limits);
        var files = sources.Select(source => OscalFile.Read(source.Utf8, source.File, options.Limits, cancellationToken)).ToList();
        foreach (var file in files) result.Findings.AddRange(file.Diagnostics);
        // What is imported together is at hand for each other: catalogs come first.
        foreach (var file in Of(OscalModel.Catalog))
            CatalogReader.Read(file, sources.Count == 1 ? options.Catalog : null, result, cancellationToken);
        options = options with { Documents = result.Catalogs.Aggregate(options.Documents, (documents, catalog) => documents.Add(catalog)) };
        foreach (var file in Of(OscalModel.Profile))
            options = options with { Documents = ProfileReader.Read(file, options, result, cancellationToken) };
        foreach (var file in Of(OscalModel.ComponentDefinition)) ComponentReader.Read(file, options, result, cancellationToken);
        if (Of(OscalModel.SystemSecurityPlan) is { Count: > 0 } plans) PlanReader.Read(plans, options, result, cancellationToken);
        foreach (var file in Of(OscalModel.MappingCollection)) MappingReader.Read(file, options, result, cancellationToken);
        return result.ToImport();

        List<OscalFile> Of(OscalModel model) => files.FindAll(file => file.Model == model);
    }

    /// <summary>
    /// A document with the catalog that it is in OSCAL: of a text that <see cref="DocumentReader"/> does not know and that is a catalog or
    /// resolved profile in OSCAL, the catalog; any other document as it is. The losses that an import tells are left out.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="limits">The limits of the document, or null for <see cref="Limits.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static AnyDocument WithCatalog(AnyDocument document, Limits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Kind != DocumentKind.Unknown || document.Diagnostics.Any(finding => finding.Id != "RM0100")
            || ModelOf(document.Utf8) != OscalModel.Catalog) return document;
        var source = new OscalSource { Utf8 = document.Utf8, File = document.File };
        var import = Import([source], new() { Limits = limits ?? Limits.Default }, cancellationToken);
        return AnyDocument.OfCatalog(import.Catalogs.FirstOrDefault(),
            import.Diagnostics.Where(finding => finding.Id is not ("RM7002" or "RM7003")).ToValueList(), document.File, document.Utf8);
    }
}
