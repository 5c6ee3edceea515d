using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>The controls of an upstream that correspond to a control here: the equal one, or those of a mapping's relation.</summary>
internal sealed class UpstreamTarget
{
    /// <summary>The controls there.</summary>
    public required int[] Nodes { get; init; }

    /// <summary>Their combined answer for the control here; null if not in scope there.</summary>
    public required ResolvedControl? Answer { get; init; }

    /// <summary>The controls as one text, which identifies findings about them.</summary>
    public string Key => field ??= string.Join(' ', Nodes);

    /// <summary>The relation that leads to them; null for the equal control.</summary>
    public MappingLink? Link { get; init; }

    /// <summary>Whether the control here is a part of a whole there that several sides perform.</summary>
    public bool IsPartOfSeveral { get; init; }
}

/// <summary>
/// Finds the controls of another matrix that correspond to a control here: by catalog and key, else through a mapping. A document's own
/// rows have none. The answers of a relation are combined once per matrix.
/// </summary>
internal sealed class ControlCorrespondence(DocumentSet documents, Budget budget)
{
    private readonly Dictionary<(ControlSpace.Part Here, ControlSpace There), Candidates> _candidates = [];
    private readonly Dictionary<(ChainMember There, MappingLink Link), UpstreamTarget> _mapped = new(new LinkComparer());
    private readonly HashSet<MappingDocument> _used = [];

    /// <summary>Whether the budget is spent, so that results may be missing.</summary>
    public bool IsSpent => budget.IsSpent;

    /// <summary>The errors of the mappings that were used.</summary>
    public IEnumerable<Diagnostic> Errors => _used.SelectMany(mapping => mapping.Errors(documents));

    /// <summary>Finds the controls there that a duty on a control here applies to by default; null if none is in
    /// scope.</summary>
    public UpstreamTarget? Find(ControlSpace here, int node, ChainMember there) => Find(here, node, there, out _);

    /// <summary>Does the same, and also returns a relation that leads to a different answer, or null.</summary>
    public UpstreamTarget? Find(ControlSpace here, int node, ChainMember there, out UpstreamTarget? other)
    {
        other = null;
        if (here.IsRow(node) || !budget.Take(1)) return null;
        var part = here.PartOf(node);
        var candidates = CandidatesFor(part, there.Space);
        if (FindSame(here, node, candidates.Same, there.Space) is >= 0 and var same)
            return new UpstreamTarget { Nodes = [same], Answer = there.Answers.Of(same)! };
        UpstreamTarget? first = null;
        foreach (var (candidate, index) in candidates.Mapped)
        {
            foreach (var link in index.LinksTo(node - part.Start))
            {
                if (!budget.Take(1)) return first;
                if (!link.Carries || Follow(candidate, link, there) is not { } mapped) continue;
                // A part of a whole that several sides perform has no known split, so it contradicts nothing.
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
        // A statement that is out of scope there does not fall back to its parent.
        return same >= 0 && there.IsInScope(candidate.Start + same) ? candidate.Start + same : -1;
    }

    private UpstreamTarget? Follow(ControlSpace.Part part, MappingLink link, ChainMember there)
    {
        if (_mapped.TryGetValue((there, link), out var known)) return known.Nodes.Length == 0 ? null : known;
        int[] nodes = [.. link.Sources.Select(source => part.Start + source)];
        budget.Take(nodes.Length);
        var isInScope = Array.TrueForAll(nodes, there.Space.IsInScope);
        List<ResolvedControl> answers = isInScope ? [.. nodes.Select(node => there.Answers.Of(node)!)] : [];
        var blank = new ResolvedControl
        {
            Catalog = part.Identity,
            Control = Sentences.And([.. link.Sources.Select(source => part.Index.Catalog.Controls[source].Id)]),
            Title = "",
            IsLeaf = true,
            State = ControlState.Unassigned
        };
        var isPartOfSeveral = false;
        var answer = !isInScope ? blank : answers.Count == 1 && link.Relation == ControlRelation.Equal ? answers[0]
            : RollUps.Combine(link.Relation, blank, answers, there.Engine, out isPartOfSeveral);
        var found = new UpstreamTarget
        { Nodes = isInScope ? nodes : [], Answer = answer, Link = link, IsPartOfSeveral = isPartOfSeveral };
        _mapped.Add((there, link), found);
        return isInScope ? found : null;
    }

    // The same catalog there, and the catalogs there with mappings to the catalog here.
    private Candidates CandidatesFor(ControlSpace.Part here, ControlSpace there)
    {
        if (_candidates.TryGetValue((here, there), out var known)) return known;
        var candidates = new Candidates
        { Same = there.Parts.FirstOrDefault(part => !ReferenceEquals(part, there.Local) && part.Identity == here.Identity) };
        foreach (var part in there.Parts)
        {
            if (ReferenceEquals(part, there.Local) || part.Identity == here.Identity
                || documents.MappingsBetween(part.Identity, here.Identity) is not { Count: > 0 } mappings) continue;
            _used.UnionWith(mappings);
            candidates.Mapped.Add((part, new MappingIndex(mappings.Select(document => document.Mapping), part.Index, here.Index)));
        }
        _candidates.Add((here, there), candidates);
        return candidates;
    }

    private sealed class Candidates
    {
        public ControlSpace.Part? Same { get; init; }

        public List<(ControlSpace.Part Part, MappingIndex Index)> Mapped { get; } = [];
    }

    /// <summary>Compares relations by reference: equal relations are distinct.</summary>
    private sealed class LinkComparer : IEqualityComparer<(ChainMember There, MappingLink Link)>
    {
        public bool Equals((ChainMember There, MappingLink Link) x, (ChainMember There, MappingLink Link) y) =>
            ReferenceEquals(x.There, y.There) && ReferenceEquals(x.Link, y.Link);

        public int GetHashCode((ChainMember There, MappingLink Link) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.There),
                System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Link));
    }
}
