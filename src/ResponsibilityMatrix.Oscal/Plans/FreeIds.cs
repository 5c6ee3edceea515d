namespace ResponsibilityMatrix.Oscal;

/// <summary>Ids that are unique: a number is added to those that are taken. Not thread-safe.</summary>
internal sealed class FreeIds(params ReadOnlySpan<string> reserved)
{
    private readonly HashSet<string> _taken = new([.. reserved], StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <summary>The id, or the first free one with a number.</summary>
    public string Take(string wanted)
    {
        var id = wanted;
        var number = _last.GetValueOrDefault(wanted, 1);
        while (!_taken.Add(id)) id = $"{wanted}-{++number}";
        _last[wanted] = number;
        return id;
    }
}
