namespace ResponsibilityMatrix.Collections;

/// <summary>Compares lists as objects: copies that share their items are the same, whatever else has equal content. Many answers share one
/// list, which need be looked at only once.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class SameList<T> : IEqualityComparer<ValueList<T>>
{
    public static readonly SameList<T> Comparer = new();

    public bool Equals(ValueList<T> left, ValueList<T> right) => left.AsSpan() == right.AsSpan();

    public int GetHashCode(ValueList<T> list) => list.IdentityHashCode;
}
