using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Which duties of an assignment only carry an internal note. Such a duty still says that its party performs: it is dropped where another duty of the party
/// says so too, or where the split does or can, so that a split between the parties is the same before and after. Otherwise it stays without its note.
/// </summary>
internal sealed class NoteCarriers
{
    private readonly HashSet<int> _dropped = [];
    private readonly HashSet<int> _implied = [];
    private readonly List<Duty> _left = [];
    private readonly Assignment _assignment;
    private readonly SideNames _sides;

    /// <summary>Looks at an assignment.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="duties">Its duties, with those of their extensions that are kept.</param>
    /// <param name="named">The ids of duties that something names.</param>
    /// <param name="sides">The sides of parties.</param>
    public NoteCarriers(Assignment assignment, ValueList<Duty> duties, HashSet<string> named, SideNames sides)
    {
        (_assignment, _sides, Split) = (assignment, sides, assignment.Split);
        List<int> candidates = [];
        for (var i = 0; i < duties.Count; i++)
        {
            if (IsOnlyNote(duties[i]) && (duties[i].Id is not { } id || !named.Contains(id))) candidates.Add(i);
            else _left.Add(duties[i]);
        }
        // Those that no split can imply come first, since what stays of them decides what it does imply.
        foreach (var i in candidates.OrderBy(i => ImpliedSide(duties[i]) is not null)) Decide(i, duties[i]);
        if (_implied.Count > 0 && Split is null) Split = SplitWith(_implied.Select(i => ImpliedSide(duties[i])!.Value));
    }

    /// <summary>The split of the assignment, stated where it stands for a duty that is dropped.</summary>
    public Sides? Split { get; }

    /// <summary>Whether the duty at a position is left out.</summary>
    public bool IsDropped(int duty) => _dropped.Contains(duty);

    /// <summary>Whether the split alone says what a duty that is left out said.</summary>
    public bool IsSplitNeeded(int duty) => _implied.Contains(duty);

    private void Decide(int i, Duty duty)
    {
        if (IsSaidBesides(duty)) _dropped.Add(i);
        else if (ImpliedSide(duty) is { } side && CanImply(side))
        {
            _dropped.Add(i);
            _implied.Add(i);
        }
        else _left.Add(duty);
    }

    private static bool IsOnlyNote(Duty duty) => duty.InternalNote is not null && duty with { Id = null, InternalNote = null } == new Duty { Party = duty.Party };

    private bool IsSaidBesides(Duty duty)
    {
        var party = _sides.IdOf(duty.Party);
        return (_assignment.Provider is not null && _sides.ImpliedFor(party) == Sides.Provider)
            || (_assignment.Customer is not null && _sides.ImpliedFor(party) == Sides.Customer)
            || _left.Exists(other => _sides.IdOf(other.Party) == party && other.When == default && other.InheritedFrom is null && other.Involvement.HasFlag(Duty.DefaultInvolvement));
    }

    private Sides? ImpliedSide(Duty duty) => _sides.ImpliedFor(_sides.IdOf(duty.Party));

    // A split implies a duty for a side that has none. Where the document states none, one can be stated only if it is the same in every context.
    private bool CanImply(Sides side) =>
        _left.TrueForAll(other => SideOf(other) is { } known && known != side)
        && (_assignment.Split is { } stated ? stated.HasFlag(side) : _left.TrueForAll(other => other.When == default));

    private Sides SplitWith(IEnumerable<Sides> implied)
    {
        var split = Sides.None;
        foreach (var side in implied) split |= side;
        if (_assignment.Provider is not null) split |= Sides.Provider;
        if (_assignment.Customer is not null) split |= Sides.Customer;
        foreach (var duty in _left)
            if (duty.Involvement.HasFlag(Involvement.Responsible)) split |= SideOf(duty)!.Value;
        return split;
    }

    private Sides? SideOf(Duty duty) => _sides.SideOf(_sides.IdOf(duty.Party));
}
