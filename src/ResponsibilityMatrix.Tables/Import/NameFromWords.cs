using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>Finds the name of a party among the words of a column: the one that no rule knows.</summary>
internal static class NameFromWords
{
    private const int LongestName = 40;

    /// <summary>The parties, with the names that were found.</summary>
    public static PartyNames Take(CompiledProfile profile, IReadOnlyList<TableRecord> rows, ImportFindings findings)
    {
        var parties = new PartyNames(profile);
        foreach (var party in parties.Parties)
        {
            if (party.NamedBy is not { } column || profile.Variable(party.Id) is not null) continue;
            if (Find(party.Id, column, profile, parties, rows) is not { } found) continue;
            var name = found[column][0].Text;
            findings.Add("RM7003", $"“{Shortened.Text(name)}” was taken as the name of the {party.Id}: no other word names it.",
                found.Found.Sheet, found.Row, found[column][0].Column);
            profile.Capture(party.Id, name);
            parties = new PartyNames(profile);
        }
        return parties;
    }

    private static TableRecord? Find(
        string party, string column, CompiledProfile profile, PartyNames parties, IReadOnlyList<TableRecord> rows)
    {
        Dictionary<ProfileTable, RuleMatcher> matchers = new(ReferenceEqualityComparer.Instance);
        var (first, count, namesOthers) = ((TableRecord?)null, 0, false);
        foreach (var row in rows)
        {
            if (row[column] is not [var value]) continue;
            if (parties.Find(value.Text) is { } named)
            {
                if (named == party) return null;
                namesOthers = true;
                continue;
            }
            var table = row.Found.Table;
            if (!matchers.TryGetValue(table, out var matcher))
                matchers.Add(table, matcher = new(table.Rules.IsEmpty ? profile.Profile.Rules : table.Rules, profile, parties));
            if (matcher.Matching(row).Count > 0) continue;
            if (first is not null && !PartyNames.AreSame(first[column][0].Text, value.Text)) return null;
            // The longest spelling is the name: “Redhat” is “Red Hat”.
            if (first is null || value.Text.Length > first[column][0].Text.Length) first = row;
            count++;
        }
        return namesOthers && count > 1 && first![column][0].Text.Length <= LongestName ? first : null;
    }
}
