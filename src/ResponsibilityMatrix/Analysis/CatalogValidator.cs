using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Checks a catalog on its own: one control for each id, parents that exist and do not go in a circle. Thread-safe.</summary>
public static class CatalogValidator
{
    /// <summary>Every finding but those of reading.</summary>
    /// <param name="source">What reading the catalog gave.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<Catalog> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Partial is not { } catalog) return default;
        List<Diagnostic> diagnostics = [];
        Suggestions suggestions = new();
        var index = CatalogIndex.Of(catalog);
        Dictionary<ControlKey, string> seen = [];
        var parents = new int[catalog.Controls.Count];
        for (var i = 0; i < catalog.Controls.Count; i++)
        {
            var control = catalog.Controls[i];
            if (ControlKey.TryParse(control.Id, out var key) && !seen.TryAdd(key, control.Id))
                Report<DuplicateId>($"/controls/{i}/id", $"\"{control.Id}\" and \"{seen[key]}\" are one control id.", control);
            parents[i] = -1;
            if (!ControlKey.TryParse(control.Parent, out var parent)) continue;
            parents[i] = index.Find(parent);
            if (parents[i] < 0) Report<UnknownControl>($"/controls/{i}/parent", $"There is no control \"{control.Parent}\" in this catalog.{suggestions.For(control.Parent, catalog.Controls.Select(known => known.Id))}", control);
        }
        HashSet<string> groups = new(StringComparer.Ordinal);
        for (var i = 0; i < catalog.Groups.Count; i++)
            if (catalog.Groups[i].Id.Length > 0 && !groups.Add(catalog.Groups[i].Id)) Report<DuplicateId>($"/groups/{i}/id", $"The group id \"{catalog.Groups[i].Id}\" occurs twice in this catalog.");
        var tree = new GroupTree(catalog.Groups, catalog.Groups);
        foreach (var i in tree.WithUnknownParent())
            Report<UnknownReference>($"/groups/{i}/parent", $"There is no group \"{catalog.Groups[i].Parent}\" in this catalog.{suggestions.For(catalog.Groups[i].Parent!, tree.Ids)}");
        foreach (var i in tree.Circles()) Report<ParentCycle>($"/groups/{i}/parent", $"The group \"{catalog.Groups[i].Id}\" is, over its parents, a part of itself.");

        var states = new byte[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var at = i;
            List<int> path = [];
            while (at >= 0 && states[at] == 0)
            {
                states[at] = 1;
                path.Add(at);
                at = parents[at];
            }
            if (at >= 0 && states[at] == 1) Report<ParentCycle>($"/controls/{at}/parent", $"\"{catalog.Controls[at].Id}\" is, over its parents, a part of itself.", catalog.Controls[at]);
            foreach (var step in path) states[step] = 2;
        }
        return diagnostics.ToValueList();

        void Report<T>(string pointer, string message, Control? control = null) where T : Rule, new() =>
            diagnostics.Add(Diagnostic.Of(new T().Descriptor, message, source.PlaceOf(pointer)) with { Control = control?.Id, Catalog = control is null ? null : catalog.Identity });
    }
}

/// <summary>Checks that a mapping speaks of catalogs and controls that exist. Thread-safe.</summary>
public static class MappingValidator
{
    /// <summary>Every finding but those of reading.</summary>
    /// <param name="source">What reading the mapping gave.</param>
    /// <param name="documents">The documents at hand.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<CatalogMapping> source, DocumentSet documents)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(documents);
        if (source.Partial is not { } mapping) return default;
        List<Diagnostic> diagnostics = [];
        Suggestions suggestions = new();
        var from = Catalog(mapping.From, "/from");
        var to = Catalog(mapping.To, "/to");
        for (var i = 0; i < mapping.Relations.Count; i++)
        {
            for (var j = 0; j < mapping.Relations[i].From.Count; j++) Known(from, mapping.Relations[i].From[j], $"/relations/{i}/from/{j}");
            Known(to, mapping.Relations[i].To, $"/relations/{i}/to");
        }
        return diagnostics.ToValueList();

        CatalogIndex? Catalog(string identity, string pointer)
        {
            if (identity.Split('@') is not [var id, var edition] || id.Length == 0) return null;
            if (documents.FindCatalog(id, edition) is { } found) return CatalogIndex.Of(found.Catalog);
            diagnostics.Add(Diagnostic.Of(new UnknownCatalog().Descriptor, $"The catalog {identity} is not among the documents at hand. Give its file with --with.", source.PlaceOf(pointer)));
            return null;
        }

        void Known(CatalogIndex? catalog, string id, string pointer)
        {
            if (catalog is null || !ControlKey.TryParse(id, out _) || catalog.Find(id) is not null) return;
            diagnostics.Add(Diagnostic.Of(new UnknownControl().Descriptor, $"There is no control \"{id}\" in {catalog.Catalog.Identity}.{suggestions.For(id, catalog.Catalog.Controls.Select(known => known.Id))}", source.PlaceOf(pointer)));
        }
    }
}
