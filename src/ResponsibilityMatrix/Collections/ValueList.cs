using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Collections;

/// <summary>
/// An immutable list with value equality by content and order. The default is the empty list, so that an omitted member is empty, never
/// null. Thread-safe.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>, IConverterSource
{
    private readonly T[]? _items;

    internal ValueList(T[]? items) => _items = items;

    /// <summary>The empty list.</summary>
    public static ValueList<T> Empty => default;

    /// <summary>The number of items.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>Whether there are no items.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The item at an index.</summary>
    /// <param name="index">The index, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public T this[int index] => (_items ?? [])[index];

    /// <summary>The items as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other)
    {
        if (ReferenceEquals(_items, other._items)) return true;
        if (Count != other.Count) return false;
        var comparer = EqualityComparer<T>.Default;
        for (var i = 0; i < Count; i++)
            if (!comparer.Equals(_items![i], other._items![i])) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in this) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>A hash of the list by reference: the same for copies that share their items, whatever the content.</summary>
    internal int IdentityHashCode => _items is null ? 0 : RuntimeHelpers.GetHashCode(_items);

    /// <summary>Enumerates the items without allocating.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ValueListConverter<T>(options);

    /// <summary>The items, separated by commas.</summary>
    public override string ToString() => $"[{string.Join(", ", (IEnumerable<T>)this)}]";

    /// <summary>Whether two lists have equal items in the same order.</summary>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

/// <summary>Creates value lists.</summary>
public static class ValueList
{
    /// <summary>Creates a list with a copy of the items.</summary>
    /// <param name="items">The items.</param>
    /// <typeparam name="T">Their type.</typeparam>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.IsEmpty ? null : items.ToArray());

    /// <summary>Creates a list with a copy of the items.</summary>
    /// <param name="items">The items.</param>
    /// <typeparam name="T">Their type.</typeparam>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new(items.ToArray());
}
