using System.Text.RegularExpressions;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A party as two versions have it in common: the provider and the customer whatever their ids, any other by its id.</summary>
internal readonly record struct Actor(Sides Side, string Id)
{
    public static Actor Of(EffectiveMatrix matrix, Sides side, string party) =>
        new(side, party == matrix.Service.Provider || party == matrix.Service.Customer ? "" : party);

    public override string ToString() => Id.Length > 0 ? Id : Words.OfSplit(Side)!;
}

/// <summary>The parties of two versions, and the words by which texts speak of the customer. Not shared between comparisons.</summary>
internal sealed partial class ComparedParties
{
    // A longer name is known by its first words.
    private const int LongestName = 8;
    private static readonly string[] WordsForCustomers =
        ["customer", "customers", "client", "clients", "tenant", "tenants", "subscriber", "subscribers", "you", "your"];
    private readonly EffectiveMatrix _old;
    private readonly EffectiveMatrix _new;

    // The words for customers and the names of those there are, word by word with a blank between; and how many words they have.
    private readonly HashSet<string> _names = new(WordsForCustomers, StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<int> _lengths = [1];

    public ComparedParties(EffectiveMatrix oldVersion, EffectiveMatrix newVersion)
    {
        (_old, _new) = (oldVersion, newVersion);
        AreSame = _old.Service.Provider == _new.Service.Provider && _old.Service.Customer == _new.Service.Customer;
        foreach (var party in _new.Parties)
        {
            if (_new.SideOf(party.Id) != Sides.Customer) continue;
            foreach (var name in party.Aliases.Append(party.Name).Append(party.LegalName ?? ""))
            {
                var words = WordsOf(name);
                if (words.Count == 0) continue;
                _names.Add(string.Join(' ', words.Take(LongestName)));
                _lengths.Add(Math.Min(words.Count, LongestName));
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
        var words = WordsOf(sentence);
        for (var i = 0; i < words.Count; i++)
            foreach (var length in _lengths)
                if (i + length <= words.Count && _names.Contains(length == 1 ? words[i] : string.Join(' ', words.Slice(i, length))))
                    return true;
        return false;
    }

    private static List<string> WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    // With white space evened out, so that a line break is no change.
    private static IEnumerable<string> SentencesOf(string text) => SentenceEnd().Split(text)
        .Select(sentence => string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(sentence => sentence.Length > 0);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.;!?:](?:\s|$)|\n")]
    private static partial Regex SentenceEnd();
}
