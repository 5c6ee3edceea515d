namespace ResponsibilityMatrix.Resolution;

/// <summary>The combinations of the values of some parameters, numbered from 0, the last parameter changing first. The other parameters
/// stay at their first value.</summary>
internal sealed class Contexts
{
    private readonly int[] _parameters;

    public Contexts(ParameterSpace space, IEnumerable<int> parameters)
    {
        (Space, _parameters) = (space, [.. parameters]);
        Count = 1;
        foreach (var parameter in _parameters)
            Count = Count > int.MaxValue ? Count : Count * Math.Max(1, space.SizeOf(parameter));
    }

    public ParameterSpace Space { get; }

    /// <summary>The parameters in which the contexts differ.</summary>
    public IReadOnlyList<int> Parameters => _parameters;

    /// <summary>How many there are; of more than two thousand million, some number beyond that.</summary>
    public long Count { get; }

    /// <summary>The context of a number.</summary>
    public int[] this[long number]
    {
        get
        {
            var context = new int[Space.Parameters.Count];
            Set(context, number);
            return context;
        }
    }

    /// <summary>Makes a context the one of a number. The other parameters stay as they are there.</summary>
    public void Set(int[] context, long number)
    {
        for (var i = _parameters.Length - 1; i >= 0; i--)
        {
            var size = Math.Max(1, Space.SizeOf(_parameters[i]));
            context[_parameters[i]] = (int)(number % size);
            number /= size;
        }
    }

    /// <summary>Makes a context the next one; after the last, it is the first again.</summary>
    public void Next(int[] context)
    {
        for (var i = _parameters.Length - 1; i >= 0; i--)
        {
            if (++context[_parameters[i]] < Space.SizeOf(_parameters[i])) return;
            context[_parameters[i]] = 0;
        }
    }

    /// <summary><c> (when plan is enterprise)</c>; empty when it holds in all contexts.</summary>
    /// <param name="where">The numbers of the contexts in which something holds, each once.</param>
    public string Name(IReadOnlyList<int> where) => where.Count == Count ? ""
        : ContextNames.Of(Space, [.. where.Order().Select(number => this[number])], Count, _parameters);
}
