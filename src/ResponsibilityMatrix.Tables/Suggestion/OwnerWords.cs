using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>What a word for owners means.</summary>
/// <param name="Sides">The sides that perform.</param>
/// <param name="State">The state, or null.</param>
/// <param name="Inheritability">The inheritability, or null.</param>
/// <param name="IsOpen">Whether it says that the owner is not known yet.</param>
/// <param name="IsOutsourced">Whether another does it for the provider, who stays accountable.</param>
/// <param name="Others">The parties on neither side, by their words.</param>
/// <param name="Share">Which part of its words was understood, from 0 to 1.</param>
internal sealed record OwnerMeaning(
    Sides Sides, ControlState? State = null, Inheritability? Inheritability = null, bool IsOpen = false, bool IsOutsourced = false,
    string[]? Others = null, double Share = 1)
{
    public bool IsSame(OwnerMeaning other) =>
        Sides == other.Sides && State == other.State && Inheritability == other.Inheritability && IsOpen == other.IsOpen
            && IsOutsourced == other.IsOutsourced;
}

/// <summary>Understands words for owners, by the vocabulary and by the names of parties that the tables use.</summary>
internal sealed class OwnerWords
{
    private readonly List<(string Word, Kind Kind)> _words = [];
    private readonly Dictionary<string, OwnerMeaning> _legend = new(StringComparer.Ordinal);

    private enum Kind { Provider, Customer, Third, Shared, Hybrid, Inherited }

    /// <param name="names">Names of parties that are not in the vocabulary.</param>
    /// <param name="isCloudThird">Whether a provider of clouds is another party than the provider.</param>
    public OwnerWords(IEnumerable<(string Name, Sides Side)>? names = null, bool isCloudThird = false)
    {
        Add(TableWords.ThirdParty, Kind.Third);
        Add(TableWords.Cloud, isCloudThird ? Kind.Third : Kind.Provider);
        Add(TableWords.Provider, Kind.Provider);
        Add(TableWords.Customer, Kind.Customer);
        Add(TableWords.Shared, Kind.Shared);
        Add(TableWords.Hybrid, Kind.Hybrid);
        Add(TableWords.Inherited, Kind.Inherited);
        foreach (var (name, side) in names ?? [])
        {
            _words.RemoveAll(word => word.Word == name);
            _words.Add((name, side switch { Sides.Provider => Kind.Provider, Sides.Customer => Kind.Customer, _ => Kind.Third }));
        }
        // The longest first: "cloud provider" before "provider".
        _words.Sort((left, right) => right.Word.Length.CompareTo(left.Word.Length));

        void Add(string[] words, Kind kind)
        {
            foreach (var word in words) _words.Add((word, kind));
        }
    }

    /// <summary>Adds what a legend says of a sign or a word.</summary>
    public void Explain(string word, OwnerMeaning meaning) => _legend.TryAdd(CellWords.Compared(word).ToUpperInvariant(), meaning);

    /// <summary>The sign before other words that a legend explains, or null.</summary>
    public string? SignOf(string text)
    {
        var compared = CellWords.Compared(text);
        var end = compared.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && TableWords.Phrase(compared[..end]).Length == 0 && _legend.ContainsKey(compared[..end].ToUpperInvariant())
            ? compared[..end] : null;
    }

    /// <summary>What a text means, or null if it names no owner.</summary>
    public OwnerMeaning? Parse(string text)
    {
        var compared = CellWords.Compared(text);
        if (compared.Length is 0 or > 200) return null;
        if (_legend.TryGetValue(compared.ToUpperInvariant(), out var explained)) return explained;
        if (SignOf(compared) is { } sign) return _legend[sign.ToUpperInvariant()] with { Share = 0.9 };
        var phrase = TableWords.Phrase(compared);
        if (phrase.Length == 0) return Sign(compared);
        if (TableWords.Is(phrase, TableWords.NotApplicable)) return new(Sides.None, ControlState.NotApplicable);
        if (TableWords.Is(phrase, TableWords.Open)) return new(Sides.None, IsOpen: true);
        // What stands in brackets explains what stands before them.
        var bracket = compared.IndexOfAny(['(', '[']);
        if (bracket > 1 && ParsePhrase(TableWords.Phrase(compared[..bracket])) is { } outside)
        {
            // Where they name another side, as in "customer (we help)", a person has to decide.
            var inside = ParsePhrase(TableWords.Phrase(compared[bracket..]))?.Sides ?? Sides.None;
            return (inside & ~outside.Sides) == Sides.None ? outside : outside with { Share = Math.Min(outside.Share, 0.7) };
        }
        if (ParsePhrase(phrase) is { } meaning) return meaning;
        foreach (var word in TableWords.NotApplicable)
            if (word.Length > 4 && phrase.StartsWith(word, StringComparison.Ordinal))
                return new(Sides.None, ControlState.NotApplicable, Share: 0.7);
        return Sign(compared);
    }

    private static OwnerMeaning? Sign(string text)
    {
        if (TableWords.SignOf(text, TableWords.SharedSigns) is not null) return new(Sides.Shared, Share: 0.6);
        if (TableWords.SignOf(text, TableWords.CustomerSigns) is not null) return new(Sides.Customer, Share: 0.6);
        if (TableWords.SignOf(text, TableWords.ProviderSigns) is not null) return new(Sides.Provider, Share: 0.6);
        return null;
    }

    private OwnerMeaning? ParsePhrase(string phrase)
    {
        if (phrase.Length == 0) return null;
        var left = phrase;
        var (isShared, isHybrid, isInherited) = (false, false, false);
        var sides = Sides.None;
        List<string> others = [];
        foreach (var (word, kind) in _words)
        {
            for (var at = TableWords.Find(left, word); at >= 0; at = TableWords.Find(left, word))
            {
                left = $"{left[..at]}|{left[(at + word.Length)..]}";
                isShared |= kind == Kind.Shared;
                isHybrid |= kind == Kind.Hybrid;
                isInherited |= kind == Kind.Inherited;
                sides |= kind switch
                {
                    Kind.Provider => Sides.Provider,
                    Kind.Customer => Sides.Customer,
                    Kind.Third => Sides.ThirdParty,
                    _ => Sides.None
                };
                if (kind == Kind.Third && !others.Contains(word)) others.Add(word);
            }
        }
        if (sides == Sides.None && !isShared && !isHybrid && !isInherited) return null;
        var words = left.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool Is(string[] known) => Array.Exists(words, word => Array.IndexOf(known, word) >= 0);
        var (isNot, isPart, isOutsourced) = (Is(TableWords.Not), Is(TableWords.Partly), Is(TableWords.Outsourced));
        var unknown = words.Count(word => word != "|" && !TableWords.Fillers.Contains(word) && !TableWords.Is(word, TableWords.Partly)
            && !TableWords.Is(word, TableWords.Outsourced));
        var share = 1 - (double)unknown / words.Length;
        Inheritability? inheritability = null;
        if (isInherited && !sides.HasFlag(Sides.Customer))
        {
            (sides, inheritability) = isNot ? (Sides.Customer, Model.Inheritability.None)
                : isPart ? (Sides.Shared, Model.Inheritability.Partial)
                    : (Sides.Provider | (sides & Sides.ThirdParty), Model.Inheritability.Full);
        }
        else if (isShared) sides = sides is Sides.SharedProviderThirdParty or Sides.SharedCustomerThirdParty or Sides.SharedAll ? sides
            : Sides.Shared;
        else if (isHybrid && sides == Sides.None) sides = Sides.Shared;
        return sides == Sides.None ? null : new(sides, null, inheritability, false, isOutsourced, [.. others], share);
    }

    /// <summary>The side that a heading names: provider, customer, or none.</summary>
    public Sides SideOf(string heading)
    {
        var meaning = ParsePhrase(TableWords.Phrase(heading));
        return meaning is { Inheritability: null } ? meaning.Sides : Sides.None;
    }
}
