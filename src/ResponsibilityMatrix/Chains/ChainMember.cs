using System.Globalization;
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
    private readonly Dictionary<string, UpstreamEntry> _entries = UpstreamEntry.Of(resolver.Engine.Effective);

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

    /// <summary>The entries for upstreams, each id once: the nearest document's.</summary>
    public IEnumerable<UpstreamEntry> Entries => _entries.Values;

    public UpstreamEntry? FindEntry(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The upstreams that were looked at, by id; null for one that is not stated.</summary>
    public Dictionary<string, UpstreamLink?> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>An upstream that was looked at and can be inherited from, or null.</summary>
    public UpstreamLink? FindLink(ReadOnlySpan<char> id) =>
        Links.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var link) && link?.Target is not null ? link : null;

    /// <summary>The controls that were looked at; null for the others.</summary>
    public ReadOnlySpan<ChainStep?> Steps => _steps;

    public ChainStep StepOf(int node) => _steps[node] ??= new ChainStep(this, node);

    /// <summary>The control of an upstream that an assignment of this matrix names, or -1. Short names in it are those of the assignment's
    /// document.</summary>
    public static int FindUpstream(ChainMember upstream, string control, CompiledAssignment? naming)
    {
        if (!Selector.TryParse(control, out var reference) || reference.Kind != SelectorKind.Control) return -1;
        if (naming is not null) reference = naming.LevelOf.Effective.Read(reference, naming.Level);
        return upstream.Space.Find(reference, ControlSpace.Outside, out var node) == ReferenceOutcome.Found ? node : -1;
    }

    /// <summary>Whether nobody looked at an assignment yet.</summary>
    public bool IsFirstLookAt(CompiledAssignment assignment)
    {
        ref var isSeen = ref (_seen[assignment.Level] ??= new bool[Engine.Levels[assignment.Level].Assignments.Length])[assignment.Index];
        if (isSeen) return false;
        return isSeen = true;
    }

    /// <summary>The place of the assignment that decided what is said of a control, or of what decided in its place.</summary>
    public Place PlaceOf(int node) => Answers.Applied(node) is { } applied ? applied.LevelOf.Document.PlaceOf(applied.Pointer)
        : Document.PlaceOf("/defaults");

    /// <summary>The place of a duty that is stated of a control.</summary>
    public Place PlaceOf(int node, ResolvedDuty duty) => Answers.Applied(node) is { } applied
        ? applied.LevelOf.Document.PlaceOf(applied.PointerOf(duty)) : Document.PlaceOf("/defaults");

    /// <summary>A duty of an id, with its level and number: the nearest document's. Null where there is none.</summary>
    public (ResolvedDuty Duty, int Level, int Number)? FindDuty(ReadOnlySpan<char> id)
    {
        var levels = Engine.Levels;
        for (var i = 0; i < levels.Length; i++)
            if (levels[i].TryFindDuty(id, out var number))
                return (levels[i].Assignments[levels[i].Duties[number].Assignment].DutyOf(number), i, number);
        return null;
    }

    public override string ToString() => Document.Name;
}

/// <summary>An entry for an upstream, as a matrix or a base of it states it, with its parties as the matrix names them.</summary>
internal sealed class UpstreamEntry
{
    public required Upstream Upstream { get; init; }

    public required MatrixDocument Document { get; init; }

    /// <summary>The place of the entry in its document, as a pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>The party that provides the upstream.</summary>
    public required string Provider { get; init; }

    /// <summary>The party that is its customer.</summary>
    public required string Customer { get; init; }

    public static Dictionary<string, UpstreamEntry> Of(EffectiveMatrix effective)
    {
        Dictionary<string, UpstreamEntry> entries = new(StringComparer.Ordinal);
        for (var level = 0; level < effective.Levels.Count; level++)
        {
            var stated = effective.Levels[level].Matrix.Upstream;
            for (var i = 0; i < stated.Count; i++)
            {
                var upstream = stated[i];
                entries.TryAdd(upstream.Id, new UpstreamEntry
                {
                    Upstream = upstream,
                    Document = effective.Levels[level],
                    Pointer = string.Create(CultureInfo.InvariantCulture, $"/upstream/{i}"),
                    Provider = effective.PartyId(upstream.Provider, level),
                    Customer = upstream.Customer is { } customer ? effective.PartyId(customer, level) : effective.Service.Provider,
                });
            }
        }
        return entries;
    }
}

/// <summary>The way from a matrix to an upstream of it.</summary>
internal sealed class UpstreamLink(UpstreamEntry entry)
{
    private readonly Dictionary<ValueList<string>, ValueList<string>> _ways = new(SameList<string>.Comparer);
    private bool[][]? _satisfied;

    public Upstream Entry { get; } = entry.Upstream;

    public Place Place { get; } = entry.Document.PlaceOf(entry.Pointer);

    /// <summary>The party here that provides the upstream.</summary>
    public string Provider { get; } = entry.Provider;

    /// <summary>The party here that is its customer.</summary>
    public string Customer { get; } = entry.Customer;

    /// <summary>The upstream's matrix, or null where nothing can be inherited from it.</summary>
    public ChainMember? Target { get; set; }

    public bool IsUnpublished => Entry.Matrix is null;

    /// <summary>What this document calls parties of the upstream that are not named in the entry, by their ids there; as far as somebody
    /// asked.</summary>
    public Dictionary<string, string> OtherNames { get; } = new(StringComparer.Ordinal);

    /// <summary>What this document calls a party of the upstream.</summary>
    public string NameOf(string party)
    {
        var service = Target!.Effective.Service;
        if (party == service.Provider) return Provider;
        if (party == service.Customer) return Customer;
        if (!OtherNames.TryGetValue(party, out var name)) OtherNames.Add(party, name = $"{Target.Id}/{party}");
        return name;
    }

    /// <summary>The matrices gone through behind some others; one list for all controls.</summary>
    public ValueList<string> Via(ValueList<string> from)
    {
        if (!_ways.TryGetValue(from, out var via)) _ways.Add(from, via = [.. from, Target!.Id]);
        return via;
    }

    /// <summary>The controls of the upstream whose customer's duties are all satisfied here.</summary>
    public HashSet<int> SatisfiedControls { get; } = [];

    /// <summary>Notes that a duty of the upstream's customer is satisfied here.</summary>
    public void Satisfy(int level, int duty)
    {
        _satisfied ??= [.. Target!.Engine.Levels.Select(known => new bool[known.Duties.Length])];
        _satisfied[level][duty] = true;
    }

    /// <summary>Whether a duty of the upstream's customer is satisfied here by its id.</summary>
    public bool IsSatisfied(int level, int duty) => _satisfied is not null && duty >= 0 && _satisfied[level][duty];
}
