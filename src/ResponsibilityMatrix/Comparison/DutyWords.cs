using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>What a list of duties says, side by side: looked at once for each list, since many controls share one. Not shared between
/// questions.</summary>
internal sealed class DutyWords
{
    private const int MostDuties = 64;
    private const int MostQuoted = 3;
    private const int LongestQuote = 160;
    private readonly Dictionary<ValueList<ResolvedDuty>, Said> _known = new(SameList<ResolvedDuty>.Comparer);
    private readonly Dictionary<string, string> _normalized = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a side's responsible duties say, with white space evened out.</summary>
    public IReadOnlyList<string> Of(ValueList<ResolvedDuty> duties, Sides side) => Look(duties).Texts[(int)side];

    /// <summary>The third parties that perform, by id, each once.</summary>
    public IReadOnlyList<string> ThirdParties(ValueList<ResolvedDuty> duties) => Look(duties).ThirdParties;

    /// <summary>What a side's duties say, as a quotation in brackets with a blank before it; empty where they say nothing.</summary>
    public string Quoted(ValueList<ResolvedDuty> duties, Sides side) =>
        Of(duties, side) is { Count: > 0 } texts ? $" ({Quote(texts)})" : "";

    public static string Quote(IReadOnlyList<string> texts)
    {
        var text = string.Join(" / ", texts.Take(MostQuoted)) + (texts.Count > MostQuoted ? $" / and {texts.Count - MostQuoted} more" : "");
        if (text.Length <= LongestQuote) return $"“{text}”";
        var end = text.LastIndexOf(' ', LongestQuote - 1) is > LongestQuote / 2 and var blank ? blank : LongestQuote - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return $"“{text[..end]}…”";
    }

    private Said Look(ValueList<ResolvedDuty> duties)
    {
        if (_known.TryGetValue(duties, out var known)) return known;
        var said = new Said();
        HashSet<string> thirdParties = new(StringComparer.Ordinal);
        foreach (var duty in duties)
        {
            if (!duty.Involvement.HasFlag(Involvement.Responsible)) continue;
            if (duty.Side == Sides.ThirdParty && thirdParties.Count < MostDuties && thirdParties.Add(duty.Party))
                said.ThirdParties.Add(duty.Party);
            if ((duty.Text ?? duty.Action) is { } text && said.Texts[(int)duty.Side].Count < MostDuties
                && Normalize(text) is { Length: > 0 } words) said.Texts[(int)duty.Side].Add(words);
        }
        _known.Add(duties, said);
        return said;
    }

    private string Normalize(string text)
    {
        if (_normalized.TryGetValue(text, out var known)) return known;
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        _normalized.Add(text, words);
        return words;
    }

    private sealed class Said
    {
        public List<string>[] Texts { get; } = [.. Enumerable.Range(0, (int)Sides.SharedAll + 1).Select(_ => new List<string>())];

        public List<string> ThirdParties { get; } = [];
    }
}
