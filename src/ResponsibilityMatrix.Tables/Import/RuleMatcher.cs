using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>Finds the rules that match a record.</summary>
internal sealed class RuleMatcher
{
    private readonly CompiledRule[] _rules;
    private readonly PartyNames _parties;

    public RuleMatcher(ValueList<ProfileRule> rules, CompiledProfile profile, PartyNames parties)
    {
        _parties = parties;
        _rules = Compile(rules, profile);
        Columns = [];
        foreach (var column in NamesIn(rules)) Columns.Add(column);
    }

    /// <summary>Whether there are rules.</summary>
    public bool HasRules => _rules.Length > 0;

    /// <summary>The columns that the rules look at.</summary>
    public HashSet<string> Columns { get; }

    /// <summary>The rule that decides, and those that add to it; empty if none matches.</summary>
    public List<ProfileRule> Matching(TableRecord record)
    {
        List<ProfileRule> matching = [];
        foreach (var rule in _rules)
        {
            if (!Matches(rule, record)) continue;
            Add(rule);
            break;
        }
        return matching;

        void Add(CompiledRule rule)
        {
            matching.Add(rule.Rule);
            foreach (var also in rule.Also)
                if (Matches(also, record)) Add(also);
        }
    }

    // What the patterns take becomes a field of the record.
    private bool Matches(CompiledRule rule, TableRecord record)
    {
        List<(string Name, string Text)> captured = [];
        foreach (var (column, patterns) in rule.If)
            if (!Matches(record[column], patterns, captured)) return false;
        foreach (var (column, patterns) in rule.Unless)
            if (Matches(record[column], patterns, [])) return false;
        foreach (var (name, text) in captured) record.Set(name, [new FieldValue(text, text, record.Column)]);
        return true;
    }

    private bool Matches(IReadOnlyList<FieldValue> values, WordPattern[] patterns, List<(string Name, string Text)> captured)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsEmpty)
            {
                if (values.Count == 0) return true;
                continue;
            }
            foreach (var value in values)
            {
                if (pattern.IsLiteral && pattern.Literal.StartsWith('@'))
                {
                    if (IsParty(value.Text, pattern.Literal)) return true;
                    continue;
                }
                var before = captured.Count;
                if (pattern.Matches(CellWords.Compared(value.Text), (name, text) => captured.Add((name, text)))) return true;
                captured.RemoveRange(before, captured.Count - before);
            }
        }
        return false;
    }

    // “@party” stands for any party, “@provider” for that one.
    private bool IsParty(string text, string pattern) =>
        _parties.Find(text) is { } party && (pattern == "@party" || pattern.AsSpan(1).Equals(party, StringComparison.OrdinalIgnoreCase));

    private static CompiledRule[] Compile(ValueList<ProfileRule> rules, CompiledProfile profile) =>
        [.. rules.Select(rule => new CompiledRule(
        rule,
        [.. rule.If.Select(condition => (condition.Key, WordPattern.Parse(condition.Value, profile.RuleVariable)))],
        [.. rule.Unless.Select(condition => (condition.Key, WordPattern.Parse(condition.Value, profile.RuleVariable)))],
        Compile(rule.Also, profile)))];

    /// <summary>The columns that rules look at.</summary>
    public static IEnumerable<string> NamesIn(ValueList<ProfileRule> rules) =>
        rules.SelectMany(rule => rule.If.Keys.Concat(rule.Unless.Keys).Concat(NamesIn(rule.Also)));

    private sealed record CompiledRule(
        ProfileRule Rule, (string Column, WordPattern[] Patterns)[] If, (string Column, WordPattern[] Patterns)[] Unless,
            CompiledRule[] Also);
}
