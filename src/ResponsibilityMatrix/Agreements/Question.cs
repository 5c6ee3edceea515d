using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>What an answer leaves open of a control. The order is that in which a question speaks of them.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum QuestionReason
{
    /// <summary>Nothing was said.</summary>
    Unassigned,

    /// <summary>It is knowingly open.</summary>
    NotDetermined,

    /// <summary>It was said twice, differently.</summary>
    Conflict,

    /// <summary>Parties answer for it or are told, but nobody does it.</summary>
    NobodyPerforms,

    /// <summary>Several sides perform, and no duty says who does what.</summary>
    UnqualifiedShared,

    /// <summary>The matrix states that the customer may take over nothing of it, or only a part, and gives the customer no duty.</summary>
    NotTakenOver,

    /// <summary>There is a deadline, and the provider's side commits to no time.</summary>
    MissingCommitment,

    /// <summary>Evidence for the provider's part is no longer valid, or too old to be.</summary>
    ExpiredEvidence,

    /// <summary>No evidence for the provider's part has any date by which to tell whether it is valid.</summary>
    UndatedEvidence,

    /// <summary>No evidence is named for the provider's part, on which the customer relies.</summary>
    MissingEvidence,
}

/// <summary>A question of the customer to the provider about one control. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record Question : IConverterSource
{
    /// <summary>The id: <c>catalog:control</c>, such as <c>iso-27017@2015:16.1.2</c>. It stays the same as long as the control does, and no
    /// spreadsheet takes it for a date.</summary>
    public required string Id { get; init; }

    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id of the control in its catalog's spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title of the control, for a part with that of the whole.</summary>
    public required string Title { get; init; }

    /// <summary>The title of the topmost group that the control belongs to.</summary>
    public required string Domain { get; init; }

    /// <summary>What is open, at least one reason.</summary>
    public required ValueList<QuestionReason> Reasons { get; init; }

    /// <summary>The question in sentences: "you" is the provider, "we" the customer.</summary>
    public required string Text { get; init; }

    /// <summary>The state in the matrix.</summary>
    public required ControlState State { get; init; }

    /// <summary>The sides that perform in the matrix; none unless assigned.</summary>
    public required Sides Split { get; init; }

    /// <summary>What a commitment would measure, where one is missing; several where one of them is enough.</summary>
    public ValueList<string> Metrics { get; init; }

    /// <summary>The document that leaves it open, as <c>id@version</c>.</summary>
    public required string Document { get; init; }

    /// <summary>Where the document leaves it open: the assignment, or the list in which one is missing.</summary>
    public required Place Place { get; init; }

    /// <summary>The position of the control in the matrix.</summary>
    internal int Node { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<Question, QuestionShape>(
        ShapeJsonContext.Default.QuestionShape, QuestionShape.Of, shape => shape.ToQuestion());
}
