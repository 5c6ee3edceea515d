using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Formats;

/// <summary>How much of a part of a matrix a format holds.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Holding
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A part of it, or in another form.</summary>
    Partly,

    /// <summary>All of it.</summary>
    All,
}

/// <summary>
/// What a format holds of a matrix, declared beside what reads or writes it. Reports of losses and the table in <c>docs/formats.md</c> come
/// from it. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record FormatContent
{
    /// <summary>The name by which the command line knows the format.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The parts that it holds: the text is empty where it holds all of a part, else says how much. Parts that are not there are
    /// not held.</summary>
    public required ValueMap<string> Held { get; init; }

    /// <summary>How much of a part the format holds.</summary>
    /// <param name="part">The part.</param>
    public Holding Of(MatrixPart part) =>
        !Held.TryGetValue(MatrixParts.WordOf(part), out var how) ? Holding.Nothing : how.Length == 0 ? Holding.All : Holding.Partly;

    /// <summary>What the format holds of a part, if not all of it; null for all or nothing.</summary>
    /// <param name="part">The part.</param>
    public string? HowOf(MatrixPart part) => Held.TryGetValue(MatrixParts.WordOf(part), out var how) && how.Length > 0 ? how : null;

    /// <summary>How people call a part.</summary>
    /// <param name="part">The part.</param>
    public static string TitleOf(MatrixPart part) => MatrixParts.TitleOf(part);

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id}: {Title}";

    /// <summary>Parts, each with how it is held; null for all of it.</summary>
    /// <param name="held">The parts.</param>
    public static ValueMap<string> Map(params (MatrixPart Part, string? How)[] held) =>
        new(held.Select(part => KeyValuePair.Create(MatrixParts.WordOf(part.Part), part.How ?? "")));
}
