using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Documents;

/// <summary>Checks that the catalogs and controls of a mapping exist. Thread-safe.</summary>
internal static class MappingValidator
{
    /// <summary>Validates a mapping. Returns every finding, including those of reading.</summary>
    /// <param name="source">The result of reading the mapping.</param>
    /// <param name="documents">The available documents.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<CatalogMapping> source, DocumentSet documents, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(documents);
        if (source.Partial is not { } mapping) return source.Diagnostics;
        var diagnostics = new FindingList(limits ?? Limits.Default);
        diagnostics.AddRange(source.Diagnostics);
        diagnostics.AddRange(Validate(mapping, documents, source.PlaceOf, limits));
        return diagnostics.ToValueList();
    }

    internal static ValueList<Diagnostic> Validate(
        CatalogMapping mapping, DocumentSet documents, Func<string, Place> placeOf, Limits? limits = null)
    {
        var diagnostics = new FindingList(limits ?? Limits.Default);
        Suggestions suggestions = new();
        var from = Catalog(mapping.From, "/from");
        var to = Catalog(mapping.To, "/to");
        for (var i = 0; i < mapping.Relations.Count; i++)
        {
            var relation = mapping.Relations[i];
            for (var j = 0; j < relation.From.Count; j++) Look(from, relation.From[j], $"/relations/{i}/from/{j}");
            // A single control may be written without a list.
            for (var j = 0; j < relation.To.Count; j++)
                Look(to, relation.To[j], relation.To.Count == 1 ? $"/relations/{i}/to" : $"/relations/{i}/to/{j}");
        }
        return diagnostics.ToValueList();

        CatalogIndex? Catalog(string identity, string pointer)
        {
            if (identity.Split('@') is not [var id, var edition] || id.Length == 0) return null;
            if (documents.FindCatalog(id, edition) is { } found) return CatalogIndex.Of(found);
            Report(ReferenceDescriptors.UnknownCatalog, pointer,
                $"The catalog {identity} is not among the documents at hand. Give it too.");
            return null;
        }

        void Look(CatalogIndex? index, string id, string pointer)
        {
            if (index is null || !ControlKey.TryParse(id, out var key)) return;
            var at = index.Find(key);
            if (at < 0)
            {
                var suggestion = suggestions.For(id, index.Catalog.Controls.Select(known => known.Id));
                Report(ReferenceDescriptors.UnknownControl, pointer,
                    $"There is no control \"{id}\" in {index.Catalog.Identity}.{suggestion}");
            }
            else if (index.Catalog.Controls[at].IsWithdrawn)
            {
                Report(ReferenceDescriptors.Withdrawn, pointer, $"{Withdrawals.Sentence(index.Catalog, index.Catalog.Controls[at])}");
            }
        }

        void Report(DiagnosticDescriptor descriptor, string pointer, FindingMessage message) =>
            diagnostics.Add(Diagnostic.Of(descriptor, message, placeOf(pointer)));
    }
}
