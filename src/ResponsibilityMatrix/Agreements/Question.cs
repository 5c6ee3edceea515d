using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Why an answer leaves a control open, in the order in which a question names the reasons.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum QuestionReason
{
    /// <summary>No document assigns the control.</summary>
    Unassigned,

    /// <summary>A document states that it is not determined yet.</summary>
    NotDetermined,

    /// <summary>Assignments contradict each other.</summary>
    Conflict,

    /// <summary>Parties are accountable or informed, but none performs the control.</summary>
    NobodyPerforms,

    /// <summary>Several sides perform, and no duty says who does what.</summary>
    UnqualifiedShared,

    /// <summary>The matrix states that the customer can inherit only a part of the control, or none of it, but gives the customer no
    /// duty.</summary>
    NotTakenOver,

    /// <summary>There is a deadline, but the provider's side commits to no time.</summary>
    MissingCommitment,

    /// <summary>Evidence for the provider's part has expired or is too old.</summary>
    ExpiredEvidence,

    /// <summary>Evidence for the provider's part has no date to judge its validity by.</summary>
    UndatedEvidence,

    /// <summary>No evidence is named for the provider's part, which the customer relies on.</summary>
    MissingEvidence,
}

/// <summary>A question of the customer to the provider about one control. Immutable; equal by value.</summary>
public sealed record Question
{
    /// <summary>The id, <c>catalog:control</c>, such as <c>iso-27017@2015:16.1.2</c>. It is as stable as the control's id, and spreadsheets
    /// do not read it as a date.</summary>
    public required string Id { get; init; }

    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id of the control in its catalog's spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title of the control; for a part, together with the title of the whole.</summary>
    public required string Title { get; init; }

    /// <summary>The title of the topmost group that contains the control.</summary>
    public required string Domain { get; init; }

    /// <summary>The reasons why the control is open; at least one.</summary>
    public required ValueList<QuestionReason> Reasons { get; init; }

    /// <summary>The question in sentences; "you" is the provider and "we" the customer.</summary>
    public required string Text { get; init; }

    /// <summary>The state in the matrix.</summary>
    public required ControlState State { get; init; }

    /// <summary>The sides that perform in the matrix; none unless assigned.</summary>
    public required Sides Split { get; init; }

    /// <summary>The metrics of the missing commitment, if one is missing; with several, any one is enough.</summary>
    public ValueList<string> Metrics { get; init; }

    /// <summary>The document that leaves the control open, as <c>id@version</c>.</summary>
    public required string Document { get; init; }

    /// <summary>The place in that document: the assignment, or the list that lacks one.</summary>
    [JsonPropertyName("pointer"), JsonConverter(typeof(MatrixJsonConverter))]
    public required Place Place { get; init; }

    /// <summary>The position of the control in the matrix.</summary>
    internal int Node { get; init; }
}
