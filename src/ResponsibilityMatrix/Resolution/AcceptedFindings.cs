using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// The findings that the author of a matrix accepts on a given day. Of several entries for the same finding and the same controls, only
/// the first counts, so that the cost per finding does not grow with their number.
/// </summary>
internal sealed class AcceptedFindings
{
    private readonly ControlSpace _space;
    private readonly ValueList<AcceptedFinding> _accepted;
    private readonly Dictionary<string, Entries> _byFinding = new(StringComparer.Ordinal);
    private readonly List<SelectorMatch> _matches = [];

    public AcceptedFindings(Engine engine, DateOnly asOf)
    {
        _space = engine.Space;
        _accepted = engine.Effective.Matrix.Accepted;
        for (var i = 0; i < _accepted.Count; i++)
        {
            var accepted = _accepted[i];
            if (accepted.Until < asOf) continue;
            if (!_byFinding.TryGetValue(accepted.Finding, out var entries)) _byFinding.Add(accepted.Finding, entries = new Entries(_space));
            entries.Add(i, accepted.Controls);
        }
    }

    /// <summary>Returns the finding, marked if it is accepted. Errors cannot be accepted. Only an entry without controls accepts a finding
    /// that has no control.</summary>
    public Diagnostic Mark(Diagnostic finding)
    {
        if (finding.Severity == Severity.Error || !_byFinding.TryGetValue(finding.Id, out var entries)) return finding;
        _matches.Clear();
        if (NodeOf(finding) is >= 0 and var node) entries.Collect(node, _matches);
        var first = entries.Everywhere;
        foreach (var match in _matches) first = Math.Min(first, match.Owner);
        return first < _accepted.Count ? finding with { AcceptedReason = _accepted[first].Reason } : finding;
    }

    private int NodeOf(Diagnostic finding)
    {
        if (finding is not { Catalog: { } catalog, Control: { } control } || !ControlKey.TryParse(control, out var key)) return -1;
        foreach (var part in _space.Parts)
            if (part.Identity == catalog) return part.Index.Find(key) is >= 0 and var at ? part.Start + at : -1;
        return -1;
    }

    /// <summary>The accepted findings with one id.</summary>
    private sealed class Entries(ControlSpace space)
    {
        private readonly SelectorTable _table = new(space, 0);
        private readonly HashSet<(SelectorKind Kind, string? CatalogId, string? Edition, string Body)> _known = [];

        /// <summary>The first entry that names no controls; <see cref="int.MaxValue"/> if there is none.</summary>
        public int Everywhere { get; private set; } = int.MaxValue;

        public void Add(int entry, ValueList<Selector> controls)
        {
            if (controls.IsEmpty) Everywhere = Math.Min(Everywhere, entry);
            for (var i = 0; i < controls.Count; i++)
            {
                var selector = controls[i];
                var body = selector.Kind is SelectorKind.Control or SelectorKind.Prefix ? selector.Key.ToString() : selector.Body;
                if (_known.Add((selector.Kind, selector.CatalogId, selector.Edition, body))) _table.Add(entry, i, selector);
            }
        }

        public void Collect(int node, List<SelectorMatch> matches) => _table.Collect(node, matches);
    }
}
