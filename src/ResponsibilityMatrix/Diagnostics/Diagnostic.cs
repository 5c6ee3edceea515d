using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>A finding: what is wrong, how bad it is, and where. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record Diagnostic : IConverterSource
{
    /// <summary>What kind of finding this is.</summary>
    public required DiagnosticDescriptor Descriptor { get; init; }

    /// <summary>The severity of this finding: the descriptor's default unless changed.</summary>
    public required Severity Severity { get; init; }

    /// <summary>One or two sentences for people: what is wrong and what to do. Never to be parsed.</summary>
    public required string Message { get; init; }

    /// <summary>Where it is, or null when the finding belongs to no place in a document.</summary>
    public Place? Place { get; init; }

    /// <summary>The catalog (<c>id@edition</c>, or <c>local</c>) of the control that the finding is about, or null.</summary>
    public string? Catalog { get; init; }

    /// <summary>The control that the finding is about, in its catalog's spelling, or null.</summary>
    public string? Control { get; init; }

    /// <summary>Why the author of the document accepts the finding, or null when it is not accepted. An accepted finding counts for
    /// nothing.</summary>
    public string? AcceptedReason { get; init; }

    /// <summary>Other places that belong to the finding, such as the second of two contradicting assignments.</summary>
    public ValueList<RelatedPlace> Related { get; init; }

    /// <summary>The findings that this one stands for because there are too many to tell, by id; empty for all others.</summary>
    internal ValueMap<UntoldFindings> Untold { get; init; }

    /// <summary>The id of the descriptor, such as <c>RM2001</c>.</summary>
    public string Id => Descriptor.Id;

    /// <summary>A finding of a descriptor with its default severity.</summary>
    /// <param name="descriptor">The kind of finding.</param>
    /// <param name="message">The sentence for people.</param>
    /// <param name="place">Where it is, or null.</param>
    public static Diagnostic Of(DiagnosticDescriptor descriptor, string message, Place? place = null)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return new Diagnostic { Descriptor = descriptor, Severity = descriptor.DefaultSeverity, Message = message, Place = place };
    }

    /// <summary>The same with a sentence in which no part is longer than anybody reads.</summary>
    internal static Diagnostic Of(DiagnosticDescriptor descriptor, FindingMessage message, Place? place = null) =>
        Of(descriptor, message.ToString(), place);

    /// <summary>The finding as <c>file(line,column): severity ID: message</c>.</summary>
    public override string ToString() =>
        $"{(Place is null ? "" : Place + ": ")}{Severity.ToString().ToLowerInvariant()} {Id}: {Message}";

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<Diagnostic, DiagnosticShape>(
        ShapeJsonContext.Default.DiagnosticShape, DiagnosticShape.Of, shape => shape.ToDiagnostic());
}

/// <summary>A further place of a finding, with what is to be seen there.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record RelatedPlace : IConverterSource
{
    /// <summary>What is to be seen there.</summary>
    public required string Message { get; init; }

    /// <summary>The place.</summary>
    public required Place Place { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<RelatedPlace, RelatedShape>(
        ShapeJsonContext.Default.RelatedShape, RelatedShape.Of, shape => shape.ToRelatedPlace());
}

/// <summary>How many findings of one id are not told, and the worst severity among them.</summary>
internal readonly record struct UntoldFindings(long Count, Severity Worst);
