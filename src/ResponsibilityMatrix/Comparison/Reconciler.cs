using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// Compares a provider's and a customer's matrix about one service, control by control. Parties are matched by side, not by id; controls by
/// catalog and key, and along mappings if the two use different catalogs. Immutable and thread-safe.
/// </summary>
internal sealed class Reconciler
{
    private readonly Resolver _provider;
    private readonly Resolver _customer;

    /// <summary>Creates a reconciler for two matrices.</summary>
    /// <param name="provider">The resolver of the provider's matrix.</param>
    /// <param name="customer">The resolver of the customer's matrix.</param>
    public Reconciler(Resolver provider, Resolver customer)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(customer);
        (_provider, _customer) = (provider, customer);
    }

    /// <summary>Why the two cannot be compared in a context; null if they can. The message names the file.</summary>
    /// <param name="context">The context. A service model or parameter applies to each matrix that has it.</param>
    public Problem? ProblemWith(ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (mine, theirs) = (_provider.Engine.Effective.Service.Id, _customer.Engine.Effective.Service.Id);
        var (here, there) = (ReconcileSide.NameOf(_provider), ReconcileSide.NameOf(_customer));
        if (mine != theirs)
            return new Problem
            {
                Code = ProblemCode.DifferentServices,
                Message = $"{here} is about the service \"{mine}\", {there} about \"{theirs}\": only two statements about one service " +
                    $"can be reconciled.",
                Subject = theirs,
            };
        if (context.ServiceModel is { } model && !Knows(_provider, model) && !Knows(_customer, model))
        {
            var known = _provider.ServiceModels.Concat(_customer.ServiceModels).Distinct().ToValueList();
            return Problem.UnknownServiceModel(model, known, "either matrix");
        }
        foreach (var (id, _) in context.Parameters)
        {
            if (Has(_provider, id) || Has(_customer, id)) continue;
            var known = _provider.Parameters.Concat(_customer.Parameters).Select(parameter => parameter.Id).Distinct().ToValueList();
            return known.IsEmpty ? Problem.UnknownParameter(id, known, "", "neither matrix has any")
                : Problem.UnknownParameter(id, known, " in either matrix", $"they have {Problem.Join(known)}");
        }
        return _provider.ProblemWith(For(_provider, context)) is { } first ? Of(here, first)
            : _customer.ProblemWith(For(_customer, context)) is { } second ? Of(there, second)
            : null;

        static Problem Of(string file, Problem problem) => problem with { Message = $"{file}: {problem.Message}" };
    }

    /// <summary>Compares the two matrices in a context.</summary>
    /// <param name="context">The context. A service model or parameter applies to each matrix that has it.</param>
    /// <param name="options">The controls to include, the language, and more; null for the defaults. A control or a language applies to
    /// each matrix that has it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The two are about different services, or a value of the context is missing or unknown to
    /// both; <see cref="ProblemWith"/> checks without throwing.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public Reconciliation Reconcile(
        ResolutionContext context, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= EvaluationOptions.Default;
        // Both are resolved completely, since the pairs depend on all controls.
        var evaluation = new Evaluation(options with { Controls = default }, cancellationToken);
        if (ProblemWith(context) is { } problem) throw new ArgumentException(problem.Message, nameof(context));
        var provider = new ReconcileSide(_provider, _provider.Answer(For(_provider, context), evaluation), Sides.Provider);
        var customer = new ReconcileSide(_customer, _customer.Answer(For(_customer, context), evaluation), Sides.Customer);
        var pairs = new ReconcilePairs(provider, customer, evaluation);
        var notes = new ReconcileNotes(provider, customer);
        List<ReconciledControl> controls = [];
        var (accepted, acceptedByCustomer) =
            (new AcceptedFindings(_provider.Engine, context.AsOf), new AcceptedFindings(_customer.Engine, context.AsOf));
        var findings = new FindingList(_provider.Engine.Limits);
        var found = Requested(provider, customer, pairs.Find(), options.Controls);
        evaluation.Begin(EvaluationStage.Comparing, found.Count);
        foreach (var pair in Counted(provider, customer, found))
        {
            evaluation.Step();
            var control = Compare(provider, customer, pair, notes);
            controls.Add(control);
            if (control.Status != ReconcileStatus.Agreed)
                findings.Add(acceptedByCustomer.Mark(accepted.Mark(Finding(provider, customer, control))));
        }
        findings.AddRange(provider.Answer.Diagnostics.Concat(customer.Answer.Diagnostics)
            .Concat(pairs.Carried.SelectMany(carried => carried.Answer.Diagnostics)).Distinct());
        foreach (var commitments in new[] { notes.ProviderCommitments, notes.CustomerCommitments })
            if (commitments.IsSpent) findings.Add(commitments.LimitFinding());
        return new Reconciliation
        {
            Provider = provider.Statement,
            Customer = customer.Statement,
            Controls = controls.ToValueList(),
            Diagnostics = findings.ToValueList(),
            Hints = Hints(provider, customer, pairs).ToValueList(),
        };
    }

    private static IReadOnlyList<ReconcilePair> Requested(
        ReconcileSide provider, ReconcileSide customer, IReadOnlyList<ReconcilePair> pairs, ValueList<string> controls)
    {
        if (provider.Space.WithDescendants(controls) is not { } here || customer.Space.WithDescendants(controls) is not { } there)
            return pairs;
        return [.. pairs.Where(pair => IsRequested(pair.Provider, here) || IsRequested(pair.Customer, there))];

        static bool IsRequested(StatementAnswer statement, HashSet<int> requested) =>
            statement.Carried is null && statement.Nodes.Any(requested.Contains);
    }

    // If rows of the documents' own differ, the control above them is left out.
    private static IEnumerable<ReconcilePair> Counted(ReconcileSide provider, ReconcileSide customer, IReadOnlyList<ReconcilePair> pairs)
    {
        if (!pairs.Any(pair => pair.HasRows)) return pairs;
        var (here, there) = (new HashSet<int>(), new HashSet<int>());
        foreach (var pair in pairs)
        {
            if (pair.HasRows || !ReconcileNotes.Differ(pair.Provider.Answer, pair.Customer.Answer)) continue;
            Mark(provider.Space, pair.Provider, here);
            Mark(customer.Space, pair.Customer, there);
        }
        return pairs.Where(pair => !pair.HasRows || !(pair.Provider.Nodes.Any(here.Contains) || pair.Customer.Nodes.Any(there.Contains)));

        static void Mark(ControlSpace space, StatementAnswer statement, HashSet<int> above)
        {
            if (statement.Carried is not null) return;
            foreach (var node in statement.Nodes)
                for (var at = space.CoveringParentOf(node); at >= 0 && above.Add(at); at = space.CoveringParentOf(at)) { }
        }
    }

    private static ReconciledControl Compare(ReconcileSide provider, ReconcileSide customer, ReconcilePair pair, ReconcileNotes notes)
    {
        var status = ReconcileNotes.StatusOf(pair.Provider.Answer, pair.Customer.Answer);
        var (note, differences, wordDifferences) = notes.Of(pair, status);
        return new ReconciledControl
        {
            Catalog = pair.Catalog,
            Control = pair.Control,
            Title = pair.Title,
            Status = status,
            Provider = Answer(provider, pair.Provider),
            Customer = Answer(customer, pair.Customer),
            Note = note,
            Differences = differences,
            WordDifferences = wordDifferences,
        };
    }

    private static ReconciledAnswer Answer(ReconcileSide side, StatementAnswer statement) => new()
    {
        State = statement.Answer?.State,
        Split = statement.Answer?.Split ?? Sides.None,
        Place = side.PlaceOf(statement.Nodes.IsEmpty ? -1 : statement.Nodes.FirstOrDefault(side.IsInScope, -1)),
    };

    // A finding is reported where to fix it: in the statement that relies on the other, or that is silent.
    private static Diagnostic Finding(ReconcileSide provider, ReconcileSide customer, ReconciledControl control)
    {
        var (fromProvider, fromCustomer) = (control.Provider, control.Customer);
        var isCustomers = control.Status switch
        {
            ReconcileStatus.Gap => fromCustomer.Split.HasFlag(Sides.Provider) || !fromProvider.Split.HasFlag(Sides.Customer),
            ReconcileStatus.Disputed => IsDisputedByCustomer(fromProvider, fromCustomer),
            ReconcileStatus.Overlap => fromProvider.Split.HasFlag(Sides.Provider) && !fromCustomer.Split.HasFlag(Sides.Provider),
            _ => fromCustomer.State is not (ControlState.Assigned or ControlState.NotApplicable),
        };
        var (descriptor, what) = control.Status switch
        {
            ReconcileStatus.Gap => (ReconcileDescriptors.Gap, "is a gap"),
            ReconcileStatus.Disputed => (ReconcileDescriptors.Disputed, "is disputed"),
            ReconcileStatus.Overlap => (ReconcileDescriptors.Overlap, "is an overlap"),
            _ => (ReconcileDescriptors.Silent, "has one statement only"),
        };
        if (control.Status == ReconcileStatus.Silent && IsSilent(fromProvider) && IsSilent(fromCustomer)) what = "has no statement";
        var (place, other, side) = isCustomers ? (fromCustomer.Place, fromProvider.Place, provider)
            : (fromProvider.Place, fromCustomer.Place, customer);
        return Diagnostic.Of(descriptor, $"{control.Control} {what}. {control.Note}", place) with
        {
            Catalog = control.Catalog,
            Control = control.Control,
            Related = other is null ? default : [new RelatedPlace { Message = $"{side.Name}'s statement on it", Place = other }],
        };
    }

    private static bool IsSilent(ReconciledAnswer answer) => answer.State is not (ControlState.Assigned or ControlState.NotApplicable);

    private static bool IsDisputedByCustomer(ReconciledAnswer fromProvider, ReconciledAnswer fromCustomer)
    {
        if (fromProvider.State == ControlState.NotApplicable || fromCustomer.State == ControlState.NotApplicable)
            return fromCustomer.State == ControlState.NotApplicable;
        if (fromProvider.Split.HasFlag(Sides.Customer) && !fromCustomer.Split.HasFlag(Sides.Customer)) return false;
        if (fromCustomer.Split.HasFlag(Sides.Provider) && !fromProvider.Split.HasFlag(Sides.Provider)) return true;
        return fromProvider.Split.HasFlag(Sides.ThirdParty);
    }

    private static IEnumerable<string> Hints(ReconcileSide provider, ReconcileSide customer, ReconcilePairs pairs)
    {
        var (first, second) = (provider.AuthorSide, customer.AuthorSide);
        if (first == Sides.Customer && second == Sides.Provider)
            yield return $"The files may be in the wrong order: {provider.FileName} is the customer's statement and {customer.FileName} " +
                $"the provider's. The provider's comes first.";
        else if (first == Sides.Customer)
            yield return $"{provider.FileName} is the customer's statement too, by its \"authoredBy\": nothing here is the provider's " +
                $"own word.";
        else if (second == Sides.Provider)
            yield return $"{customer.FileName} is the provider's statement too, by its \"authoredBy\": nothing here is the customer's " +
                $"own word.";
        var (here, there) = (provider.Answer.Context, customer.Answer.Context);
        if (here.ServiceModel != there.ServiceModel)
            yield return $"{provider.FileName} is asked under the service model {here.ServiceModel}, {customer.FileName} under " +
                $"{there.ServiceModel}: they may speak of different things.";
        foreach (var (id, value) in here.Parameters)
            if (there.Parameters.TryGetValue(id, out var other) && other != value)
                yield return $"{id} is {value} in {provider.FileName} and {other} in {customer.FileName}, by their defaults: set it for " +
                    $"both.";
        foreach (var carried in pairs.Carried)
        {
            var uncertain = carried.Uncertain > 0 ? $", {carried.Uncertain} of it by uncertain relations" : "";
            yield return $"{pairs.Carrier.Name}'s statement is carried from {Sentences.And([.. carried.From])} to {carried.To} along " +
                $"{Sentences.And([.. carried.Mappings])}{uncertain}.";
            if (carried.Controls.Any(control => control is { Outcome: CarryOutcome.Carried, Sources.Count: > 1 }))
                yield return $"Where several controls together make up one of {carried.To}, they are compared as one: a gap in one of " +
                    $"them may not show.";
        }
    }

    private static bool Knows(Resolver resolver, string model) => resolver.ServiceModels.Contains(model);

    private static bool Has(Resolver resolver, string parameter) => resolver.Parameters.Any(known => known.Id == parameter);

    private static ResolutionContext For(Resolver resolver, ResolutionContext context) => context with
    {
        ServiceModel = context.ServiceModel is { } model && Knows(resolver, model) ? model : null,
        Parameters = new(context.Parameters.Where(parameter => Has(resolver, parameter.Key))),
    };
}
