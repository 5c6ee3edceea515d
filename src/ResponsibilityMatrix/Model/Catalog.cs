using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>An ordered set of controls with an identity and an edition. Immutable and thread-safe; equal by value.</summary>
public sealed record Catalog : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Catalog;

    /// <summary>The catalog id of a matrix's own rows.</summary>
    public const string Local = "local";

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format that the document declares.</summary>
    public string SchemaVersion { get; init => field = value ?? Matrix.FormatVersion; } = Matrix.FormatVersion;

    /// <summary>The id across all editions, such as <c>iso-27017</c>.</summary>
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

    /// <summary>Whether its content is final.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public CatalogStatus Status { get; init; }

    /// <summary>Where its content comes from, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Source { get; init; }

    /// <summary>Optional prefixes of ids, such as <c>A.</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> AliasPrefixes { get; init; }

    /// <summary>The groups, in order.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ControlGroup> Groups { get; init; }

    /// <summary>The baselines that the catalog's publisher defines, such as <c>low</c>, <c>moderate</c> and <c>high</c>, in
    /// order.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Baseline> Baselines { get; init; }

    /// <summary>The controls, in order.</summary>
    public required ValueList<Control> Controls { get; init; }

    /// <summary><c>id@edition</c>.</summary>
    [JsonIgnore]
    public string Identity => IdentityOf(Id, Edition);

    /// <summary>The identity and the number of controls.</summary>
    public override string ToString() => $"{Identity}, {Controls.Count} controls";

    internal static string IdentityOf(string id, string edition) => edition.Length == 0 ? id : $"{id}@{edition}";
}

/// <summary>A selection of controls that a catalog's publisher defines, such as the controls for moderate impact. Immutable; equal by
/// value.</summary>
public sealed record Baseline
{
    /// <summary>The id; it compares exactly.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The controls and enhancements in it, by their ids in any spelling. Statements are included with their control; an
    /// enhancement must be listed itself.</summary>
    public required ValueList<string> Controls { get; init; }

    /// <summary>The title and the number of controls.</summary>
    public override string ToString() => $"{Title}, {Controls.Count} controls";
}

/// <summary>The relations between the controls of two catalogs. Immutable and thread-safe; equal by value.</summary>
public sealed record CatalogMapping : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Mapping;

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format that the document declares.</summary>
    public string SchemaVersion { get; init => field = value ?? Matrix.FormatVersion; } = Matrix.FormatVersion;

    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The source catalog, as <c>id@edition</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string From { get; init; }

    /// <summary>The target catalog, as <c>id@edition</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string To { get; init; }

    /// <summary>The relations, in order.</summary>
    public required ValueList<MappingRelation> Relations { get; init; }

    /// <summary>The catalogs and the number of relations.</summary>
    public override string ToString() => $"{From} to {To}, {Relations.Count} relations";
}

/// <summary>The relation of one or several controls of one catalog to one or several of another. Several controls on a side count together;
/// the relation does not hold for each alone.</summary>
public sealed record MappingRelation
{
    /// <summary>The source controls. Several with <see cref="ControlRelation.Equal"/> together make up <see cref="To"/>.</summary>
    public required ValueList<string> From { get; init; }

    /// <summary>The target controls; usually one.</summary>
    [JsonConverter(typeof(MatrixJsonListConverter))]
    public required ValueList<string> To { get; init; }

    /// <summary>The relation of <see cref="From"/> to <see cref="To"/>.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>The confidence, such as <c>uncertain</c>; null if none is stated.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Certainty { get; init; }

    /// <summary>A note, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Note { get; init; }

    /// <summary>The controls and their relation.</summary>
    public override string ToString() =>
        $"{string.Join(" + ", (IEnumerable<string>)From)} {Relation} {string.Join(" + ", (IEnumerable<string>)To)}";
}
