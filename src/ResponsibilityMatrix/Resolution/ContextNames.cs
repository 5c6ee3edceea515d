namespace ResponsibilityMatrix.Resolution;

/// <summary>Describes the contexts in which something holds, as briefly as possible.</summary>
internal static class ContextNames
{
    private const int MaxNamed = 3;

    /// <summary><c> (when plan is enterprise)</c>; empty when it holds in all contexts.</summary>
    /// <param name="space">The parameters of the contexts.</param>
    /// <param name="where">The distinct contexts in which it holds.</param>
    /// <param name="contexts">The number of contexts: all combinations of the values of <paramref name="parameters"/>.</param>
    /// <param name="parameters">The parameters in which the contexts differ.</param>
    public static string Of(ParameterSpace space, IReadOnlyList<int[]> where, long contexts, IReadOnlyList<int> parameters)
    {
        if (where.Count == contexts) return "";
        // If one parameter alone decides, its values are enough.
        foreach (var parameter in parameters)
        {
            var values = where.Select(context => context[parameter]).Distinct().ToList();
            if (values.Count * (contexts / space.SizeOf(parameter)) == where.Count)
                return $" (when {Shortened.Text(space.Parameters[parameter].Id)} is " +
                    $"{Shortened.List([.. values.Select(value => space.ValueOf(parameter, value))], " or ")})";
        }
        var named = where.Take(MaxNamed).Select(context =>
            Shortened.List(
                [
                .. parameters.Select(
                parameter =>
                $"{Shortened.Text(space.Parameters[parameter].Id)} is {Shortened.Text(space.ValueOf(parameter, context[parameter]))}")],
                " and "));
        var more = where.Count > MaxNamed ? $"; and in {where.Count - MaxNamed} more of {contexts} contexts" : "";
        return $" (when {string.Join("; or ", named)}{more})";
    }
}
