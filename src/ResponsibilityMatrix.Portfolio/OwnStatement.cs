using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>What the party's own matrix says of the controls. Not thread-safe.</summary>
internal sealed class OwnStatement
{
    private readonly PortfolioOptions _options;
    private readonly TargetCatalog _target;
    private readonly IReadOnlyList<ServiceResult> _services;
    private readonly DocumentFolder _folder;
    private readonly Resolver _resolver;
    private readonly string _file;
    private readonly List<Diagnostic> _findings = [];
    private readonly List<OwnExplanation> _explanations = [];

    /// <param name="document">The matrix.</param>
    /// <param name="options">The options.</param>
    /// <param name="target">The catalog that is asked about.</param>
    /// <param name="folder">The documents.</param>
    /// <param name="services">The answers of the services.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public OwnStatement(MatrixDocument document, PortfolioOptions options, TargetCatalog target, DocumentFolder folder,
        IReadOnlyList<ServiceResult> services, CancellationToken cancellationToken)
    {
        (_options, _target, _folder, _services, _file) = (options, target, folder, services, document.File ?? document.Name);
        var documents = folder.Behind(document.Matrix, cancellationToken);
        _resolver = new Resolver(document, new() { Documents = documents, Limits = options.Limits });
        States = [.. Enumerable.Repeat(OwnState.Unclaimed, target.Leaves.Count)];
        Build(cancellationToken);
    }

    /// <summary>The states by position in the target's leaves.</summary>
    public OwnState[] States { get; }

    /// <summary>What is wrong with the matrix.</summary>
    public IEnumerable<Diagnostic> Findings => _findings;

    /// <summary>Why the controls that are explained stand as they do.</summary>
    public IEnumerable<OwnExplanation> Explanations => _explanations;

    private void Build(CancellationToken cancellationToken)
    {
        var matrix = _resolver.Levels[0].Matrix;
        if (matrix.Status == DocumentStatus.Withdrawn || matrix.Effective > _options.AsOf || matrix.Expires < _options.AsOf)
        {
            _findings.Add(PortfolioFindings.Of("RM8002",
                $"The own statement is not in force on {_options.AsOf:yyyy-MM-dd}, so that nothing of it counts. Look at its dates and " +
                "status, or ask for another day.", _file, matrix.Status == DocumentStatus.Withdrawn ? "/status"
                    : matrix.Expires < _options.AsOf ? "/expires" : "/effective"));
            return;
        }
        if (matrix.Status == DocumentStatus.Draft)
            _findings.Add(PortfolioFindings.Of("RM8002",
                "The own statement is a draft. It counts all the same; nobody else should rely on it.", _file, "/status"));
        var context = new ResolutionContext { AsOf = _options.AsOf };
        if (_resolver.ProblemWith(context) is { } problem)
        {
            _findings.Add(PortfolioFindings.Of("RM8004",
                $"The context of the own statement is left open: {problem.Message} Nothing of it counts.", _file, "/service"));
            return;
        }
        if (PartyOf() is not { } party) return;
        var chain = new ChainResolver(_resolver).Resolve(context, null, cancellationToken);
        _findings.AddRange(ServiceRun.FindingsOf(_resolver, chain.Diagnostics, _options, cancellationToken));
        var duties = new ExplainedDuties(_resolver, chain, [party]);
        var controls = chain.Controls.Where(control => control.Resolved.Catalog == _target.Catalog.Identity)
            .DistinctBy(control => control.Resolved.Control).ToDictionary(control => control.Resolved.Control);
        // Answers of other catalogs are carried over, as the matrix alone gives them.
        if (!_target.Leaves.All(controls.ContainsKey) && _target.CrosswalkFrom(_resolver) is { } crosswalk)
            foreach (var carried in crosswalk.Carry(_resolver.Resolve(context, null, cancellationToken), null, cancellationToken).Controls)
                if (carried.Outcome == CarryOutcome.Carried)
                    controls.TryAdd(carried.Answer.Control, new()
                    {
                        Resolved = carried.Answer,
                        Performers = carried.Answer.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible))
                            .Select(duty => new Performer
                            {
                                Party = duty.Party,
                                Matrix = matrix.Id,
                                Control = carried.Answer.Control,
                                Duty = duty.Id,
                                Action = duty.Action,
                                Text = duty.Text,
                                Component = duty.Component,
                                Evidence = duty.Evidence,
                                Implementation = duty.Implementation,
                            }).ToValueList(),
                        Accountable = carried.Answer.Accountable,
                        Retained = default,
                    });
        var upstreams = _resolver.Upstreams.DistinctBy(upstream => upstream.Id)
            .ToDictionary(upstream => upstream.Id, upstream => upstream.Matrix);
        for (var i = 0; i < States.Length; i++)
        {
            var (control, why) = (controls.GetValueOrDefault(_target.Leaves[i]), "It says nothing of it.");
            if (control is not null) (States[i], why) = Of(control, party, i, upstreams);
            if (!_options.ExplainOwn && !_target.Explained.Contains(_target.Leaves[i])) continue;
            _explanations.Add(new()
            {
                Control = _target.Leaves[i],
                State = States[i],
                Why = why,
                Assignment = control is null ? null : ExplainedDuties.AssignmentOf(_resolver, control.Resolved),
                Duties = control is null ? default : duties.Of(control),
            });
        }
    }

    private (OwnState, string) Of(ChainedControl chained, string party, int at, Dictionary<string, string?> upstreams)
    {
        var control = chained.Resolved;
        if (control is { State: ControlState.NotApplicable, Reason.Length: > 0 }) return (OwnState.Declared, control.Reason);
        var duties = control.Duties.Where(duty => duty.Party == party && duty.Involvement.HasFlag(Involvement.Responsible)).ToList();
        var own = duties.FindAll(duty => duty.InheritedFrom is null);
        if (own.Find(duty => duty.IsDone || !duty.Satisfies.IsEmpty) is { } claimed)
            return (OwnState.Claimed, !claimed.IsDone ? "It has a duty that satisfies an upstream's, and is not done yet."
                : claimed.Implementation.IsEmpty ? "It has a duty, and says nothing of its implementation, which counts as done."
                : "It has a duty that is done.");
        if (own.Count > 0) return (OwnState.Planned, "It has a duty that is not done.");
        if (duties.Count == 0) return (OwnState.Unclaimed, "It names no duty of the party.");
        var left = duties.Select(duty => (Duty: duty, Matrix: upstreams.GetValueOrDefault(duty.InheritedFrom!)))
            .Where(inherited => inherited.Matrix is not null)
            .SelectMany(inherited => _services.Where(service => IsOf(service, inherited.Matrix!)
                && (inherited.Duty.UpstreamControls.IsEmpty ? service.Cells[at] is { State: PortfolioState.Mine }
                    : chained.Retained.Any(retained => !retained.Via.IsEmpty && retained.Via[0] == inherited.Matrix))))
            .Select(service => service.Service.Id).Distinct().ToList();
        return left.Count == 0 ? (OwnState.Inherited, "It inherits it.")
            : (OwnState.Contradicted, $"It inherits what {string.Join(", ", left)} leaves to the party.");
    }

    // Whichever of its documents counts, a service is one.
    private bool IsOf(ServiceResult service, string matrix) => service.Matrices.Contains(matrix)
        || _folder.WithId(matrix).Any(known => known.IsService && known.Service == service.Service.Id);

    // The party is the provider of its own matrix, or its author.
    private string? PartyOf()
    {
        var matrix = _resolver.Levels[0].Matrix;
        var (provider, customer) = (matrix.Service.Provider, matrix.Service.Customer);
        var author = matrix.AuthoredBy is null or Party.ProviderWord ? provider
            : matrix.AuthoredBy == Party.CustomerWord ? customer : matrix.AuthoredBy;
        if (_options.For is Party.CustomerWord or Party.ProviderWord) return author == customer ? customer : provider;
        var found = _resolver.FindParties(_options.For).Select(party => party.Id).Where(id => id == provider || id == author).ToList();
        if (found.Count == 1) return found[0];
        _findings.Add(PortfolioFindings.Of("RM8003",
            $"'{_options.For}' is neither the provider nor the author of the own statement {_file}, so that nothing of it counts. Its " +
            $"provider is {NameOf(provider)}{(author == provider ? "" : $", its author {NameOf(author)}")}.", _file, "/parties"));
        return null;

        string NameOf(string id) => _resolver.Parties.FirstOrDefault(party => party.Id == id)?.Name ?? id;
    }
}
