using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A matrix of a chain in one context, with its answers.</summary>
internal sealed class ChainMember(Resolver resolver, Answers answers, ValueList<RelatedPlace> way, bool isRoot)
{
    private readonly Dictionary<int, ChainStep> _steps = [];

    public Resolver Resolver { get; } = resolver;

    public Engine Engine { get; } = resolver.Engine;

    public EffectiveMatrix Effective => Engine.Effective;

    public MatrixDocument Document => Effective.Document;

    public string Id => Effective.Matrix.Id;

    public ControlSpace Space => Engine.Space;

    public Answers Answers { get; } = answers;

    /// <summary>The entries by which it was first reached, from the document that was asked about.</summary>
    public ValueList<RelatedPlace> Way { get; } = way;

    /// <summary>Whether it is the document that was asked about.</summary>
    public bool IsRoot { get; } = isRoot;

    /// <summary>The upstreams that were looked at, by id; null for one that is not stated.</summary>
    public Dictionary<string, UpstreamLink?> Links { get; } = new(StringComparer.Ordinal);

    public IEnumerable<ChainStep> Steps => _steps.Values;

    public ChainStep StepOf(int node)
    {
        if (!_steps.TryGetValue(node, out var step)) _steps.Add(node, step = new ChainStep(this, node));
        return step;
    }

    /// <summary>The place of the assignment that decided an answer, or of what decided in its place.</summary>
    public Place PlaceOf(ResolvedControl answer) => Engine.AppliedIn(answer) is { } applied ? applied.LevelOf.Document.PlaceOf(applied.Pointer) : Document.PlaceOf("/defaults");

    /// <summary>The place of a duty of an answer.</summary>
    public Place PlaceOf(ResolvedControl answer, ResolvedDuty duty) => Engine.AppliedIn(answer) is { } applied ? applied.LevelOf.Document.PlaceOf(applied.PointerOf(duty)) : Document.PlaceOf("/defaults");

    public override string ToString() => Document.Name;
}

/// <summary>An entry of a matrix for an upstream.</summary>
internal sealed class UpstreamLink
{
    public required Upstream Entry { get; init; }

    public required Place Place { get; init; }

    /// <summary>The party here that provides the upstream.</summary>
    public required string Provider { get; init; }

    /// <summary>The party here that is its customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The upstream's matrix, or null where nothing can be inherited from it.</summary>
    public ChainMember? Target { get; set; }

    public bool IsUnpublished => Entry.Matrix is null;

    /// <summary>What this document calls a party of the upstream.</summary>
    public string NameOf(string party)
    {
        var service = Target!.Effective.Service;
        return party == service.Provider ? Provider : party == service.Customer ? Customer : party.Contains('/', StringComparison.Ordinal) ? party : $"{Target.Id}/{party}";
    }
}
