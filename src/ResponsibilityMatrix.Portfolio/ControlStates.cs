using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>The state of a control in one service and one context, and the control that the deciding assignment named, as
/// <c>catalog:control</c>.</summary>
internal readonly record struct CellState(PortfolioState State, PortfolioFlags Flags, string? Named);

/// <summary>How the controls of one service stand for a party, in one context, through its chain. Not thread-safe.</summary>
internal sealed class ControlStates
{
    private readonly ChainAnswer _chain;
    private readonly HashSet<string> _mine;
    private readonly bool _isOnCustomerSide;
    private readonly bool _isExpired;
    private readonly Resolver _resolver;
    private readonly Dictionary<string, Upstream> _upstreams;
    private readonly HashSet<Upstream> _unassured = [];
    private readonly Dictionary<(string Catalog, string Control), CellState> _states = [];
    private readonly Dictionary<(string Catalog, string Control), ChainedControl> _controls;

    public ControlStates(Resolver resolver, ChainAnswer chain, IReadOnlyCollection<string> mine, bool isExpired)
    {
        _resolver = resolver;
        _chain = chain;
        _mine = [.. mine];
        _isExpired = isExpired;
        _isOnCustomerSide = chain.Parties.Any(party => _mine.Contains(party.Id) && party.Side == Sides.Customer);
        _upstreams = resolver.Upstreams.DistinctBy(upstream => upstream.Id).ToDictionary(upstream => upstream.Id);
        foreach (var finding in chain.Diagnostics.Where(finding => finding.Id == "RM3016"))
            if (EntryAt(finding.Place) is { } entry) _unassured.Add(entry);
        _controls = chain.Controls.DistinctBy(control => (control.Resolved.Catalog, control.Resolved.Control))
            .ToDictionary(control => (control.Resolved.Catalog, control.Resolved.Control));
        Fill();
    }

    /// <summary>The states by control of the service's own catalogs; of a control with statements, that of its parts.</summary>
    public IReadOnlyDictionary<(string Catalog, string Control), CellState> States => _states;

    /// <summary>The state over several: the first in the order of severity, with the flags of those that give it.</summary>
    public static CellState First(IEnumerable<CellState> states)
    {
        var list = states.ToList();
        var state = list.Min(one => one.State);
        var deciding = list.FindAll(one => one.State == state);
        var named = deciding[0].Named;
        return new(state, deciding.Aggregate(PortfolioFlags.None, (flags, one) => flags | one.Flags),
            deciding.TrueForAll(one => one.Named == named) ? named : null);
    }

    private void Fill()
    {
        Dictionary<(string, string), List<CellState>> below = [];
        foreach (var control in _chain.Controls)
        {
            if (!control.Resolved.IsLeaf) continue;
            var state = Of(control);
            _states[(control.Resolved.Catalog, control.Resolved.Control)] = state;
            // Rows of the document's own may stand under a control of a catalog.
            for (var (part, steps) = (control, 0); steps < 64; steps++)
            {
                if (!_resolver.TryFindWhole(part.Resolved, out var catalog, out var id)) break;
                if (!below.TryGetValue((catalog, id), out var states)) below[(catalog, id)] = states = [];
                states.Add(state);
                if (!_controls.TryGetValue((catalog, id), out part)) break;
            }
        }
        foreach (var (control, states) in below) _states[control] = First(states);
    }

    /// <summary>Why a control has its state, as a sentence; null for one that the matrix does not have.</summary>
    public (CellState State, string Why, ChainedControl Control)? Explain(string catalog, string id)
    {
        if (!_controls.TryGetValue((catalog, id), out var control) || !_states.TryGetValue((catalog, id), out var state)) return null;
        return (state, control.Resolved.IsLeaf ? StateOf(control).Why : "It is the first of its parts in the order of severity.", control);
    }

    private CellState Of(ChainedControl control)
    {
        var flags = FlagsOf(control);
        var (state, _) = StateOf(control);
        if (state == PortfolioState.Covered && control.Accountable.Any(_mine.Contains)) flags |= PortfolioFlags.Accountable;
        return new(state, flags, _resolver.TryFindNamed(control.Resolved, out var catalog, out var named) ? $"{catalog}:{named}" : null);
    }

    private (PortfolioState State, string Why) StateOf(ChainedControl control)
    {
        var resolved = control.Resolved;
        if (_isExpired) return (PortfolioState.Open, "The matrix is not in force on the day.");
        if (resolved.State is not (ControlState.Assigned or ControlState.NotApplicable))
            return (PortfolioState.Open, resolved.State switch
            {
                ControlState.Conflict => "Assignments of equal weight contradict each other.",
                ControlState.NotDetermined => "The matrix says that it is not determined yet.",
                _ => "Nobody is assigned.",
            });
        if (control.IsBroken)
            return (PortfolioState.Open, "It is inherited from an upstream that does not perform it, or whose matrix is not at hand.");
        if (control.Performers.Concat(control.Retained).Any(performer => _mine.Contains(performer.Party)))
            return (PortfolioState.Mine, control.Performers.Any(performer => _mine.Contains(performer.Party))
                ? "The party has a duty of its own." : "An upstream leaves a part to the party.");
        // Who is only consulted or informed has no duty.
        if (_isOnCustomerSide && resolved.InheritabilityStated && resolved.Inheritability is Inheritability.None or Inheritability.Partial
            && !resolved.Duties.Any(duty => _mine.Contains(duty.Party)
                && (duty.Involvement & (Involvement.Responsible | Involvement.Accountable)) != Involvement.None))
            return (PortfolioState.Open, "The matrix says that it cannot be taken over in full, and names no duty of the party.");
        if (resolved.State == ControlState.NotApplicable)
            return (PortfolioState.NotApplicable, "The matrix says that it does not apply to the service.");
        return control.Performers.IsEmpty ? (PortfolioState.Open, "Nobody performs it.")
            : (PortfolioState.Covered, "Others perform it.");
    }

    private PortfolioFlags FlagsOf(ChainedControl control)
    {
        var flags = PortfolioFlags.None;
        if (control.Performers.Any(performer => !performer.Implementation.IsDone())) flags |= PortfolioFlags.NotDone;
        if (control.Performers.Any(performer => performer.Matrix is null)) flags |= PortfolioFlags.Unverified;
        var entries = control.Resolved.Duties.Select(duty => duty.InheritedFrom).OfType<string>().Distinct()
            .Select(id => _upstreams.GetValueOrDefault(id)).OfType<Upstream>()
            .Concat(control.Performers.Concat(control.Retained).SelectMany(performer => performer.Upstreams));
        foreach (var entry in entries)
        {
            if (_unassured.Contains(entry)) flags |= PortfolioFlags.Unassured;
            if (entry.Assurance == Assurance.CarveOut) flags |= PortfolioFlags.CarvedOut;
        }
        return flags;
    }

    // The upstream entry at a place in one of the documents of the chain.
    private Upstream? EntryAt(Place? place)
    {
        const string Start = "/upstream/";
        if (place is null || !place.Pointer.StartsWith(Start, StringComparison.Ordinal)
            || !int.TryParse(place.Pointer[Start.Length..].Split('/')[0], out var at)) return null;
        var documents = place.File is null ? _resolver.Levels
            : _resolver.Levels.Concat(_resolver.Options.Documents.Matrices).Where(document => document.File == place.File);
        return documents.Where(document => at < document.Matrix.Upstreams.Count).Select(document => document.Matrix.Upstreams[at])
            .FirstOrDefault();
    }
}
