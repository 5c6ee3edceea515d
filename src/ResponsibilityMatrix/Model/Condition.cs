using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// When an assignment or duty holds: every parameter named has one of the listed values. The default value holds always.
/// Immutable and thread-safe. Equal when it names the same values for the same parameters, in whatever order.
/// </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct Condition : IEquatable<Condition>, IConverterSource
{
    /// <summary>The name under which a condition asks for the service model.</summary>
    public const string ServiceModel = "serviceModel";

    /// <summary>A condition on the given parameters.</summary>
    /// <param name="parameters">The allowed values by parameter id.</param>
    public Condition(ValueMap<ValueList<string>> parameters) => Parameters = parameters;

    /// <summary>The allowed values by parameter id.</summary>
    public ValueMap<ValueList<string>> Parameters { get; }

    /// <summary>Whether it holds always.</summary>
    public bool IsAlways => Parameters.Count == 0;

    /// <summary>The condition that a parameter has one of some values.</summary>
    /// <param name="parameter">The parameter's id, or <c>serviceModel</c>.</param>
    /// <param name="values">The allowed values.</param>
    public static Condition Of(string parameter, params ReadOnlySpan<string> values) =>
        new(new([KeyValuePair.Create(parameter, ValueList.Create(values))]));

    /// <summary>This condition and, besides, that a parameter has one of some values.</summary>
    /// <param name="parameter">The parameter's id, or <c>serviceModel</c>; one that this condition does not name yet.</param>
    /// <param name="values">The allowed values.</param>
    /// <exception cref="ArgumentException">This condition names the parameter already.</exception>
    public Condition And(string parameter, params ReadOnlySpan<string> values) =>
        new(new(Parameters.Append(KeyValuePair.Create(parameter, ValueList.Create(values)))));

    /// <inheritdoc/>
    public bool Equals(Condition other)
    {
        if (Parameters.Count != other.Parameters.Count) return false;
        foreach (var (id, values) in Parameters.AsSpan())
            if (!other.Parameters.TryGetValue(id, out var theirs) || !(values == theirs || new HashSet<string>(values).SetEquals(theirs)))
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Condition other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Parameters.Count;
        foreach (var (id, values) in Parameters.AsSpan())
        {
            // A bit for each value: the same whatever their order, and however often each is named.
            var bits = 0UL;
            foreach (var value in values) bits |= 1UL << value.GetHashCode(StringComparison.Ordinal);
            hash ^= HashCode.Combine(id, bits);
        }
        return hash;
    }

    /// <summary>The condition in words: <c>plan is standard or enterprise, and region is eu</c>.</summary>
    public override string ToString() =>
        string.Join(
            ", and ", Parameters.Select(parameter => $"{parameter.Key} is {string.Join(" or ", (IEnumerable<string>)parameter.Value)}"));

    /// <summary>Whether two conditions are equal.</summary>
    public static bool operator ==(Condition left, Condition right) => left.Equals(right);

    /// <summary>Whether two conditions differ.</summary>
    public static bool operator !=(Condition left, Condition right) => !left.Equals(right);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new Converter(options);

    private sealed class Converter(JsonSerializerOptions options) : JsonConverter<Condition>
    {
        private readonly ValueMapConverter<ValueList<string>> _parameters = new(options);

        public override bool HandleNull => true;

        public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(_parameters.Read(ref reader, typeof(ValueMap<ValueList<string>>), options));

        public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options) =>
            _parameters.Write(writer, value.Parameters, options);
    }
}
