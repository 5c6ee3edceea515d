namespace ResponsibilityMatrix.Resolution;

/// <summary>Compares lists of duties as objects: many controls share the list of one assignment, which need be looked at only once.</summary>
internal sealed class DutyLists : IEqualityComparer<ValueList<ResolvedDuty>>
{
    public static readonly DutyLists Same = new();

    public bool Equals(ValueList<ResolvedDuty> left, ValueList<ResolvedDuty> right) => left.AsSpan() == right.AsSpan();

    public int GetHashCode(ValueList<ResolvedDuty> list) => list.IdentityHashCode;
}
