using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Compares two versions: collects the differences of all contexts, so that each is reported once.</summary>
internal sealed class DiffRun(Resolver oldVersion, Resolver newVersion, ComparedContexts contexts, Evaluation evaluation)
{
    private const int MaxChanges = 100_000;
    private const int MaxNamedContexts = 128;
    private const int MaxDuties = 32;
    private readonly MatrixDocument _old = oldVersion.Engine.Effective.Document;
    private readonly MatrixDocument _new = newVersion.Engine.Effective.Document;
    private readonly bool _isOfBase = MatrixDiff.IsBase(oldVersion, newVersion);
    private readonly ComparedParties _parties = new(oldVersion.Engine.Effective, newVersion.Engine.Effective);
    private readonly List<ControlPair> _pairs = ControlPairs.Of(oldVersion.Engine.Space, newVersion.Engine.Space);
    private readonly Dictionary<(Subject Subject, Difference Difference), Occurrence> _occurrences = [];
    private readonly FindingList _limits = new(newVersion.Engine.Limits);
    private readonly ContextGroup _everywhere = new([], 1);
    private long _stepsLeft = newVersion.Engine.Limits.MaxMatches;

    public MatrixDiff Result()
    {
        CompareRows();
        CompareControls();
        CompareCommitments();
        CompareMetadata();

        var changes = _occurrences.Select(
            entry => (entry.Key.Subject, Change: ToChange(entry.Key.Subject, entry.Key.Difference, entry.Value)))
            .OrderBy(entry => !entry.Change.IsMoveToCustomer)
            .ThenByDescending(entry => entry.Change.Impact)
            .ThenBy(entry => entry.Subject.Order)
            .ThenBy(entry => entry.Subject.Index)
            .ThenBy(entry => entry.Change.Kind)
            .Select(entry => entry.Change)
            .ToValueList();
        var (old, now) = (_old.Matrix, _new.Matrix);
        var result = new MatrixDiff
        {
            Old = new MatrixIdentity(old.Id, old.Version),
            New = new MatrixIdentity(now.Id, now.Version),
            IsOfBase = _isOfBase,
            Options = contexts.Space.Parameters.ToValueList(),
            Changes = changes,
            RequiredBump = _isOfBase ? null
                : VersionBumps.Required(old.Version, changes.IsEmpty ? null : changes.Max(change => change.Impact)),
            DeclaredBump = _isOfBase ? null : VersionBumps.Declared(old.Version, now.Version),
            Diagnostics = default,
        };
        var diagnostics = oldVersion.Diagnostics.Concat(newVersion.Diagnostics).Concat(_limits).Distinct();
        if (result is { IsSufficient: false, RequiredBump: { } required, DeclaredBump: { } declared })
            diagnostics = diagnostics.Append(InsufficientBump(result, required, declared));
        return result with { Diagnostics = FindingList.Of(newVersion.Engine.Limits, diagnostics) };
    }

    // Controls that depend on the same parameters are compared together, in all combinations of their values.
    private void CompareControls()
    {
        var queries = (oldVersion.Engine.CreateQuery(evaluation.Token), newVersion.Engine.CreateQuery(evaluation.Token));
        Dictionary<string, (int[] Parameters, List<int> Pairs)> groups = new(StringComparer.Ordinal);
        for (var i = 0; i < _pairs.Count; i++)
        {
            var parameters = contexts.ParametersOf(
                WithStatements(oldVersion.Engine.Space, _pairs[i].Old), WithStatements(newVersion.Engine.Space, _pairs[i].New), queries);
            var key = string.Join(' ', parameters);
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = (parameters, []));
            group.Pairs.Add(i);
        }
        foreach (
            var version in new[] { (Query: queries.Item1, Version: oldVersion), (Query: queries.Item2, Version: newVersion) })
            if (version.Query.IsSpent) _limits.Add(version.Version.Engine.LimitFinding());
        evaluation.Begin(EvaluationStage.Comparing, _pairs.Count);
        foreach (var (parameters, pairs) in groups.Values)
        {
            var group = GroupOf(
                parameters, () => $"{ControlOf(_pairs[pairs[0]]).Control!.Id}{(pairs.Count > 1 ? $" and {pairs.Count - 1} more" : "")}");
            foreach (var context in contexts.Combinations(group.Parameters))
                if (_stepsLeft >= 0) CompareAnswers(pairs, context, group);
            for (var i = 0; i < pairs.Count; i++) evaluation.Step();
        }
    }

    // A control and its statements in scope, at all depths.
    private static List<int> WithStatements(ControlSpace space, int node)
    {
        if (node < 0) return [];
        List<int> nodes = [node];
        for (var i = 0; i < nodes.Count; i++)
            foreach (var statement in space.StatementsInScope(nodes[i])) nodes.Add(statement);
        return nodes;
    }

    private ContextGroup GroupOf(int[] parameters, Func<string> subject)
    {
        var max = newVersion.Engine.Limits.MaxContexts;
        var count = contexts.Count(parameters, max);
        if (count <= max) return parameters.Length == 0 ? _everywhere : new ContextGroup(parameters, count);
        _limits.Add(
            Diagnostic.Of(
            DocumentDescriptors.LimitPassed,
            $"The answer for {subject()} depends on {parameters.Length} parameters with more than {max:N0} combinations of values " +
            $"(Limits.MaxContexts); it is compared in one of them only. Choose values for some of the parameters, or raise the limit.",
            _new.PlaceOf("/parameters")));
        return _everywhere;
    }

    private void CompareAnswers(List<int> pairs, int[] context, ContextGroup group)
    {
        var was = new VersionAnswers(oldVersion, contexts.Translate(context, group.Parameters, oldVersion.Engine.Parameters),
            evaluation.Token);
        var now = new VersionAnswers(newVersion, contexts.Translate(context, group.Parameters, newVersion.Engine.Parameters),
            evaluation.Token);
        // Many controls have their answer from the same assignments, and then have the same differences.
        Dictionary<(string, string), List<Difference>> known = [];
        foreach (var i in pairs)
        {
            var pair = _pairs[i];
            if (!TrySpend(1)) return;
            var (before, after) = (was.Of(pair.Old, pair.HasOwnRowsBelow), now.Of(pair.New, pair.HasOwnRowsBelow));
            var differences = AppliedTo(before) is { } mine && AppliedTo(after) is { } theirs
                ? known.TryGetValue((mine, theirs), out var same) ? same : known[(mine, theirs)] = Compare(before, after)
                : Compare(before, after);
            if (differences.Count == 0) continue;
            if (!TrySpend(differences.Count)) return;
            var (oldPointer, newPointer) = (was.PointerOf(pair.Old, pair.HasOwnRowsBelow), now.PointerOf(pair.New, pair.HasOwnRowsBelow));
            foreach (var difference in differences) Add(new Subject(Order.Control, i), difference, oldPointer, newPointer, group, context);
        }
        _limits.AddRange(was.LimitFindings);
        _limits.AddRange(now.LimitFindings);
    }

    private List<Difference> Compare(ResolvedControl? before, ResolvedControl? after) =>
        TrySpend((before?.Duties.Count ?? 0) + (after?.Duties.Count ?? 0)) ? AnswerComparison.Compare(before, after, _parties) : [];

    private static string? AppliedTo(ResolvedControl? answer) =>
        answer is { IsLeaf: true, Because: [AssignmentReason { Outcome: ReasonOutcome.Applied } reason, ..] }
            ? $"{reason.Document}#{reason.Pointer}" : null;

    private void CompareCommitments()
    {
        var commitments = new CommitmentComparison(oldVersion.Engine, newVersion.Engine, _parties);
        foreach (var id in commitments.Ids)
        {
            var (old, now) = commitments.ParametersOf(id);
            int[] parameters =
                [
                .. new SortedSet<int>(
                contexts.Joint(oldVersion.Engine.Parameters, old).Concat(contexts.Joint(newVersion.Engine.Parameters, now)))];
            var group = GroupOf(parameters, () => $"the commitment \"{id}\"");
            var (oldPointer, newPointer) = commitments.PointersOf(id);
            foreach (var context in contexts.Combinations(group.Parameters))
            {
                if (!TrySpend(1)) return;
                foreach (
                    var difference in commitments.Compare(id, contexts.Translate(context, group.Parameters, oldVersion.Engine.Parameters),
                    contexts.Translate(context, group.Parameters, newVersion.Engine.Parameters)))
                    Add(new Subject(Order.Commitment, 0, id), difference, difference.Kind == ChangeKind.CommitmentAdded ? null
                        : oldPointer, difference.Kind == ChangeKind.CommitmentRemoved ? null : newPointer, group, context);
            }
        }
    }

    // Texts and other members of rows do not depend on the context.
    private void CompareRows()
    {
        var (oldSpace, newSpace) = (oldVersion.Engine.Space, newVersion.Engine.Space);
        List<string> others = [];
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (old, now, hasOwnRowsBelow) = _pairs[i];
            if (old < 0 || now < 0 || hasOwnRowsBelow || !newSpace.IsRow(now)) continue;
            var (was, isNow) = (oldSpace.ControlOf(old), newSpace.ControlOf(now));
            if (was == isNow) continue;
            var (oldPointer, newPointer) = (RowPointer(oldSpace, old), RowPointer(newSpace, now));
            if (was.Title != isNow.Title) AddText(ChangeFacet.Title, "the title is worded differently", was.Title, isNow.Title);
            if (was.Description != isNow.Description)
                AddText(ChangeFacet.Description, "the description is worded differently", was.Description, isNow.Description);
            if (was with { Title = isNow.Title, Description = isNow.Description } != isNow) others.Add(isNow.Id);

            void AddText(ChangeFacet facet, string what, string? before, string? after) =>
                Add(new Subject(Order.Control, i),
                    new Difference
                    {
                        Kind = ChangeKind.TextChanged,
                        Facet = facet,
                        What = what,
                        Before = before,
                        After = after,
                        SpeaksOfCustomer = _parties.AddsSentenceAboutCustomer(before, after, false)
                    }, oldPointer, newPointer, _everywhere,
                        null);
        }
        if (others.Count == 0) return;
        var difference = new Difference
        {
            Kind = ChangeKind.MetadataChanged,
            What =
            $"\"controls\" changed: {string.Join(", ", others.Take(6))}{(others.Count > 6 ? $" and {others.Count - 6} more" : "")}, " +
            $"apart from the words"
        };
        Add(new Subject(Order.Metadata, 0, "controls"), difference, "/controls", "/controls", _everywhere, null);
    }

    private static string RowPointer(ControlSpace space, int row) =>
        space.PlaceOfRow(row) is >= 0 and var place ? $"/controls/{place}" : "/extends";

    private void CompareMetadata()
    {
        var service = new ServiceComparison(oldVersion.Engine.Effective, newVersion.Engine.Effective, contexts.AsOf, _isOfBase);
        foreach (var (member, id, oldPointer, newPointer, difference) in service.Found)
            Add(new Subject(Order.Service, 0, id, member), difference, oldPointer, newPointer, _everywhere, null);
        var notes = contexts.NotCompared().ToLookup(note => note.Member, note => note.Sentence);
        HashSet<string> told = [];
        var (old, now) = _isOfBase ? (WithInherited(oldVersion), WithInherited(newVersion)) : (_old.Matrix, _new.Matrix);
        foreach (
            var (member, isInOld, isInNew, difference) in MetadataComparison.Compare(service.WithoutFound(old), service.WithoutFound(now)))
        {
            var pointer = member == MetadataComparison.OfLaterFormat ? "" : $"/{member}";
            var what = told.Add(member) ? string.Join("; ", notes[member].Prepend(difference.What)) : difference.What;
            Add(new Subject(Order.Metadata, 0, member), difference with { What = what }, isInOld ? pointer : null, isInNew ? pointer
                : null, _everywhere, null);
        }
        // Inherited parameters may change although the document's own member does not.
        foreach (var note in notes.Where(note => !told.Contains(note.Key)))
            Add(new Subject(Order.Metadata, 0, note.Key),
                new Difference { Kind = ChangeKind.MetadataChanged, What = string.Join("; ", note) }, null, null, _everywhere, null);
    }

    // For a base and its annex, only members that the annex inherits are compared, with their effective values.
    private Matrix WithInherited(Resolver version)
    {
        var effective = version.Engine.Effective;
        var service = _old.Matrix.Service;
        return _old.Matrix with
        {
            Service = service with
            {
                Name = effective.Service.Name,
                Description = effective.Service.Description
                ?? service.Description,
                Models = effective.Service.Models
            },
            Agreement = effective.Matrix.Agreement ?? _old.Matrix.Agreement,
            Defaults = effective.Defaults,
            Parties = effective.Parties.Where(party => party.Id != effective.Service.Provider && party.Id != effective.Service.Customer)
                .ToValueList(),
            Parameters = effective.Parameters.ToValueList(),
            ServiceModels = effective.ServiceModels.ToValueList(),
            Catalogs = effective.ScopesAt(0).ToValueList(),
            Upstreams = effective.Upstreams.ToValueList(),
            Evidence = effective.Evidence.ToValueList(),
            Groups = effective.Levels.SelectMany(level => level.Matrix.Groups).DistinctBy(group => group.Id).ToValueList(),
            Authorizations = effective.Matrix.Authorizations.IsEmpty ? _old.Matrix.Authorizations : effective.Matrix.Authorizations,
        };
    }

    private void Add(Subject subject, Difference difference, string? oldPointer, string? newPointer, ContextGroup group, int[]? context)
    {
        // The same change is told once, though other duties may show it in another context.
        var duties = difference.Duties;
        difference = difference with { Duties = [] };
        if (!_occurrences.TryGetValue((subject, difference), out var found))
        {
            if (_occurrences.Count >= MaxChanges && !TrySpend(int.MaxValue)) return;
            _occurrences.Add((subject, difference), found = new Occurrence(oldPointer, newPointer, group));
        }
        foreach (var duty in duties)
            if (found.Duties.Count < MaxDuties && !found.Duties.Contains(duty)) found.Duties.Add(duty);
        // Two duties may have equal differences; a context counts once.
        if (context is not null && (found.Where.Count == 0 || found.Where[^1] != context)) found.Where.Add(context);
    }

    private bool TrySpend(int steps)
    {
        evaluation.Token.ThrowIfCancellationRequested();
        if (_stepsLeft >= 0 && (_stepsLeft -= steps) < 0)
            _limits.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"Comparing the versions takes more than {newVersion.Engine.Limits.MaxMatches:N0} steps (Limits.MaxMatches), so some " +
                    $"changes are left out. Use fewer assignments that match every control, compare in one context, or raise the limit.",
                _new.PlaceOf("/assignments")));
        return _stepsLeft >= 0;
    }

    private MatrixChange ToChange(Subject subject, Difference difference, Occurrence found)
    {
        var group = found.ContextGroup;
        var isEverywhere = found.Where.Count == 0 || found.Where.Count == group.Count;
        var name = isEverywhere ? ""
            : ContextNames.Of(group.SpaceIn(contexts.Space), found.Where, group.Count, [.. Enumerable.Range(0, group.Parameters.Length)]);
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
            Contexts = isEverywhere ? default
                : found.Where.Take(MaxNamedContexts).Select(context => contexts.ToResolutionContext(context, group.Parameters))
                    .ToValueList(),
            OmittedContexts = isEverywhere ? 0 : Math.Max(0, found.Where.Count - MaxNamedContexts),
            Facet = difference.Facet,
            Duties = found.Duties.ToValueList(),
            CustomerDuties = difference.CustomerDuties,
            SpeaksOfCustomer = difference.SpeaksOfCustomer,
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

    private Diagnostic InsufficientBump(MatrixDiff result, VersionBump required, VersionBump declared)
    {
        var weighty = result.Changes.Where(change => VersionBumps.Required(result.Old.Version, change.Impact) == required).ToList();
        var declares = declared == VersionBump.None
            ? $"{result.New.Version} is not higher than {result.Old.Version}"
            : $"{result.Old.Version} to {result.New.Version} is a {Words.Of(declared)} bump";
        var asks = weighty.Count == 1 ? "a change asks" : $"{weighty.Count} changes ask";
        var todo = VersionBumps.Next(result.Old.Version, required) is { } next ? $" Make it {next} or higher." : "";
        return Diagnostic.Of(
            DiffDescriptors.InsufficientBump,
            $"{declares}, but {asks} for a {Words.Of(required)} one, such as {weighty[0].Message.TrimEnd('.')}.{todo}",
            _new.PlaceOf("/version")) with
        {
            Related = [new RelatedPlace { Message = "the old version", Place = _old.PlaceOf("/version") }],
        };
    }

    private enum Order
    {
        Control,
        Commitment,
        Service,
        Metadata,
    }

    private readonly record struct Subject(Order Order, int Index, string? Id = null, string? Member = null);

    /// <summary>The parameters on which some controls depend, and the number of combinations of their values.</summary>
    private sealed class ContextGroup(int[] parameters, long count)
    {
        private ParameterSpace? _space;

        public int[] Parameters { get; } = parameters;

        public long Count { get; } = count;

        /// <summary>These parameters alone.</summary>
        public ParameterSpace SpaceIn(ParameterSpace all) =>
            _space ??= new ParameterSpace(Parameters.Select(parameter => all.Parameters[parameter]));
    }

    private sealed class Occurrence(string? oldPointer, string? newPointer, ContextGroup group)
    {
        public string? OldPointer { get; } = oldPointer;

        public string? NewPointer { get; } = newPointer;

        public ContextGroup ContextGroup { get; } = group;

        public List<int[]> Where { get; } = [];

        public List<ResolvedDuty> Duties { get; } = [];
    }
}
