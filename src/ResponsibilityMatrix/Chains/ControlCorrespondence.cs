using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>The controls of an upstream that are the same as one here, or that a relation of a mapping leads to.</summary>
internal sealed class UpstreamControls
{
    /// <summary>The controls there.</summary>
    public required int[] Nodes { get; init; }

    /// <summary>What they come to together for the control here; null for what is not in scope there.</summary>
    public required ResolvedControl? Answer { get; init; }

    /// <summary>The controls in one text, by which findings about them are told apart.</summary>
    public string Key => field ??= string.Join(' ', Nodes);

    /// <summary>The relation that leads to them; null for the same control.</summary>
    public MappingLink? Link { get; init; }

    /// <summary>Whether the control here is a part of a whole there that no one side performs alone.</summary>
    public bool IsPartOfSeveral { get; init; }
}

/// <summary>
/// Finds the controls of another matrix that are the same as one here: by catalog and key, else through a mapping. Rows of a document's own
/// have none. Each relation is rolled up once for a matrix.
/// </summary>
internal sealed class ControlCorrespondence(DocumentSet documents, Budget budget)
{
    private readonly Dictionary<(ControlSpace.Part Here, ControlSpace There), Ways> _ways = [];
    private readonly Dictionary<(ChainMember There, MappingLink Link), UpstreamControls> _mapped = new(new SameLink());
    private readonly HashSet<MappingDocument> _used = [];

    /// <summary>Whether finding them cost too much, so that some are missing.</summary>
    public bool IsSpent => budget.IsSpent;

    /// <summary>The errors of the mappings that were looked at.</summary>
    public IEnumerable<Diagnostic> Errors => _used.SelectMany(mapping => mapping.Errors(documents));

    /// <summary>The controls there that a duty on a control here is about unless it names others; null where there are none in
    /// scope.</summary>
    public UpstreamControls? Find(ControlSpace here, int node, ChainMember there) => Find(here, node, there, out _);

    /// <summary>The same, with another relation that leads to another answer; null where none does.</summary>
    public UpstreamControls? Find(ControlSpace here, int node, ChainMember there, out UpstreamControls? other)
    {
        other = null;
        if (here.IsRow(node) || !budget.Take(1)) return null;
        var part = here.PartOf(node);
        var ways = WaysTo(part, there.Space);
        if (FindSame(here, node, ways.Same, there.Space) is >= 0 and var same)
            return new UpstreamControls { Nodes = [same], Answer = there.Answers.Of(same)! };
        UpstreamControls? first = null;
        foreach (var (candidate, index) in ways.Mapped)
        {
            foreach (var link in index.LinksTo(node - part.Start))
            {
                if (!budget.Take(1)) return first;
                if (!link.Carries || Follow(candidate, link, there) is not { } mapped) continue;
                // Of a whole that several perform the part may be anybody's, which contradicts nothing.
                budget.Take(mapped.Nodes.Length);
                if (first is null || (first.IsPartOfSeveral && !mapped.IsPartOfSeveral)) first = mapped;
                else if (other is null && !mapped.IsPartOfSeveral && Differs(first.Answer!, mapped.Answer!)) other = mapped;
            }
        }
        return first;
    }

    private static bool Differs(ResolvedControl left, ResolvedControl right) =>
        left.State != right.State || left.Split != right.Split || left.Inheritability != right.Inheritability;

    private static int FindSame(ControlSpace here, int node, ControlSpace.Part? candidate, ControlSpace there)
    {
        if (candidate is null) return -1;
        var part = here.PartOf(node);
        var same = ReferenceEquals(candidate.Index, part.Index) ? node - part.Start : candidate.Index.Find(here.Keys[node]);
        // A statement that is taken out of the scope there is none of what the control above it does.
        return same >= 0 && there.IsInScope(candidate.Start + same) ? candidate.Start + same : -1;
    }

    private UpstreamControls? Follow(ControlSpace.Part part, MappingLink link, ChainMember there)
    {
        if (_mapped.TryGetValue((there, link), out var known)) return known.Nodes.Length == 0 ? null : known;
        int[] nodes = [.. link.Sources.Select(source => part.Start + source)];
        budget.Take(nodes.Length);
        var isInScope = Array.TrueForAll(nodes, there.Space.IsInScope);
        List<ResolvedControl> answers = isInScope ? [.. nodes.Select(node => there.Answers.Of(node)!)] : [];
        var blank = new ResolvedControl
            { Catalog = part.Identity, Control = Sentences.And([.. link.Sources.Select(source => part.Index.Catalog.Controls[source].Id)]),
            Title = "", IsLeaf = true, State = ControlState.Unassigned };
        var isPartOfSeveral = false;
        var answer = !isInScope ? blank : answers.Count == 1 && link.Relation == ControlRelation.Equal ? answers[0]
            : RollUps.Combine(link.Relation, blank, answers, there.Engine, out isPartOfSeveral);
        var found = new UpstreamControls
            { Nodes = isInScope ? nodes : [], Answer = answer, Link = link, IsPartOfSeveral = isPartOfSeveral };
        _mapped.Add((there, link), found);
        return isInScope ? found : null;
    }

    // The same catalog there, and those from which mappings lead to a catalog here.
    private Ways WaysTo(ControlSpace.Part here, ControlSpace there)
    {
        if (_ways.TryGetValue((here, there), out var known)) return known;
        var ways = new Ways
            { Same = there.Parts.FirstOrDefault(part => !ReferenceEquals(part, there.Local) && part.Identity == here.Identity) };
        foreach (var part in there.Parts)
        {
            if (ReferenceEquals(part, there.Local) || part.Identity == here.Identity
                || documents.MappingsBetween(part.Identity, here.Identity) is not { Count: > 0 } mappings) continue;
            _used.UnionWith(mappings);
            ways.Mapped.Add((part, new MappingIndex(mappings.Select(document => document.Mapping), part.Index, here.Index)));
        }
        _ways.Add((here, there), ways);
        return ways;
    }

    private sealed class Ways
    {
        public ControlSpace.Part? Same { get; init; }

        public List<(ControlSpace.Part Part, MappingIndex Index)> Mapped { get; } = [];
    }

    /// <summary>One relation is one, whatever another says.</summary>
    private sealed class SameLink : IEqualityComparer<(ChainMember There, MappingLink Link)>
    {
        public bool Equals((ChainMember There, MappingLink Link) x, (ChainMember There, MappingLink Link) y) =>
            ReferenceEquals(x.There, y.There) && ReferenceEquals(x.Link, y.Link);

        public int GetHashCode((ChainMember There, MappingLink Link) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.There),
                System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Link));
    }
}
