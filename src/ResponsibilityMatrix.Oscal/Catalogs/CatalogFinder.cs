using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Finds the catalog at hand that a document means. Thread-safe.</summary>
internal sealed class CatalogFinder(DocumentSet documents)
{
    private const int LongestWords = 4_000;
    private const int MostIds = 2_000;

    /// <summary>The catalog at hand of an identity, or of an id the newest one; null if there is none.</summary>
    public Catalog? Stated(string identity)
    {
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? documents.FindNewest(identity) : documents.FindCatalog(identity[..at], identity[(at + 1)..]);
    }

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
