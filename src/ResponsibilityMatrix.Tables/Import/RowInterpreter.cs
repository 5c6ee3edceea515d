using System.Text.RegularExpressions;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Makes an assignment of what a row says: by the rules or, without one, by the columns of its parties.</summary>
internal sealed partial class RowInterpreter(
    CompiledProfile profile, PartyNames parties, Footnotes footnotes, EvidenceEntries evidence, ImportFindings findings)
{
    /// <summary>The party of a split that names a third party which the profile does not know.</summary>
    public const string ThirdParty = "third-party";

    private readonly Dictionary<ProfileTable, RuleMatcher> _matchers = new(ReferenceEqualityComparer.Instance);
    private readonly string _thirdParty = profile.Profile.Parties.Where(party => party.Id is not (Party.ProviderWord or Party.CustomerWord))
        .Select(party => party.Id).ToArray() is [var only] ? only : ThirdParty;

    /// <summary>Reads a record: sets its outcome, its words, and what follows from it.</summary>
    public void Read(TableRecord record)
    {
        var columns = record.Columns.ToList();
        var matcher = MatcherOf(record.Found.Table);
        var isPlain = !matcher.HasRules;
        var draft = new DraftAssignment();
        record.ControlText = ControlsOf(record) is { Count: > 0 } ids ? string.Join(", ", ids) : null;
        record.Label = LabelOf(record, columns, matcher);
        List<ProfileRule> rules = [];
        if (matcher.HasRules)
        {
            rules = matcher.Matching(record);
            if (rules.Count == 0)
            {
                if (matcher.Columns.All(column => record[column].Count == 0)) record.Outcome = ImportedRowOutcome.Unanswered;
                else Refuse(record, $"no rule of the profile knows {Quoted(record, columns, matcher)}.");
                return;
            }
            // A rule that gives nothing leaves it to the columns.
            isPlain = rules.TrueForAll(rule => rule.Then is null);
        }
        var problem = isPlain ? ByColumns(record, columns, draft) : ByRules(record, columns, rules, draft);
        if (problem is not null)
        {
            Refuse(record, problem);
            return;
        }
        AddDetails(record, columns, draft, matcher);
        foreach (var note in rules.Select(rule => rule.Note).OfType<string>().Distinct()) Approximate(record, note);
        if (draft.IsOpen)
        {
            record.Outcome = ImportedRowOutcome.Unanswered;
            return;
        }
        if (draft.State is null && !record.Found.Table.AddsUp
            && draft.Duties.TrueForAll(duty => !duty.Involvement.HasFlag(Involvement.Responsible)))
        {
            Refuse(record, $"nobody is responsible in “{Shortened.Text(record.Label ?? "")}”.");
            return;
        }
        TellCondition(record, draft);
        record.Draft = draft;
        record.Outcome = ImportedRowOutcome.Imported;
    }

    // A condition is never made of words.
    private void TellCondition(TableRecord record, DraftAssignment draft)
    {
        var titles = record.Of(ProfileColumnUse.Title).Select(value => value.Text);
        foreach (var text in draft.Duties.Select(duty => duty.Text).Append(draft.Reason).Concat(titles))
        {
            if (text is null || ConditionWord().Match(text) is not { Success: true } word) continue;
            Approximate(record,
                $"the condition of “{word.Value.ToLowerInvariant()}” stays text: where it is an option of the service, add a \"when\".");
            return;
        }
    }

    [GeneratedRegex(@"\b(?:if|unless|si|sauf|wenn|falls)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConditionWord();

    /// <summary>The ids of the controls that a record names.</summary>
    public static List<string> ControlsOf(TableRecord record)
    {
        if (record.Found.Table.Control is not { } template)
            return [.. record.Of(ProfileColumnUse.Control).Select(value => value.Text).Distinct()];
        var names = Template.Names(template).ToList();
        return names.TrueForAll(name => record[name].Count == 0) ? []
            : [Template.Fill(template, name => record[name].Count > 0 ? record[name][0].Text : "").Trim()];
    }

    private RuleMatcher MatcherOf(ProfileTable table)
    {
        if (!_matchers.TryGetValue(table, out var matcher))
            _matchers.Add(table, matcher = new(table.Rules.IsEmpty ? profile.Profile.Rules : table.Rules, profile, parties));
        return matcher;
    }

    private string? ByRules(TableRecord record, List<ProfileColumn> columns, List<ProfileRule> rules, DraftAssignment draft)
    {
        // A text that a rule knows as a whole is a word.
        HashSet<string> used = [.. rules.SelectMany(rule => rule.If).Where(condition => condition.Value.All(IsWhole))
            .Select(condition => condition.Key)];
        var sides = Sides.None;
        string? reason = null;
        foreach (var outcome in rules.Select(rule => rule.Then).OfType<ProfileOutcome>())
        {
            if (draft is { State: null, Duties.Count: 0 } && sides == Sides.None
                && outcome.State is ControlState.NotApplicable or ControlState.NotDetermined)
                draft.State = outcome.State;
            reason ??= Filled(outcome.Reason, record, used);
            draft.Coupling ??= outcome.Coupling;
            draft.Inheritability ??= outcome.Inheritability;
            if (Filled(outcome.Notes, record, used) is { } notes) draft.Note(notes);
            if (draft.State is not null) continue;
            sides |= outcome.Split ?? Sides.None;
            foreach (var duty in outcome.Duties)
                if (AddDuty(duty, record, draft, used) is { } problem) return problem;
        }
        AddSides(sides, draft);
        AddTexts(record, columns.Where(column => column.Is == ProfileColumnUse.Text && !used.Contains(column.Id)), draft, reason);
        return null;
    }

    private static bool IsWhole(string pattern) => pattern.Length > 0 && !pattern.AsSpan().ContainsAny('*', '{');

    private string? AddDuty(Duty duty, TableRecord record, DraftAssignment draft, HashSet<string> used)
    {
        List<string> performers = [duty.Party];
        if (Placeholder(duty.Party) is { } column)
        {
            performers.Clear();
            foreach (var value in record[column])
            {
                if (parties.Find(value.Text) is not { } party)
                    return $"“{Shortened.Text(value.Text)}” names no party that the profile knows.";
                if (!performers.Contains(party)) performers.Add(party);
            }
        }
        List<string?> texts = [Filled(duty.Text, record, used)];
        if (duty.Text is { } template && Placeholder(template) is { } field && record[field].Count > 1)
            texts = [.. record[field].Select(value => value.Text).Distinct()];
        foreach (var party in performers)
            foreach (var text in texts)
                draft.Add(duty with
                {
                    Party = party,
                    Text = text,
                    Action = Filled(duty.Action, record, used),
                    InheritedFrom = Filled(duty.InheritedFrom, record, used),
                    Component = Filled(duty.Component, record, used),
                    Involvement = InvolvementOf(record) ?? duty.Involvement,
                });
        return null;
    }

    // Of the party whose duty the row is.
    private static Involvement? InvolvementOf(TableRecord record)
    {
        var involvement = Involvement.None;
        foreach (var value in record.Columns.Where(column => column is { Is: ProfileColumnUse.Involvement, Side: null })
            .SelectMany(column => record[column.Id]))
        {
            if (Words.TryParse<Involvement>(value.Text, out var word)) involvement |= word;
            else if (RaciLetters.TryParse(value.Text, out var letters, out _)) involvement |= letters;
        }
        return involvement == Involvement.None ? null : involvement;
    }

    private void AddSides(Sides sides, DraftAssignment draft)
    {
        foreach (var (side, party) in new[] { (Sides.Provider, Party.ProviderWord), (Sides.Customer, Party.CustomerWord),
            (Sides.ThirdParty, _thirdParty) })
        {
            if (!sides.HasFlag(side)) continue;
            var isThere = draft.Duties.Exists(duty => duty.Involvement.HasFlag(Involvement.Responsible)
                && (side == Sides.ThirdParty ? duty.Party is not (Party.ProviderWord or Party.CustomerWord) : duty.Party == party));
            if (!isThere) draft.Add(new Duty { Party = party });
        }
    }

    private string? ByColumns(TableRecord record, List<ProfileColumn> columns, DraftAssignment draft)
    {
        foreach (var column in columns.Where(column => column.Is is ProfileColumnUse.Involvement or ProfileColumnUse.Mark))
        {
            if (column.Side is not { } party) continue;
            foreach (var value in record[column.Id])
            {
                if (column.Is == ProfileColumnUse.Mark)
                {
                    draft.Add(new Duty { Party = party });
                    continue;
                }
                if (!RaciLetters.TryParse(value.Text, out var involvement, out var supports))
                    return $"“{Shortened.Text(value.Text)}” of {parties.NameOf(party)} is no letters of RACI.";
                if (supports) Approximate(record, "S (support) is taken as responsible without being accountable.");
                draft.Add(new Duty { Party = party, Involvement = involvement });
            }
        }
        foreach (var column in columns.Where(column => column.Is == ProfileColumnUse.Text && column.Side is not null)
            .DistinctBy(column => column.Id))
            if (record[column.Id].Count > 0 && !draft.Duties.Exists(duty => duty.Party == column.Side))
                draft.Add(new Duty { Party = column.Side! });
        AddTexts(record, columns.Where(column => column.Is == ProfileColumnUse.Text), draft, null);
        return null;
    }

    private void AddTexts(TableRecord record, IEnumerable<ProfileColumn> columns, DraftAssignment draft, string? reason)
    {
        List<string> unplaced = [];
        foreach (var column in columns.DistinctBy(column => column.Id).ToList())
        {
            var texts = record[column.Id].Select(value => value.Text).Distinct().ToList();
            if (texts.Count == 0) continue;
            var performers = draft.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible)).Select(duty => duty.Party)
                .Distinct().ToList();
            var party = column.Side ?? (performers.Count == 1 ? performers[0] : null);
            if (party is not null && performers.Contains(party)) AddTexts(draft, party, texts);
            else if (draft.State is not null) unplaced.AddRange(texts);
            else if (draft.Duties.Count > 0)
            {
                foreach (var text in texts) draft.Note(party is null ? text : $"{parties.NameOf(party)}: {text}");
                if (party is not null)
                    Approximate(record, $"a text of {parties.NameOf(party)}, who has no part by the words of the row, goes to the notes.");
            }
        }
        if (draft.State is null) return;
        // The row's own words are the reason where the rule gives none.
        draft.Reason = reason ?? (unplaced.Count > 0 ? string.Join("\n", unplaced.Distinct()) : record.Label ?? "Stated so in the table.");
        if (reason is not null) unplaced.Distinct().ToList().ForEach(draft.Note);
    }

    private static void AddTexts(DraftAssignment draft, string party, List<string> texts)
    {
        var like = draft.Duties.Find(duty => duty.Party == party && duty.Involvement.HasFlag(Involvement.Responsible))!;
        var next = 0;
        for (; next < texts.Count; next++)
        {
            var at = draft.Duties.FindIndex(duty => IsFree(duty) && duty.InheritedFrom is null);
            if (at < 0) at = draft.Duties.FindIndex(IsFree);
            if (at < 0) break;
            draft.Duties[at] = draft.Duties[at] with { Text = texts[next] };
        }
        HashSet<Duty> known = [.. draft.Duties];
        foreach (var text in texts.Skip(next))
            if (like with { Text = text, InheritedFrom = null } is var duty && known.Add(duty)) draft.Duties.Add(duty);

        bool IsFree(Duty duty) => duty.Party == party && duty.Text is null && duty.Involvement.HasFlag(Involvement.Responsible);
    }

    private void AddDetails(TableRecord record, List<ProfileColumn> columns, DraftAssignment draft, RuleMatcher matcher)
    {
        foreach (var value in record.Of(ProfileColumnUse.Notes).Where(value => value.Text != draft.Reason)) draft.Note(value.Text);
        foreach (var column in columns.Where(column => column is { Is: ProfileColumnUse.Word, Side: not null }))
            foreach (var value in record[column.Id].Where(value => parties.Find(value.Text) != column.Side))
                draft.Note($"{column.Id}: {value.Text}");
        foreach (var value in record.Of(ProfileColumnUse.Internal)) draft.InternalNotes.Add(value.Text);
        foreach (var column in columns.Where(column => column.Is is ProfileColumnUse.Implementation or ProfileColumnUse.Evidence)
            .DistinctBy(column => column.Id))
        {
            var party = column.Side ?? PartyOf(record) ?? Party.ProviderWord;
            var values = record[column.Id];
            if (values.Count == 0 || draft.IsOpen) continue;
            if (!draft.Duties.Exists(duty => duty.Party == party) || draft.State is not null)
            {
                if (!matcher.Columns.Contains(column.Id))
                    foreach (var value in values) draft.Note($"{column.Id}: {value.Verbatim}");
                continue;
            }
            if (column.Is == ProfileColumnUse.Evidence)
                Change(draft, party, duty =>
                    duty with
                    {
                        Evidence = duty.Evidence.Concat(values.Select(value => evidence.IdOf(value.Text))).Distinct()
                    .ToValueList()
                    });
            else AddImplementation(record, draft, party, values);
        }
        foreach (var component in record.Of(ProfileColumnUse.Component).Select(value => value.Text).Take(1))
            for (var i = 0; i < draft.Duties.Count; i++)
                draft.Duties[i] = draft.Duties[i] with { Component = draft.Duties[i].Component ?? component };
        if (draft.IsOpen) return;
        foreach (var mark in record.Footnotes.Distinct())
        {
            draft.Note(footnotes.TextOf(mark, record.Found.Sheet) ?? $"Marked “{mark}”.");
            Approximate(record, $"the footnote {mark} goes to the notes: it may move who performs.");
        }
    }

    private string? PartyOf(TableRecord record) =>
        record.Of(ProfileColumnUse.Party).Select(value => parties.Find(value.Text)).FirstOrDefault();

    private void AddImplementation(TableRecord record, DraftAssignment draft, string party, IReadOnlyList<FieldValue> values)
    {
        List<ImplementationStatus> statuses = [];
        foreach (var value in values)
        {
            if (Words.TryParse<ImplementationStatus>(value.Text, out var status)) statuses.Add(status);
            else
            {
                draft.Note(value.Verbatim);
                Approximate(record,
                    $"“{Shortened.Text(value.Verbatim)}” is no status of implementation that the profile knows, and goes to the notes.");
            }
        }
        if (statuses.Count > 0)
            Change(draft, party, duty => duty with { Implementation = duty.Implementation.Concat(statuses).Distinct().ToValueList() });
    }

    private static void Change(DraftAssignment draft, string party, Func<Duty, Duty> change)
    {
        for (var i = 0; i < draft.Duties.Count; i++)
            if (draft.Duties[i].Party == party) draft.Duties[i] = change(draft.Duties[i]);
    }

    private string? Filled(string? template, TableRecord record, HashSet<string> used)
    {
        if (template is null) return null;
        var text = Template.Fill(template, name =>
        {
            if (record[name].Count > 0 || Array.Exists(record.Found.Compiled.All, column => column.Id == name)
                || profile.Variable(name) is null)
            {
                used.Add(name);
                return string.Join("\n", record[name].Select(value => value.Text).Distinct());
            }
            return profile.Variable(name);
        }).Trim();
        return text.Length > 0 ? text : null;
    }

    private static string? Placeholder(string template)
    {
        var pieces = Template.Pieces(template).Take(2).ToList();
        return pieces is [{ Name: { } name }] ? name : null;
    }

    // The words in the columns that decide, as they stand there; of columns of texts alone, which of them have one. The record is about
    // the first of their cells.
    private static string? LabelOf(TableRecord record, List<ProfileColumn> columns, RuleMatcher matcher)
    {
        var deciding = columns.Where(column => matcher.HasRules ? matcher.Columns.Contains(column.Id)
            : column.Is is ProfileColumnUse.Involvement or ProfileColumnUse.Mark or ProfileColumnUse.Text).ToList();
        var values = deciding.Where(column => column.Is is not ProfileColumnUse.Text).Select(column => column.Id).Distinct()
            .SelectMany(id => record[id]).ToList();
        if (record.Found.Table.Cells is null && values.FindIndex(value => value.Column >= 0) is >= 0 and var first)
            record.Column = values[first].Column;
        var words = values.DistinctBy(value => (value.Column, value.Verbatim)).Select(value => value.Verbatim).ToList();
        if (words.Count == 0)
            words = [.. record.Found.Columns.Where(column => deciding.Contains(column.Column) && record[column.Column.Id].Count > 0)
                .Select(column => CellWords.Clean(column.Heading))];
        return words.Count > 0 ? string.Join("; ", words) : null;
    }

    private static string Quoted(TableRecord record, List<ProfileColumn> columns, RuleMatcher matcher)
    {
        var words = columns.Select(column => column.Id).Distinct().Where(matcher.Columns.Contains).Where(id => record[id].Count > 0)
            .Select(id => $"{id} “{Shortened.Text(string.Join("; ", record[id].Select(value => value.Verbatim)))}”").ToList();
        return string.Join(", ", words);
    }

    private void Refuse(TableRecord record, string text)
    {
        record.Outcome = ImportedRowOutcome.NotUnderstood;
        findings.Add("RM7001", text, record.Found.Sheet, record.Row, record.Column);
    }

    private void Approximate(TableRecord record, string text) =>
        findings.Add("RM7003", text, record.Found.Sheet, record.Row, record.Column);
}
