namespace ResponsibilityMatrix.Model;

/// <summary>
/// The known authorization schemes and their levels. Names compare by letters and digits only: FedRAMP equals <c>fedramp</c>, and Type 2
/// equals <c>type2</c>. Thread-safe.
/// </summary>
internal static class AuthorizationLevels
{
    private static readonly Dictionary<string, (string Name, string[] Levels)> Known = new(StringComparer.Ordinal)
    {
        // FedRAMP's impact levels: https://www.fedramp.gov; LI-SaaS is a subset of low.
        [KeyOf("fedramp")] = ("FedRAMP", ["li-saas", "low", "moderate", "high"]),

        // 32 CFR part 170.
        [KeyOf("cmmc")] = ("CMMC", ["1", "2", "3"]),

        // BSI C5: a type 2 report looks at a period, a type 1 report at one day.
        [KeyOf("c5")] = ("BSI C5", ["type1", "type2"]),

        // DoD Cloud Computing Security Requirements Guide.
        [KeyOf("dod-il")] = ("DoD impact level", ["2", "4", "5", "6"]),
        [KeyOf("soc2")] = ("SOC 2", []),
        [KeyOf("hitrust")] = ("HITRUST", []),
    };

    /// <summary>The levels of a scheme from the lowest to the highest; empty if their order is not known.</summary>
    /// <param name="scheme">The scheme.</param>
    public static ValueList<string> Of(string scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return Known.TryGetValue(KeyOf(scheme), out var known) ? [.. known.Levels] : default;
    }

    /// <summary>A scheme and a level in words: <c>FedRAMP moderate</c>.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="level">The level, or null.</param>
    public static string NameOf(string scheme, string? level = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var name = Known.TryGetValue(KeyOf(scheme), out var known) ? known.Name : scheme;
        return level is null ? name : $"{name} {level}";
    }

    /// <summary>Whether a level is at least another one. If the order of the scheme's levels is not known, only an equal level
    /// is.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="level">The level, or null if none is stated. Null satisfies only a null minimum.</param>
    /// <param name="least">The minimum level, or null for any.</param>
    public static bool IsAtLeast(string scheme, string? level, string? least)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return least is null || (level is not null && KeysFrom(scheme, least).Contains(KeyOf(level)));
    }

    /// <summary>The keys of a level and of all higher levels.</summary>
    internal static IEnumerable<string> KeysFrom(string scheme, string level)
    {
        var key = KeyOf(level);
        var above = Of(scheme).Select(KeyOf).SkipWhile(known => known != key);
        return above.Any() ? above : [key];
    }

    /// <summary>The key that schemes and levels compare by: their letters and digits, ignoring case.</summary>
    internal static string KeyOf(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
