using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A matrix of a chain in one context, with its answers.</summary>
internal sealed class ChainMember(Resolver resolver, Answers answers, ValueList<RelatedPlace> path, bool isRoot)
{
    private readonly ChainStep?[] _steps = new ChainStep?[resolver.Engine.Space.Count];
    private readonly bool[]?[] _visited = new bool[resolver.Engine.Levels.Length][];
    private readonly Dictionary<string, UpstreamEntry> _entries = UpstreamEntry.Of(resolver.Engine.Effective);

    public Resolver Resolver { get; } = resolver;

    public Engine Engine { get; } = resolver.Engine;

    public EffectiveMatrix Effective => Engine.Effective;

    public MatrixDocument Document => Effective.Document;

    public string Id => Effective.Matrix.Id;

    public ControlSpace Space => Engine.Space;

    public Answers Answers { get; } = answers;

    /// <summary>The upstream entries on the first path to it, from the root document.</summary>
    public ValueList<RelatedPlace> Path { get; } = path;

    /// <summary>Whether it is the root document.</summary>
    public bool IsRoot { get; } = isRoot;

    /// <summary>The entries for upstreams; of equal ids, the nearest document's.</summary>
    public IEnumerable<UpstreamEntry> Entries => _entries.Values;

    public UpstreamEntry? FindEntry(string id) => _entries.GetValueOrDefault(id);

    /// <summary>The upstreams that were looked up, by id; null for an unknown id.</summary>
    public Dictionary<string, UpstreamLink?> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>An upstream that was looked up and has a target, or null.</summary>
    public UpstreamLink? FindLink(ReadOnlySpan<char> id) =>
        Links.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var link) && link?.Target is not null ? link : null;

    /// <summary>The steps by node; null for controls that were not visited.</summary>
    public ReadOnlySpan<ChainStep?> Steps => _steps;

    public ChainStep StepOf(int node) => _steps[node] ??= new ChainStep(this, node);

    /// <summary>Finds the control of an upstream that an assignment of this matrix names; -1 if unknown. Short names are those of the
    /// assignment's document.</summary>
    public static int FindUpstream(ChainMember upstream, string control, CompiledAssignment? naming)
    {
        if (!Selector.TryParse(control, out var reference) || reference.Kind != SelectorKind.Control) return -1;
        if (naming is not null) reference = naming.LevelOf.Effective.Read(reference, naming.Level);
        return upstream.Space.Find(reference, ControlSpace.Outside, out var node) == ReferenceOutcome.Found ? node : -1;
    }

    /// <summary>Marks an assignment as visited; false if it already is.</summary>
    public bool TryVisit(CompiledAssignment assignment)
    {
        ref var isVisited = ref (_visited[assignment.Level] ??= new bool[Engine.Levels[assignment.Level].Assignments.Length])[
            assignment.Index];
        if (isVisited) return false;
        return isVisited = true;
    }

    /// <summary>The place of the assignment that decided the answer for a control; without one, of <c>defaults</c>.</summary>
    public Place PlaceOf(int node) => Answers.Applied(node) is { } applied ? applied.LevelOf.Document.PlaceOf(applied.Pointer)
        : Document.PlaceOf("/defaults");

    /// <summary>The place of a duty in the answer for a control.</summary>
    public Place PlaceOf(int node, ResolvedDuty duty) => Answers.Applied(node) is { } applied
        ? applied.LevelOf.Document.PlaceOf(applied.PointerOf(duty)) : Document.PlaceOf("/defaults");

    /// <summary>Finds the nearest document's duty with an id, and its level and number; null if there is none.</summary>
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

/// <summary>An upstream entry of a matrix or a base, with party ids of the matrix.</summary>
internal sealed class UpstreamEntry
{
    public required Upstream Upstream { get; init; }

    public required MatrixDocument Document { get; init; }

    /// <summary>The JSON Pointer of the entry in its document.</summary>
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
            var stated = effective.Levels[level].Matrix.Upstreams;
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

/// <summary>A link from a matrix to one of its upstreams.</summary>
internal sealed class UpstreamLink(UpstreamEntry entry)
{
    private bool[][]? _satisfied;

    public Upstream Entry { get; } = entry.Upstream;

    public Place Place { get; } = entry.Document.PlaceOf(entry.Pointer);

    /// <summary>The party here that provides the upstream.</summary>
    public string Provider { get; } = entry.Provider;

    /// <summary>The party here that is its customer.</summary>
    public string Customer { get; } = entry.Customer;

    /// <summary>The upstream's matrix; null if nothing can be inherited from it.</summary>
    public ChainMember? Target { get; set; }

    public bool IsUnpublished => Entry.Matrix is null;

    /// <summary>The names in this document of the upstream's parties that the entry does not name, by their ids there; filled on
    /// demand.</summary>
    public Dictionary<string, string> OtherNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The name in this document of a party of the upstream.</summary>
    public string NameOf(string party)
    {
        var service = Target!.Effective.Service;
        if (party == service.Provider) return Provider;
        if (party == service.Customer) return Customer;
        if (!OtherNames.TryGetValue(party, out var name)) OtherNames.Add(party, name = $"{Target.Id}/{party}");
        return name;
    }

    /// <summary>The controls of the upstream for which all duties of its customer are satisfied here.</summary>
    public HashSet<int> SatisfiedControls { get; } = [];

    /// <summary>Marks a duty of the upstream's customer as satisfied here.</summary>
    public void Satisfy(int level, int duty)
    {
        _satisfied ??= [.. Target!.Engine.Levels.Select(known => new bool[known.Duties.Length])];
        _satisfied[level][duty] = true;
    }

    /// <summary>Whether a duty of the upstream's customer is satisfied here by its id.</summary>
    public bool IsSatisfied(int level, int duty) => _satisfied is not null && duty >= 0 && _satisfied[level][duty];
}
