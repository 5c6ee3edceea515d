using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The JSON form of <see cref="CarriedMatrix"/> (<c>schemas/mapped.schema.json</c>).</summary>
internal sealed record CarriedMatrixShape(
    string ResultVersion,
    MatrixIdentity? Matrix,
    ResolutionContext Context,
    ValueList<string> From,
    string To,
    ValueList<string> Mappings,
    CarriedSummaryShape Summary,
    ValueList<CarriedControl> Controls,
    ValueList<UncarriedControl> NotCarried,
    ValueList<Diagnostic> Diagnostics)
{
    public static CarriedMatrixShape Of(CarriedMatrix carried) => new(
        carried.Answer.ResultVersion, carried.Answer.Matrix, carried.Answer.Context, carried.From, carried.To, carried.Mappings,
        new(carried.Controls.Count(control => control.Answer.IsLeaf), carried.Outcomes, carried.Uncertain, carried.NotCarried.Count),
        carried.Controls, carried.NotCarried, carried.Answer.Diagnostics);

    public CarriedMatrix ToCarried() => new()
    {
        From = From,
        To = To,
        Mappings = Mappings,
        Answer = new()
        {
            ResultVersion = ResultVersion,
            Inputs = [],
            Matrix = Matrix,
            Context = Context,
            Parties = [],
            Controls = [],
            Diagnostics = Diagnostics,
        },
        Controls = Controls,
        NotCarried = NotCarried,
    };
}

/// <summary>The counts of a carried answer.</summary>
internal sealed record CarriedSummaryShape(int Leaves, ValueMap<int> Outcomes, int Uncertain, int NotCarried);

/// <summary>The JSON form of <see cref="CarriedControl"/>.</summary>
internal sealed record CarriedControlShape(
    string Catalog,
    string Control,
    string Title,
    string? Parent,
    bool Leaf,
    CarryOutcome Outcome,
    ControlState State,
    Sides Split,
    string? StateReason,
    bool Complete,
    ValueList<ResolvedDuty> Duties,
    ControlRelation? Relation,
    string? Certainty,
    ValueList<CarrySource> Sources,
    string? Reason)
{
    public static CarriedControlShape Of(CarriedControl control)
    {
        var answer = control.Answer;
        return new(
            answer.Catalog, answer.Control, answer.Title, answer.Parent, answer.IsLeaf, control.Outcome, answer.State, answer.Split,
            answer.Reason, answer.IsComplete, answer.Duties, control.Relation, control.Certainty, control.Sources, control.Reason);
    }

    public CarriedControl ToControl() => new()
    {
        Answer = new()
        {
            Catalog = Catalog,
            Control = Control,
            Title = Title,
            Parent = Parent,
            IsLeaf = Leaf,
            State = State,
            Split = Split,
            Reason = StateReason,
            IsComplete = Complete,
            Duties = Duties,
        },
        Outcome = Outcome,
        Relation = Relation,
        Certainty = Certainty,
        Sources = Sources,
        Reason = Reason,
    };
}

/// <summary>The JSON form of <see cref="UncarriedControl"/>.</summary>
internal sealed record UncarriedControlShape(
    string Catalog, string Control, string Title, ControlState State, Sides Split, string? StateReason, string Reason)
{
    public static UncarriedControlShape Of(UncarriedControl control) => new(
        control.Answer.Catalog, control.Answer.Control, control.Answer.Title, control.Answer.State, control.Answer.Split,
        control.Answer.Reason, control.Reason);

    public UncarriedControl ToControl() => new()
    {
        Answer = new()
        {
            Catalog = Catalog,
            Control = Control,
            Title = Title,
            IsLeaf = true,
            State = State,
            Split = Split,
            Reason = StateReason,
        },
        Reason = Reason,
    };
}
