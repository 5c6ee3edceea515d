using System.Text.RegularExpressions;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A party as two versions have it in common: the provider and the customer whatever their ids, any other by its id.</summary>
internal readonly record struct Actor(Sides Side, string Id)
{
    public static Actor Of(EffectiveMatrix matrix, Sides side, string party) => new(side, party == matrix.Service.Provider || party == matrix.Service.Customer ? "" : party);

    public override string ToString() => Id.Length > 0 ? Id : Words.OfSplit(Side)!;
}

/// <summary>The parties of two versions, and the words by which texts speak of the customer. Not shared between comparisons.</summary>
internal sealed partial class ComparedParties
{
    private static readonly string[] WordsForCustomers = ["customer", "customers", "client", "clients", "tenant", "tenants", "subscriber", "subscribers", "you", "your"];
    private readonly EffectiveMatrix _old;
    private readonly EffectiveMatrix _new;
    private readonly HashSet<string> _words = new(WordsForCustomers, StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];

    public ComparedParties(EffectiveMatrix oldVersion, EffectiveMatrix newVersion)
    {
        (_old, _new) = (oldVersion, newVersion);
        AreSame = _old.Service.Provider == _new.Service.Provider && _old.Service.Customer == _new.Service.Customer;
        foreach (var party in _new.Parties)
        {
            if (_new.SideOf(party.Id) != Sides.Customer) continue;
            foreach (var name in party.Aliases.Append(party.Name).Append(party.LegalName ?? ""))
            {
                if (name.Length == 0) continue;
                if (Word().Match(name).Length == name.Length) _words.Add(name);
                else _names.Add(name);
            }
        }
    }

    /// <summary>Whether provider and customer have the same ids in both versions.</summary>
    public bool AreSame { get; }

    public Actor OfOld(ResolvedDuty duty) => Actor.Of(_old, duty.Side, duty.Party);

    public Actor OfNew(ResolvedDuty duty) => Actor.Of(_new, duty.Side, duty.Party);

    /// <summary>Whether a text has a sentence about the customer's part that the one before did not have.</summary>
    /// <param name="old">The text before, or null for none.</param>
    /// <param name="now">The text now, or null for none.</param>
    /// <param name="isCustomers">Whether the text is that of a duty of the customer's side, and so speaks of nothing else.</param>
    public bool SpeaksNewly(string? old, string? now, bool isCustomers)
    {
        if (string.IsNullOrWhiteSpace(now)) return false;
        var known = old is null ? null : SentencesOf(old).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return SentencesOf(now).Any(sentence => known?.Contains(sentence) is not true && (isCustomers || SpeaksOfCustomer(sentence)));
    }

    private bool SpeaksOfCustomer(string sentence)
    {
        foreach (var word in Word().EnumerateMatches(sentence))
            if (_words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(sentence.AsSpan(word.Index, word.Length))) return true;
        return _names.Exists(name => sentence.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    // With white space evened out, so that a line break is no change.
    private static IEnumerable<string> SentencesOf(string text) => SentenceEnd().Split(text)
        .Select(sentence => string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(sentence => sentence.Length > 0);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.;!?:](?:\s|$)|\n")]
    private static partial Regex SentenceEnd();
}
