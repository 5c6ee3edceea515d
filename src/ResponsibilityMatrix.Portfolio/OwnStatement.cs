using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>What the party's own matrix says of the controls. Not thread-safe.</summary>
internal sealed class OwnStatement(MatrixDocument document, PortfolioOptions options, TargetCatalog target, DocumentSet documents)
{
    /// <summary>The states by position in the target's leaves, and what is wrong with the matrix.</summary>
    public (OwnState[] States, List<Diagnostic> Findings) Build(IReadOnlyList<ServiceResult> services)
    {
        var resolver = new Resolver(document, new() { Documents = documents, Limits = options.Limits });
        var states = Enumerable.Repeat(OwnState.Unclaimed, target.Leaves.Count).ToArray();
        List<Diagnostic> findings = [];
        var context = new ResolutionContext { AsOf = options.AsOf };
        if (resolver.ProblemWith(context) is { } problem)
        {
            findings.Add(PortfolioFindings.Of("RM8004",
                $"The context of the own statement is left open: {problem.Message} Nothing of it counts.",
                document.File ?? document.Name, "/service"));
            return (states, findings);
        }
        var answer = resolver.Resolve(context);
        var party = PartyOf(resolver);
        var controls = answer.Controls.Where(control => control.Catalog == target.Catalog.Identity)
            .DistinctBy(control => control.Control).ToDictionary(control => control.Control);
        if (controls.Count == 0 && new Crosswalk(resolver, target.Catalog) is { Problem: null } crosswalk)
            controls = crosswalk.Carry(answer).Controls.Where(control => control.Outcome == CarryOutcome.Carried)
                .ToDictionary(control => control.Answer.Control, control => control.Answer);
        var upstreams = resolver.Upstreams.DistinctBy(upstream => upstream.Id)
            .ToDictionary(upstream => upstream.Id, upstream => upstream.Matrix);
        for (var i = 0; i < states.Length; i++)
            if (controls.TryGetValue(target.Leaves[i], out var control)) states[i] = Of(control, party, i, services, upstreams);
        return (states, findings);
    }

    private static OwnState Of(ResolvedControl control, string party, int at, IReadOnlyList<ServiceResult> services,
        Dictionary<string, string?> upstreams)
    {
        if (control.State == ControlState.NotApplicable && control.Reason is { Length: > 0 }) return OwnState.Declared;
        var duties = control.Duties.Where(duty => duty.Party == party && duty.Involvement.HasFlag(Involvement.Responsible)).ToList();
        var own = duties.Where(duty => duty.InheritedFrom is null).ToList();
        if (own.Exists(duty => duty.IsDone || !duty.Satisfies.IsEmpty)) return OwnState.Claimed;
        if (own.Count > 0) return OwnState.Planned;
        if (duties.Count == 0) return OwnState.Unclaimed;
        var inherited = duties.Select(duty => upstreams.GetValueOrDefault(duty.InheritedFrom!)).OfType<string>().ToHashSet();
        return services.Any(service => service.Cells[at] is { State: PortfolioState.Mine } && service.Matrices.Any(inherited.Contains))
            ? OwnState.Contradicted : OwnState.Inherited;
    }

    private static string PartyOf(Resolver resolver)
    {
        var matrix = resolver.Levels[0].Matrix;
        return matrix.AuthoredBy is null or Party.ProviderWord ? matrix.Service.Provider
            : matrix.AuthoredBy == Party.CustomerWord ? matrix.Service.Customer : matrix.AuthoredBy;
    }
}
