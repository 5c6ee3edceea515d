using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The checks of what a profile says of itself: that columns, tables and placeholders exist, and that each rule can
/// match.</summary>
internal sealed class ProfileChecks
{
    private const string Unknown = "RM1006";
    private const string Repeated = "RM1005";
    private const string Never = "RM2007";
    private readonly TableProfile _profile;
    private readonly List<Diagnostic> _findings = [];
    private readonly ILookup<string, ProfileColumn> _columns;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _parties;

    private ProfileChecks(TableProfile profile)
    {
        _profile = profile;
        var columns = profile.Columns.Concat(profile.Tables.SelectMany(table => table.Columns)).ToList();
        _columns = columns.ToLookup(column => column.Id, StringComparer.Ordinal);
        var made = profile.Tables.Select(table => table.Cells).OfType<ProfileCells>()
            .SelectMany(cells => new[] { cells.Name, cells.Value });
        _names = columns.Select(column => column.Id).Concat(made).ToHashSet(StringComparer.Ordinal);
        _parties = profile.Parties.Select(party => party.Id).Concat([Party.ProviderWord, Party.CustomerWord])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The findings, with pointers.</summary>
    public static IReadOnlyList<Diagnostic> Of(TableProfile profile)
    {
        var checks = new ProfileChecks(profile);
        checks.Check();
        return checks._findings;
    }

    private void Check()
    {
        if (_profile.SchemaVersion.Split('.')[0] != TableProfile.FormatVersion.Split('.')[0])
            Add("RM0004",
                $"The version {Shortened.Text(_profile.SchemaVersion)} of the format is not known here; {TableProfile.FormatVersion} is.",
                "/schemaVersion");
        if (_profile.Tables.IsEmpty) Add("RM0100", "A profile has at least one table.", "/tables");
        Twice(_profile.Documents.Select(document => document.Id), "/documents");
        Twice(_profile.Tables.Select(table => table.Id ?? ""), "/tables");
        Columns(_profile.Columns, "/columns");
        Rules(_profile.Rules, "/rules");
        for (var i = 0; i < _profile.Parties.Count; i++)
            if (_profile.Parties[i].NamedBy is { } column) Column(column, $"/parties/{i}/namedBy");
        for (var i = 0; i < _profile.Tables.Count; i++) Table(_profile.Tables[i], $"/tables/{i}");
    }

    private void Table(ProfileTable table, string at)
    {
        Columns(table.Columns, $"{at}/columns");
        Rules(table.Rules, $"{at}/rules");
        foreach (var column in table.CarryDown) Column(column, $"{at}/carryDown");
        foreach (var column in table.Skip.SelectMany(conditions => conditions.Keys)) Column(column, $"{at}/skip");
        if (table.Control is { } control) Placeholders(control, $"{at}/control");
        if (table.Join is not { } join) return;
        if (!_profile.Tables.Any(other => other.Id == join.Table && other != table))
            Add(Unknown, $"There is no other table \"{Shortened.Text(join.Table)}\"." +
                Nearest.Suggest(join.Table, _profile.Tables.Select(other => other.Id).OfType<string>()), $"{at}/join/table");
        if (join.By.IsEmpty) Add("RM0100", "A join names at least one column.", $"{at}/join/by");
        foreach (var column in join.By) Column(column, $"{at}/join/by");
    }

    private void Columns(ValueList<ProfileColumn> columns, string at)
    {
        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Side is { } side && !_parties.Contains(side))
                Add("RM1001", $"There is no party \"{Shortened.Text(side)}\".{Nearest.Suggest(side, _parties)}", $"{at}/{i}/side");
    }

    private void Rules(ValueList<ProfileRule> rules, string at)
    {
        var always = -1;
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            Rule(rule, $"{at}/{i}");
            if (always >= 0) Add(Never, $"The rule never matches: rule {always + 1} matches every row before it.", $"{at}/{i}");
            else if (Earlier(rules, i) is { } earlier)
                Add(Never, $"The rule never matches: rule {earlier + 1} has the same conditions.", $"{at}/{i}");
            else if (rule.If.Count == 0 && rule.Unless.Count == 0) always = i;
        }
    }

    private static int? Earlier(ValueList<ProfileRule> rules, int at)
    {
        const int MostCompared = 200;
        for (var i = Math.Max(0, at - MostCompared); i < at; i++)
            if (rules[i].If == rules[at].If && rules[i].Unless == rules[at].Unless) return i;
        return null;
    }

    private void Rule(ProfileRule rule, string at)
    {
        foreach (var pattern in rule.If.Values.Concat(rule.Unless.Values).SelectMany(patterns => patterns))
            if (pattern.StartsWith('@') && pattern != "@party" && !_parties.Contains(pattern[1..]))
                Add("RM1001", $"There is no party \"{Shortened.Text(pattern[1..])}\".{Nearest.Suggest(pattern[1..], _parties)}", at);
        foreach (var (column, patterns) in rule.If)
        {
            Column(column, $"{at}/if");
            var marks = _columns[column].ToList();
            if (marks.Count == 0 || !marks.TrueForAll(mark => mark is { Is: ProfileColumnUse.Mark, Word: not null })) continue;
            foreach (var pattern in patterns)
                if (pattern.Length > 0
                    && !marks.Exists(mark => WordPattern.Parse(pattern, static _ => null).Matches(CellWords.Compared(mark.Word!))))
                    Add(Never, $"No mark of \"{column}\" is “{Shortened.Text(pattern)}”." +
                        Nearest.Suggest(pattern, marks.Select(mark => mark.Word!)), $"{at}/if");
        }
        foreach (var column in rule.Unless.Keys) Column(column, $"{at}/unless");
        for (var i = 0; i < rule.Also.Count; i++) Rule(rule.Also[i], $"{at}/also/{i}");
        if (rule.Then is not { } then) return;
        var taken = rule.If.Values.SelectMany(patterns => patterns).SelectMany(Template.Names).ToHashSet(StringComparer.Ordinal);
        Placeholders(then.Reason, $"{at}/then/reason", taken);
        Placeholders(then.Notes, $"{at}/then/notes", taken);
        if (then.State is ControlState.Assigned or ControlState.Unassigned or ControlState.Conflict)
            Add("RM0100", "A state is notApplicable or notDetermined.", $"{at}/then/state");
        for (var i = 0; i < then.Duties.Count; i++)
        {
            var duty = then.Duties[i];
            Placeholders(duty.Text, $"{at}/then/duties/{i}/text", taken);
            Placeholders(duty.Party, $"{at}/then/duties/{i}/party");
            if (!duty.Party.Contains('{', StringComparison.Ordinal) && !_parties.Contains(duty.Party))
                Add("RM1001", $"There is no party \"{Shortened.Text(duty.Party)}\".{Nearest.Suggest(duty.Party, _parties)}",
                    $"{at}/then/duties/{i}/party");
        }
    }

    private void Placeholders(string? text, string at, HashSet<string>? taken = null)
    {
        foreach (var name in Template.Names(text))
            if (!_names.Contains(name) && taken?.Contains(name) != true
                && !_profile.Variables.ContainsKey(name) && !_parties.Contains(name) && name != "service")
                Add(Unknown, $"The placeholder {{{Shortened.Text(name)}}} is no column and no variable." +
                    Nearest.Suggest(name, _names.Concat(_profile.Variables.Keys)), at);
    }

    private void Column(string id, string at)
    {
        if (!_names.Contains(id)) Add(Unknown, $"There is no column \"{Shortened.Text(id)}\".{Nearest.Suggest(id, _names)}", at);
    }

    private void Twice(IEnumerable<string> ids, string at)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (i, id) in ids.Index())
            if (id.Length > 0 && !seen.Add(id)) Add(Repeated, $"The id \"{Shortened.Text(id)}\" stands there twice.", $"{at}/{i}/id");
    }

    private void Add(string id, string message, string pointer) =>
        _findings.Add(Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, new Place(pointer)));
}
