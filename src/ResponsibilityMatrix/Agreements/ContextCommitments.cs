using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The commitments of a matrix that hold in a context, by the controls and duties that they are tied to, limited to a readable
/// number. Not shared between requests.</summary>
internal sealed class ContextCommitments(Engine engine, ResolutionContext context)
{
    private const int MostOfOneControl = 64;
    private readonly CommitmentIndex _commitments = new(engine, context);
    private readonly List<PlacedCommitment> _tied = [];
    private long _left = engine.Limits.MaxMatches;

    public bool IsSpent => _left < 0;

    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors of commitments match controls more than {engine.Limits.MaxMatches:N0} times (Limits.MaxMatches); commitments " +
            $"are missing from the checklist. Select less, or raise the limit.",
        engine.Effective.Document.PlaceOf("/commitments"));

    /// <summary>The commitments tied to a control or to one of its duties, without duplicates.</summary>
    public IReadOnlyList<PlacedCommitment> For(int node, ValueList<ResolvedDuty> duties)
    {
        if (_commitments.All.Count == 0) return [];
        _tied.Clear();
        if (_commitments.HasSelectors && !IsSpent)
        {
            _commitments.Collect(node, _tied);
            _left -= _tied.Count + 1;
        }
        foreach (var duty in duties.AsSpan()[..Math.Min(duties.Count, MostOfOneControl)]) _commitments.Collect(duty, _tied);
        return [.. _tied.Where(tied => tied.Holds).Distinct().Take(MostOfOneControl)];
    }
}
