using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The status of a control, from a provider's and a customer's statement.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ReconcileStatus
{
    /// <summary>Both agree on who performs.</summary>
    Agreed,

    /// <summary>Neither side states that it performs, and no third party performs.</summary>
    Gap,

    /// <summary>A party performs, but the other side's statement does not rely on it.</summary>
    Overlap,

    /// <summary>A statement relies on a party that does not confirm it, or on a third party that the other statement does not have; or only
    /// one states that the control does not apply.</summary>
    Disputed,

    /// <summary>A statement has no answer: the control is not in its scope, or is unassigned, not determined or in
    /// conflict.</summary>
    Silent,
}

/// <summary>The comparison of a provider's and a customer's matrix about one service. Immutable and thread-safe; equal by
/// value.</summary>
/// <example><code>
/// var reconciliation = Reconciliation.Compare(new Resolver(providersMatrix), new Resolver(customersMatrix), context);
/// foreach (var control in reconciliation.Controls) Console.WriteLine($"{control.Control}: {control.Status}");
/// // 9.2.1: Agreed
/// </code></example>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record Reconciliation : IConverterSource
{
    /// <summary>The provider's statement.</summary>
    public required ReconciledStatement Provider { get; init; }

    /// <summary>The customer's statement.</summary>
    public required ReconciledStatement Customer { get; init; }

    /// <summary>The controls without statements, in the order of the catalogs, those of the provider's matrix first.</summary>
    public required ValueList<ReconciledControl> Controls { get; init; }

    /// <summary>The findings: one per control that is not agreed, then those that accompany the two answers.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Hints about the whole comparison, in sentences: files in the wrong order, contexts that differ, mappings that were
    /// used. Often empty.</summary>
    public ValueList<string> Hints { get; init; }

    /// <summary>The number of controls by status, without zero counts.</summary>
    public ValueMap<int> Summary =>
        new(Controls.GroupBy(control => control.Status).OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(Words.Of(group.Key), group.Count())));

    /// <summary>Why two matrices cannot be reconciled in a context; null when they can. The message names the file.</summary>
    /// <param name="provider">The resolver of the provider's matrix.</param>
    /// <param name="customer">The resolver of the customer's matrix.</param>
    /// <param name="context">The context. A service model or parameter counts for whichever matrix knows it.</param>
    public static Problem? ProblemWith(Resolver provider, Resolver customer, ResolutionContext context) =>
        new Reconciler(provider, customer).ProblemWith(context);

    /// <summary>
    /// Holds a provider's and a customer's matrix about one service against each other, control by control. Parties are matched by side,
    /// whatever their ids; controls by catalog and key, and along mappings where the two use different catalogs.
    /// </summary>
    /// <param name="provider">The resolver of the provider's matrix.</param>
    /// <param name="customer">The resolver of the customer's matrix.</param>
    /// <param name="context">The context. A service model or parameter counts for whichever matrix knows it.</param>
    /// <param name="options">The controls to include, the language, and more; null for the defaults. A control or a language applies to
    /// each matrix that has it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The two are about different services, or a value of the context is missing or unknown to
    /// both; <see cref="ProblemWith"/> checks without throwing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Reconciliation Compare(Resolver provider, Resolver customer, ResolutionContext context,
        EvaluationOptions? options = null, CancellationToken cancellationToken = default) =>
        new Reconciler(provider, customer).Reconcile(context, options, cancellationToken);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<Reconciliation, ReconciliationShape>(
            ShapeJsonContext.Default.ReconciliationShape, ReconciliationShape.Of, shape => shape.ToReconciliation());
}

/// <summary>One of the two statements.</summary>
public sealed record ReconciledStatement
{
    /// <summary>The name of the party on the statement's side.</summary>
    public required string Party { get; init; }

    /// <summary>The matrix.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>The title of the matrix.</summary>
    public required string Title { get; init; }

    /// <summary>The file that the matrix was read from, or null.</summary>
    public string? File { get; init; }

    /// <summary>The context of the answer.</summary>
    public required ResolutionContext Context { get; init; }
}

/// <summary>The comparison of two statements on one control. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ReconciledControl : IConverterSource
{
    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id in the catalog's own spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The status.</summary>
    public required ReconcileStatus Status { get; init; }

    /// <summary>The provider's statement.</summary>
    public required ReconciledAnswer Provider { get; init; }

    /// <summary>The customer's statement.</summary>
    public required ReconciledAnswer Customer { get; init; }

    /// <summary>What the status means and what to do about it, in sentences; null if there is nothing to add.</summary>
    public string? Note { get; init; }

    /// <summary>How statements that agree differ in third parties and commitments, and what to do about it, in sentences. The note
    /// contains them too.</summary>
    public ValueList<string> Differences { get; init; }

    /// <summary>How the texts of duties differ between statements that agree, in sentences. The note contains them too.</summary>
    public ValueList<string> WordDifferences { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<ReconciledControl, ReconciledControlShape>(
            ShapeJsonContext.Default.ReconciledControlShape, ReconciledControlShape.Of, shape => shape.ToControl());
}

/// <summary>The answer of one statement for a control.</summary>
public sealed record ReconciledAnswer
{
    /// <summary>The state; null if the control is not in the statement's scope.</summary>
    public required ControlState? State { get; init; }

    /// <summary>The sides that perform it; none unless assigned.</summary>
    public required Sides Split { get; init; }

    /// <summary>The place in the statement, or null.</summary>
    [JsonIgnore]
    public Place? Place { get; init; }
}
