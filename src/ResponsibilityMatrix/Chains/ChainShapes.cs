using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Chains;

/// <summary>The JSON form of <see cref="ChainAnswer"/> (<c>schemas/chain.schema.json</c>).</summary>
internal sealed record ChainAnswerShape(ValueList<ChainedControl> Controls, ValueList<Diagnostic> Diagnostics)
{
    public static ChainAnswerShape Of(ChainAnswer answer) => new(answer.Controls, answer.Diagnostics);

    public ChainAnswer ToAnswer() => new()
    {
        Matrix = new("", default),
        Context = new() { AsOf = default },
        Parties = [],
        Matrices = [],
        Controls = Controls,
        Diagnostics = Diagnostics,
    };
}

/// <summary>The JSON form of <see cref="ChainedControl"/>.</summary>
internal sealed record ChainedControlShape(
    string Control,
    string Catalog,
    ValueList<Performer> Performers,
    ValueList<string> Accountable,
    ValueList<Performer> Retained,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Cut = false)
{
    public static ChainedControlShape Of(ChainedControl control) => new(
        control.Resolved.Control, control.Resolved.Catalog, control.Performers, control.Accountable, control.Retained, control.IsCut);

    public ChainedControl ToControl() => new()
    {
        Resolved = new() { Catalog = Catalog, Control = Control, Title = "", IsLeaf = true, State = ControlState.NotDetermined },
        Performers = Performers,
        Accountable = Accountable,
        Retained = Retained,
        IsCut = Cut,
    };
}
