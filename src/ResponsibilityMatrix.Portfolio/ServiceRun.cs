using System.Text.Json;
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

    /// <summary>The states by position in the target's leaves; null where the service does not speak of one.</summary>
    public required CellState?[] Cells { get; init; }

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
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, PortfolioExplanation> _explanations = [];

    public ServiceResult Run(IndexedMatrix chosen, IndexedMatrix? before, PlannedService? plan)
    {
        var resolver = ResolverOf(chosen);
        var matrix = resolver.Levels[0].Matrix;
        var parties = PartiesOf(resolver, chosen, plan);
        var (contexts, isOpen) = ContextsOf(resolver, chosen, plan);
        var isExpired = !chosen.IsInForce(options.AsOf);
        CellState?[]? cells = null;
        ChainAnswer? chain = null;
        foreach (var context in contexts)
        {
            var answer = new ChainResolver(resolver).Resolve(context, null, cancellationToken);
            chain ??= answer;
            var states = parties.IsEmpty ? new CellState?[target.Leaves.Count] : CellsOf(resolver, answer, context, parties, isExpired);
            if (cells is null) cells = states;
            else Merge(cells, states);
        }
        if (contexts.Count == 0) cells = OpenCells(resolver);
        Limit(cells!, plan);
        var explanations = Explanations(chosen, cells!);
        _diagnostics.AddRange(chain?.Diagnostics.Where(finding => finding.Id is "RM3016" or "RM3001" or "RM3002") ?? []);
        var service = new PortfolioService
        {
            Id = chosen.Service,
            Name = chosen.ServiceName,
            Provider = chosen.Provider,
            File = chosen.File.Name,
            Matrix = new(chosen.Id, chosen.Version) { Title = matrix.Title },
            AuthoredBy = chosen.AuthoredBy,
            Context = isOpen ? null : chain?.Context,
            Parties = parties,
            Authorizations = matrix.Authorizations,
            IsExpired = isExpired,
            Summary = Counts(cells!.OfType<CellState>().Select(cell => cell.State)),
        };
        return new()
        {
            Service = service,
            Cells = cells!,
            Diagnostics = _diagnostics.ToValueList(),
            Commitments = chain is null ? default : CommitmentsOf(resolver, chain),
            Dates = DatesOf(resolver, chosen),
            Change = ChangeOf(chosen, before, resolver),
            Upstreams = UpstreamsOf(resolver, chain),
            Matrices = resolver.Levels.Select(level => level.Matrix.Id).ToValueList(),
            Explanations = explanations,
            Answer = options.OnService is null || chain is null ? null : new()
            {
                Service = service,
                Document = resolver.Levels[0],
                Resolver = resolver,
                Chain = chain,
            },
        };
    }

    /// <summary>How often each state is among some, as words; those of zero are left out.</summary>
    public static ValueMap<int> Counts<T>(IEnumerable<T> states) where T : struct, Enum => new(states.GroupBy(state => state)
        .OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(group.Key.ToString()), group.Count())));

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
        _diagnostics.Add(PortfolioFindings.Of("RM8003", found.IsEmpty
            ? $"Nobody in {chosen.File.Name} is called '{word}', so that nothing of the service {chosen.Service} counts. It has " +
                $"{string.Join(", ", resolver.Parties.Select(party => party.Name))}."
            : $"Several parties of {chosen.File.Name} are called '{word}' ({string.Join(", ", found.Select(party => party.Id))}), so " +
                $"that nothing of the service {chosen.Service} counts.", chosen.File.Name, "/parties"));
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
        foreach (var parameter in resolver.Parameters)
        {
            if (asked.Parameters.ContainsKey(parameter.Id) || parameter.Default is not null) continue;
            contexts = [.. contexts.SelectMany(context => parameter.Values.Select(value => context with
            {
                Parameters = new(context.Parameters.Append(KeyValuePair.Create(parameter.Id, value))),
            })).Take(options.MaxContexts + 1)];
        }
        var isTooMany = contexts.Count > options.MaxContexts || contexts.Count == 0 || resolver.ProblemWith(contexts[0]) is not null;
        _diagnostics.Add(PortfolioFindings.Of("RM8004", $"The context of the service {chosen.Service} is left open: {problem.Message} " +
            (isTooMany ? "All of its controls count as open." : $"Controls that differ in {contexts.Count} contexts count as open."),
            chosen.File.Name, "/service"));
        return (isTooMany ? [] : contexts, true);
    }

    private CellState?[] CellsOf(
        Resolver resolver, ChainAnswer chain, ResolutionContext context, ValueList<string> parties, bool isExpired)
    {
        var controlStates = new ControlStates(resolver, chain, [.. parties], isExpired);
        var states = controlStates.States;
        var cells = new CellState?[target.Leaves.Count];
        var speaks = false;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!states.TryGetValue((target.Catalog.Identity, target.Leaves[i]), out var state)) continue;
            cells[i] = state;
            speaks = true;
            if (target.Explained.Contains(target.Leaves[i]))
                Explain(target.Leaves[i], [(target.Catalog.Identity, target.Leaves[i])], controlStates, resolver);
        }
        if (speaks) return cells;
        var crosswalk = new Crosswalk(resolver, target.Catalog);
        if (crosswalk.Problem is not null) return cells;
        var carried = crosswalk.Carry(resolver.Resolve(context, null, cancellationToken), null, cancellationToken);
        foreach (var control in carried.Controls)
        {
            if (!control.Answer.IsLeaf || !target.PlaceOf.TryGetValue(control.Answer.Control, out var at)
                || control.Outcome is not (CarryOutcome.Carried or CarryOutcome.Open)) continue;
            var sources = control.Sources.Select(source => states.TryGetValue((source.Catalog, source.Control), out var state)
                ? state : (CellState?)null).OfType<CellState>().ToList();
            if (sources.Count == 0) continue;
            cells[at] = control.Outcome == CarryOutcome.Open ? new(PortfolioState.Open, PortfolioFlags.None, null)
                : ControlStates.First(sources);
            if (target.Explained.Contains(control.Answer.Control))
                Explain(control.Answer.Control, control.Sources.Select(source => (source.Catalog, source.Control)), controlStates,
                    resolver);
        }
        return cells;
    }

    // Of several contexts, the first is shown.
    private void Explain(string control, IEnumerable<(string Catalog, string Control)> sources, ControlStates states, Resolver resolver)
    {
        if (_explanations.ContainsKey(control)) return;
        var names = states.PartyNames;
        List<ExplainedControl> explained = [];
        foreach (var source in sources)
        {
            if (states.Explain(source.Catalog, source.Control) is not var (state, why, chained)) continue;
            var decided = chained.Resolved.Because.OfType<AssignmentReason>()
                .FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied);
            explained.Add(new()
            {
                Catalog = source.Catalog,
                Control = source.Control,
                State = state.State,
                Why = why,
                Document = decided?.Document,
                Pointer = decided?.Pointer,
                Line = decided is not null && decided.Level < resolver.Levels.Count
                    ? resolver.Levels[decided.Level].PlaceOf(decided.Pointer).Line : null,
                Selector = decided?.Selector,
                Duties = chained.Performers.Select(performer => Sentence(performer, ""))
                    .Concat(chained.Retained.Select(performer => Sentence(performer, "left to "))).ToValueList(),
            });
        }
        // The state is put in when all contexts are known.
        _explanations[control] = new()
        {
            Control = control,
            Service = "",
            File = "",
            State = PortfolioState.Open,
            Why = explained.OrderBy(source => source.State).FirstOrDefault()?.Why ?? "Nothing of its own catalogs is carried over to it.",
            Sources = explained.ToValueList(),
        };

        string Sentence(Performer performer, string start) =>
            $"{start}{names.GetValueOrDefault(performer.Party, performer.Party)}: " +
            (performer.Text ?? (performer.Action is { } action ? action : performer.Matrix is null
                ? "performs it, and publishes no matrix" : "performs it")) +
            (performer.Via.IsEmpty ? "" : $" (through {string.Join(", ", (IEnumerable<string>)performer.Via)})") +
            (performer.Implementation.IsEmpty ? "" : $" [{string.Join(", ", performer.Implementation.Select(Words.Of))}]");
    }

    private ValueList<PortfolioExplanation> Explanations(IndexedMatrix chosen, CellState?[] cells) =>
        target.Explained.Select(control =>
        {
            if (cells[target.PlaceOf[control]] is not { } cell) return null;
            var known = _explanations.GetValueOrDefault(control) ?? new()
            {
                Control = control,
                Service = "",
                File = "",
                State = cell.State,
                Why = "Too much of the context of the service is left open.",
            };
            var isMixed = !known.Sources.IsEmpty && known.Sources.Min(source => source.State) != cell.State;
            return known with
            {
                Service = chosen.Service,
                File = chosen.File.Name,
                State = cell.State,
                Why = isMixed ? "The answers differ in the contexts that are left open, or nothing carries over." : known.Why,
            };
        }).OfType<PortfolioExplanation>().ToValueList();

    private CellState?[] OpenCells(Resolver resolver)
    {
        var isInScope = resolver.ServiceModels.IsEmpty ? [] : resolver.Levels.SelectMany(level => level.Matrix.Catalogs)
            .Select(scope => $"{scope.Id}@{scope.Edition}").ToHashSet();
        return [.. target.Leaves.Select(_ => isInScope.Contains(target.Catalog.Identity)
            ? new CellState(PortfolioState.Open, PortfolioFlags.None, null) : (CellState?)null)];
    }

    private static void Merge(CellState?[] cells, CellState?[] others)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var (one, other) = (cells[i], others[i]);
            if (one is null && other is null) continue;
            // What is out of scope in one of them is another answer too.
            cells[i] = new(one?.State == other?.State ? one!.Value.State : PortfolioState.Open, (one?.Flags ?? 0) | (other?.Flags ?? 0),
                one?.StatedAt == other?.StatedAt ? one?.StatedAt : null);
        }
    }

    private void Limit(CellState?[] cells, PlannedService? plan)
    {
        if (plan is null || plan.Controls.IsEmpty) return;
        var used = target.Selected(plan.Controls);
        for (var i = 0; i < cells.Length; i++)
            if (!used.Contains(target.Leaves[i])) cells[i] = null;
    }

    private static ValueList<(Commitment, string)> CommitmentsOf(Resolver resolver, ChainAnswer chain)
    {
        // Those that are tied to a control hold in its context; of others, those without a condition.
        var tied = chain.Controls.Select(control => control.Resolved).Where(control => control.IsLeaf)
            .SelectMany(control => resolver.CommitmentsOf(control, chain.Context))
            .Concat(resolver.Commitments.Where(commitment => commitment.When.IsAlways)).DistinctBy(commitment => commitment.Id);
        var service = resolver.Levels[0].Matrix.Service;
        return tied.Where(commitment => commitment.Party is not Party.CustomerWord && commitment.Party != service.Customer)
            .Select(commitment => (commitment, resolver.Describe(commitment))).ToValueList();
    }

    private ValueList<PortfolioDate> DatesOf(Resolver resolver, IndexedMatrix chosen)
    {
        var last = options.AsOf.AddDays(options.HorizonDays);
        var matrix = resolver.Levels[0].Matrix;
        List<(DateOnly? Day, string What)> days = [(matrix.Expires, "the matrix"), (matrix.ReviewBy, "the time for its review")];
        days.AddRange(resolver.Evidence.Select(evidence => (evidence.LastDay(), $"evidence: {evidence.Title}")));
        days.AddRange(matrix.Authorizations.Select(one => (one.ValidUntil, $"authorization: {one}")));
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
            .Select(one => $"{Words.Of(one.Impact)} {Words.Of(one.Kind)}: {one.Message}");
        return change with
        {
            Changes = (changes.Count > MostChanges ? told.Append($"and {changes.Count - MostChanges} more") : told).ToValueList(),
        };
    }

    private static ValueList<(string, string?)> UpstreamsOf(Resolver resolver, ChainAnswer? chain)
    {
        var names = resolver.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);
        return (chain?.Matrices.Skip(1).Select(matrix => (matrix.Id, matrix.Title)) ?? [])
            .Concat(resolver.Upstreams.Where(upstream => upstream.Matrix is null)
                .Select(upstream => (names.GetValueOrDefault(upstream.Provider, upstream.Provider), (string?)null)))
            .DistinctBy(upstream => upstream.Item1).ToValueList();
    }
}
