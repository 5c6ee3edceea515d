using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Oscal;

/// <summary>How OSCAL is written. Immutable; equal by value.</summary>
public sealed record OscalExportOptions
{
    /// <summary>The catalogs, which say what is a statement of what. Default: <see cref="DocumentSet.BuiltIn"/>.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>Whether internal notes are written too.</summary>
    public bool IncludeInternal { get; init; }
}

public static partial class OscalWriter
{
    /// <summary>What a system security plan holds of a matrix.</summary>
    public static FormatContent PlanContent { get; } = new()
    {
        Id = "oscal-ssp",
        Title = "OSCAL system security plan",
        Held = FormatContent.Map(
            (MatrixPart.Identity, null), (MatrixPart.Dates, "published"), (MatrixPart.Service, "the model of the context"),
            (MatrixPart.Parties, null), (MatrixPart.PartySides, null), (MatrixPart.Conditions, "as they resolve in the context"),
            (MatrixPart.Options, "as they resolve in the context"), (MatrixPart.Catalogs, "the controls in scope"),
            (MatrixPart.Controls, "ids, titles, parents"), (MatrixPart.ControlDetails, "parents"),
            (MatrixPart.Selectors, "as they resolve in the context"), (MatrixPart.States, null), (MatrixPart.Reasons, null),
            (MatrixPart.Splits, null), (MatrixPart.Coupling, null), (MatrixPart.Inheritability, null), (MatrixPart.Duties, null),
            (MatrixPart.DutyIds, "of duties, once each"), (MatrixPart.Texts, null), (MatrixPart.Involvement, null),
            (MatrixPart.Actions, null), (MatrixPart.Components, null), (MatrixPart.Implementation, null),
            (MatrixPart.Dependencies, "as they resolve in the context"), (MatrixPart.Inheritance, null),
            (MatrixPart.Upstreams, "id, matrix, provider, what is inherited and satisfied"),
            (MatrixPart.Base, "as it resolves in the context"), (MatrixPart.Defaults, "as they resolve in the context"),
            (MatrixPart.InternalNotes, "of duties"), (MatrixPart.Extensions, "what an imported plan said")),
    };

    /// <summary>Writes a system security plan. What an imported plan said beyond the matrix comes back. UUIDs depend on ids alone:
    /// the same matrix and answer give the same bytes. Thread-safe.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="answer">Its answer in the context that the plan is of.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <returns>JSON in UTF-8.</returns>
    public static byte[] WritePlan(Matrix matrix, ResolvedMatrix answer, OscalExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(answer);
        return PlanWriter.Write("system-security-plan", new PlanWriter(matrix, answer, options ?? new()).Plan());
    }

    /// <summary>What a component definition holds of a matrix.</summary>
    public static FormatContent ComponentContent { get; } = PlanContent with
    {
        Id = "oscal-component",
        Title = "OSCAL component definition",
        Held = new(PlanContent.Held.Where(held => held.Key is not ("inheritance" or "upstreams" or "extensions"))
            .Select(held => held.Key is "service" ? KeyValuePair.Create(held.Key, "its name") : held)),
    };

    /// <summary>Writes a component definition: each component of the matrix with the controls that it has a part in, and one component
    /// for the duties without one. UUIDs depend on ids alone: the same matrix and answer give the same bytes. Thread-safe.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="answer">Its answer in the context that the definition is of.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <returns>JSON in UTF-8.</returns>
    public static byte[] WriteComponents(Matrix matrix, ResolvedMatrix answer, OscalExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(answer);
        return PlanWriter.Write("component-definition", new ComponentWriter(new PlanWriter(matrix, answer, options ?? new())).Write());
    }
}
