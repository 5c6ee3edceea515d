using System.Globalization;
using System.IO.Enumeration;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Makes of a profile that is not resolved a copy of the catalog at hand that it selects from, with its selection as a baseline. Links are
/// never followed, so that profiles that import each other end. Not thread-safe.
/// </summary>
internal static class ProfileReader
{
    private const int LongestTitle = 200;
    private const int MostImports = 100;
    private const int MostPatterns = 200;

    /// <summary>Reads a profile; adds the catalogs and the findings to the result. Returns the documents at hand with them.</summary>
    public static DocumentSet Read(OscalFile file, OscalImportOptions options, ImportResult result, CancellationToken cancellationToken)
    {
        var content = file.Content!;
        var documents = options.Documents;
        var title = OscalText.OneLine(content.Object("metadata")?.Text("title") ?? "", LongestTitle);
        if (title.Length == 0) title = "Profile";
        List<(Catalog Catalog, HashSet<string> Ids)> selections = [];
        var imports = content.Items("imports").ToList();
        if (imports.Count > MostImports)
            result.Findings.Add(file, "RM7002", $"Only the first {MostImports} imports are read.", imports[MostImports]);
        foreach (var import in imports.Take(MostImports))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Find(file, import, options, result) is not { } catalog)
            {
                result.Findings.Add(file, "RM1003",
                    "The catalog that this profile selects from is not at hand. Resolve the profile, or give the catalog too: " +
                    $"{OscalText.OneLine(Resource.Words(file, import.Text("href")), LongestTitle)}.", import);
                continue;
            }
            var at = selections.FindIndex(known => known.Catalog == catalog);
            if (at < 0)
            {
                at = selections.Count;
                selections.Add((catalog, new(StringComparer.Ordinal)));
            }
            Select(file, import, catalog, selections[at].Ids, result);
        }
        if (imports.Count == 0)
            result.Findings.Add(file, "RM0100", "The profile imports nothing: it has no \"imports\".", content);
        foreach (var (catalog, ids) in selections)
        {
            if (ids.Count == 0)
            {
                result.Findings.Add(file, "RM7002", $"The profile selects no control of {catalog.Identity}.", content);
                continue;
            }
            var made = WithBaseline(catalog, title, ids);
            result.Count("controls of baselines", ids.Count);
            // One file for each catalog, with the baselines of all profiles.
            result.Catalogs.RemoveAll(known => known.Identity == made.Identity);
            result.Catalogs.Add(made);
            documents = documents.Add(made);
        }
        Tell(file, content, result);
        return documents;
    }

    private static Catalog? Find(OscalFile file, OscalNode import, OscalImportOptions options, ImportResult result)
    {
        var finder = new CatalogFinder(options.Documents, result.Given);
        if (options.Catalog is { } stated) return finder.Stated(stated);
        var href = import.Text("href");
        var found = finder.Linked(file, href)
            ?? finder.Find(Resource.Words(file, href), import.Items("include-controls").SelectMany(IdsOf)) ?? finder.OnlyGiven();
        if (found is not null)
            result.Findings.Add(
                file, "RM7003", $"The profile is taken to select from {found.Identity}, which is at hand and fits.", import);
        return found;
    }

    private static void Select(OscalFile file, OscalNode import, Catalog catalog, HashSet<string> ids, ImportResult result)
    {
        var controls = catalog.Controls.Where(control => control.EffectiveKind != ControlKind.Statement && !control.IsWithdrawn).ToList();
        HashSet<string> selected = new(StringComparer.Ordinal);
        // Without a selection, all controls are meant.
        if (import.Object("include-all") is not null || !import.Items("include-controls").Any())
            selected.UnionWith(controls.Select(control => control.Id));
        selected.UnionWith(Named(file, import.Items("include-controls"), catalog, controls, result));
        selected.ExceptWith(Named(file, import.Items("exclude-controls"), catalog, controls, result));
        ids.UnionWith(selected);
    }

    private static IEnumerable<string> IdsOf(OscalNode selector) => selector.Texts("with-ids");

    private static HashSet<string> Named(
        OscalFile file, IEnumerable<OscalNode> selectors, Catalog catalog, List<Control> controls, ImportResult result)
    {
        var index = ControlNames.Of(catalog);
        HashSet<string> named = new(StringComparer.Ordinal);
        HashSet<string> withChildren = new(StringComparer.Ordinal);
        var patterns = 0;
        foreach (var selector in selectors)
        {
            var ofSelector = selector.Text("with-child-controls") == "yes" ? withChildren : named;
            foreach (var id in IdsOf(selector))
            {
                if (index.Find(id) is not { } found || found.EffectiveKind == ControlKind.Statement)
                    result.Findings.Add(file, "RM7002", $"A control is left out that {catalog.Identity} does not have.", selector);
                else if (found.IsWithdrawn)
                    result.Findings.Add(file, "RM7002", $"A control is left out that is withdrawn from {catalog.Identity}.", selector);
                else ofSelector.Add(found.Id);
            }
            foreach (var matching in selector.Items("matching"))
            {
                if (matching.Text("pattern") is not { } pattern) continue;
                if (++patterns > MostPatterns || pattern.Length > LongestTitle)
                    result.Findings.Add(file, "RM7002",
                        $"A pattern is left out: it is longer than {LongestTitle} letters, or one of more than {MostPatterns}.", matching);
                else
                    ofSelector.UnionWith(controls.Select(control => control.Id).Where(id => Matches(pattern, id)));
            }
        }
        // Parents come before what is below them.
        foreach (var control in withChildren.Count == 0 ? [] : controls)
            if (control.Parent is { } parent && index.Find(parent) is { } above && withChildren.Contains(above.Id))
                withChildren.Add(control.Id);
        named.UnionWith(withChildren);
        return named;
    }

    // A pattern is written for OSCAL's ids: ac-2.1 is AC-2(1).
    private static bool Matches(string pattern, string id) =>
        FileSystemName.MatchesSimpleExpression(pattern, id)
        || FileSystemName.MatchesSimpleExpression(
            pattern, id.Replace("(", ".", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal));

    private static Catalog WithBaseline(Catalog catalog, string title, HashSet<string> ids)
    {
        var slug = CatalogIdentity.IdOfTitle(title);
        var id = slug;
        for (var number = 2; catalog.Baselines.Any(known => known.Id == id); number++)
            id = string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
        var baseline = new Baseline
        {
            Id = id,
            Title = title,
            Controls = catalog.Controls.Select(control => control.Id).Where(ids.Contains).ToValueList(),
        };
        return catalog with { Baselines = catalog.Baselines.Append(baseline).ToValueList() };
    }

    private static void Tell(OscalFile file, OscalNode content, ImportResult result)
    {
        var modify = content.Object("modify");
        (string What, int Count)[] left =
        [
            ("alterations of controls", modify?.Items("alters").Count() ?? 0),
            ("settings of parameters", modify?.Items("set-parameters").Count() ?? 0),
            ("rules for merging", content.Object("merge") is null ? 0 : 1),
        ];
        var told = left.Where(one => one.Count > 0)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.What} ({one.Count:N0})")).ToList();
        if (told.Count > 0)
            result.Findings.Add(file, "RM7002", "Of a profile, the selection of controls is taken over. Left out: " +
                $"{string.Join(", ", told)}. Resolve the profile to have them.", modify ?? content);
    }
}
