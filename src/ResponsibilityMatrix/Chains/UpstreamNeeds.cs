using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Whether an upstream has one of the authorizations that are needed of it (RM3016).</summary>
internal static class UpstreamNeeds
{
    // An entry may list any number of needs, and an upstream any number of authorizations.
    private const int MostNamed = 8;

    /// <summary>What is wrong, in a sentence, or null. A base's authorizations do not count for the matrix that extends it.</summary>
    public static string? Problem(Upstream entry, Matrix upstream, DateOnly asOf)
    {
        if (entry.Needs.IsEmpty) return null;
        // Looked up by scheme and level, so that many needs and many authorizations do not multiply.
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
            if (seen.Add(scheme)) stated.AddRange(bySchemes[scheme].Select(authorization => Say(authorization, asOf)));
        }
        var needs = Sentences.Or(Some([.. entry.Needs.Select(Say)]));
        var has = stated.Count == 0 ? "none of that kind" : $"only {Sentences.And(Some(stated))}";
        return $"The upstream \"{entry.Id}\" needs {needs}, but {upstream.Id}@{upstream.Version} states {has} (asked for {Day(asOf)}).";
    }

    private static string? KeyOf(string? level) => level is null ? null : AuthorizationLevels.KeyOf(level);

    private static List<string> Some(List<string> names) =>
        names.Count <= MostNamed ? names
            : [.. names.Take(MostNamed), string.Create(CultureInfo.InvariantCulture, $"{names.Count - MostNamed} more")];

    private static string Say(AuthorizationNeed need)
    {
        var isHigherEnough = need.Level is { } level && AuthorizationLevels.KeysFrom(need.Scheme, level).Skip(1).Any();
        return AuthorizationLevels.NameOf(need.Scheme, need.Level) + (isHigherEnough ? " or higher" : "") +
            (need.Basis is { } basis ? $" ({Say(basis)})" : "");
    }

    private static string Say(Authorization authorization, DateOnly asOf)
    {
        var basis = authorization.Basis is { } stated and not AuthorizationBasis.Authorized ? $" ({Say(stated)})" : "";
        var when = authorization.ValidUntil < asOf ? $", which ended on {Day(authorization.ValidUntil.Value)}"
            : authorization.Issued > asOf ? $", which is issued on {Day(authorization.Issued.Value)} only"
            : "";
        return $"{AuthorizationLevels.NameOf(authorization.Scheme, authorization.Level)}{basis}{when}";
    }

    private static string Say(AuthorizationBasis basis) => basis switch
    {
        AuthorizationBasis.InProcess => "in process",
        AuthorizationBasis.Equivalent => "equivalent",
        _ => "authorized",
    };

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
