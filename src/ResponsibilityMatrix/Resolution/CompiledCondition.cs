using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The parameters of a matrix, numbered; number 0 is the service model.</summary>
internal sealed class ParameterSpace
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, int>> _values = [];

    public ParameterSpace(EffectiveMatrix matrix)
        : this([new Parameter { Id = Condition.ServiceModel, Values = matrix.Service.Models }, .. matrix.Parameters])
    {
    }

    /// <summary>Parameters of which the first is the service model.</summary>
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
/// A condition as numbers: for each parameter that it constrains, in order, the allowed values, in order. A parameter all of whose values are named is not constrained.
/// </summary>
internal sealed class CompiledCondition
{
    public static readonly CompiledCondition Always = new([], false, 0);

    private readonly (int Parameter, int[] Values)[] _constraints;

    private CompiledCondition((int Parameter, int[] Values)[] constraints, bool isNever, long specificity)
    {
        _constraints = constraints;
        IsNever = isNever;
        Specificity = specificity;
    }

    /// <summary>Whether no context can meet it, because it names what the matrix does not have.</summary>
    public bool IsNever { get; }

    public bool IsAlways => _constraints.Length == 0 && !IsNever;

    /// <summary>How many values it rules out: whatever strictly implies another condition rules out more.</summary>
    public long Specificity { get; }

    public IEnumerable<int> ConstrainedParameters => _constraints.Select(constraint => constraint.Parameter);

    public static CompiledCondition Of(Condition condition, ParameterSpace space)
    {
        if (condition.IsAlways) return Always;
        List<(int Parameter, int[] Values)> constraints = [];
        var isNever = false;
        long specificity = 0;
        foreach (var (id, values) in condition.Parameters)
        {
            if (!space.TryFind(id, out var parameter))
            {
                isNever = true;
                continue;
            }
            SortedSet<int> numbers = [];
            foreach (var value in values)
                if (space.TryFindValue(parameter, value, out var number)) numbers.Add(number);
            if (numbers.Count == 0) isNever = true;
            if (numbers.Count == space.SizeOf(parameter)) continue;
            constraints.Add((parameter, [.. numbers]));
            specificity += space.SizeOf(parameter) - numbers.Count;
        }
        constraints.Sort((left, right) => left.Parameter.CompareTo(right.Parameter));
        return constraints.Count == 0 && !isNever ? Always : new CompiledCondition([.. constraints], isNever, specificity);
    }

    public bool Holds(int[] context)
    {
        if (IsNever) return false;
        foreach (var (parameter, values) in _constraints)
            if (Array.BinarySearch(values, context[parameter]) < 0) return false;
        return true;
    }

    /// <summary>Whether every parameter that the other constrains is constrained here to a subset.</summary>
    public bool Implies(CompiledCondition other)
    {
        foreach (var (parameter, values) in other._constraints)
        {
            var mine = Array.Find(_constraints, constraint => constraint.Parameter == parameter).Values;
            if (mine is null || mine.Length > values.Length || !mine.All(value => Array.BinarySearch(values, value) >= 0)) return false;
        }
        return true;
    }

    /// <summary>Whether it implies the other and the two differ.</summary>
    public bool StrictlyImplies(CompiledCondition other) => Specificity > other.Specificity && Implies(other);
}
