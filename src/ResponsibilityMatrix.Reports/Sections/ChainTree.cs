using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Reports;

/// <summary>The way of a control through upstream providers, as a tree.</summary>
internal sealed class ChainTree(string title)
{
    private readonly List<ReportChainLine> _lines = [];
    private readonly List<(string Matrix, ChainTree Tree)> _upstreams = [];

    /// <summary>The way of a control; null where it does not leave the matrix.</summary>
    public static ReportChainNode? Of(ChainAnswer chain, ChainedControl? control, string title)
    {
        if (control is null || !control.Performers.Concat(control.Retained).Any(performer => !performer.Via.IsEmpty)) return null;
        var root = new ChainTree(title);
        foreach (var performer in control.Performers) Add(performer, isLeft: false);
        foreach (var retained in control.Retained) Add(retained, isLeft: true);
        return root.Node();

        void Add(Performer performer, bool isLeft)
        {
            var tree = root;
            foreach (var matrix in performer.Via) tree = tree.Upstream(matrix, chain);
            var where = performer.Control == control.Resolved.Control ? "" : $" [{performer.Control}]";
            tree._lines.Add(new()
            {
                Party = chain.Parties.FirstOrDefault(party => party.Id == performer.Party)?.Name ?? performer.Party,
                Text = (performer.Text ?? performer.Action ?? (performer.Matrix is null ? "performs it, and publishes no matrix"
                    : "performs it")) + where,
                IsLeft = isLeft,
            });
        }
    }

    private ChainTree Upstream(string matrix, ChainAnswer chain)
    {
        var known = _upstreams.Find(upstream => upstream.Matrix == matrix).Tree;
        if (known is not null) return known;
        var identity = chain.Matrices.FirstOrDefault(candidate => candidate.Id == matrix);
        known = new ChainTree(identity is null ? matrix : $"{identity.Title ?? identity.Id} {identity.Version}");
        _upstreams.Add((matrix, known));
        return known;
    }

    private ReportChainNode Node() => new()
    {
        Title = title,
        Lines = _lines.ToValueList(),
        Upstreams = _upstreams.Select(upstream => upstream.Tree.Node()).ToValueList(),
    };
}
