using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>The contexts that a report answers: what was asked for, with every value of what was left open.</summary>
internal static class ReportVariants
{
    /// <summary>The contexts, that of the defaults first; and whether there are more than the report may have.</summary>
    /// <exception cref="ArgumentException">A value of the context is unknown to the matrix.</exception>
    public static (ValueList<ResolutionContext> Contexts, bool IsCut) Of(Resolver resolver, ReportOptions options)
    {
        var asked = options.Context;
        List<ResolutionContext> contexts =
            [.. (asked.ServiceModel is { } model ? [model] : resolver.ServiceModels).Select(model => asked with { ServiceModel = model })];
        var isCut = false;
        foreach (var parameter in resolver.Parameters)
        {
            if (asked.Parameters.ContainsKey(parameter.Id)) continue;
            var values = parameter.Values.OrderBy(value => value == parameter.Default ? 0 : 1).ToList();
            // The values of the first parameters vary least, so that what is left out is far from the defaults.
            var all = contexts.SelectMany(context => values.Select(value => context with
            {
                Parameters = new(context.Parameters.Append(KeyValuePair.Create(parameter.Id, value))),
            }));
            contexts = [.. all.Take(options.MaxVariants + 1)];
            isCut |= contexts.Count > options.MaxVariants;
        }
        isCut |= contexts.Count > options.MaxVariants;
        var taken = contexts.Take(Math.Max(1, options.MaxVariants)).ToValueList();
        if (resolver.ProblemWith(taken[0]) is { } problem) throw new ArgumentException(problem.Message, nameof(options));
        return (taken, isCut);
    }

    /// <summary>A context as a variant.</summary>
    public static ReportVariant Describe(ResolutionContext context) => new()
    {
        Title = context.ServiceModel + string.Concat(context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}")),
        ServiceModel = context.ServiceModel!,
        Parameters = context.Parameters,
    };
}
