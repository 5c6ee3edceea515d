using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Commitments, evidence and groups of the controls of answers, with what is computed once for all of them. Thread-safe.</summary>
internal sealed class AnswerDetails
{
    private readonly Lock _lock = new();
    private readonly Engine _engine;
    private readonly Domains _domains;
    private readonly Dictionary<string, ControlSpace.Part> _parts;
    private readonly Dictionary<string, Evidence> _evidence = new(StringComparer.Ordinal);
    private (ResolutionContext Context, CommitmentIndex Commitments)? _last;

    public AnswerDetails(Engine engine)
    {
        (_engine, _domains) = (engine, new Domains(engine.Space));
        _parts = engine.Space.Parts.DistinctBy(part => part.Identity).ToDictionary(part => part.Identity, StringComparer.Ordinal);
        foreach (var evidence in engine.Effective.Evidence) _evidence.TryAdd(evidence.Id, evidence);
    }

    public ValueList<Commitment> CommitmentsOf(ResolvedControl control, ResolutionContext context)
    {
        List<PlacedCommitment> found = [];
        lock (_lock)
        {
            var index = IndexOf(context);
            if (NodeOf(control) is >= 0 and var node) index.Collect(node, found);
            foreach (var duty in control.Duties) index.Collect(duty, found);
        }
        return Holding(found.Distinct());
    }

    public ValueList<Commitment> CommitmentsIn(ResolutionContext context)
    {
        lock (_lock) return Holding(IndexOf(context).All);
    }

    public ValueList<Evidence> EvidenceOf(ResolvedControl control) =>
        control.Duties.SelectMany(duty => duty.Evidence).Distinct().Select(id => _evidence.GetValueOrDefault(id)).OfType<Evidence>()
            .ToValueList();

    public string GroupOf(ResolvedControl control)
    {
        lock (_lock) return NodeOf(control) is >= 0 and var node ? _domains.Of(node) : control.Catalog;
    }

    private CommitmentIndex IndexOf(ResolutionContext context)
    {
        if (_last is not { } last || last.Context != context) _last = last = (context, new CommitmentIndex(_engine, context));
        return last.Commitments;
    }

    private static ValueList<Commitment> Holding(IEnumerable<PlacedCommitment> commitments) =>
        commitments.Where(tied => tied.Holds).Select(tied => tied.Commitment with { Party = tied.Party }).ToValueList();

    public int WholeOf(ResolvedControl control) => NodeOf(control) is >= 0 and var node ? _engine.Space.CoveringParentOf(node) : -1;

    private int NodeOf(ResolvedControl control) =>
        _parts.TryGetValue(control.Catalog, out var part) && ControlKey.TryParse(control.Control, out var key)
            && part.Index.Find(key) is >= 0 and var own ? part.Start + own : -1;
}
