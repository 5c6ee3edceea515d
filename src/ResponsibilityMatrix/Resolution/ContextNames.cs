namespace ResponsibilityMatrix.Resolution;

/// <summary>Names the contexts in which something holds, as shortly as can be.</summary>
internal static class ContextNames
{
    private const int MostNamed = 3;

    /// <summary><c> (when plan is enterprise)</c>; empty when it holds in all contexts.</summary>
    /// <param name="space">The parameters by which contexts are numbered.</param>
    /// <param name="where">The contexts in which it holds, each once.</param>
    /// <param name="contexts">How many contexts there are: every combination of the values of <paramref name="parameters"/>.</param>
    /// <param name="parameters">The parameters in which the contexts differ.</param>
    public static string Of(ParameterSpace space, IReadOnlyList<int[]> where, long contexts, IReadOnlyList<int> parameters)
    {
        if (where.Count == contexts) return "";
        // One parameter alone may tell where it holds: then its values are the whole story.
        foreach (var parameter in parameters)
        {
            var values = where.Select(context => context[parameter]).Distinct().ToList();
            if (values.Count * (contexts / space.SizeOf(parameter)) == where.Count)
                return $" (when {Shortened.Text(space.Parameters[parameter].Id)} is " +
                    $"{Shortened.List([.. values.Select(value => space.ValueOf(parameter, value))], " or ")})";
        }
        var named = where.Take(MostNamed).Select(context =>
            Shortened.List(
                [
                .. parameters.Select(
                parameter =>
                $"{Shortened.Text(space.Parameters[parameter].Id)} is {Shortened.Text(space.ValueOf(parameter, context[parameter]))}")],
                " and "));
        var more = where.Count > MostNamed ? $"; and in {where.Count - MostNamed} more of {contexts} contexts" : "";
        return $" (when {string.Join("; or ", named)}{more})";
    }
}
