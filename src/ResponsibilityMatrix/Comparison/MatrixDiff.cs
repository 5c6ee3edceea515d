using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// Compares two versions of a matrix: what changed in who does what, control by control, and in the promises and the document besides.
/// A pure function of its arguments; thread-safe.
/// </summary>
public static class MatrixDiff
{
    /// <summary>In how many contexts two versions are compared at most: 64.</summary>
    public const int MostContexts = 64;

    /// <summary>Why two versions cannot be compared in every context that both know, in a sentence that lists the choices; null when they can.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    public static string? ProblemWith(Resolver oldVersion, Resolver newVersion)
    {
        ArgumentNullException.ThrowIfNull(oldVersion);
        ArgumentNullException.ThrowIfNull(newVersion);
        return ProblemWithIdentity(oldVersion, newVersion) ?? ComparedContexts.All(oldVersion, newVersion, default).Problem;
    }

    /// <summary>Why two versions cannot be compared in one context, in a sentence that lists the choices; null when they can.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="context">The context. What it leaves out has its default, which must be the same in both versions.</param>
    public static string? ProblemWith(Resolver oldVersion, Resolver newVersion, ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(oldVersion);
        ArgumentNullException.ThrowIfNull(newVersion);
        ArgumentNullException.ThrowIfNull(context);
        return ProblemWithIdentity(oldVersion, newVersion) ?? ComparedContexts.One(oldVersion, newVersion, context).Problem;
    }

    /// <summary>
    /// Compares two versions in every combination of the service models and parameter values that both declare. A parameter that only one version has is
    /// asked of that version alone. A change that holds in some contexts only names them.
    /// </summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="asOf">The day for which is asked.</param>
    /// <exception cref="ArgumentException">They cannot be compared; <see cref="ProblemWith(Resolver, Resolver)"/> tells without throwing.</exception>
    public static DiffResult Compare(Resolver oldVersion, Resolver newVersion, DateOnly asOf)
    {
        if (ProblemWith(oldVersion, newVersion) is { } problem) throw new ArgumentException(problem, nameof(newVersion));
        return new DiffRun(oldVersion, newVersion, ComparedContexts.All(oldVersion, newVersion, asOf).Contexts!).Result();
    }

    /// <summary>Compares two versions in one context.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="context">The context. What it leaves out has its default, which must be the same in both versions.</param>
    /// <exception cref="ArgumentException">They cannot be compared in it; <see cref="ProblemWith(Resolver, Resolver, ResolutionContext)"/> tells without throwing.</exception>
    public static DiffResult Compare(Resolver oldVersion, Resolver newVersion, ResolutionContext context)
    {
        if (ProblemWith(oldVersion, newVersion, context) is { } problem) throw new ArgumentException(problem, nameof(context));
        return new DiffRun(oldVersion, newVersion, ComparedContexts.One(oldVersion, newVersion, context).Contexts!).Result();
    }

    // An id stays over all versions; where it had to change, the later version says whose place it takes.
    private static string? ProblemWithIdentity(Resolver oldVersion, Resolver newVersion)
    {
        var (old, now) = (oldVersion.Engine.Effective.Matrix, newVersion.Engine.Effective.Matrix);
        return old.Id == now.Id || now.Supersedes?.Id == old.Id || old.Supersedes?.Id == now.Id ? null
            : $"These are two matrices and not two versions of one: the old one is {old.Id}, the new one {now.Id}. Where the id had to change, \"supersedes\" of the new one names the old id.";
    }
}
