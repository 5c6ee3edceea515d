using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>What became of a control of the catalog that an answer is carried to.</summary>
[JsonConverter(typeof(WordConverter<CarryOutcome>))]
public enum CarryOutcome
{
    /// <summary>A split, or that the control does not apply, came over.</summary>
    Carried,

    /// <summary>What it would come from is itself unassigned, not determined or in conflict, or says different things; or it is a part of a
    /// whole that no one side performs alone.</summary>
    Open,

    /// <summary>What it would come from is not in the scope of the matrix.</summary>
    OutOfScope,

    /// <summary>The related controls cover only a part of it.</summary>
    PartOnly,

    /// <summary>What is related to it is the same as it together with others, which says nothing of it alone.</summary>
    Together,

    /// <summary>The related controls only intersect with it.</summary>
    Intersects,

    /// <summary>No control is related to it.</summary>
    Unrelated,
}

/// <summary>An answer carried to another catalog. Immutable and thread-safe; equal by value.</summary>
[JsonConverter(typeof(ValueJsonConverter))]
public sealed record CarriedMatrix : IConverterSource
{
    /// <summary>The catalogs that the splits come from, as <c>id@edition</c> or <c>local</c>.</summary>
    public required ValueList<string> From { get; init; }

    /// <summary>The catalog carried to, as <c>id@edition</c>.</summary>
    public required string To { get; init; }

    /// <summary>The ids of the mappings that were used; <c>mapsTo</c> for what rows of the matrix say themselves.</summary>
    public required ValueList<string> Mappings { get; init; }

    /// <summary>The answer that was carried.</summary>
    public required ResolvedMatrix Answer { get; init; }

    /// <summary>Every control of the catalog carried to, in its order, but those that are withdrawn.</summary>
    public required ValueList<CarriedControl> Controls { get; init; }

    /// <summary>What became of the control at a position of the catalog; null for one that is withdrawn.</summary>
    internal CarriedControl? At(int position)
    {
        var (first, end) = (0, Controls.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (Controls[middle].Position < position) first = middle + 1;
            else end = middle;
        }
        return first < Controls.Count && Controls[first].Position == position ? Controls[first] : null;
    }

    /// <summary>The controls of the answer without statements that went nowhere.</summary>
    public required ValueList<UncarriedControl> NotCarried { get; init; }

    /// <summary>The number of controls without statements by outcome; outcomes without any are left out.</summary>
    public ValueMap<int> Outcomes => new(Controls
        .Where(control => control.Answer.IsLeaf)
        .GroupBy(control => control.Outcome)
        .OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(Words.Of(group.Key), group.Count())));

    /// <summary>The number of controls without statements that were carried by a relation that is not certain.</summary>
    public int Uncertain => Controls.Count(control => control is { Answer.IsLeaf: true, IsUncertain: true, Outcome: CarryOutcome.Carried });

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<CarriedMatrix, CarriedMatrixShape>(
        ShapeJsonContext.Default.CarriedMatrixShape, CarriedMatrixShape.Of, shape => shape.ToCarried());
}

/// <summary>A control of the catalog that an answer is carried to. Immutable; equal by value.</summary>
[JsonConverter(typeof(ValueJsonConverter))]
public sealed record CarriedControl : IConverterSource
{
    /// <summary>The certainty of a relation that somebody should look at again.</summary>
    public const string UncertainWord = "uncertain";

    /// <summary>The control with the state, the split and the duties that came over; <see cref="ControlState.Unassigned"/> where nothing
    /// did.</summary>
    public required ResolvedControl Answer { get; init; }

    /// <summary>What became of it.</summary>
    public required CarryOutcome Outcome { get; init; }

    /// <summary>What the sources, together where they are several, are to the control; null where nothing was carried, or where it was put
    /// together from its statements.</summary>
    public ControlRelation? Relation { get; init; }

    /// <summary>How sure the relation is, such as <c>uncertain</c>; null where nothing is said.</summary>
    public string? Certainty { get; init; }

    /// <summary>Where it comes from; where nothing was carried, the nearest related controls. At most 64 are named.</summary>
    public ValueList<CarrySource> Sources { get; init; }

    /// <summary>A sentence: why it was not carried, or what to know where it was; null where there is nothing to add.</summary>
    public string? Reason { get; init; }

    /// <summary>Its position in the catalog.</summary>
    internal int Position { get; init; }

    /// <summary>Whether it was carried by a relation that is not certain.</summary>
    public bool IsUncertain => Certainty == UncertainWord;

    /// <summary>The sources by their position in the matrix.</summary>
    internal ValueList<int> SourceNodes { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<CarriedControl, CarriedControlShape>(
            ShapeJsonContext.Default.CarriedControlShape, CarriedControlShape.Of, shape => shape.ToControl());
}

/// <summary>A control of the answer that is related to a control of another catalog. Immutable; equal by value.</summary>
public sealed record CarrySource
{
    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id in the catalog's own spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Its state, or null where it is not in the scope of the matrix.</summary>
    public required ControlState? State { get; init; }

    /// <summary>The sides that perform; none unless assigned.</summary>
    public required Sides Split { get; init; }

    /// <summary>What it is to the control, alone or with the other sources.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>The id of the mapping that says so, or <c>mapsTo</c> for the row's own word.</summary>
    public required string Mapping { get; init; }

    /// <summary>How sure it is, such as <c>uncertain</c>; null where nothing is said.</summary>
    public string? Certainty { get; init; }

    /// <summary>The mapping's remark, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>A control of an answer that went nowhere. Immutable; equal by value.</summary>
[JsonConverter(typeof(ValueJsonConverter))]
public sealed record UncarriedControl : IConverterSource
{
    /// <summary>The answer for it.</summary>
    public required ResolvedControl Answer { get; init; }

    /// <summary>A sentence: why it went nowhere.</summary>
    public required string Reason { get; init; }

    /// <summary>Its position in the matrix.</summary>
    internal int Node { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<UncarriedControl, UncarriedControlShape>(
            ShapeJsonContext.Default.UncarriedControlShape, UncarriedControlShape.Of, shape => shape.ToControl());
}
