using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The parameters of a matrix by index; index 0 is the service model.</summary>
internal sealed class ParameterSpace
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, int>> _values = [];

    /// <summary>Creates the space. The first parameter is the service model.</summary>
    public ParameterSpace(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (!_ids.TryAdd(parameter.Id, Parameters.Count)) continue;
            Parameters.Add(parameter);
            Dictionary<string, int> values = new(StringComparer.Ordinal);
            foreach (var value in parameter.Values) values.TryAdd(value, values.Count);
            _values.Add(values);
        }
    }

    public List<Parameter> Parameters { get; } = [];

    public int SizeOf(int parameter) => _values[parameter].Count;

    public bool TryFind(string id, out int parameter) => _ids.TryGetValue(id, out parameter);

    public bool TryFindValue(int parameter, string value, out int number) => _values[parameter].TryGetValue(value, out number);

    public string ValueOf(int parameter, int number) => Parameters[parameter].Values[number];
}

/// <summary>
/// A condition compiled to sorted indexes: the constrained parameters and their allowed values. A parameter is not constrained if the
/// condition names all values that the condition's own document declares. A document that extends it may narrow the values; this changes
/// which contexts exist, not the meaning of the condition. </summary>
internal sealed class CompiledCondition
{
    public static readonly CompiledCondition Always = new([], false, 0);

    private readonly Constraint[] _constraints;

    private CompiledCondition(Constraint[] constraints, bool isNever, long specificity)
    {
        _constraints = constraints;
        IsNever = isNever;
        Specificity = specificity;
    }

    /// <summary>Whether it holds in no context, because it names a parameter or a value that the matrix does not have.</summary>
    public bool IsNever { get; }

    /// <summary>Whether it constrains nothing.</summary>
    public bool IsAlways => _constraints.Length == 0 && !IsNever;

    /// <summary>Whether it holds in every context, constrained or not.</summary>
    public bool HoldsEverywhere => !IsNever && Array.TrueForAll(_constraints, constraint => constraint.HoldsEverywhere);

    /// <summary>The number of values that it excludes. A condition that strictly implies another excludes more.</summary>
    public long Specificity { get; }

    /// <summary>The parameters on which the condition depends.</summary>
    public IEnumerable<int> ConstrainedParameters => IsNever ? []
        : _constraints.Where(constraint => !constraint.HoldsEverywhere).Select(constraint => constraint.Parameter);

    /// <summary>Compiles a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="declared">The parameters as the condition's document declares them.</param>
    /// <param name="asked">The parameters that contexts have, after documents that extend it have narrowed them.</param>
    public static CompiledCondition Of(Condition condition, ParameterSpace declared, ParameterSpace asked)
    {
        if (condition.IsAlways) return Always;
        List<Constraint> constraints = [];
        var isNever = false;
        long specificity = 0;
        foreach (var (id, values) in condition.Parameters)
        {
            if (!declared.TryFind(id, out var parameter) || !asked.TryFind(id, out var askedParameter))
            {
                isNever = true;
                continue;
            }
            SortedSet<int> numbers = [];
            SortedSet<int> askedNumbers = [];
            foreach (var value in values)
            {
                if (!declared.TryFindValue(parameter, value, out var number)) continue;
                numbers.Add(number);
                if (asked.TryFindValue(askedParameter, value, out var askedNumber)) askedNumbers.Add(askedNumber);
            }
            if (numbers.Count == 0) isNever = true;
            if (numbers.Count == declared.SizeOf(parameter)) continue;
            if (askedNumbers.Count == 0) isNever = true;
            constraints.Add(
                new Constraint(askedParameter, [.. numbers], [.. askedNumbers], askedNumbers.Count == asked.SizeOf(askedParameter)));
            specificity += declared.SizeOf(parameter) - numbers.Count;
        }
        constraints.Sort((left, right) => left.Parameter.CompareTo(right.Parameter));
        return constraints.Count == 0 && !isNever ? Always : new CompiledCondition([.. constraints], isNever, specificity);
    }

    public bool Holds(int[] context)
    {
        if (IsNever) return false;
        foreach (var constraint in _constraints)
            if (Array.BinarySearch(constraint.Asked, context[constraint.Parameter]) < 0) return false;
        return true;
    }

    /// <summary>Whether it constrains each parameter that the other constrains to a subset. Both are of the same document.</summary>
    public bool Implies(CompiledCondition other)
    {
        foreach (var theirs in other._constraints)
        {
            var mine = Array.Find(_constraints, constraint => constraint.Parameter == theirs.Parameter).Declared;
            if (mine is null || mine.Length > theirs.Declared.Length
                || !Array.TrueForAll(mine, value => Array.BinarySearch(theirs.Declared, value) >= 0)) return false;
        }
        return true;
    }

    /// <summary>Whether it implies the other and the two differ.</summary>
    public bool StrictlyImplies(CompiledCondition other) => Specificity > other.Specificity && Implies(other);

    /// <summary>The allowed values of a parameter, by index in the document and by index in contexts.</summary>
    private readonly record struct Constraint(int Parameter, int[] Declared, int[] Asked, bool HoldsEverywhere);
}
