using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>How a workbook is merged. Immutable; equal by value.</summary>
public sealed record WorkbookMergeOptions
{
    /// <summary>What counts where both sides changed a cell differently; null to merge nothing then.</summary>
    public WorkbookSide? Prefer { get; init; }

    /// <summary>Whether every difference between workbook and matrix counts as a change of the workbook: for a workbook that does not hold
    /// what was exported.</summary>
    public bool TwoWay { get; init; }

    /// <summary>The name by which findings call the workbook, or null.</summary>
    public string? File { get; init; }

    /// <summary>The name by which findings call the matrix, or null.</summary>
    public string? MatrixFile { get; init; }

    /// <summary>What the workbook may cost, or null for <see cref="Limits.Default"/>.</summary>
    public Limits? Limits { get; init; }
}

/// <summary>A side of a merge.</summary>
public enum WorkbookSide
{
    /// <summary>The workbook.</summary>
    Workbook,

    /// <summary>The matrix.</summary>
    Matrix,
}

/// <summary>The result of a merge. Immutable; equal by value.</summary>
public sealed record WorkbookMerge
{
    /// <summary>The merged document in UTF-8: the very bytes of the matrix where nothing changed. Null if nothing was merged; the findings
    /// say why.</summary>
    public ReadOnlyMemory<byte>? Document { get; init; }

    /// <summary>The id and the version of the merged document, or null.</summary>
    public MatrixIdentity? Matrix { get; init; }

    /// <summary>Why nothing was merged, or null.</summary>
    public WorkbookProblem? Problem { get; init; }

    /// <summary>What the workbook changes, in the order of its sheets and rows; conflicts among them.</summary>
    public required ValueList<WorkbookChange> Changes { get; init; }

    /// <summary>The findings: RM7001 for what was not understood or is in conflict, RM7002 for what was left out, RM7003 for what was
    /// taken over approximately.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The report as JSON, in UTF-8: every change and finding (<c>schemas/import-report.schema.json</c>).</summary>
    public byte[] ToReport() => MatrixJson.ToUtf8Bytes(WorkbookReport.Of(this), WorkbookReportContext.Report);
}

/// <summary>Why a workbook was not merged.</summary>
public enum WorkbookProblem
{
    /// <summary>The file could not be read.</summary>
    NotReadable,

    /// <summary>The file holds no sheets of a workbook that was exported.</summary>
    NoWorkbook,

    /// <summary>What was exported is not in the workbook, so that only a two-way merge is possible.</summary>
    NoBase,

    /// <summary>The workbook was exported from a matrix, which is needed.</summary>
    NoMatrix,

    /// <summary>The workbook was exported from another matrix.</summary>
    OtherMatrix,

    /// <summary>A sort left the keys behind.</summary>
    KeysLeftBehind,

    /// <summary>Both sides changed the same.</summary>
    Conflicts,

    /// <summary>The merged document breaks the format.</summary>
    NotValid,
}

/// <summary>A change that a workbook makes. Immutable; equal by value.</summary>
public sealed record WorkbookChange
{
    /// <summary>What kind of change it is.</summary>
    public required WorkbookChangeKind Kind { get; init; }

    /// <summary>The cell, such as <c>Responsibilities!F12</c>; the row for an added one; null for a deleted one.</summary>
    public string? Cell { get; init; }

    /// <summary>The sheet.</summary>
    public required string Sheet { get; init; }

    /// <summary>The number of the row, or null for a deleted one.</summary>
    public int? Row { get; init; }

    /// <summary>What the row is about, such as <c>9.2.1, provider</c>.</summary>
    public required string About { get; init; }

    /// <summary>The heading of the column, or null for a whole row.</summary>
    public string? Column { get; init; }

    /// <summary>The JSON Pointer to what it changes in the matrix, or null for what is not there.</summary>
    public string? Pointer { get; init; }

    /// <summary>What was exported, or null for a row.</summary>
    public string? Base { get; init; }

    /// <summary>What stands in the workbook, or null for a row.</summary>
    public string? Workbook { get; init; }

    /// <summary>What stands in the matrix, or null for a row.</summary>
    public string? Matrix { get; init; }
}

/// <summary>A kind of change.</summary>
public enum WorkbookChangeKind
{
    /// <summary>A cell was changed.</summary>
    Changed,

    /// <summary>A row was added.</summary>
    Added,

    /// <summary>A row was deleted.</summary>
    Deleted,

    /// <summary>Both sides changed the same differently; what the options prefer counts.</summary>
    Conflict,
}
