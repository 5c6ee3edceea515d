namespace ResponsibilityMatrix.Model;

/// <summary>The levels of authorization schemes, as far as their order is known. Thread-safe.</summary>
public static class AuthorizationLevels
{
    private static readonly Dictionary<string, string[]> Ascending = new(StringComparer.OrdinalIgnoreCase)
    {
        // FedRAMP's impact levels: https://www.fedramp.gov; LI-SaaS is a subset of low.
        ["fedramp"] = ["li-saas", "low", "moderate", "high"],

        // 32 CFR part 170.
        ["cmmc"] = ["1", "2", "3"],

        // BSI C5: a type 2 report looks at a period, a type 1 report at one day.
        ["c5"] = ["type1", "type2"],

        // DoD Cloud Computing Security Requirements Guide.
        ["dod-il"] = ["2", "4", "5", "6"],
    };

    /// <summary>Whether a level is at least another one. Of a scheme whose levels have no known order, only an equal one is.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="level">The level, or null where none is stated: it is at least no level alone.</param>
    /// <param name="least">The least level, or null for any.</param>
    public static bool IsAtLeast(string scheme, string? level, string? least)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        if (least is null) return true;
        if (level is null) return false;
        if (!Ascending.TryGetValue(scheme, out var levels)) return level.Equals(least, StringComparison.OrdinalIgnoreCase);
        var (mine, needed) = (IndexOf(level), IndexOf(least));
        return mine < 0 || needed < 0 ? level.Equals(least, StringComparison.OrdinalIgnoreCase) : mine >= needed;

        int IndexOf(string word) => Array.FindIndex(levels, known => known.Equals(word, StringComparison.OrdinalIgnoreCase));
    }
}
