using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A matrix of a chain in one context, with its answers.</summary>
internal sealed class ChainMember(Resolver resolver, Answers answers, ValueList<RelatedPlace> way, bool isRoot)
{
    private readonly ChainStep?[] _steps = new ChainStep?[resolver.Engine.Space.Count];
    private readonly bool[]?[] _seen = new bool[resolver.Engine.Levels.Length][];

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

    /// <summary>The controls that were looked at; null for the others.</summary>
    public ReadOnlySpan<ChainStep?> Steps => _steps;

    public ChainStep StepOf(int node) => _steps[node] ??= new ChainStep(this, node);

    /// <summary>Whether nobody looked at an assignment yet.</summary>
    public bool IsFirstLookAt(CompiledAssignment assignment)
    {
        ref var isSeen = ref (_seen[assignment.Level] ??= new bool[Engine.Levels[assignment.Level].Assignments.Length])[assignment.Index];
        if (isSeen) return false;
        return isSeen = true;
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
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

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
        if (_names.TryGetValue(party, out var known)) return known;
        var service = Target!.Effective.Service;
        var name = party == service.Provider ? Provider : party == service.Customer ? Customer : party.Contains('/', StringComparison.Ordinal) ? party : $"{Target.Id}/{party}";
        _names.Add(party, name);
        return name;
    }
}
