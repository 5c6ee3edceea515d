using System.Text;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>A party as a document and its bases name it. Immutable.</summary>
internal sealed record RegisterParty
{
    /// <summary>The common name.</summary>
    public required string Name { get; init; }

    /// <summary>The registered name, or null.</summary>
    public required string? LegalName { get; init; }

    /// <summary>Its name in other languages and its aliases.</summary>
    public required IReadOnlyList<string> OtherNames { get; init; }

    /// <summary>The identifiers that the register knows.</summary>
    public required IReadOnlyList<RegisterCode> Codes { get; init; }

    /// <summary>The schemes of its other identifiers.</summary>
    public required IReadOnlyList<string> OtherSchemes { get; init; }

    /// <summary>Where it stands.</summary>
    public required Place Place { get; init; }
}

/// <summary>
/// The parties that documents name, the same ones together: those that share an identifier, those that an upstream entry says are one, and
/// those of one name. Two with different LEIs never are the same. Not thread-safe.
/// </summary>
internal sealed class RegisterParties
{
    private readonly List<RegisterParty> _parties = [];
    private readonly List<int> _roots = [];
    private readonly List<HashSet<string>> _leis = [];
    private readonly List<(int One, int Other)> _links = [];
    private ILookup<int, int>? _members;

    /// <summary>Adds a party, and gives its number.</summary>
    public int Add(RegisterParty party)
    {
        _parties.Add(party);
        _roots.Add(_roots.Count);
        _leis.Add([.. party.Codes.Where(code => code is { Type: RegisterCode.Lei, IsSound: true }).Select(code => code.Key)]);
        return _roots.Count - 1;
    }

    /// <summary>Says that two are one.</summary>
    public void Link(int one, int other) => _links.Add((one, other));

    /// <summary>Puts the same ones together, once all are added. Gives the links that their LEIs speak against.</summary>
    public List<(RegisterParty One, RegisterParty Other)> Merge()
    {
        foreach (var same in Enumerable.Range(0, _parties.Count)
            .SelectMany(party => _parties[party].Codes.Where(code => code.IsSound).Select(code => (code.Key, party)))
            .GroupBy(entry => entry.Key, entry => entry.party))
            JoinAll(same);
        List<(RegisterParty, RegisterParty)> refused = [];
        foreach (var (one, other) in _links)
            if (!Join(one, other)) refused.Add((_parties[one], _parties[other]));
        foreach (var same in Enumerable.Range(0, _parties.Count)
            .SelectMany(party => new[] { _parties[party].Name, _parties[party].LegalName }.OfType<string>()
                .Select(name => (Key: Key(name), party)))
            .Where(entry => entry.Key.Length > 0).GroupBy(entry => entry.Key, entry => entry.party))
        {
            // Where two of one name are different, nobody knows which of them one without an identifier is.
            var roots = same.Select(Root).Distinct().ToList();
            if (roots.Count < 2) continue;
            var known = roots.FindAll(root => _leis[root].Count > 0);
            var isClear = !known.Exists(one => known.Exists(other => Differ(one, other)));
            JoinAll(isClear ? roots : roots.Except(known));
        }
        _members = Enumerable.Range(0, _parties.Count).ToLookup(Root);
        return refused;
    }

    /// <summary>The number that stands for a party and all that are the same.</summary>
    public int Root(int party)
    {
        while (_roots[party] != party) party = _roots[party] = _roots[_roots[party]];
        return party;
    }

    /// <summary>The parties that are the same, in the order in which they were added.</summary>
    public IEnumerable<RegisterParty> Of(int party) => _members![Root(party)].Select(member => _parties[member]);

    /// <summary>The identifiers of a party, those that the register asks for first.</summary>
    public IReadOnlyList<RegisterCode> Codes(int party) =>
        [.. Of(party).SelectMany(known => known.Codes).DistinctBy(code => code.Key).OrderBy(code => code.Order)];

    /// <summary>The registered name, else the common one.</summary>
    public string Name(int party) => Of(party).Select(known => known.LegalName).FirstOrDefault(name => name is not null)
        ?? Of(party).First().Name;

    /// <summary>Its first name in Latin letters, the registered one before others; null without one.</summary>
    public string? LatinName(int party) => Of(party).Select(known => known.LegalName)
        .Concat(Of(party).Select(known => known.Name)).Concat(Of(party).SelectMany(known => known.OtherNames))
        .FirstOrDefault(name => name is not null && IsLatin(name));

    private static string Key(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static bool IsLatin(string name)
    {
        var letters = name.EnumerateRunes().Where(Rune.IsLetter).ToList();
        // Basic Latin to Latin Extended-B, Latin Extended Additional, and the Latin blocks of the supplement.
        return letters.TrueForAll(letter => letter.Value is <= 0x024F or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F)
            or (>= 0xA720 and <= 0xA7FF)) && name.Any(char.IsLetterOrDigit);
    }

    private void JoinAll(IEnumerable<int> same)
    {
        var first = -1;
        foreach (var party in same)
        {
            if (first < 0) first = party;
            else Join(first, party);
        }
    }

    private bool Join(int one, int other)
    {
        var (first, second) = (Root(one), Root(other));
        if (first == second) return true;
        if (first > second) (first, second) = (second, first);
        if (Differ(first, second)) return false;
        _roots[second] = first;
        _leis[first].UnionWith(_leis[second]);
        return true;
    }

    private bool Differ(int one, int other) =>
        _leis[one].Count > 0 && _leis[other].Count > 0 && !_leis[one].Overlaps(_leis[other]);
}
