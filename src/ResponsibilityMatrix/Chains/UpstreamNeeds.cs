using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Checks whether an upstream has one of the needed authorizations (RM3016).</summary>
internal static class UpstreamNeeds
{
    // Both lists may be of any length, so the message names only some.
    private const int MaxNamed = 8;

    /// <summary>The problem as a sentence, or null. Authorizations of a base do not count for the matrix that extends it.</summary>
    public static string? Problem(Upstream entry, Matrix upstream, DateOnly asOf)
    {
        if (entry.Needs.IsEmpty) return null;
        // Lookups by scheme and level avoid comparing every need with every authorization.
        var bySchemes = upstream.Authorizations.ToLookup(
            authorization => AuthorizationLevels.KeyOf(authorization.Scheme), StringComparer.Ordinal);
        var byLevels = upstream.Authorizations.ToLookup(
            authorization => (AuthorizationLevels.KeyOf(authorization.Scheme), KeyOf(authorization.Level)));
        List<string> stated = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var need in entry.Needs.DistinctBy(need => (AuthorizationLevels.KeyOf(need.Scheme), KeyOf(need.Level), need.Basis)))
        {
            var scheme = AuthorizationLevels.KeyOf(need.Scheme);
            var candidates = need.Level is null ? bySchemes[scheme]
                : AuthorizationLevels.KeysFrom(need.Scheme, need.Level).SelectMany(level => byLevels[(scheme, level)]);
            if (candidates.Any(authorization => authorization.Meets(need, asOf))) return null;
            if (seen.Add(scheme)) stated.AddRange(bySchemes[scheme].Select(authorization => authorization.Describe(asOf)));
        }
        var needs = Sentences.Or(Abbreviate([.. entry.Needs.Select(Describe)]));
        var has = stated.Count == 0 ? "none of that kind" : $"only {Sentences.And(Abbreviate(stated))}";
        return $"The upstream \"{entry.Id}\" needs {needs}, but {upstream.Id}@{upstream.Version} states {has} (asked for {Format(asOf)}).";
    }

    private static string? KeyOf(string? level) => level is null ? null : AuthorizationLevels.KeyOf(level);

    private static List<string> Abbreviate(List<string> names) =>
        names.Count <= MaxNamed ? names
            : [.. names.Take(MaxNamed), string.Create(CultureInfo.InvariantCulture, $"{names.Count - MaxNamed} more")];

    private static string Describe(AuthorizationNeed need)
    {
        var isHigherEnough = need.Level is { } level && AuthorizationLevels.KeysFrom(need.Scheme, level).Skip(1).Any();
        return AuthorizationLevels.NameOf(need.Scheme, need.Level) + (isHigherEnough ? " or higher" : "") +
            (need.Basis is { } basis ? $" ({Authorization.Describe(basis)})" : "");
    }

    private static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
