using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>An ordered set of controls with identity and edition. Immutable and thread-safe; equal by value.</summary>
public sealed record Catalog : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Catalog;

    /// <summary>The id of the rows that a matrix brings along itself.</summary>
    public const string Local = "local";

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format in which it is written.</summary>
    public string SchemaVersion { get; init => field = value ?? Matrix.FormatVersion; } = Matrix.FormatVersion;

    /// <summary>The id over all editions, such as <c>iso-27017</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The edition, such as <c>2015</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Edition { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Who publishes it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Publisher { get; init; }

    /// <summary>Whether its content is settled.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public CatalogStatus Status { get; init; }

    /// <summary>Where its content comes from, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Source { get; init; }

    /// <summary>Prefixes that may stand before any id, such as <c>A.</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> AliasPrefixes { get; init; }

    /// <summary>The groups, in order.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ControlGroup> Groups { get; init; }

    /// <summary>The selections of controls that the catalog's publisher makes, such as <c>low</c>, <c>moderate</c> and <c>high</c>, in
    /// order.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Baseline> Baselines { get; init; }

    /// <summary>The controls, in order.</summary>
    public required ValueList<Control> Controls { get; init; }

    /// <summary><c>id@edition</c>.</summary>
    [JsonIgnore]
    public string Identity => Edition.Length == 0 ? Id : $"{Id}@{Edition}";

    /// <summary>The identity and the number of controls.</summary>
    public override string ToString() => $"{Identity}, {Controls.Count} controls";
}

/// <summary>A selection of controls that a catalog's publisher makes, such as the controls for a moderate impact. Immutable; equal by
/// value.</summary>
public sealed record Baseline
{
    /// <summary>The id, exact.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The controls and enhancements in it, each with its statements, by their ids in any spelling. An enhancement is in it only
    /// where it is listed itself.</summary>
    public required ValueList<string> Controls { get; init; }

    /// <summary>The title and the number of controls.</summary>
    public override string ToString() => $"{Title}, {Controls.Count} controls";
}

/// <summary>Says how the controls of one catalog relate to those of another. Immutable and thread-safe; equal by value.</summary>
public sealed record CatalogMapping : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Mapping;

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format in which it is written.</summary>
    public string SchemaVersion { get; init => field = value ?? Matrix.FormatVersion; } = Matrix.FormatVersion;

    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The catalog mapped from, as <c>id@edition</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string From { get; init; }

    /// <summary>The catalog mapped to, as <c>id@edition</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string To { get; init; }

    /// <summary>The relations, in order.</summary>
    public required ValueList<MappingRelation> Relations { get; init; }

    /// <summary>The catalogs and the number of relations.</summary>
    public override string ToString() => $"{From} to {To}, {Relations.Count} relations";
}

/// <summary>What one or several controls of one catalog are to one or several of another. Several on a side are taken together: what is
/// said of all is said of none alone.</summary>
public sealed record MappingRelation
{
    /// <summary>The controls mapped from; several with <see cref="ControlRelation.Equal"/> together make up <see cref="To"/>.</summary>
    public required ValueList<string> From { get; init; }

    /// <summary>The controls mapped to; mostly one.</summary>
    [JsonConverter(typeof(MatrixJsonListConverter))]
    public required ValueList<string> To { get; init; }

    /// <summary>What <see cref="From"/> is to <see cref="To"/>.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>How sure this is, such as <c>uncertain</c>; null where nothing is said.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Certainty { get; init; }

    /// <summary>A remark, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Note { get; init; }

    /// <summary>The controls and what they are to each other.</summary>
    public override string ToString() =>
        $"{string.Join(" + ", (IEnumerable<string>)From)} {Relation} {string.Join(" + ", (IEnumerable<string>)To)}";
}
