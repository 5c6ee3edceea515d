using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// A rule of an application: a descriptor, and a check that reports what breaks it. Given with <see cref="ResolverOptions.Rules"/>, it is
/// part of every validation of a matrix that was read without errors. One rule may be asked from several threads at once, and so keeps no
/// state between checks.
/// </summary>
public abstract class MatrixRule
{
    /// <summary>What a finding of the rule means. The id has a prefix of the application's own, capital letters and then digits, such as
    /// <c>ACME001</c>; ids that begin with RM are reserved. Always the same one.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what breaks the rule. An exception that it throws passes through to whoever asked for the validation.</summary>
    /// <param name="context">The matrix and the day, and the way to report.</param>
    public abstract void Check(RuleContext context);

    // Refuses what cannot be told apart in documents, options and logs.
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
