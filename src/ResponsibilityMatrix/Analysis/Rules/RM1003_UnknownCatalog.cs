using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1003: unknown catalog.</summary>
internal sealed class UnknownCatalog : DocumentRule
{
    public override DiagnosticDescriptor Descriptor => ReferenceDescriptors.UnknownCatalog;

    public override void Check(DocumentCase document)
    {
        var known = document.Effective.Documents.CatalogDocuments.Select(catalog => catalog.Id);
        // A missing catalog in scope affects every answer, so the resolver reports it.
        foreach (var (reference, owner) in document.MappedControls())
            if (reference.CatalogId is not (null or Catalog.Local) && !document.CatalogsNamedBy(reference).Any())
                document.Report(
                    this, $"{owner}/control",
                    $"\"{reference}\" names a catalog that is not among the documents at hand. Give it too." +
                    $"{document.Suggestions.For(reference.CatalogId!, known)}");
        if (!document.IsComplete) return;
        var scopes = document.Effective.ScopesAt(0);
        foreach (var (written, spot) in document.Qualified())
        {
            var selector = document.Effective.Read(written, 0);
            if (selector.CatalogId is not { } id || id == Catalog.Local || IsIn(scopes, id, selector.Edition)) continue;
            var advice = scopes.Find(scope => written.ToString().StartsWith($"{scope.Id}@{scope.Edition}:", StringComparison.Ordinal)) is
            { } meant
                ? $" An edition with a colon cannot stand in a reference: give {meant.Id} a short name with \"as\" in \"catalogs\", and " +
                    $"write it in place of \"{meant.Id}@{meant.Edition}\"."
                : document.Suggestions.For(id, document.Effective.CatalogNames(0));
            document.Report(this, spot.ToString(), $"\"{written}\" names a catalog that is not in this document's \"catalogs\".{advice}");
        }
    }

    private static bool IsIn(List<CatalogScope> scopes, string id, string? edition) =>
        scopes.Exists(scope => scope.Id == id && (edition is null || edition == scope.Edition));
}
