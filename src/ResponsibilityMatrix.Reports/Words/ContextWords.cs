using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Words for the context of an answer.</summary>
internal static class ContextWords
{
    /// <summary>The service model and the value of each parameter: <c>saas, plan standard</c>.</summary>
    public static string Choices(ResolutionContext context) =>
        context.ServiceModel + string.Concat(context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}"));

    /// <summary>The same as a sentence, with the day.</summary>
    public static string Sentence(ResolutionContext context) =>
        $"Service model {Choices(context)}; as of {context.AsOf:yyyy-MM-dd}.";
}
