using System.Reflection;
using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tests;

/// <summary>Makes objects of the model with any of their properties set, to values of the right shape: what is random is not valid, and
/// reads as what it is all the same.</summary>
internal sealed class RandomModel(int seed)
{
    private static readonly string[] Texts =
    [
        "a", "1", "", "Two words", "ä 你 😀", "\"quoted\" \\ <b> & '", "line\nline\ttab\0", "\u200b\u202e\ufeff", "AC-2 (7)", "a/b~c",
        "2026",
    ];

    private static readonly string[] Selectors = ["*", "AC-2", "ac-*", "iso-27017:6.3.1", "iso-27017@2015:*", "group:16", "baseline:low"];
    private static readonly string[] Json = ["null", "true", "1.50", "\"é\"", "[1,[]]", "{\"a\":{\"b\":\"\"}}"];
    private readonly Random _random = new(seed);
    private PropertyInfo? _controls;

    /// <summary>Makes controls as they stand in a document of a type.</summary>
    public RandomModel WithControlsOf<T>()
    {
        _controls = typeof(T).GetProperty("Controls");
        return this;
    }

    public T Make<T>() => (T)Make(typeof(T), null)!;

    private object? Make(Type type, PropertyInfo? property)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Make(inner, property);
        if (type == typeof(string)) return property is { Name: "SchemaVersion" } ? "1.0" : Of(Texts);
        if (type == typeof(bool)) return Next(2) == 1;
        if (type == typeof(int)) return 1 + Next(1200);
        if (type == typeof(decimal)) return new decimal(_random.Next(), Next(100), 0, Next(2) == 1, (byte)Next(10));
        if (type == typeof(DateOnly)) return DateOnly.FromDayNumber(Next(DateOnly.MaxValue.DayNumber));
        if (type == typeof(Selector)) return Selector.Parse(Of(Selectors));
        if (type == typeof(SemanticVersion)) return SemanticVersion.Parse($"{Next(3)}.{Next(30)}.0{(Next(2) == 0 ? "" : "-rc.1+b")}");
        if (type == typeof(JsonText)) return new JsonText(Of(Json));
        if (type == typeof(Condition)) return new Condition((ValueMap<ValueList<string>>)Make(typeof(ValueMap<ValueList<string>>), null)!);
        if (type == typeof(Involvement)) return (Involvement)Next(16);
        if (type == typeof(Sides)) return property is { Name: "Side" } ? (Sides)(1 + Next(2)) : (Sides)(1 + Next(7));
        if (type == typeof(ControlState)) return (ControlState)(1 + Next(2));
        if (type.IsEnum) return Of(Enum.GetValues(type).Cast<object>().ToArray());
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>)) return Call(nameof(List), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueMap<>)) return Call(nameof(Map), type);
        return MakeRecord(type, property);
    }

    private object MakeRecord(Type type, PropertyInfo? property)
    {
        // Rows of a matrix and controls of a catalog are one type, and have other members.
        string[] absent = type != typeof(Control) ? ["Unrecognized"]
            : property?.DeclaringType == typeof(Catalog) ? ["Description", "MapsTo"]
            : ["Aliases", "LayersReason", "IsWithdrawn", "ReplacedBy", "Guidance"];
        var made = RuntimeHelpers.GetUninitializedObject(type);
        // Initial values, as for what a document does not say.
        type.GetConstructor(Type.EmptyTypes)!.Invoke(made, null);
        foreach (var one in type.GetProperties().Where(one => one.SetMethod is not null && !absent.Contains(one.Name)))
            if (IsRequired(one) || Next(2) == 1) one.SetValue(made, Make(one.PropertyType, one));
        return made;
    }

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    private object Call(string method, Type collection) =>
        typeof(RandomModel).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(collection.GenericTypeArguments).Invoke(this, [Owner(collection)])!;

    // Which catalog or matrix a list of controls belongs to is known by the property that it is made for.
    private PropertyInfo? Owner(Type collection) => collection == typeof(ValueList<Control>) ? _controls : null;

    private ValueList<T> List<T>(PropertyInfo? property) =>
        Enumerable.Range(0, Next(3)).Select(_ => (T)Make(typeof(T), property)!).ToValueList();

    private ValueMap<T> Map<T>(PropertyInfo? property) => new(Texts.Skip(Next(Texts.Length)).Take(Next(3))
        .Select(key => KeyValuePair.Create(key, (T)Make(typeof(T), property)!)));

    private T Of<T>(T[] choices) => choices[Next(choices.Length)];

    private int Next(int end) => _random.Next(end);
}
