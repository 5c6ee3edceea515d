using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Finds the duties of an assignment that only carry an internal note. Such a duty still makes its party perform. It is dropped if another
/// duty of the party, or a stated or implied split, does so too, so that the split between the parties does not change. Otherwise, it stays
/// without its note.
/// </summary>
internal sealed class NoteCarriers
{
    private readonly HashSet<int> _dropped = [];
    private readonly HashSet<int> _implied = [];
    private readonly Assignment _assignment;
    private readonly SideNames _sides;

    // The combined statements of the duties that stay, so that the cost per duty is constant.
    private readonly HashSet<string> _performers = new(StringComparer.Ordinal);
    private Sides _sidesLeft;
    private Sides _performing;
    private bool _hasUnknownSide;
    private bool _hasCondition;

    /// <summary>Checks an assignment.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="isKept">Whether the extension with a key is kept.</param>
    /// <param name="named">The ids of the referenced duties.</param>
    /// <param name="sides">The sides of parties.</param>
    public NoteCarriers(Assignment assignment, Func<string, bool> isKept, HashSet<string> named, SideNames sides)
    {
        (_assignment, _sides, Split) = (assignment, sides, assignment.Split);
        var duties = assignment.Duties;
        List<int> candidates = [];
        for (var i = 0; i < duties.Count; i++)
        {
            if (IsOnlyNote(duties[i], isKept) && (duties[i].Id is not { } id || !named.Contains(id))) candidates.Add(i);
            else Leave(duties[i]);
        }
        if (candidates.Count == 0) return;
        // Duties that no split can imply come first, because those that stay determine what the split implies.
        foreach (var i in candidates.OrderBy(i => ImpliedSide(duties[i]) is not null)) Decide(i, duties[i]);
        if (_implied.Count > 0 && Split is null) Split = SplitWith(_implied.Select(i => ImpliedSide(duties[i])!.Value));
    }

    /// <summary>The split of the assignment, stated explicitly if it replaces a dropped duty.</summary>
    public Sides? Split { get; }

    /// <summary>The number of dropped duties.</summary>
    public int Count => _dropped.Count;

    /// <summary>Whether the duty at a position is dropped.</summary>
    public bool IsDropped(int duty) => _dropped.Contains(duty);

    /// <summary>Whether only the split replaces a dropped duty.</summary>
    public bool IsSplitNeeded(int duty) => _implied.Contains(duty);

    private void Decide(int i, Duty duty)
    {
        if (IsStatedElsewhere(duty)) _dropped.Add(i);
        else if (ImpliedSide(duty) is { } side && CanImply(side))
        {
            _dropped.Add(i);
            _implied.Add(i);
        }
        else Leave(duty);
    }

    private void Leave(Duty duty)
    {
        var party = _sides.IdOf(duty.Party);
        if (duty.When == default && duty.InheritedFrom is null && duty.Involvement.HasFlag(Duty.DefaultInvolvement)) _performers.Add(party);
        if (_sides.SideOf(party) is not { } side) _hasUnknownSide = true;
        else
        {
            _sidesLeft |= side;
            if (duty.Involvement.HasFlag(Involvement.Responsible)) _performing |= side;
        }
        _hasCondition |= duty.When != default;
    }

    private static bool IsOnlyNote(Duty duty, Func<string, bool> isKept) =>
        duty.InternalNote is not null && !duty.Extensions.Keys.Any(isKept)
            && duty with { Id = null, InternalNote = null, Extensions = default } == new Duty { Party = duty.Party };

    private bool IsStatedElsewhere(Duty duty)
    {
        var party = _sides.IdOf(duty.Party);
        return (_assignment.Provider is not null && _sides.ImpliedFor(party) == Sides.Provider)
            || (_assignment.Customer is not null && _sides.ImpliedFor(party) == Sides.Customer)
            || _performers.Contains(party);
    }

    private Sides? ImpliedSide(Duty duty) => _sides.ImpliedFor(_sides.IdOf(duty.Party));

    // A split implies a duty for a side that has none. If the document states no split, one can be added only if it is the same in every
    // context.
    private bool CanImply(Sides side) =>
        !_hasUnknownSide && !_sidesLeft.HasFlag(side) && (_assignment.Split is { } stated ? stated.HasFlag(side) : !_hasCondition);

    private Sides SplitWith(IEnumerable<Sides> implied)
    {
        var split = _performing;
        foreach (var side in implied) split |= side;
        if (_assignment.Provider is not null) split |= Sides.Provider;
        if (_assignment.Customer is not null) split |= Sides.Customer;
        return split;
    }
}
