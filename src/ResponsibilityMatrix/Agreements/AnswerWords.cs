using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Who performs a control according to an answer: parties, or a state.</summary>
/// <param name="State">Not applicable or not determined; null when the answer names parties.</param>
/// <param name="Parties">The ids of the parties that perform; empty when there is a state.</param>
/// <param name="IsApproximate">Whether the words differ from the choices that the form offers.</param>
/// <param name="Problem">Why the words were not understood, or null.</param>
internal sealed record Performers(ControlState? State, IReadOnlyList<string> Parties, bool IsApproximate, string? Problem)
{
    public static readonly Performers Nobody = new(null, [], false, null);

    public static Performers NotUnderstood(string problem) => new(null, [], false, problem);
}

/// <summary>The words that people write into the columns of a questionnaire.</summary>
internal static class AnswerWords
{
    private const int MostPerformers = 16;
    private const int MostNamed = 8;
    private static readonly char[] PerformerSeparators = [',', ';', '/', '+', '&', '\n'];

    private static readonly Dictionary<string, Sides> Exact = new(StringComparer.OrdinalIgnoreCase)
    {
        ["provider"] = Sides.Provider,
        ["customer"] = Sides.Customer,
        ["shared"] = Sides.Shared,
        ["third party"] = Sides.ThirdParty,
    };

    private static readonly Dictionary<string, Sides> Near = new(StringComparer.OrdinalIgnoreCase)
    {
        ["vendor"] = Sides.Provider,
        ["supplier"] = Sides.Provider,
        ["csp"] = Sides.Provider,
        ["csp-owned"] = Sides.Provider,
        ["cloud provider"] = Sides.Provider,
        ["cloud service provider"] = Sides.Provider,
        ["the provider"] = Sides.Provider,
        ["client"] = Sides.Customer,
        ["csc"] = Sides.Customer,
        ["csc-owned"] = Sides.Customer,
        ["cloud customer"] = Sides.Customer,
        ["cloud service customer"] = Sides.Customer,
        ["the customer"] = Sides.Customer,
        ["both"] = Sides.Shared,
        ["both of us"] = Sides.Shared,
        ["joint"] = Sides.Shared,
        ["shared responsibility"] = Sides.Shared,
        ["shared csp and csc"] = Sides.Shared,
        ["subprovider"] = Sides.ThirdParty,
        ["subprocessor"] = Sides.ThirdParty,
        ["3rd party"] = Sides.ThirdParty,
        ["3rd-party outsourced"] = Sides.ThirdParty,
    };

    private static readonly HashSet<string> NotApplicable = new(StringComparer.OrdinalIgnoreCase)
        { "not applicable", "notApplicable", "n/a", "na", "n.a" };
    private static readonly HashSet<string> NotDetermined = new(StringComparer.OrdinalIgnoreCase)
        { "not determined", "notDetermined", "to be determined", "tbd", "open", "unknown" };
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase)
        { "we", "us", "you", "our", "ours", "your", "yours" };
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
        { "none", "nothing", "no", "n/a", "na", "n.a", "nil", "-", "–", "—", "not applicable" };

    /// <summary>Whether a text means "nothing", such as a dash.</summary>
    public static bool IsNothing(string text) => Nothing.Contains(Tidy(text));

    public static Performers WhoPerforms(EffectiveMatrix effective, string text)
    {
        var word = Tidy(text);
        if (NotApplicable.Contains(word))
            return new(ControlState.NotApplicable, [], word is not ("not applicable" or "notApplicable"), null);
        if (NotDetermined.Contains(word))
            return new(ControlState.NotDetermined, [], word is not ("not determined" or "notDetermined"), null);
        if (One(effective, word) is { } whole) return whole;
        var parts = word.Split(PerformerSeparators).SelectMany(part => part.Split(" and ")).Select(Tidy).Where(part => part.Length > 0)
            .ToList();
        if (parts.Count is < 2 or > MostPerformers) return Unknown(effective, word);
        List<string> parties = [];
        var isApproximate = false;
        foreach (var part in parts)
        {
            var found = One(effective, part) ?? Unknown(effective, part);
            if (found.Problem is not null) return found;
            parties.AddRange(found.Parties);
            isApproximate |= found.IsApproximate;
        }
        return new(null, [.. parties.Distinct()], isApproximate, null);
    }

    private static Performers? One(EffectiveMatrix effective, string word)
    {
        if (Ambiguous.Contains(word)) return Performers.NotUnderstood($"\"{word}\" can be read either way: write provider or customer");
        if (PartyNames.Find(effective, word) is { Count: > 0 } named)
            return named is [var id] ? new(null, [id], false, null)
                : Performers.NotUnderstood($"\"{word}\" is a name of several parties: {string.Join(", ", named)}");
        if (Exact.TryGetValue(word, out var sides)) return Of(effective, sides, false);
        if (Words.TryParseSplit(word, out var split)) return Of(effective, split, false);
        return Near.TryGetValue(word, out var near) ? Of(effective, near, true) : null;
    }

    private static Performers Of(EffectiveMatrix effective, Sides sides, bool isApproximate)
    {
        List<string> parties = [];
        if (sides.HasFlag(Sides.Provider)) parties.Add(effective.Service.Provider);
        if (sides.HasFlag(Sides.Customer)) parties.Add(effective.Service.Customer);
        if (!sides.HasFlag(Sides.ThirdParty)) return new(null, parties, isApproximate, null);
        if (effective.ThirdParties is not [var only])
        {
            var names = effective.ThirdParties.Take(MostNamed).Select(party => party.Name);
            return Performers.NotUnderstood("it names a third party, and the matrix has " +
                (effective.ThirdParties.Count == 0 ? "none" : $"several: write which one, {string.Join(", ", names)}"));
        }
        return new(null, [.. parties, only.Id], isApproximate, null);
    }

    private static Performers Unknown(EffectiveMatrix effective, string word)
    {
        var near = Nearest.Suggest(word, QuestionnaireForm.PerformerChoices.Concat(effective.Parties.Take(64).Select(party => party.Name)));
        return Performers.NotUnderstood(
            $"\"{(word.Length > 80 ? word[..80] + "…" : word)}\" says of no side that it performs: write provider, customer, shared, not " +
            $"applicable or the name of a party.{near}".TrimEnd('.'));
    }

    private static string Tidy(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
