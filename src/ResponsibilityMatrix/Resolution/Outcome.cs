using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The effect of an assignment in a context.</summary>
internal sealed class Outcome
{
    // So many parties are looked through; of more duties they are looked up.
    private const int Few = 16;

    public required ControlState State { get; init; }

    public required ValueList<ResolvedDuty> Duties
    {
        get;
        init => Accountable = AccountableOf((field = value).AsSpan());
    }

    /// <summary>Its size in an answer: <see cref="AnswerSize"/>.</summary>
    public long Size => field > 0 ? field : field = AnswerSize.Of(Duties) + (Reason?.Length ?? 0) + 1;

    /// <summary>The accountable parties, in order.</summary>
    public ValueList<string> Accountable { get; private init; }

    public Sides Split { get; init; }

    public Coupling? Coupling { get; init; }

    public Inheritability? Inheritability { get; init; }

    public bool InheritabilityStated { get; init; }

    public string? Reason { get; init; }

    public static Sides SidesOf(ValueList<ResolvedDuty> duties)
    {
        var sides = Sides.None;
        foreach (var duty in duties)
            if (duty.Involvement.HasFlag(Involvement.Responsible)) sides |= duty.Side;
        return sides;
    }

    public static bool AreSeveral(Sides sides) => (sides & (sides - 1)) != 0;

    public static bool IsOne(Sides sides) => sides != Sides.None && !AreSeveral(sides);

    public static Inheritability Derive(Sides sides) =>
        sides is Sides.None or Sides.Customer ? Model.Inheritability.None
        : sides.HasFlag(Sides.Customer) ? Model.Inheritability.Partial
        : Model.Inheritability.Full;

    /// <summary>The accountable parties of duties, in order.</summary>
    public static ValueList<string> AccountableOf(ReadOnlySpan<ResolvedDuty> duties)
    {
        List<string> parties = new(Math.Min(duties.Length, Few));
        HashSet<string>? known = duties.Length > Few ? [] : null;
        foreach (var duty in duties)
            if (duty.Involvement.HasFlag(Involvement.Accountable) && (known?.Add(duty.Party) ?? !parties.Contains(duty.Party)))
                parties.Add(duty.Party);
        return parties.ToValueList();
    }
}
