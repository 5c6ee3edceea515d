using System.Text.RegularExpressions;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Identifies a party across two versions: the provider and the customer by side, any other by its id.</summary>
internal readonly record struct Actor(Sides Side, string Id)
{
    public static Actor Of(EffectiveMatrix matrix, Sides side, string party) =>
        new(side, party == matrix.Service.Provider || party == matrix.Service.Customer ? "" : party);

    public override string ToString() => Id.Length > 0 ? Id : Words.OfSplit(Side)!;
}

/// <summary>The parties of two versions, and the words that refer to the customer in texts. Not thread-safe.</summary>
internal sealed partial class ComparedParties
{
    // Longer names are compared by their first words.
    private const int MaxNameWords = 8;
    private static readonly string[] CustomerWords =
        ["customer", "customers", "client", "clients", "tenant", "tenants", "subscriber", "subscribers", "you", "your"];
    private readonly EffectiveMatrix _old;
    private readonly EffectiveMatrix _new;

    // The words for customers and the names of customers, with single spaces; and their lengths in words.
    private readonly HashSet<string> _names = new(CustomerWords, StringComparer.OrdinalIgnoreCase);
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
                _names.Add(string.Join(' ', words.Take(MaxNameWords)));
                _lengths.Add(Math.Min(words.Count, MaxNameWords));
            }
        }
    }

    /// <summary>Whether provider and customer have the same ids in both versions.</summary>
    public bool AreSame { get; }

    public Actor OfOld(ResolvedDuty duty) => Actor.Of(_old, duty.Side, duty.Party);

    public Actor OfNew(ResolvedDuty duty) => Actor.Of(_new, duty.Side, duty.Party);

    /// <summary>Whether a text has a new sentence about the customer's part.</summary>
    /// <param name="old">The old text, or null.</param>
    /// <param name="now">The new text, or null.</param>
    /// <param name="isCustomers">Whether the text is of a duty of the customer's side, so that all sentences count.</param>
    public bool AddsSentenceAboutCustomer(string? old, string? now, bool isCustomers)
    {
        if (string.IsNullOrWhiteSpace(now)) return false;
        var known = old is null ? null : SentencesOf(old).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return SentencesOf(now).Any(sentence => known?.Contains(sentence) is not true && (isCustomers || MentionsCustomer(sentence)));
    }

    private bool MentionsCustomer(string sentence)
    {
        var words = WordsOf(sentence);
        for (var i = 0; i < words.Count; i++)
            foreach (var length in _lengths)
                if (i + length <= words.Count && _names.Contains(length == 1 ? words[i] : string.Join(' ', words.Slice(i, length))))
                    return true;
        return false;
    }

    private static List<string> WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    // White space is normalized, so that a line break is no change.
    private static IEnumerable<string> SentencesOf(string text) => SentenceEnd().Split(text)
        .Select(sentence => string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(sentence => sentence.Length > 0);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[.;!?:](?:\s|$)|\n")]
    private static partial Regex SentenceEnd();
}
