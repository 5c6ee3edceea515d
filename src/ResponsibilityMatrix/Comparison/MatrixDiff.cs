using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// The changes between two versions of a matrix: of responsibilities, control by control, of commitments, and of other members; and whether
/// the version number reflects them. A matrix can also be compared with its base, which gives what was negotiated; versions are then not
/// compared. Immutable and thread-safe; equal by value.
/// </summary>
/// <example><code>
/// var diff = MatrixDiff.Compare(new Resolver(before), new Resolver(after), new DateOnly(2026, 11, 24));
/// foreach (var change in diff.Changes) Console.WriteLine($"{change.Control}: {change.Message}");
/// if (diff.DeclaredBump &lt; diff.RequiredBump) Console.WriteLine($"The changes need a version bump: {diff.RequiredBump}");
/// </code></example>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record MatrixDiff : IConverterSource
{
    /// <summary>The old version.</summary>
    public required MatrixIdentity Old { get; init; }

    /// <summary>The new version.</summary>
    public required MatrixIdentity New { get; init; }

    /// <summary>Whether the old matrix is a base of the new one: then the changes are what was negotiated, and versions are not
    /// compared.</summary>
    public bool IsOfBase { get; init; }

    /// <summary>The service model, with the id <c>serviceModel</c>, and the parameters, each with the compared values: those that both
    /// versions have, or the requested one. A parameter that only one version has applies to that version.</summary>
    public required ValueList<Parameter> Options { get; init; }

    /// <summary>The changes: moves to the customer first, then by impact, largest first, then in the order of the controls. Empty if
    /// nothing changed.</summary>
    public required ValueList<MatrixChange> Changes { get; init; }

    /// <summary>The version bump that the changes require; null if the old matrix is a base of the new one.</summary>
    public required VersionBump? RequiredBump { get; init; }

    /// <summary>The version bump from old to new; none if the new version is not higher, null if the old matrix is a base of the
    /// new one.</summary>
    public required VersionBump? DeclaredBump { get; init; }

    /// <summary>The findings: RM6001 if the version bump is too small, RM0003 if changes are left out because of a limit, and those about
    /// bases of the two versions.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Whether the version bump is at least the required one. True if versions are not compared.</summary>
    public bool IsSufficient => RequiredBump is null || DeclaredBump >= RequiredBump;

    /// <summary>The lowest release version with the required bump; null if none is required, and if the numbers of the old version are too
    /// large to increment.</summary>
    public SemanticVersion? NextVersion() =>
        RequiredBump is { } bump && VersionBumps.Next(Old.Version, bump) is { } next ? SemanticVersion.Parse(next)
            : default(SemanticVersion?);

    /// <summary>Why two versions cannot be compared in all common contexts; null if they can.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    public static Problem? ProblemWith(Resolver oldVersion, Resolver newVersion)
    {
        ArgumentNullException.ThrowIfNull(oldVersion);
        ArgumentNullException.ThrowIfNull(newVersion);
        return ProblemWithIdentity(oldVersion, newVersion) ?? ComparedContexts.All(oldVersion, newVersion, default).Problem;
    }

    /// <summary>Why two versions cannot be compared in one context; null if they can.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="context">The context. A parameter without a value has its default, which must be the same in both versions.</param>
    public static Problem? ProblemWith(Resolver oldVersion, Resolver newVersion, ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(oldVersion);
        ArgumentNullException.ThrowIfNull(newVersion);
        ArgumentNullException.ThrowIfNull(context);
        return ProblemWithIdentity(oldVersion, newVersion) ?? ComparedContexts.One(oldVersion, newVersion, context).Problem;
    }

    /// <summary>
    /// Compares two versions in all combinations of the service models and parameter values that both declare; each control in the
    /// combinations on which it depends. A parameter that only one version has applies to that version. A change that does not hold in all
    /// contexts lists its contexts. </summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="asOf">The date of the comparison.</param>
    /// <param name="options">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">They cannot be compared; <see cref="ProblemWith(Resolver, Resolver)"/> checks without
    /// throwing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MatrixDiff Compare(Resolver oldVersion, Resolver newVersion, DateOnly asOf, EvaluationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (ProblemWith(oldVersion, newVersion) is { } problem) throw new ArgumentException(problem.Message, nameof(newVersion));
        (oldVersion, newVersion) = ComparedViews.Of(oldVersion, newVersion);
        return new DiffRun(oldVersion, newVersion, ComparedContexts.All(oldVersion, newVersion, asOf).Contexts!,
            new Evaluation(options, cancellationToken)).Result();
    }

    /// <summary>Compares two versions in one context.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="context">The context. A parameter without a value has its default, which must be the same in both versions.</param>
    /// <param name="options">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">They cannot be compared in it; <see cref="ProblemWith(Resolver, Resolver, ResolutionContext)"/>
    /// checks without throwing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MatrixDiff Compare(Resolver oldVersion, Resolver newVersion, ResolutionContext context, EvaluationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (ProblemWith(oldVersion, newVersion, context) is { } problem) throw new ArgumentException(problem.Message, nameof(context));
        (oldVersion, newVersion) = ComparedViews.Of(oldVersion, newVersion);
        return new DiffRun(oldVersion, newVersion, ComparedContexts.One(oldVersion, newVersion, context).Contexts!,
            new Evaluation(options, cancellationToken)).Result();
    }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<MatrixDiff, DiffShape>(
        ShapeJsonContext.Default.DiffShape, DiffShape.Of, shape => shape.ToResult());

    /// <summary>Whether a matrix is a direct or indirect base of another one.</summary>
    internal static bool IsBase(Resolver @base, Resolver annex)
    {
        var document = @base.Engine.Effective.Document;
        return annex.Engine.Effective.Levels.Skip(1)
            .Any(level => level.Matrix.Id == document.Matrix.Id && level.Matrix.Version == document.Matrix.Version);
    }

    // All versions have the same id, or the new version states which one it supersedes.
    private static Problem? ProblemWithIdentity(Resolver oldVersion, Resolver newVersion)
    {
        var (old, now) = (oldVersion.Engine.Effective.Matrix, newVersion.Engine.Effective.Matrix);
        if (old.Id == now.Id || now.Supersedes?.Id == old.Id || old.Supersedes?.Id == now.Id || IsBase(oldVersion, newVersion)) return null;
        if (IsBase(newVersion, oldVersion))
            return Of(
                ProblemCode.WrongOrder,
                $"The first one, {old.Id}, extends the second one, {now.Id}: name the base first and the annex second.");
        if (newVersion.Engine.Effective.Levels.Select(level => level.Matrix.Extends).OfType<BaseReference>()
            .FirstOrDefault(reference => reference.Id == old.Id) is { } other)
            return Of(
                ProblemCode.OtherBaseVersion,
                $"The annex {now.Id} extends {old.Id} in version {other.Version}, and this is {old.Version}: compare it with the " +
                $"version that it extends.") with
            { Subject = other.Version?.ToString() };
        return Of(
            ProblemCode.DifferentMatrices,
            $"These are two matrices and not two versions of one, nor a base and its annex: the old one is {old.Id}, the new one " +
            $"{now.Id}. Where the id had to change, \"supersedes\" of the new one names the old id.");

        Problem Of(ProblemCode code, string message) => new() { Code = code, Message = message, Subject = now.Id };
    }
}
