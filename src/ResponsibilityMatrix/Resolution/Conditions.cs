using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Conditions held against a context that names every parameter.</summary>
internal static class Conditions
{
    /// <summary>Whether a condition holds. One that names what the context does not have never does.</summary>
    public static bool HoldsIn(this Condition condition, ResolutionContext context)
    {
        foreach (var (id, values) in condition.Parameters)
        {
            var value = id == Condition.ServiceModel ? context.ServiceModel : context.Parameters.TryGetValue(id, out var known) ? known : null;
            if (value is null || !values.Contains(value)) return false;
        }
        return true;
    }
}
