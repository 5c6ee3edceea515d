using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Collections;

/// <summary>
/// An immutable map with string keys. It keeps the order of its entries; equality is by content in any order. The default is the empty map.
/// Keys compare ordinally. Thread-safe.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct ValueMap<T> : IReadOnlyDictionary<string, T>, IEquatable<ValueMap<T>>, IConverterSource
{
    private readonly KeyValuePair<string, T>[]? _entries;
    private readonly Dictionary<string, T>? _index;

    /// <summary>Creates a map of the given entries.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public ValueMap(IEnumerable<KeyValuePair<string, T>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var array = entries.ToArray();
        if (array.Length == 0) return;
        _index = new Dictionary<string, T>(array.Length, StringComparer.Ordinal);
        foreach (var (key, value) in array) _index.Add(key, value);
        _entries = array;
    }

    /// <summary>The empty map.</summary>
    public static ValueMap<T> Empty => default;

    /// <summary>The number of entries.</summary>
    public int Count => _entries?.Length ?? 0;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    /// <summary>The values, in order.</summary>
    public IEnumerable<T> Values => this.Select(entry => entry.Value);

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no entry '{key}'.");

    /// <summary>The entries as a span, in order.</summary>
    internal ReadOnlySpan<KeyValuePair<string, T>> AsSpan() => _entries;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        if (_index is not null) return _index.TryGetValue(key, out value);
        value = default;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(ValueMap<T> other)
    {
        if (Count != other.Count) return false;
        foreach (var (key, value) in AsSpan())
            if (!other.TryGetValue(key, out var theirs) || !EqualityComparer<T>.Default.Equals(value, theirs)) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueMap<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var (key, value) in AsSpan()) hash ^= HashCode.Combine(key, value);
        return hash;
    }

    /// <summary>Enumerates the entries in order.</summary>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)(_entries ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ValueMapConverter<T>(options);

    /// <summary>Whether two maps have equal entries, whatever their order.</summary>
    public static bool operator ==(ValueMap<T> left, ValueMap<T> right) => left.Equals(right);

    /// <summary>Whether two maps differ.</summary>
    public static bool operator !=(ValueMap<T> left, ValueMap<T> right) => !left.Equals(right);
}
