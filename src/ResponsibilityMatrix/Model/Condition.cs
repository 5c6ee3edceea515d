using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// When an assignment or duty holds: each named parameter has one of the listed values. The default value always holds. Immutable and
/// thread-safe. Two conditions are equal if they name the same values for the same parameters, in any order.
/// </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct Condition : IEquatable<Condition>, IConverterSource
{
    /// <summary>The parameter name of the service model in a condition.</summary>
    public const string ServiceModel = "serviceModel";

    /// <summary>Creates a condition on the given parameters.</summary>
    /// <param name="parameters">The allowed values by parameter id.</param>
    public Condition(ValueMap<ValueList<string>> parameters) => Parameters = parameters;

    /// <summary>The allowed values by parameter id.</summary>
    public ValueMap<ValueList<string>> Parameters { get; }

    /// <summary>Whether it always holds.</summary>
    public bool IsAlways => Parameters.Count == 0;

    /// <summary>Creates a condition that a parameter has one of some values.</summary>
    /// <param name="parameter">The parameter's id, or <c>serviceModel</c>.</param>
    /// <param name="values">The allowed values.</param>
    public static Condition Of(string parameter, params ReadOnlySpan<string> values) =>
        new(new([KeyValuePair.Create(parameter, ValueList.Create(values))]));

    /// <summary>Combines this condition with the condition that a parameter has one of some values.</summary>
    /// <param name="parameter">The parameter's id, or <c>serviceModel</c>; this condition must not name it yet.</param>
    /// <param name="values">The allowed values.</param>
    /// <exception cref="ArgumentException">This condition already names the parameter.</exception>
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
            // One bit per value, so that order and repetition do not matter.
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
