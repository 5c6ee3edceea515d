using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// What one party of a matrix must do, keep and review in one context; for a customer, also what to ask the provider. Immutable and
/// thread-safe; equal by value.
/// </summary>
/// <example><code>
/// var checklist = Checklist.For(resolver, context, "customer");
/// foreach (var item in checklist.Duties) Console.WriteLine($"{item.Control}: {item.Duty.Text}");
/// // 9.2.1: Adds and removes its users
/// </code></example>
public sealed record Checklist
{
    /// <summary>The version of the JSON format of this checklist.</summary>
    public string ResultVersion { get; init; } = ResolvedMatrix.FormatVersion;

    /// <summary>The matrix.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>The title of the matrix.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The context, with every parameter's value.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The party whose checklist this is.</summary>
    public required ResolvedParty Party { get; init; }

    /// <summary>The provider, to whom questions go.</summary>
    public required ResolvedParty Provider { get; init; }

    /// <summary>The customer.</summary>
    public required ResolvedParty Customer { get; init; }

    /// <summary>The last day by which the matrix must be reviewed, from the nearest document that states one; null if none does.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The last day on which the matrix is valid, or null.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>The party's duties, one entry for each duty and control, grouped by domain; within a domain in catalog order.</summary>
    public required ValueList<ChecklistDuty> Duties { get; init; }

    /// <summary>The evidence that the party keeps, in document order.</summary>
    public required ValueList<ChecklistEvidence> Evidence { get; init; }

    /// <summary>The questions to the provider, one for each control that the answer leaves open, in the order of the duties. Empty unless
    /// the party is on the customer's side.</summary>
    public required ValueList<Question> Questions { get; init; }

    /// <summary>The findings that concern the answer.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Whether the party is on the customer's side, so that the checklist can have questions.</summary>
    [JsonIgnore]
    public bool IsForCustomer => Party.Side == Sides.Customer;

    /// <summary>Finds a party by its id, by <c>provider</c> or <c>customer</c>, or by its name or an alias, ignoring case. Returns null if
    /// there is none.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="party">The id, side, name or alias.</param>
    /// <param name="problem">Why no party was found; otherwise null.</param>
    public static ResolvedParty? FindParty(Resolver resolver, string party, out Problem? problem)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(party);
        problem = null;
        var effective = resolver.Engine.Effective;
        var found = PartyNames.Find(effective, party);
        if (found is [var id]) return PartyNames.Resolve(effective, id);
        var service = effective.Service;
        var others = effective.Parties.Select(known => known.Id).Where(known => known != service.Provider && known != service.Customer);
        var ids = effective.Parties.Select(known => known.Id);
        List<string> words = [$"provider ({service.Provider})", $"customer ({service.Customer})", .. others];
        problem = new Problem
        {
            Code = found.Count == 0 ? ProblemCode.UnknownParty : ProblemCode.AmbiguousParty,
            Message = $"There is no one party '{party}' in this matrix: choose {Sentences.Or(words)}.",
            Subject = party,
            Choices = (found.Count == 0 ? ids : found).ToValueList(),
        }.WithSuggestion(party, ids.Concat([Model.Party.ProviderWord, Model.Party.CustomerWord]));
        return null;
    }

    /// <summary>Creates the checklist of a party.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="context">The context.</param>
    /// <param name="party">The party, as <see cref="FindParty"/> understands it.</param>
    /// <param name="options">The options, such as the controls to include; null for the defaults. Questions are always in English.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">There is no such party, or the context leaves a choice open or names something
    /// unknown.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public static Checklist For(Resolver resolver, ResolutionContext context, string party, EvaluationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var found = FindParty(resolver, party, out var problem) ?? throw new ArgumentException(problem!.Message, nameof(party));
        return new ChecklistRun(resolver, context, found.Id, new Evaluation(options, cancellationToken)).Make();
    }
}

/// <summary>A duty of the party on a control. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ChecklistDuty : IConverterSource
{
    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id of the control in its catalog's spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title of the control.</summary>
    public required string Title { get; init; }

    /// <summary>The title of the topmost group that contains the control.</summary>
    public required string Domain { get; init; }

    /// <summary>The duty.</summary>
    public required ResolvedDuty Duty { get; init; }

    /// <summary>The sides that perform the control.</summary>
    public required Sides Split { get; init; }

    /// <summary>Whether no document states the duty and only the service model gives it.</summary>
    public bool IsByServiceModel { get; init; }

    /// <summary>
    /// A sentence that says what a customer cannot inherit from the parties on the other sides. Null unless the matrix states an
    /// inheritability of none or partial.
    /// </summary>
    public string? NotTakenOver { get; init; }

    /// <summary>The catalog's guidance for the party's side, or null. Useful when the duty has no text.</summary>
    public string? Guidance { get; init; }

    /// <summary>The name of the upstream party that performs the duty, or null if the party performs it itself.</summary>
    public string? PerformedBy { get; init; }

    /// <summary>The duties that this one depends on; at most 16.</summary>
    public ValueList<ChecklistDependency> DependsOn { get; init; }

    /// <summary>The duties of other parties that depend on this one; at most 16.</summary>
    public ValueList<ChecklistDependency> NeededFor { get; init; }

    /// <summary>The commitments tied to the duty or its control; at most 64.</summary>
    public ValueList<ChecklistCommitment> Commitments { get; init; }

    /// <summary>The ids of the evidence for the duty; each is in <see cref="Checklist.Evidence"/>.</summary>
    public ValueList<string> Evidence { get; init; }

    /// <summary>The day by which to review the duty: the review date of the matrix, or an earlier expiry of the evidence. Null if there is
    /// no such date.</summary>
    public DateOnly? NextReview { get; init; }

    /// <summary>The document that states the duty, as <c>id@version</c>.</summary>
    public required string Document { get; init; }

    /// <summary>The place in that document.</summary>
    public required Place Place { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<ChecklistDuty, ChecklistDutyShape>(
        ShapeJsonContext.Default.ChecklistDutyShape, ChecklistDutyShape.Of, shape => shape.ToDuty());
}

/// <summary>A duty that another one depends on, or that depends on it.</summary>
public sealed record ChecklistDependency
{
    /// <summary>The id of the duty.</summary>
    public required string Duty { get; init; }

    /// <summary>The name of its party.</summary>
    public required string Party { get; init; }

    /// <summary>Its text, or null.</summary>
    public string? Text { get; init; }
}

/// <summary>A measurable commitment in a checklist.</summary>
public sealed record ChecklistCommitment
{
    /// <summary>The id of the commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>The name of the party that makes the commitment.</summary>
    public required string Party { get; init; }

    /// <summary>What is measured, such as <c>availability</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>The commitment in words, such as <c>incident notification time: at most 24 hours from awareness</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the party of the checklist commits to it.</summary>
    [JsonPropertyName("own")]
    public required bool IsOwn { get; init; }

    /// <summary>Whether the commitment lapses if the duty is not performed.</summary>
    public required bool LapsesWithoutDuty { get; init; }
}

/// <summary>Evidence that a party keeps: its own or, for a customer, the provider's evidence that it relies on.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ChecklistEvidence : IConverterSource
{
    /// <summary>The evidence.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether the evidence covers the party's own duties; otherwise another party supplies it.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>The name of the party that supplies it; null for the party's own evidence.</summary>
    public string? From { get; init; }

    /// <summary>The validity on the day of the context.</summary>
    public required EvidenceValidity Validity { get; init; }

    /// <summary>The ids of the controls that it supports, in order.</summary>
    public required ValueList<string> Controls { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<ChecklistEvidence, ChecklistEvidenceShape>(
            ShapeJsonContext.Default.ChecklistEvidenceShape, ChecklistEvidenceShape.Of, shape => shape.ToEvidence());
}
