using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// A validation rule of an application: a descriptor, and a check that reports violations. Register it with
/// <see cref="ResolverOptions.Rules"/>; every validation of a matrix that was read without errors then runs it. Several threads may run one
/// rule at once, so it must not keep state between checks.
/// </summary>
/// <example><code>
/// internal sealed class LongTitle : MatrixRule
/// {
///     public override DiagnosticDescriptor Descriptor { get; } = new()
///     {
///         Id = "ACME003",
///         Title = "Long title",
///         DefaultSeverity = Severity.Warning,
///         Why = "Nobody reads a long title.",
///         HowToFix = "Shorten it.",
///     };
///
///     public override void Check(RuleContext context)
///     {
///         if (context.Matrix.Title.Length &gt; 80) context.Report("/title", "The title has more than 80 characters. Shorten it.");
///     }
/// }
/// </code></example>
public abstract class MatrixRule
{
    /// <summary>Describes the findings of the rule. The id is a prefix of capital letters, the application's own, and then digits, such as
    /// <c>ACME001</c>; ids that begin with RM are reserved. Must always return the same value.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports violations of the rule. An exception passes through to the caller of the validation.</summary>
    /// <param name="context">The matrix, the date, and the method to report findings.</param>
    public abstract void Check(RuleContext context);

    // Ids must be unique and well-formed, so that documents, options and logs can refer to them.
    internal static void EnsureUsable(ValueList<MatrixRule> rules)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (var id in rules.Select(rule => rule.Descriptor.Id))
        {
            var digits = id.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            if (digits.IsEmpty || digits.Length == id.Length || digits.ContainsAnyExceptInRange('0', '9'))
                throw new ArgumentException(
                    $"The id of a rule is made of capital letters and then digits, such as ACME001, but is \"{id}\".");
            if (id.StartsWith("RM", StringComparison.Ordinal))
                throw new ArgumentException($"The id \"{id}\" begins with RM, which is reserved. Give the rule a prefix of your own.");
            if (!ids.Add(id)) throw new ArgumentException($"There are two rules \"{id}\".");
        }
    }
}
