namespace ResponsibilityMatrix.Resolution;

/// <summary>The combinations of the values of some parameters, numbered from 0; the last parameter varies fastest. The other parameters
/// keep their first value.</summary>
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

    /// <summary>The number of contexts. Above <see cref="int.MaxValue"/> it is a lower bound.</summary>
    public long Count { get; }

    /// <summary>The context with a number.</summary>
    public int[] this[long number]
    {
        get
        {
            var context = new int[Space.Parameters.Count];
            Set(context, number);
            return context;
        }
    }

    /// <summary>Sets a context to the one with a number. Other parameters keep their values.</summary>
    public void Set(int[] context, long number)
    {
        for (var i = _parameters.Length - 1; i >= 0; i--)
        {
            var size = Math.Max(1, Space.SizeOf(_parameters[i]));
            context[_parameters[i]] = (int)(number % size);
            number /= size;
        }
    }

    /// <summary>Advances to the next context; the first follows the last.</summary>
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
