using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>The state of a control in one service and one context.</summary>
internal readonly record struct CellState(PortfolioState State, PortfolioFlags Flags, string? StatedAt);

/// <summary>How the controls of one service stand for a party, in one context, through its chain. Not thread-safe.</summary>
internal sealed class ControlStates
{
    // What breaks an inheritance.
    private static readonly string[] Breaks = ["RM3001", "RM3002", "RM3003", "RM3004", "RM3008", "RM3011"];

    private readonly Resolver _resolver;
    private readonly ChainAnswer _chain;
    private readonly HashSet<string> _mine;
    private readonly bool _isOnCustomerSide;
    private readonly bool _isExpired;
    private readonly Dictionary<string, Upstream> _upstreams;
    private readonly HashSet<(string?, string?)> _broken;
    private readonly HashSet<string> _unassured = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Catalog, string Control), CellState> _states = [];

    public ControlStates(Resolver resolver, ChainAnswer chain, IReadOnlyCollection<string> mine, bool isExpired)
    {
        _resolver = resolver;
        _chain = chain;
        _mine = [.. mine];
        _isExpired = isExpired;
        _isOnCustomerSide = chain.Parties.Any(party => _mine.Contains(party.Id) && party.Side == Sides.Customer);
        _upstreams = resolver.Upstreams.DistinctBy(upstream => upstream.Id).ToDictionary(upstream => upstream.Id);
        _broken = [.. chain.Diagnostics.Where(finding => Breaks.Contains(finding.Id) && finding.Control is not null)
            .Select(finding => (finding.Catalog, finding.Control))];
        foreach (var finding in chain.Diagnostics)
        {
            if (finding.Id != "RM3016" || finding.Place?.Pointer is not { } pointer
                || !pointer.StartsWith("/upstream/", StringComparison.Ordinal)) continue;
            var own = resolver.Levels[0].Matrix.Upstreams;
            if (int.TryParse(pointer["/upstream/".Length..].Split('/')[0], out var at) && at < own.Count) _unassured.Add(own[at].Id);
        }
        Fill();
    }

    /// <summary>The names of the parties of the chain by id.</summary>
    public IReadOnlyDictionary<string, string> PartyNames => field ??= _chain.Parties.DistinctBy(party => party.Id)
        .ToDictionary(party => party.Id, party => party.Name);

    /// <summary>The states by control of the service's own catalogs; of a control with statements, that of its parts.</summary>
    public IReadOnlyDictionary<(string Catalog, string Control), CellState> States => _states;

    /// <summary>The state over several: the first in the order of severity, with the flags of those that give it.</summary>
    public static CellState First(IEnumerable<CellState> states)
    {
        var list = states.ToList();
        var state = list.Min(one => one.State);
        return new(state, list.Where(one => one.State == state).Aggregate(PortfolioFlags.None, (flags, one) => flags | one.Flags), null);
    }

    private void Fill()
    {
        Dictionary<(string, string), string?> parents = _chain.Controls
            .DistinctBy(control => (control.Resolved.Catalog, control.Resolved.Control))
            .ToDictionary(control => (control.Resolved.Catalog, control.Resolved.Control), control => control.Resolved.Parent);
        Dictionary<string, (string, string)> byId = new(StringComparer.Ordinal);
        foreach (var known in parents.Keys) byId.TryAdd(known.Item2, known);
        Dictionary<(string, string), List<CellState>> below = [];
        foreach (var control in _chain.Controls)
        {
            if (!control.Resolved.IsLeaf) continue;
            var key = (control.Resolved.Catalog, control.Resolved.Control);
            var state = Of(control, parents);
            _states[key] = state;
            // Rows of the document's own may stand under a control of a catalog.
            for (var (parent, steps) = (control.Resolved.Parent, 0); parent is not null && steps < 64; steps++)
            {
                var above = parents.ContainsKey((control.Resolved.Catalog, parent)) ? (control.Resolved.Catalog, parent)
                    : byId.GetValueOrDefault(parent);
                if (above == default) break;
                if (!below.TryGetValue(above, out var states)) below[above] = states = [];
                states.Add(state);
                parent = parents[above];
            }
        }
        foreach (var (control, states) in below) _states[control] = First(states);
    }

    /// <summary>Why a control has its state, as a sentence; null for one that the matrix does not have.</summary>
    public (CellState State, string Why, ChainedControl Control)? Explain(string catalog, string id)
    {
        var control = _chain.Controls.FirstOrDefault(known => known.Resolved.Control == id && known.Resolved.Catalog == catalog);
        if (control is null || !_states.TryGetValue((catalog, id), out var state)) return null;
        return (state, control.Resolved.IsLeaf ? StateOf(control).Why : "It is the first of its parts in the order of severity.", control);
    }

    private CellState Of(ChainedControl control, Dictionary<(string, string), string?> parents)
    {
        var resolved = control.Resolved;
        var flags = FlagsOf(control);
        var (state, _) = StateOf(control);
        if (state == PortfolioState.Covered && resolved.Accountable.Any(_mine.Contains)) flags |= PortfolioFlags.Accountable;
        return new(state, flags, StatedAt(resolved, parents));
    }

    private (PortfolioState State, string Why) StateOf(ChainedControl control)
    {
        var resolved = control.Resolved;
        if (_isExpired) return (PortfolioState.Open, "The matrix is not in force on the day.");
        if (resolved.State == ControlState.NotApplicable) return (PortfolioState.NotApplicable, "The matrix says that it does not apply.");
        if (resolved.State != ControlState.Assigned)
            return (PortfolioState.Open, resolved.State switch
            {
                ControlState.Conflict => "Assignments of equal weight contradict each other.",
                ControlState.NotDetermined => "The matrix says that it is not determined yet.",
                _ => "Nobody is assigned.",
            });
        if (_broken.Contains((resolved.Catalog, resolved.Control))
            || resolved.Duties.Any(duty => duty.InheritedFrom is not null && !IsPerformed(duty, control)))
            return (PortfolioState.Open, "It is inherited from an upstream that does not perform it, or whose matrix is not at hand.");
        if (control.Performers.Concat(control.Retained).Any(performer => _mine.Contains(performer.Party)))
            return (PortfolioState.Mine, control.Performers.Any(performer => _mine.Contains(performer.Party))
                ? "The party has a duty of its own." : "An upstream leaves a part to the party.");
        if (_isOnCustomerSide && resolved.InheritabilityStated && resolved.Inheritability is Inheritability.None or Inheritability.Partial
            && !resolved.Duties.Any(duty => _mine.Contains(duty.Party)))
            return (PortfolioState.Open, "The matrix says that it cannot be taken over in full, and names no duty of the party.");
        return control.Performers.IsEmpty ? (PortfolioState.Open, "Nobody performs it.")
            : (PortfolioState.Covered, "Others perform it.");
    }

    // Where nothing can be inherited, the chain makes no performer up.
    private bool IsPerformed(ResolvedDuty duty, ChainedControl control)
    {
        if (!duty.Involvement.HasFlag(Involvement.Responsible)) return true;
        if (!_upstreams.TryGetValue(duty.InheritedFrom!, out var upstream)) return false;
        return control.Performers.Concat(control.Retained).Any(performer => upstream.Matrix is null
            ? performer.Matrix is null && performer.Party == upstream.Provider
            : !performer.Via.IsEmpty && performer.Via[0] == upstream.Matrix);
    }

    private PortfolioFlags FlagsOf(ChainedControl control)
    {
        var flags = PortfolioFlags.None;
        if (control.Performers.Any(performer => !performer.Implementation.IsDone())) flags |= PortfolioFlags.NotDone;
        if (control.Performers.Any(performer => performer.Matrix is null)) flags |= PortfolioFlags.Unverified;
        foreach (var upstream in control.Resolved.Duties.Select(duty => duty.InheritedFrom).OfType<string>().Distinct())
        {
            if (_unassured.Contains(upstream)) flags |= PortfolioFlags.Unassured;
            if (_upstreams.GetValueOrDefault(upstream)?.Assurance == Assurance.CarveOut) flags |= PortfolioFlags.CarvedOut;
        }
        return flags;
    }

    private static string? StatedAt(ResolvedControl control, Dictionary<(string, string), string?> parents)
    {
        if (control.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied)
            is not { } applied || applied.Selector.EndsWith('*')) return null;
        var selector = applied.Selector[(applied.Selector.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!ControlKey.TryParse(selector, out var key)) return null;
        for (var (parent, steps) = (control.Parent, 0); parent is not null && steps < 64; steps++)
        {
            if (ControlKey.TryParse(parent, out var above) && above == key) return parent;
            parent = parents.GetValueOrDefault((control.Catalog, parent));
        }
        return null;
    }
}
