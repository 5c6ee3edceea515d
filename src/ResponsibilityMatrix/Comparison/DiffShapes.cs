using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The JSON form of <see cref="MatrixDiff"/> (<c>schemas/diff.schema.json</c>).</summary>
internal sealed record DiffShape(
    MatrixIdentity Old,
    MatrixIdentity New,
    VersionBump? RequiredBump,
    VersionBump? DeclaredBump,
    bool? Sufficient,
    ValueList<MatrixChange> Changes)
{
    public static DiffShape Of(MatrixDiff result) => new(
        result.Old, result.New, result.RequiredBump, result.DeclaredBump, result.RequiredBump is null ? null : result.IsSufficient,
        result.Changes);

    public MatrixDiff ToResult() => new()
    {
        Old = Old,
        New = New,
        IsOfBase = RequiredBump is null,
        Options = [],
        Changes = Changes,
        RequiredBump = RequiredBump,
        DeclaredBump = DeclaredBump,
        Diagnostics = [],
    };
}

/// <summary>The JSON form of <see cref="MatrixChange"/>, with <c>contexts</c> only if it does not hold in all compared contexts.</summary>
internal sealed record ChangeShape(
    ChangeKind Kind,
    VersionBump Impact,
    string? Control,
    string? Catalog,
    string? Before,
    string? After,
    string? OldPointer,
    string? NewPointer,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ValueList<ResolutionContext> Contexts = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int OmittedContexts = 0)
{
    public static ChangeShape Of(MatrixChange change) => new(
        change.Kind, change.Impact, change.Control, change.Catalog, change.Before, change.After, change.OldPlace?.Pointer,
        change.NewPlace?.Pointer, change.Message, change.Contexts, change.Contexts.IsEmpty ? 0 : change.OmittedContexts);

    public MatrixChange ToChange() => new()
    {
        Kind = Kind,
        Control = Control,
        Catalog = Catalog,
        Before = Before,
        After = After,
        OldPlace = OldPointer is null ? null : new Place(OldPointer),
        NewPlace = NewPointer is null ? null : new Place(NewPointer),
        Message = Message,
        What = "",
        Contexts = Contexts,
        OmittedContexts = OmittedContexts,
    };
}
