using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The texts of a list of duties, by side, computed once per list because many controls share one. Not
/// thread-safe.</summary>
internal sealed class DutyWords
{
    private const int MaxDuties = 64;
    private const int MaxQuoted = 3;
    private const int MaxQuoteLength = 160;
    private readonly Dictionary<ValueList<ResolvedDuty>, DutyTexts> _known = new(SameList<ResolvedDuty>.Comparer);
    private readonly Dictionary<string, string> _normalized = new(ReferenceEqualityComparer.Instance);

    /// <summary>The texts of a side's responsible duties, with normalized white space.</summary>
    public IReadOnlyList<string> Of(ValueList<ResolvedDuty> duties, Sides side) => TextsOf(duties).Texts[(int)side];

    /// <summary>The distinct ids of the third parties that perform.</summary>
    public IReadOnlyList<string> ThirdParties(ValueList<ResolvedDuty> duties) => TextsOf(duties).ThirdParties;

    /// <summary>The texts of a side's duties as a quotation in parentheses, after a space; empty if there are none.</summary>
    public string Quoted(ValueList<ResolvedDuty> duties, Sides side) =>
        Of(duties, side) is { Count: > 0 } texts ? $" ({Quote(texts)})" : "";

    public static string Quote(IReadOnlyList<string> texts)
    {
        var text = string.Join(" / ", texts.Take(MaxQuoted)) + (texts.Count > MaxQuoted ? $" / and {texts.Count - MaxQuoted} more" : "");
        if (text.Length <= MaxQuoteLength) return $"“{text}”";
        var end = text.LastIndexOf(' ', MaxQuoteLength - 1) is > MaxQuoteLength / 2 and var blank ? blank : MaxQuoteLength - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return $"“{text[..end]}…”";
    }

    private DutyTexts TextsOf(ValueList<ResolvedDuty> duties)
    {
        if (_known.TryGetValue(duties, out var known)) return known;
        var texts = new DutyTexts();
        HashSet<string> thirdParties = new(StringComparer.Ordinal);
        foreach (var duty in duties)
        {
            if (!duty.Involvement.HasFlag(Involvement.Responsible)) continue;
            if (duty.Side == Sides.ThirdParty && thirdParties.Count < MaxDuties && thirdParties.Add(duty.Party))
                texts.ThirdParties.Add(duty.Party);
            if ((duty.Text ?? duty.Action) is { } text && texts.Texts[(int)duty.Side].Count < MaxDuties
                && Normalize(text) is { Length: > 0 } words) texts.Texts[(int)duty.Side].Add(words);
        }
        _known.Add(duties, texts);
        return texts;
    }

    private string Normalize(string text)
    {
        if (_normalized.TryGetValue(text, out var known)) return known;
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        _normalized.Add(text, words);
        return words;
    }

    private sealed class DutyTexts
    {
        public List<string>[] Texts { get; } = [.. Enumerable.Range(0, (int)Sides.SharedAll + 1).Select(_ => new List<string>())];

        public List<string> ThirdParties { get; } = [];
    }
}
