using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The outcome for a control of the target catalog of a crosswalk.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum CarryOutcome
{
    /// <summary>The control gets a split, or the state not applicable.</summary>
    Carried,

    /// <summary>The sources are unassigned, not determined, in conflict or contradict each other; or the control is a part of a whole that
    /// several sides perform.</summary>
    Open,

    /// <summary>The sources are not in the scope of the matrix.</summary>
    OutOfScope,

    /// <summary>The related controls cover only a part of it.</summary>
    PartOnly,

    /// <summary>The related controls equal it only together with other controls, so nothing follows for it alone.</summary>
    Together,

    /// <summary>The related controls only intersect with it.</summary>
    Intersects,

    /// <summary>No control is related to it.</summary>
    Unrelated,
}

/// <summary>An answer carried over to another catalog. Immutable and thread-safe; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record CarriedMatrix : IConverterSource
{
    /// <summary>The source catalogs, as <c>id@edition</c> or <c>local</c>.</summary>
    public required ValueList<string> From { get; init; }

    /// <summary>The target catalog, as <c>id@edition</c>.</summary>
    public required string To { get; init; }

    /// <summary>The ids of the mappings that were used; <c>mapsTo</c> for the relations that rows of the matrix state.</summary>
    public required ValueList<string> Mappings { get; init; }

    /// <summary>The answer that was carried.</summary>
    public required ResolvedMatrix Answer { get; init; }

    /// <summary>The controls of the target catalog in catalog order, without withdrawn ones.</summary>
    public required ValueList<CarriedControl> Controls { get; init; }

    /// <summary>The control at a position of the catalog; null if it is withdrawn.</summary>
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

    /// <summary>The controls of the answer, those without statements, that no target control received.</summary>
    public required ValueList<UncarriedControl> NotCarried { get; init; }

    /// <summary>The number of controls without statements by outcome; outcomes with a count of zero are left out.</summary>
    public ValueMap<int> Outcomes => new(Controls
        .Where(control => control.Answer.IsLeaf)
        .GroupBy(control => control.Outcome)
        .OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(Words.Of(group.Key), group.Count())));

    /// <summary>The number of controls without statements that were carried along an uncertain relation.</summary>
    public int Uncertain => Controls.Count(control => control is { Answer.IsLeaf: true, IsUncertain: true, Outcome: CarryOutcome.Carried });

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<CarriedMatrix, CarriedMatrixShape>(
        ShapeJsonContext.Default.CarriedMatrixShape, CarriedMatrixShape.Of, shape => shape.ToCarried());
}

/// <summary>A control of the target catalog. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record CarriedControl : IConverterSource
{
    /// <summary>The certainty of a relation that needs a review.</summary>
    public const string UncertainWord = "uncertain";

    /// <summary>The control with the state, the split and the duties that were carried; <see cref="ControlState.Unassigned"/> if none
    /// were.</summary>
    public required ResolvedControl Answer { get; init; }

    /// <summary>The outcome.</summary>
    public required CarryOutcome Outcome { get; init; }

    /// <summary>The relation of the sources, taken together, to the control; null if nothing was carried, or if the answer was combined
    /// from its statements.</summary>
    public ControlRelation? Relation { get; init; }

    /// <summary>The certainty of the relation, such as <c>uncertain</c>; null if not stated.</summary>
    public string? Certainty { get; init; }

    /// <summary>The sources; if nothing was carried, the nearest related controls. At most 64.</summary>
    public ValueList<CarrySource> Sources { get; init; }

    /// <summary>A sentence for people: why nothing was carried, or a remark on what was; null if there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Its position in the catalog.</summary>
    internal int Position { get; init; }

    /// <summary>Whether it was carried along an uncertain relation.</summary>
    public bool IsUncertain => Certainty == UncertainWord;

    /// <summary>The sources by their position in the matrix.</summary>
    internal ValueList<int> SourceNodes { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<CarriedControl, CarriedControlShape>(
            ShapeJsonContext.Default.CarriedControlShape, CarriedControlShape.Of, shape => shape.ToControl());
}

/// <summary>A control of the answer that is related to a control of the target catalog. Immutable; equal by value.</summary>
public sealed record CarrySource
{
    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id in the catalog's own spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The state, or null if it is not in the scope of the matrix.</summary>
    public required ControlState? State { get; init; }

    /// <summary>The sides that perform; none unless assigned.</summary>
    public required Sides Split { get; init; }

    /// <summary>Its relation to the control, alone or with the other sources.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>The id of the mapping that states the relation, or <c>mapsTo</c> if a row of the matrix does.</summary>
    public required string Mapping { get; init; }

    /// <summary>The certainty, such as <c>uncertain</c>; null if not stated.</summary>
    public string? Certainty { get; init; }

    /// <summary>The mapping's remark, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>A control of an answer that no target control received. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record UncarriedControl : IConverterSource
{
    /// <summary>The answer for it.</summary>
    public required ResolvedControl Answer { get; init; }

    /// <summary>A sentence for people: why it was not carried.</summary>
    public required string Reason { get; init; }

    /// <summary>Its position in the matrix.</summary>
    internal int Node { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<UncarriedControl, UncarriedControlShape>(
            ShapeJsonContext.Default.UncarriedControlShape, UncarriedControlShape.Of, shape => shape.ToControl());
}
