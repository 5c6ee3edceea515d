using System.Globalization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Oscal;

/// <summary>The control that an id of a document means: one of a catalog, or a row of the matrix's own.</summary>
internal sealed record NamedControl(Selector Selector, string? CatalogControl);

/// <summary>
/// The catalog that the ids of a plan or definition are of, and the controls of the matrix: ids that no catalog has become rows of its
/// own. Not thread-safe.
/// </summary>
internal sealed class PlanCatalog
{
    private const int MostNamed = 5;
    private static readonly string[] RevisionWords = ["rev", "revision", "r", "v", "version", "edition"];
    private readonly List<InScope> _catalogs = [];
    private readonly Dictionary<ControlKey, Control> _own = [];
    private readonly List<string> _unknown = [];
    private readonly List<string> _withdrawn = [];
    private readonly bool _isMade;

    private PlanCatalog(IEnumerable<Catalog> catalogs, bool isMade)
    {
        _isMade = isMade;
        foreach (var catalog in catalogs) _catalogs.Add(new(catalog, _catalogs));
    }

    /// <summary>The catalog that was made, or null.</summary>
    public Catalog? Made => _isMade ? _catalogs[0].Catalog : null;

    /// <summary>The rows of the matrix's own, in order.</summary>
    public ValueList<Control> Own => _own.Values.ToValueList();

    /// <summary>The scope: the controls that were asked for as such.</summary>
    public ValueList<CatalogScope> Scopes => _catalogs.Where(known => known.Scope.Count > 0).Select(known => new CatalogScope
    {
        Id = known.Catalog.Id,
        Edition = known.Catalog.Edition,
        ShortName = known.ShortName,
        Include = _isMade ? [] : known.Catalog.Controls.Where(control => known.Scope.Contains(control.Id))
            .Select(control => (Selector)control.Id).ToValueList(),
    }).ToValueList();

    // A catalog in scope; of several, selectors name the catalog.
    private sealed class InScope
    {
        public InScope(Catalog catalog, List<InScope> before)
        {
            Catalog = catalog;
            ShortName = before.Exists(other => other.Catalog.Id == catalog.Id) ? $"catalog-{before.Count + 1}" : null;
            foreach (var control in catalog.Controls)
                if (ControlKey.TryParse(control.Id, out var key)) Known.TryAdd(key, control);
            foreach (var control in catalog.Controls)
                foreach (var alias in control.Aliases)
                    if (ControlKey.TryParse(alias, out var key)) Known.TryAdd(key, control);
        }

        public Catalog Catalog { get; }

        public string? ShortName { get; }

        public Dictionary<ControlKey, Control> Known { get; } = [];

        public HashSet<string> Scope { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>Chooses the catalog.</summary>
    /// <param name="file">The document, for findings.</param>
    /// <param name="at">What names the catalog, for findings.</param>
    /// <param name="words">What the document says of its catalog.</param>
    /// <param name="ids">The ids of controls, each with those of the statements below it.</param>
    /// <param name="service">The name of a catalog that is made of the ids if none is named.</param>
    /// <param name="options">The options.</param>
    /// <param name="result">Where findings go.</param>
    /// <param name="stated">The identities of catalogs that the document states as such.</param>
    public static PlanCatalog Choose(OscalFile file, OscalNode? at, string words, IReadOnlyList<(string Control, List<string> Parts)> ids,
        string service, OscalImportOptions options, ImportResult result, IReadOnlyList<string> stated)
    {
        if (options.Catalog is null && stated.Count > 0)
        {
            var found = stated.Select(identity => Split(identity) is { Id: { } known, Edition: { } of }
                ? options.Documents.FindCatalog(known, of) : null).OfType<Catalog>().Take(20).ToList();
            if (found.Count > 0) return new(found, isMade: false);
            words = string.Join(' ', stated);
        }
        var documents = options.Documents;
        var (id, edition) = options.Catalog is { } named ? Split(named) : NamedBy(words, documents);
        var catalog = id is null ? null : edition is null ? documents.FindNewest(id)
            : documents.FindCatalog(id, edition) ?? documents.Catalogs.FirstOrDefault(known => known.Id == id && IsEdition(known, edition));
        if (catalog is null && id is null) catalog = MostLikely(ids, documents);
        if (catalog is not null || ids.Count == 0) return new(catalog is null ? [] : [catalog], isMade: false);
        var identity = id is null ? null : edition is null ? id : $"{id}@{edition}";
        if (options.MakesCatalog)
        {
            result.Count("catalogs made");
            return new([Make(id ?? $"{service}-controls", edition ?? "1", ids)], isMade: true);
        }
        result.Findings.Add(file, "RM7003", identity is null
            ? "The document does not say which catalog its controls are of, and no catalog at hand has nearly all of them. They are rows " +
            "of the matrix's own. Name the catalog, or let one be made of the ids."
            : $"The catalog {identity}, which the document is about, is not at hand. Its controls are rows of the matrix's own. Give the " +
            "catalog, name another one, or let one be made of the ids.", at);
        return new([], isMade: false);
    }

    /// <summary>The identity of the catalog at hand that words name; null if they name none.</summary>
    public static string? NameOf(string words, DocumentSet documents)
    {
        var (id, edition) = NamedBy(words, documents);
        return id is null ? null : (edition is null ? documents.FindNewest(id)
            : documents.FindCatalog(id, edition) ?? documents.Catalogs.FirstOrDefault(known => known.Id == id && IsEdition(known, edition)))
            ?.Identity;
    }

    /// <summary>The control of an id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="parent">The id of the control whose statement it is; null for a control.</param>
    /// <param name="title">The title of a row of its own, or null.</param>
    /// <param name="catalog">The catalog that the document names for it, <c>id@edition</c> or <c>local</c>; null for the first.</param>
    /// <param name="isInScope">Whether it is in scope by itself, with what is below it.</param>
    /// <returns>Null for what can be no control.</returns>
    public NamedControl? Find(string id, string? parent = null, string? title = null, string? catalog = null, bool isInScope = true)
    {
        if (!ControlKey.TryParse(id, out var key)) return null;
        var isLocal = catalog == Catalog.Local;
        var of = isLocal ? null : _catalogs.Find(known => known.Catalog.Identity == catalog) ?? (_catalogs.Count > 0 ? _catalogs[0] : null);
        if (of is not null && of.Known.TryGetValue(key, out var control))
        {
            if (!control.IsWithdrawn)
            {
                if (isInScope || parent is null || !ControlKey.TryParse(parent, out var above) || !of.Known.ContainsKey(above))
                    of.Scope.Add(control.Id);
                var selector = _catalogs.Count == 1 ? control.Id : $"{of.ShortName ?? of.Catalog.Id}:{control.Id}";
                return new((Selector)selector, control.Id);
            }
            if (!_own.ContainsKey(key)) _withdrawn.Add(control.Id);
        }
        else if (of is not null && !_own.ContainsKey(key))
        {
            _unknown.Add(id);
        }
        if (!_own.TryGetValue(key, out var row))
        {
            var made = RowIdOf(id);
            if (!Selector.TryParse($"{Catalog.Local}:{made}", out _) || !ControlKey.TryParse(made, out key)) return null;
            if (!_own.TryGetValue(key, out row))
            {
                row = new Control
                {
                    Id = made,
                    Title = title ?? made,
                    Parent = ParentOf(key, parent, of ?? (_catalogs.Count > 0 ? _catalogs[0] : null)),
                };
                _own.Add(key, row);
            }
        }
        return new(Selector.Parse($"{Catalog.Local}:{row.Id}"), null);
    }

    /// <summary>Tells which ids the catalog does not have.</summary>
    public void Tell(OscalFile file, OscalNode? at, ImportResult result)
    {
        if (_unknown.Count > 0 && _catalogs.Count > 0)
            result.Findings.Add(file, "RM7003", $"{_catalogs[0].Catalog.Identity} does not have " +
                $"{Some(_unknown)}: rows of the matrix's own.", at);
        if (_withdrawn.Count > 0)
            result.Findings.Add(file, "RM7003",
                $"{Some(_withdrawn)} {(_withdrawn.Count == 1 ? "is" : "are")} withdrawn from {_catalogs[0].Catalog.Identity}: rows of " +
                "the matrix's own. Is another edition meant?", at);
    }

    private static string Some(List<string> ids)
    {
        var shown = string.Join(", ", ids.Take(MostNamed).Select(Shortened.Text));
        return ids.Count <= MostNamed ? shown
            : string.Create(CultureInfo.InvariantCulture, $"{shown} and {ids.Count - MostNamed:N0} more");
    }

    private string? ParentOf(ControlKey key, string? parent, InScope? of)
    {
        if (!ControlKey.TryParse(parent, out var above) || above == key) return null;
        // The nearest statement that is a row already, else the control.
        for (var runs = Math.Min(key.RunCount - 1, 12); runs > above.RunCount; runs--)
            if (key.StartsWith(above) && _own.TryGetValue(key.Take(runs), out var row)) return $"{Catalog.Local}:{row.Id}";
        if (_own.TryGetValue(above, out var own)) return $"{Catalog.Local}:{own.Id}";
        return of is not null && of.Known.TryGetValue(above, out var known) && !known.IsWithdrawn
            ? $"{of.ShortName ?? of.Catalog.Id}:{known.Id}" : null;
    }

    private static string RowIdOf(string id) =>
        id.All(IsPlain) ? id : string.Concat(id.Select(c => IsPlain(c) ? c : '-')).Trim('-');

    private static bool IsPlain(char c) => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '(' or ')' or '&';

    private static (string? Id, string? Edition) Split(string identity)
    {
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (identity, null) : (identity[..at], identity[(at + 1)..]);
    }

    // A catalog is named by its identity, or by the runs of its id but the publisher's: "SP 800-53", with the edition behind it.
    private static (string? Id, string? Edition) NamedBy(string words, DocumentSet documents)
    {
        foreach (var catalog in documents.Catalogs)
            if (words.Contains(catalog.Identity, StringComparison.OrdinalIgnoreCase)) return (catalog.Id, catalog.Edition);
        var said = RunsOf(words.Length > 4000 ? words[..4000] : words);
        var longest = 0;
        (string? Id, string? Edition) named = default;
        foreach (var id in documents.Catalogs.Select(catalog => catalog.Id).Append("nist-800-53").Distinct(StringComparer.Ordinal))
        {
            var runs = RunsOf(id);
            if (runs.Count > 1 && !char.IsAsciiDigit(runs[0][0])) runs.RemoveAt(0);
            if (runs.TrueForAll(run => run.Length < 2)) continue;
            for (var i = 0; i + runs.Count <= said.Count; i++)
            {
                if (!said.Skip(i).Take(runs.Count).SequenceEqual(runs, StringComparer.Ordinal)) continue;
                var edition = EditionAt(said, i + runs.Count);
                if (runs.Count < longest || (runs.Count == longest && (named.Edition is not null || edition is null))) continue;
                (longest, named) = (runs.Count, (id, edition));
            }
        }
        // FedRAMP's baselines are profiles of SP 800-53.
        if (named.Id is null && said.IndexOf("fedramp") is >= 0 and var fedramp)
        {
            var revision = Enumerable.Range(fedramp, said.Count - fedramp).Select(i => EditionAt(said, i))
                .FirstOrDefault(found => found is not null);
            return ("nist-800-53", revision);
        }
        return named;
    }

    private static string? EditionAt(List<string> runs, int at)
    {
        for (var i = at; i + 1 < runs.Count && i < at + 2; i++)
            if (RevisionWords.Contains(runs[i]) && char.IsAsciiDigit(runs[i + 1][0])) return runs[i + 1];
        return null;
    }

    private static bool IsEdition(Catalog catalog, string edition) =>
        RunsOf(catalog.Edition).Find(run => char.IsAsciiDigit(run[0])) == RunsOf(edition).Find(run => char.IsAsciiDigit(run[0]));

    private static List<string> RunsOf(string text)
    {
        List<string> runs = [];
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i])) while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            else if (char.IsLetter(text[i])) while (i < text.Length && char.IsLetter(text[i])) i++;
            else { i++; continue; }
            runs.Add(text[start..i].ToLowerInvariant());
        }
        return runs;
    }

    private static Catalog? MostLikely(IReadOnlyList<(string Control, List<string> Parts)> ids, DocumentSet documents)
    {
        var keys = ids.Select(id => ControlKey.TryParse(id.Control, out var key) ? key : default).Where(key => key.RunCount > 0)
            .Distinct().ToList();
        if (keys.Count == 0) return null;
        return documents.Catalogs.Select(catalog => (Catalog: catalog, Count: CountIn(catalog, keys)))
            .Where(found => found.Count * 10 >= keys.Count * 9)
            .OrderByDescending(found => found.Count)
            .ThenByDescending(found => documents.FindNewest(found.Catalog.Id) == found.Catalog)
            .Select(found => found.Catalog).FirstOrDefault();
    }

    private static int CountIn(Catalog catalog, List<ControlKey> keys)
    {
        var known = catalog.Controls.Where(control => !control.IsWithdrawn)
            .Select(control => ControlKey.TryParse(control.Id, out var key) ? key : default).ToHashSet();
        return keys.Count(known.Contains);
    }

    private static Catalog Make(string id, string edition, IReadOnlyList<(string Control, List<string> Parts)> ids)
    {
        Dictionary<ControlKey, Control> made = [];
        foreach (var (control, _) in ids)
        {
            if (!ControlKey.TryParse(control, out var key)) continue;
            made.TryAdd(key, new Control { Id = RowIdOf(control), Title = RowIdOf(control) });
        }
        foreach (var (control, parts) in ids)
        {
            if (!ControlKey.TryParse(control, out var above)) continue;
            foreach (var part in parts)
            {
                if (!ControlKey.TryParse(part, out var key) || made.ContainsKey(key)) continue;
                var parent = made[above].Id;
                for (var runs = Math.Min(key.RunCount - 1, 12); runs > above.RunCount && key.StartsWith(above); runs--)
                {
                    if (!made.TryGetValue(key.Take(runs), out var row)) continue;
                    parent = row.Id;
                    break;
                }
                made.Add(key, new Control { Id = RowIdOf(part), Title = RowIdOf(part), Parent = parent });
            }
        }
        // An enhancement is shown under the control whose id it begins with.
        foreach (var (control, _) in ids)
        {
            if (!ControlKey.TryParse(control, out var key)) continue;
            for (var runs = Math.Min(key.RunCount - 1, 12); runs > 0; runs--)
            {
                if (!made.TryGetValue(key.Take(runs), out var above) || above.Id == made[key].Id) continue;
                if (made[key].Parent is null) made[key] = made[key] with { Parent = above.Id, Kind = ControlKind.Enhancement };
                break;
            }
        }
        return new Catalog
        {
            Id = Slugs.Ascii(id, "catalog"),
            Edition = string.Concat(edition.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c != '@')) is { Length: > 0 } clean
                ? clean : "1",
            Title = $"Controls named in a document ({id} {edition})",
            Status = CatalogStatus.Provisional,
            Controls = made.Values.ToValueList(),
        };
    }
}
