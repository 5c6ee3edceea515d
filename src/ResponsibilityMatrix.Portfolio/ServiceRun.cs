using System.Text.Json;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>What remains of a service when its documents are let go. Immutable.</summary>
internal sealed record ServiceResult
{
    public required PortfolioService Service { get; init; }

    /// <summary>The states by position in the target's leaves, equal ones shared; null where the service does not speak of one.</summary>
    public required PortfolioCell?[] Cells { get; init; }

    public ValueList<Diagnostic> Diagnostics { get; init; }

    public ValueList<(Commitment Commitment, string Text)> Commitments { get; init; }

    public ValueList<PortfolioDate> Dates { get; init; }

    public PortfolioChange? Change { get; init; }

    /// <summary>The upstreams through the chain: the id and title of a matrix, or the name of a provider that publishes none.</summary>
    public ValueList<(string Id, string? Title)> Upstreams { get; init; }

    /// <summary>The ids of the document and its bases.</summary>
    public ValueList<string> Matrices { get; init; }

    public ValueList<PortfolioExplanation> Explanations { get; init; }

    /// <summary>The whole answer, where somebody wants it.</summary>
    public PortfolioServiceAnswer? Answer { get; init; }
}

/// <summary>Answers one service: reads its document, the bases and the upstreams, and lets go of them. Not thread-safe.</summary>
internal sealed class ServiceRun(DocumentFolder folder, PortfolioOptions options, TargetCatalog target, CancellationToken cancellationToken)
{
    private const int MostChanges = 100;

    // What breaks what is said of a service, though not the portfolio.
    private static readonly string[] Told =
        ["RM3001", "RM3002", "RM3003", "RM3008", "RM3009", "RM3010", "RM3011", "RM3016"];

    private readonly List<Diagnostic> _diagnostics = [];
    private IndexedMatrix? _chosen;
    private Resolver? _resolver;
    private List<ResolutionContext> _contexts = [];

    // Of the first context: what is explained is explained in it.
    private ControlStates? _states;
    private ExplainedDuties? _duties;

    // The controls that are carried over to a leaf; the others are those of the leaves themselves.
    private Dictionary<string, ValueList<(string Catalog, string Control)>> _sources = [];

    /// <summary>The catalog that is asked about.</summary>
    public Catalog Catalog => target.Catalog;

    public ServiceResult Run(IndexedMatrix chosen, IndexedMatrix? before, PlannedService? plan)
    {
        _chosen = chosen;
        var resolver = _resolver = ResolverOf(chosen);
        var matrix = resolver.Levels[0].Matrix;
        var parties = PartiesOf(resolver, chosen, plan);
        (_contexts, var isOpen) = ContextsOf(resolver, chosen, plan);
        var isExpired = !chosen.IsInForce(options.AsOf);
        CellState?[]? states = null;
        ChainAnswer? first = null;
        List<Diagnostic> ofChains = [];
        Dictionary<string, Commitment> commitments = [];
        List<MatrixIdentity> matrices = [];
        foreach (var context in _contexts)
        {
            var chain = new ChainResolver(resolver).Resolve(context, null, cancellationToken);
            first ??= chain;
            var ofContext = parties.IsEmpty ? new CellState?[target.Leaves.Count] : StatesOf(resolver, chain, parties, isExpired);
            if (states is null) states = ofContext;
            else Merge(states, ofContext);
            ofChains.AddRange(chain.Diagnostics);
            foreach (var commitment in CommitmentsOf(resolver, chain)) commitments.TryAdd(commitment.Id, commitment);
            matrices.AddRange(chain.Matrices.Skip(1).Except(matrices));
        }
        states ??= OpenStates(resolver);
        if (!parties.IsEmpty && Array.TrueForAll(states, state => state is null))
            _diagnostics.Add(PortfolioFindings.Of("RM8002", $"The service {chosen.Service} says nothing of {target.Catalog.Identity}: " +
                (resolver.Levels.SelectMany(level => level.Matrix.Catalogs).Select(scope => $"{scope.Id}@{scope.Edition}").Distinct()
                    .ToList() is { Count: > 0 } catalogs
                    ? $"it speaks of {string.Join(", ", catalogs)}, and no mapping from there is at hand. Give one with --with."
                    : "it has rows of its own only, and they are mapped to none of its controls."),
                chosen.File.Name, "/catalogs") with
            { Severity = Severity.Note });
        Limit(states, plan);
        var cells = CellsOf(states);
        var upstreams = UpstreamsOf(resolver, matrices);
        var service = new PortfolioService
        {
            Id = chosen.Service,
            Name = chosen.ServiceName,
            Provider = chosen.Provider,
            File = chosen.File.Name,
            Matrix = new(chosen.Id, chosen.Version) { Title = matrix.Title },
            AuthoredBy = chosen.AuthoredBy,
            Context = isOpen ? null : first?.Context,
            Parties = parties,
            Authorizations = matrix.Authorizations,
            IsExpired = isExpired,
            Summary = Counts(cells.OfType<PortfolioCell>().Select(cell => cell.State)),
        };
        return new()
        {
            Service = service,
            Cells = cells,
            Diagnostics = _diagnostics.Concat(FindingsOf(resolver, ofChains, options, cancellationToken)).ToValueList(),
            Commitments = commitments.Values.Select(commitment => (commitment, resolver.Describe(commitment))).ToValueList(),
            Dates = DatesOf(resolver, chosen, upstreams, matrices),
            Change = ChangeOf(chosen, before, resolver),
            Upstreams = upstreams,
            Matrices = resolver.Levels.Select(level => level.Matrix.Id).ToValueList(),
            Explanations = target.Explained.Count == 0 ? default
                : Explain(cells).Where(explained => target.Explained.Contains(explained.Control)).ToValueList(),
            Answer = options.OnService is null || first is null ? null : new(this, service, resolver, first, cells),
        };
    }

    /// <summary>What is wrong with a document itself, and with what it builds on: of each kind the first, with the number of the others.
    /// What an answer shows by itself, such as a broken inheritance or a date, is not repeated.</summary>
    public static IEnumerable<Diagnostic> FindingsOf(
        Resolver resolver, IEnumerable<Diagnostic> ofChain, PortfolioOptions options, CancellationToken cancellationToken) =>
        DocumentValidator.ValidateDocument(resolver, options.AsOf, null, cancellationToken)
            .Where(finding => finding is { Severity: Severity.Error, AcceptedReason: null, Descriptor.Category: not "versions and dates" })
            .Concat(ofChain.Where(finding => Told.Contains(finding.Id) && finding.AcceptedReason is null)).Distinct()
            .GroupBy(finding => finding.Id is "RM3016" ? (object)finding : finding.Id)
            .Select(alike => alike.Count() == 1 ? alike.First()
                : alike.First() with { Message = $"{alike.First().Message} (And {alike.Count() - 1} more of this kind.)" });

    /// <summary>How often each state is among some, as words; those of zero are left out.</summary>
    public static ValueMap<int> Counts<T>(IEnumerable<T> states) where T : struct, Enum => new(states.GroupBy(state => state)
        .OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(group.Key.ToString()), group.Count())));

    /// <summary>The answers through the chain in all contexts, the first of which is known.</summary>
    public IEnumerable<ChainAnswer> Chains(ChainAnswer first) => _contexts.Skip(1)
        .Select(context => new ChainResolver(_resolver!).Resolve(context, null, cancellationToken)).Prepend(first);

    /// <summary>Why cells are what they are.</summary>
    public IEnumerable<PortfolioExplanation> Explain(PortfolioCell?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
            if (cells[i] is { } cell) yield return Explain(target.Leaves[i], cell);
    }

    private PortfolioExplanation Explain(string control, PortfolioCell cell)
    {
        var sources = _sources.TryGetValue(control, out var carried) ? carried : [(target.Catalog.Identity, control)];
        var explained = _states is null ? [] : sources.Select(source => Explain(source.Catalog, source.Control))
            .OfType<ExplainedControl>().ToValueList();
        var isMixed = !explained.IsEmpty && explained.Min(source => source.State) != cell.State;
        return new()
        {
            Control = control,
            Service = cell.Service,
            File = _chosen!.File.Name,
            State = cell.State,
            Flags = cell.Flags,
            StatedAt = cell.StatedAt,
            Why = _states is null ? "Too much of the context of the service is left open."
                : isMixed ? "The answers differ in the contexts that are left open, or not all that makes it up carries over."
                : explained.OrderBy(source => source.State).FirstOrDefault()?.Why ?? "Nothing of its own catalogs is carried over to it.",
            Sources = explained,
        };
    }

    private ExplainedControl? Explain(string catalog, string control) =>
        _states!.Explain(catalog, control) is not var (state, why, chained) ? null : new()
        {
            Catalog = catalog,
            Control = control,
            State = state.State,
            Why = why,
            Assignment = ExplainedDuties.AssignmentOf(_resolver!, chained.Resolved),
            Duties = _duties!.Of(chained),
        };

    private Resolver ResolverOf(IndexedMatrix chosen)
    {
        var document = folder.Load(chosen, cancellationToken);
        return new(document, new() { Documents = folder.Behind(document.Matrix, cancellationToken), Limits = options.Limits });
    }

    private ValueList<string> PartiesOf(Resolver resolver, IndexedMatrix chosen, PlannedService? plan)
    {
        var word = plan?.Party ?? options.For;
        if (word == Party.CustomerWord)
        {
            // The customer's side, affiliates included.
            var customer = resolver.FindParties(word);
            var side = resolver.Parties.Where(party => party.Side == Sides.Customer).Select(party => party.Id);
            return customer.Select(party => party.Id).Concat(side).Distinct().ToValueList();
        }
        var found = resolver.FindParties(word);
        if (found.Count == 1) return [found[0].Id];
        _diagnostics.Add(PortfolioFindings.NotFound(resolver, chosen, word));
        return [];
    }

    private (List<ResolutionContext> Contexts, bool IsOpen) ContextsOf(Resolver resolver, IndexedMatrix chosen, PlannedService? plan)
    {
        var asked = new ResolutionContext
        {
            ServiceModel = plan?.Context?.ServiceModel,
            Parameters = plan?.Context?.Parameters ?? default,
            AsOf = options.AsOf,
        };
        if (resolver.ProblemWith(asked) is not { } problem) return ([asked], false);
        List<ResolutionContext> contexts = [.. (asked.ServiceModel is { } model ? [model] : resolver.ServiceModels)
            .Select(model => asked with { ServiceModel = model })];
        // An option on which nothing depends has any value.
        var used = resolver.Levels.SelectMany(level => Conditions(level.Matrix)).SelectMany(condition => condition.Parameters)
            .Select(parameter => parameter.Key).ToHashSet();
        foreach (var parameter in resolver.Parameters)
        {
            if (asked.Parameters.ContainsKey(parameter.Id) || parameter.Default is not null) continue;
            var values = used.Contains(parameter.Id) ? parameter.Values.ToList() : parameter.Values.Take(1).ToList();
            contexts = [.. contexts.SelectMany(context => values.Select(value => context with
            {
                Parameters = new(context.Parameters.Append(KeyValuePair.Create(parameter.Id, value))),
            })).Take(options.MaxContexts + 1)];
        }
        var isWrong = contexts.Count == 0 || resolver.ProblemWith(contexts[0]) is not null;
        var isTooMany = isWrong || contexts.Count > options.MaxContexts;
        _diagnostics.Add(PortfolioFindings.Of("RM8004", $"The context of the service {chosen.Service} is left open: {problem.Message} " +
            (isWrong ? "All of its controls count as open, and it has no rows."
                : isTooMany ? $"It has more than {options.MaxContexts} contexts, so that all of its controls count as open, and it has " +
                    "no rows. Choose its options in the plan of the portfolio."
                : $"Controls that differ in {contexts.Count} contexts count as open."),
            chosen.File.Name, "/service"));
        return (isTooMany ? [] : contexts, true);
    }

    private static IEnumerable<Condition> Conditions(Matrix matrix) => matrix.Assignments.Select(assignment => assignment.When)
        .Concat(matrix.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.When))
        .Concat(matrix.Commitments.Select(commitment => commitment.When));

    private CellState?[] StatesOf(Resolver resolver, ChainAnswer chain, ValueList<string> parties, bool isExpired)
    {
        var controls = new ControlStates(resolver, chain, [.. parties], isExpired);
        var isFirst = _states is null;
        if (isFirst) (_states, _duties) = (controls, new(resolver, chain, [.. parties]));
        var known = controls.States;
        var states = new CellState?[target.Leaves.Count];
        for (var i = 0; i < states.Length; i++)
        {
            if (!known.TryGetValue((target.Catalog.Identity, target.Leaves[i]), out var state)) continue;
            states[i] = state with { Named = state.Named == $"{target.Catalog.Identity}:{target.Leaves[i]}" ? null : state.Named };
        }
        // What the matrix does not say of the catalog itself, its other catalogs may.
        if (Array.TrueForAll(states, state => state is not null) || target.CrosswalkFrom(resolver) is not { } crosswalk) return states;
        var carried = crosswalk.Carry(resolver.Resolve(chain.Context, null, cancellationToken), null, cancellationToken);
        foreach (var control in carried.Controls)
        {
            if (!control.Answer.IsLeaf || !target.PlaceOf.TryGetValue(control.Answer.Control, out var at)
                || states[at] is not null || control.Outcome is not (CarryOutcome.Carried or CarryOutcome.Open)) continue;
            var sources = control.Sources.Where(source => known.ContainsKey((source.Catalog, source.Control))).ToList();
            if (sources.Count == 0) continue;
            if (isFirst) _sources[target.Leaves[at]] = sources.Select(source => (source.Catalog, source.Control)).ToValueList();
            var state = ControlStates.First(sources.Select(source => known[(source.Catalog, source.Control)]));
            // A part that is out of scope is nobody's.
            var isWhole = control.Outcome == CarryOutcome.Carried && control.Answer.IsComplete && sources.Count == control.Sources.Count;
            states[at] = isWhole ? state : state with { State = PortfolioState.Open };
        }
        return states;
    }

    // A service has few different cells, which are shared, so that many services need little memory.
    private PortfolioCell?[] CellsOf(CellState?[] states)
    {
        Dictionary<CellState, PortfolioCell> cells = [];
        return Array.ConvertAll(states, state =>
        {
            if (state is not { } known) return null;
            if (!cells.TryGetValue(known, out var cell))
                cells.Add(known, cell = new()
                {
                    Service = _chosen!.Service,
                    State = known.State,
                    Flags = known.Flags == PortfolioFlags.None ? default : FlagWords.Where(flag => known.Flags.HasFlag(flag.Flag))
                        .Select(flag => flag.Word).ToValueList(),
                    StatedAt = known.Named is { } named && named.StartsWith($"{target.Catalog.Identity}:", StringComparison.Ordinal)
                        ? named[(target.Catalog.Identity.Length + 1)..] : known.Named,
                });
            return cell;
        });
    }

    private static readonly (PortfolioFlags Flag, string Word)[] FlagWords = [.. Enum.GetValues<PortfolioFlags>()
        .Where(flag => flag != PortfolioFlags.None).Select(flag => (flag, JsonNamingPolicy.CamelCase.ConvertName(flag.ToString())))];

    private CellState?[] OpenStates(Resolver resolver) =>
        [.. target.Leaves.Select(leaf => resolver.Knows($"{target.Catalog.Identity}:{leaf}", out _)
            ? new CellState(PortfolioState.Open, PortfolioFlags.None, null) : (CellState?)null)];

    private static void Merge(CellState?[] states, CellState?[] others)
    {
        for (var i = 0; i < states.Length; i++)
        {
            var (one, other) = (states[i], others[i]);
            if (one is null && other is null) continue;
            // What is out of scope in one of them is another answer too.
            states[i] = new(one?.State == other?.State ? one!.Value.State : PortfolioState.Open, (one?.Flags ?? 0) | (other?.Flags ?? 0),
                one?.Named == other?.Named ? one?.Named : null);
        }
    }

    private void Limit(CellState?[] states, PlannedService? plan)
    {
        if (plan is null || plan.Controls.IsEmpty) return;
        var used = target.Selected(plan.Controls);
        foreach (var selector in plan.Controls.Where(selector => target.Selected([selector]).Count == 0))
            _diagnostics.Add(PortfolioFindings.Of("RM8002", $"The plan of the portfolio names {selector} for the service " +
                $"{_chosen!.Service}, which is no control of {target.Catalog.Identity}.", options.Plan!.Id, "/services"));
        for (var i = 0; i < states.Length; i++)
            if (!used.Contains(target.Leaves[i])) states[i] = null;
    }

    // What the customer's side commits itself to backs nobody.
    private static IEnumerable<Commitment> CommitmentsOf(Resolver resolver, ChainAnswer chain)
    {
        var customers = chain.Parties.Where(party => party.Side == Sides.Customer).Select(party => party.Id).ToHashSet();
        return resolver.CommitmentsIn(chain.Context).Where(commitment => !customers.Contains(commitment.Party));
    }

    private ValueList<PortfolioDate> DatesOf(Resolver resolver, IndexedMatrix chosen, ValueList<(string Id, string? Title)> upstreams,
        IReadOnlyCollection<MatrixIdentity> followed)
    {
        var last = DateOnly.MaxValue.DayNumber - options.AsOf.DayNumber < options.HorizonDays ? DateOnly.MaxValue
            : options.AsOf.AddDays(options.HorizonDays);
        var matrix = resolver.Levels[0].Matrix;
        List<(DateOnly? Day, string What)> days = [(matrix.Expires, "the matrix"), (matrix.ReviewBy, "the time for its review")];
        days.AddRange(resolver.Evidence.Select(evidence => (evidence.LastDay(), $"evidence: {evidence.Title}")));
        days.AddRange(matrix.Authorizations.Select(one =>
            (one.ValidUntil, $"authorization: {(one with { ValidUntil = null }).Describe(options.AsOf)}")));
        foreach (var upstream in upstreams)
        {
            // Of one that the chain does not follow, the highest version.
            var version = followed.FirstOrDefault(identity => identity.Id == upstream.Id)?.Version;
            var known = folder.WithId(upstream.Id).Where(matrix => version is null || matrix.Version == version)
                .MaxBy(matrix => matrix.Version);
            days.Add((known?.Expires, $"the matrix of an upstream: {upstream.Title ?? upstream.Id}"));
        }
        return days.Where(day => day.Day <= last).Select(day => new PortfolioDate
        {
            Day = day.Day!.Value,
            Service = chosen.Service,
            What = day.What,
            IsOver = day.Day < options.AsOf,
        }).ToValueList();
    }

    private PortfolioChange? ChangeOf(IndexedMatrix chosen, IndexedMatrix? before, Resolver resolver)
    {
        if (options.Since is null || before == chosen) return null;
        var change = new PortfolioChange
        {
            Service = chosen.Service,
            Old = before?.Version.ToString(),
            New = chosen.Version.ToString(),
        };
        if (before is null) return change;
        var old = ResolverOf(before);
        if (MatrixDiff.ProblemWith(old, resolver) is { } problem) return change with { Changes = [problem.Message] };
        var changes = MatrixDiff.Compare(old, resolver, options.AsOf, null, cancellationToken).Changes;
        var told = changes.OrderByDescending(one => one.Impact).Take(MostChanges)
            .Select(one => one.Message);
        return change with
        {
            Changes = (changes.Count > MostChanges ? told.Append($"and {changes.Count - MostChanges} more") : told).ToValueList(),
        };
    }

    // The matrices of the chain, those that are not at hand, and providers that publish none.
    private static ValueList<(string, string?)> UpstreamsOf(Resolver resolver, IReadOnlyCollection<MatrixIdentity> matrices)
    {
        var known = resolver.Options.Documents.Matrices.Select(document => document.Matrix).ToLookup(matrix => matrix.Id);
        List<Matrix> levels = [.. resolver.Levels.Select(level => level.Matrix)];
        HashSet<string> seen = [.. levels.Select(level => level.Id)];
        foreach (var identity in matrices)
        {
            levels.AddRange(known[identity.Id].Where(matrix => matrix.Version == identity.Version));
            seen.Add(identity.Id);
        }
        // What a base leans on, the matrix that extends it leans on; so does one above an upstream that the chain does not follow.
        for (var i = 0; i < levels.Count; i++)
            foreach (var id in levels[i].Upstreams.Select(upstream => upstream.Matrix).Append(levels[i].Extends?.Id).OfType<string>())
                if (seen.Add(id) && known[id].MaxBy(matrix => matrix.Version) is { } other) levels.Add(other);
        return matrices.Select(matrix => (matrix.Id, matrix.Title))
            .Concat(levels.SelectMany(level => level.Upstreams.Select(upstream => upstream.Matrix
                ?? level.Parties.FirstOrDefault(party => party.Id == upstream.Provider)?.Name ?? upstream.Provider))
                .Select(upstream => (upstream, (string?)null)))
            .DistinctBy(upstream => upstream.Item1).ToValueList();
    }
}
