using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>One comparison: the differences of each context, brought together so that each is told once.</summary>
internal sealed class DiffRun(Resolver oldVersion, Resolver newVersion, ComparedContexts contexts)
{
    private const int MostChanges = 100_000;
    private readonly MatrixDocument _old = oldVersion.Engine.Effective.Document;
    private readonly MatrixDocument _new = newVersion.Engine.Effective.Document;
    private readonly List<ControlPair> _pairs = ControlPairs.Of(oldVersion.Engine.Space, newVersion.Engine.Space);
    private readonly Dictionary<(Subject Subject, Difference Difference), Found> _found = [];
    private readonly List<Diagnostic> _limits = [];
    private long _stepsLeft = newVersion.Engine.Limits.MaxMatches;

    public DiffResult Result()
    {
        CompareRows();
        var commitments = new CommitmentComparison(oldVersion.Engine, newVersion.Engine);
        List<int[]> all = [.. contexts.Each()];
        foreach (var context in all)
        {
            CompareAnswers(context);
            var (mine, theirs) = (contexts.Translate(context, oldVersion.Engine.Parameters), contexts.Translate(context, newVersion.Engine.Parameters));
            foreach (var id in commitments.Ids)
            {
                var (oldPointer, newPointer) = commitments.PointersOf(id);
                foreach (var difference in commitments.Compare(id, mine, theirs))
                    Add(new Subject(Order.Commitment, 0, id), difference, difference.Kind == ChangeKind.CommitmentAdded ? null : oldPointer, difference.Kind == ChangeKind.CommitmentRemoved ? null : newPointer, context);
            }
        }
        CompareMetadata();

        var changes = _found.Select(entry => (entry.Key.Subject, Change: Tell(entry.Key.Subject, entry.Key.Difference, entry.Value, all.Count)))
            .OrderBy(entry => !entry.Change.IsMoveToCustomer)
            .ThenByDescending(entry => entry.Change.Impact)
            .ThenBy(entry => entry.Subject.Order)
            .ThenBy(entry => entry.Subject.Index)
            .ThenBy(entry => entry.Change.Kind)
            .Select(entry => entry.Change)
            .ToValueList();
        var (old, now) = (_old.Matrix, _new.Matrix);
        var result = new DiffResult
        {
            Old = new MatrixIdentity(old.Id, old.Version),
            New = new MatrixIdentity(now.Id, now.Version),
            Contexts = all.Select(contexts.Named).ToValueList(),
            Changes = changes,
            RequiredBump = VersionBumps.Required(old.Version, changes.IsEmpty ? null : changes.Max(change => change.Impact)),
            DeclaredBump = VersionBumps.Declared(old.Version, now.Version),
            Diagnostics = default,
        };
        List<Diagnostic> diagnostics = [.. oldVersion.Diagnostics, .. newVersion.Diagnostics, .. _limits];
        if (!result.IsSufficient) diagnostics.Add(InsufficientBump(result));
        return result with { Diagnostics = diagnostics.Distinct().ToValueList() };
    }

    private void CompareAnswers(int[] context)
    {
        var (was, now) = (new VersionAnswers(oldVersion, contexts.OfOld(context)), new VersionAnswers(newVersion, contexts.OfNew(context)));
        foreach (var finding in was.Whole.Diagnostics.Concat(now.Whole.Diagnostics))
            if (finding.Id == DocumentDescriptors.LimitPassed.Id) _limits.Add(finding);
        // Many controls have their answer from one assignment in each version; then they differ in the same.
        Dictionary<(string, string), List<Difference>> known = [];
        for (var i = 0; i < _pairs.Count; i++)
        {
            var pair = _pairs[i];
            var (before, after) = (was.Of(pair.Old, pair.IsBesideRows), now.Of(pair.New, pair.IsBesideRows));
            var differences = AppliedTo(before) is { } mine && AppliedTo(after) is { } theirs
                ? known.TryGetValue((mine, theirs), out var same) ? same : known[(mine, theirs)] = Compare(before, after)
                : Compare(before, after);
            if (differences.Count == 0) continue;
            if (!Take(differences.Count)) return;
            var (oldPointer, newPointer) = (was.PointerOf(pair.Old, pair.IsBesideRows), now.PointerOf(pair.New, pair.IsBesideRows));
            foreach (var difference in differences) Add(new Subject(Order.Control, i), difference, oldPointer, newPointer, context);
        }
    }

    private List<Difference> Compare(ResolvedControl? before, ResolvedControl? after) =>
        Take((before?.Duties.Count ?? 0) + (after?.Duties.Count ?? 0)) ? AnswerComparison.Compare(before, after) : [];

    private static string? AppliedTo(ResolvedControl? answer) =>
        answer is { IsLeaf: true, Because: [AssignmentReason { Outcome: ReasonOutcome.Applied } reason, ..] } ? $"{reason.Document}#{reason.Pointer}" : null;

    // The words of rows, and their other members, are the same in every context.
    private void CompareRows()
    {
        var (oldSpace, newSpace) = (oldVersion.Engine.Space, newVersion.Engine.Space);
        List<string> others = [];
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (old, now, isBesideRows) = _pairs[i];
            if (old < 0 || now < 0 || isBesideRows || !newSpace.IsRow(now)) continue;
            var (was, isNow) = (oldSpace.ControlOf(old), newSpace.ControlOf(now));
            if (was == isNow) continue;
            var (oldPointer, newPointer) = (RowPointer(oldSpace, old), RowPointer(newSpace, now));
            if (was.Title != isNow.Title) Add(new Subject(Order.Control, i), new Difference { Kind = ChangeKind.TextChanged, What = "the title is worded differently", Before = was.Title, After = isNow.Title }, oldPointer, newPointer, null);
            if (was.Description != isNow.Description) Add(new Subject(Order.Control, i), new Difference { Kind = ChangeKind.TextChanged, What = "the description is worded differently", Before = was.Description, After = isNow.Description }, oldPointer, newPointer, null);
            if (was with { Title = isNow.Title, Description = isNow.Description } != isNow) others.Add(isNow.Id);
        }
        if (others.Count == 0) return;
        var difference = new Difference { Kind = ChangeKind.MetadataChanged, What = $"\"controls\" changed: {string.Join(", ", others.Take(6))}{(others.Count > 6 ? $" and {others.Count - 6} more" : "")}, apart from the words" };
        Add(new Subject(Order.Metadata, 0, "controls"), difference, "/controls", "/controls", null);
    }

    private static string RowPointer(ControlSpace space, int row) => space.PlaceOfRow(row) is >= 0 and var place ? $"/controls/{place}" : "/extends";

    private void CompareMetadata()
    {
        var notes = contexts.NotCompared().ToLookup(note => note.Member, note => note.Sentence);
        HashSet<string> told = [];
        foreach (var (member, isInOld, isInNew, difference) in MetadataComparison.Compare(_old.Matrix, _new.Matrix))
        {
            var pointer = member == MetadataComparison.OfLaterFormat ? "" : $"/{member}";
            told.Add(member);
            Add(new Subject(Order.Metadata, 0, member), difference with { What = string.Join("; ", notes[member].Prepend(difference.What)) }, isInOld ? pointer : null, isInNew ? pointer : null, null);
        }
        // Parameters that a base brings along change without the member of the document itself.
        foreach (var note in notes.Where(note => !told.Contains(note.Key)))
            Add(new Subject(Order.Metadata, 0, note.Key), new Difference { Kind = ChangeKind.MetadataChanged, What = string.Join("; ", note) }, null, null, null);
    }

    private void Add(Subject subject, Difference difference, string? oldPointer, string? newPointer, int[]? context)
    {
        if (!_found.TryGetValue((subject, difference), out var found))
        {
            if (_found.Count >= MostChanges && !Take(int.MaxValue)) return;
            _found.Add((subject, difference), found = new Found(oldPointer, newPointer));
        }
        // Two duties may change in the same words; a context counts once.
        if (context is not null && (found.Where.Count == 0 || found.Where[^1] != context)) found.Where.Add(context);
    }

    private bool Take(int steps)
    {
        if (_stepsLeft >= 0 && (_stepsLeft -= steps) < 0)
            _limits.Add(Diagnostic.Of(DocumentDescriptors.LimitPassed, "The versions differ in more than can be told; changes are missing. Use fewer assignments that speak of everything, or compare in one context.", _new.PlaceOf("/assignments")));
        return _stepsLeft >= 0;
    }

    private MatrixChange Tell(Subject subject, Difference difference, Found found, int count)
    {
        var isEverywhere = found.Where.Count == 0 || found.Where.Count == count;
        var name = isEverywhere ? "" : contexts.NameOf(found.Where);
        var control = subject.Order == Order.Control ? ControlOf(_pairs[subject.Index]) : default;
        return new MatrixChange
        {
            Kind = difference.Kind,
            Control = control.Control?.Id,
            Catalog = control.Catalog,
            Title = control.Control?.Title,
            Subject = subject.Id,
            Before = difference.Before,
            After = difference.After,
            OldPlace = found.OldPointer is { } was ? _old.PlaceOf(was) : null,
            NewPlace = found.NewPointer is { } now ? _new.PlaceOf(now) : null,
            What = difference.What,
            Message = $"{(control.Control?.Id ?? subject.Id)}: {difference.What}{Arrow(difference)}{name}.",
            When = isEverywhere ? null : name[" (when ".Length..^1],
            Contexts = isEverywhere ? default : found.Where.Select(contexts.Named).ToValueList(),
            CustomerDuties = difference.CustomerDuties,
        };
    }

    private (Control? Control, string? Catalog) ControlOf(ControlPair pair)
    {
        var (space, node) = pair.New >= 0 ? (newVersion.Engine.Space, pair.New) : (oldVersion.Engine.Space, pair.Old);
        return (space.ControlOf(node), space.CatalogOf(node));
    }

    private static string Arrow(Difference difference) =>
        (difference.Before, difference.After) switch
        {
            (null, null) => "",
            ({ } before, null) => $", was: {before.TrimEnd('.')}",
            (null, { } after) => $": {after.TrimEnd('.')}",
            var (before, after) => $": {before.TrimEnd('.')} → {after.TrimEnd('.')}",
        };

    private Diagnostic InsufficientBump(DiffResult result)
    {
        var weighty = result.Changes.Where(change => VersionBumps.Required(result.Old.Version, change.Impact) == result.RequiredBump).ToList();
        var required = Words.Of(result.RequiredBump);
        var declares = result.DeclaredBump == VersionBump.None
            ? $"{result.New.Version} is not higher than {result.Old.Version}"
            : $"{result.Old.Version} to {result.New.Version} is a {Words.Of(result.DeclaredBump)} bump";
        var asks = weighty.Count == 1 ? "a change asks" : $"{weighty.Count} changes ask";
        var todo = VersionBumps.Next(result.Old.Version, result.RequiredBump) is { } next ? $" Make it {next} or higher." : "";
        return Diagnostic.Of(DiffDescriptors.InsufficientBump, $"{declares}, but {asks} for a {required} one, such as {weighty[0].Message.TrimEnd('.')}.{todo}", _new.PlaceOf("/version")) with
        {
            Related = [new RelatedPlace { Message = "the old version", Place = _old.PlaceOf("/version") }],
        };
    }

    private enum Order
    {
        Control,
        Commitment,
        Metadata,
    }

    private readonly record struct Subject(Order Order, int Index, string? Id = null);

    private sealed class Found(string? oldPointer, string? newPointer)
    {
        public string? OldPointer { get; } = oldPointer;

        public string? NewPointer { get; } = newPointer;

        public List<int[]> Where { get; } = [];
    }
}
