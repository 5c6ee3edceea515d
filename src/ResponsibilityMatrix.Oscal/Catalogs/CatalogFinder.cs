using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Finds the catalog at hand that a document means. Thread-safe.</summary>
/// <param name="documents">The documents at hand.</param>
/// <param name="given">The catalogs that are imported together with the document, with the names of their files.</param>
internal sealed class CatalogFinder(DocumentSet documents, IReadOnlyList<(string? File, string Identity)> given)
{
    private const int LongestWords = 4_000;
    private const int MostIds = 2_000;

    /// <summary>The catalog at hand of an identity, or of an id the newest one; null if there is none.</summary>
    public Catalog? Stated(string identity)
    {
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? documents.FindNewest(identity) : documents.FindCatalog(identity[..at], identity[(at + 1)..]);
    }

    /// <summary>The catalog that a link leads to: of those that are imported together, the one whose file has the name that the link
    /// ends in; null if there is none.</summary>
    public Catalog? Linked(OscalFile file, string? href)
    {
        var links = Resource.Of(file, href) is { } resource ? resource.Items("rlinks").Select(link => link.Text("href")).ToList() : [href];
        var names = links.OfType<string>().Select(NameOf).Where(name => name.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var identity = given.Where(one => one.File is not null && names.Contains(NameOf(one.File))).Select(one => one.Identity)
            .FirstOrDefault();
        return identity is null ? null : Stated(identity);
    }

    /// <summary>The only catalog that is imported together with the document; null if there are none or several.</summary>
    public Catalog? OnlyGiven() => given is [var (_, identity)] ? Stated(identity) : null;

    /// <summary>The catalog that words name, by its identity, title or number, and of several the one that has the most ids; if they name
    /// none, the one catalog that has nearly all ids. Null if there is none, or if several have as many.</summary>
    public Catalog? Find(string words, IEnumerable<string> ids)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).Take(MostIds).ToList();
        var said = $" {string.Join(' ', Runs(words.Length > LongestWords ? words[..LongestWords] : words))} ";
        var named = documents.Catalogs.Where(catalog => IsNamed(catalog, said)).ToList();
        if (named.Count > 0)
        {
            // Of the editions of one catalog, the one that is named too.
            var editions = named.Where(catalog => Has(said, string.Join(' ', Runs(catalog.Edition)))).ToList();
            return Best(editions.Count > 0 ? editions : named, wanted, least: 0);
        }
        return wanted.Count == 0 ? null : Best(documents.Catalogs, wanted, least: 0.9);
    }

    private Catalog? Best(IReadOnlyList<Catalog> catalogs, List<string> ids, double least)
    {
        var counted = catalogs.Select(catalog => (Catalog: catalog, Count: ids.Count(id => ControlNames.Of(catalog).Find(id) is not null)))
            .Where(found => found.Count >= least * ids.Count).ToList();
        if (counted.Count == 0) return null;
        var most = counted.Max(found => found.Count);
        var best = counted.Where(found => found.Count == most).Select(found => found.Catalog).ToList();
        if (best.Exists(catalog => catalog.Id != best[0].Id)) return null;
        var newest = documents.FindNewest(best[0].Id);
        return best.Find(catalog => catalog == newest) ?? best[^1];
    }

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static bool IsNamed(Catalog catalog, string said)
    {
        if (Has(said, string.Join(' ', Runs(catalog.Title)))) return true;
        var runs = Runs(catalog.Id);
        // The publisher of a numbered publication may be left out: "SP 800-53".
        if (runs.Count > 1 && !char.IsAsciiDigit(runs[0][0]) && runs.Skip(1).Any(run => char.IsAsciiDigit(run[0]) && run.Length > 1))
            runs.RemoveAt(0);
        return Has(said, string.Join(' ', runs));
    }

    private static bool Has(string said, string runs) => runs.Length > 0 && said.Contains($" {runs} ", StringComparison.Ordinal);

    private static List<string> Runs(string text)
    {
        List<string> runs = [];
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            }
            else if (char.IsLetter(text[i]))
            {
                while (i < text.Length && char.IsLetter(text[i])) i++;
            }
            else
            {
                i++;
                continue;
            }
            runs.Add(text[start..i].ToLowerInvariant());
        }
        return runs;
    }
}
