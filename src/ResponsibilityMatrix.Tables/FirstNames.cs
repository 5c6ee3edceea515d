namespace ResponsibilityMatrix.Tables;

/// <summary>The first few names of many, and how many there are.</summary>
internal sealed class FirstNames
{
    private const int MostNamed = 8;
    private readonly List<string> _first = [];

    public int Count { get; private set; }

    public void Add(string name)
    {
        if (Count++ < MostNamed) _first.Add(name);
    }

    public override string ToString() => $"{string.Join(", ", _first)}{(Count > MostNamed ? $" and {Count - MostNamed:N0} more" : "")}";
}
