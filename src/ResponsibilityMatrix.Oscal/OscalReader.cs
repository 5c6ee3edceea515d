
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
        List<OscalFile> plans = [];
        foreach (var source in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = OscalFile.Read(source.Utf8, source.File, options.Limits, cancellationToken);
            result.Findings.AddRange(file.Diagnostics);
            switch (file.Model)
            {
                case OscalModel.SystemSecurityPlan: plans.Add(file); break;
                case OscalModel.ComponentDefinition: ComponentReader.Read(file, options, result, cancellationToken); break;
            }
        }
        if (plans.Count > 0) PlanReader.Read(plans, options, result, cancellationToken);
        return result.ToImport();
    }
}
