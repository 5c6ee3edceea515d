using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Details for the controls of an answer: the commitments that hold for them, the evidence that their duties refer to, and their catalog
/// groups. Not thread-safe.
/// </summary>
public sealed class AnswerParticulars
{
    private readonly Resolver _resolver;
    private readonly ControlSpace _space;
    private readonly CommitmentIndex _commitments;
    private readonly Domains _domains;
    private readonly Dictionary<string, ControlSpace.Part> _parts;
    private readonly Dictionary<string, Evidence> _evidence = new(StringComparer.Ordinal);

    /// <summary>Prepares the details for an answer.</summary>
    /// <param name="resolver">The resolver that gave the answer.</param>
    /// <param name="answer">The answer, translated or not.</param>
    public AnswerParticulars(Resolver resolver, ResolvedMatrix answer)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(answer);
        _resolver = resolver;
        _space = resolver.Engine.Space;
        _commitments = new CommitmentIndex(resolver.Engine, answer.Context);
        _domains = new Domains(_space);
        _parts = _space.Parts.DistinctBy(part => part.Identity).ToDictionary(part => part.Identity, StringComparer.Ordinal);
        foreach (var evidence in resolver.Engine.Effective.Evidence) _evidence.TryAdd(evidence.Id, evidence);
    }

    /// <summary>The commitments that hold in the context of the answer and are tied to a control or to one of its duties, without
    /// duplicates. Parties are named as in the answer.</summary>
    /// <param name="control">A control of the answer.</param>
    public ValueList<Commitment> CommitmentsOf(ResolvedControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        List<PlacedCommitment> found = [];
        if (NodeOf(control) is >= 0 and var node) _commitments.Collect(node, found);
        foreach (var duty in control.Duties) _commitments.Collect(duty, found);
        return found.Where(tied => tied.Holds).Distinct().Select(tied => tied.Commitment with { Party = tied.Party }).ToValueList();
    }

    /// <summary>Describes a commitment in words, as <see cref="Resolver.Describe"/> does.</summary>
    /// <param name="commitment">The commitment.</param>
    public string Describe(Commitment commitment) => _resolver.Describe(commitment);

    /// <summary>The evidence that the duties of a control refer to, without duplicates.</summary>
    /// <param name="control">A control of the answer.</param>
    public ValueList<Evidence> EvidenceOf(ResolvedControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        return control.Duties.SelectMany(duty => duty.Evidence).Distinct().Select(id => _evidence.GetValueOrDefault(id)).OfType<Evidence>()
            .ToValueList();
    }

    /// <summary>The title of the topmost catalog group that contains a control or one of its ancestors. Without groups, the title of the
    /// catalog.</summary>
    /// <param name="control">A control of the answer.</param>
    public string GroupOf(ResolvedControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        return NodeOf(control) is >= 0 and var node ? _domains.Of(node) : control.Catalog;
    }

    private int NodeOf(ResolvedControl control) =>
        _parts.TryGetValue(control.Catalog, out var part) && ControlKey.TryParse(control.Control, out var key)
            && part.Index.Find(key) is >= 0 and var own ? part.Start + own : -1;
}
