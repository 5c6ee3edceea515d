namespace ResponsibilityMatrix.Collections;

/// <summary>Compares lists by reference: copies that share their items are equal; lists with equal content are not. Many answers share one
/// list, which then needs to be processed only once.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class SameList<T> : IEqualityComparer<ValueList<T>>
{
    public static readonly SameList<T> Comparer = new();

    public bool Equals(ValueList<T> left, ValueList<T> right) => left.AsSpan() == right.AsSpan();

    public int GetHashCode(ValueList<T> list) => list.IdentityHashCode;
}
