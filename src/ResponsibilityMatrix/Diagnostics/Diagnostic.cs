using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>A finding: what is wrong, how severe it is, and where. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record Diagnostic : IConverterSource
{
    private readonly string _message = "";

    /// <summary>The kind of finding.</summary>
    public required DiagnosticDescriptor Descriptor { get; init; }

    /// <summary>The severity, by default that of the descriptor.</summary>
    public required Severity Severity { get; init; }

    /// <summary>One or two sentences for people: what is wrong and what to do. Do not parse them.</summary>
    public required string Message
    {
        get => _message;
        init => (_message, Parts) = (value, default);
    }

    /// <summary>
    /// The message as a composite format: <c>string.Format(CultureInfo.InvariantCulture, MessageFormat, [.. Arguments])</c> gives
    /// <see cref="Message"/>. An application that has it in another language can say the finding there. Of a message that was not put
    /// together from parts, the message itself. A version of the library may word it otherwise.
    /// </summary>
    public string MessageFormat => Parts.FormatOf(_message);

    /// <summary>What stands in the places of <see cref="MessageFormat"/>: ids (also a suggested one), numbers and words of the document,
    /// and pieces of sentences; empty for a message that was not put together from parts.</summary>
    public ValueList<string> Arguments => Parts.Arguments;

    /// <summary>The place, or null if the finding is not about a place in a document.</summary>
    public Place? Place { get; init; }

    /// <summary>The catalog (<c>id@edition</c>, or <c>local</c>) of the control that the finding is about, or null.</summary>
    public string? Catalog { get; init; }

    /// <summary>The control that the finding is about, in its catalog's spelling, or null.</summary>
    public string? Control { get; init; }

    /// <summary>Why the author of the document accepts the finding, or null if it is not accepted. Accepted findings do not count as
    /// problems.</summary>
    public string? AcceptedReason { get; init; }

    /// <summary>Other places that belong to the finding, such as the second of two contradicting assignments.</summary>
    public ValueList<RelatedPlace> Related { get; init; }

    /// <summary>For a finding that summarizes others because there are too many, their counts by id; otherwise empty.</summary>
    internal ValueMap<UntoldFindings> Untold { get; init; }

    private MessageParts Parts { get; init; }

    /// <summary>The id of the descriptor, such as <c>RM2001</c>.</summary>
    public string Id => Descriptor.Id;

    /// <summary>Creates a finding with the descriptor's default severity.</summary>
    /// <param name="descriptor">The kind of finding.</param>
    /// <param name="message">The message for people.</param>
    /// <param name="place">The place, or null.</param>
    public static Diagnostic Of(DiagnosticDescriptor descriptor, string message, Place? place = null)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return new Diagnostic { Descriptor = descriptor, Severity = descriptor.DefaultSeverity, Message = message, Place = place };
    }

    /// <summary>Creates a finding and shortens overlong parts of its message.</summary>
    internal static Diagnostic Of(DiagnosticDescriptor descriptor, FindingMessage message, Place? place = null) =>
        Of(descriptor, message.ToText(), place);

    /// <summary>The same with a sentence that was put together before.</summary>
    internal static Diagnostic Of(DiagnosticDescriptor descriptor, FindingText message, Place? place = null) =>
        Of(descriptor, message.Text, place).With(message);

    /// <summary>The finding with another sentence.</summary>
    internal Diagnostic With(FindingText message) => this with { Message = message.Text, Parts = message.Parts };

    /// <summary>The finding with a part before the full stop of its sentence.</summary>
    internal Diagnostic WithEnd(string part) => With(new FindingText(_message, Parts).WithEnd(part));

    /// <summary>The finding as <c>file(line,column): severity ID: message</c>.</summary>
    public override string ToString() =>
        $"{(Place is null ? "" : Place + ": ")}{Severity.ToString().ToLowerInvariant()} {Id}: {Message}";

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<Diagnostic, DiagnosticShape>(
        ShapeJsonContext.Default.DiagnosticShape, DiagnosticShape.Of, shape => shape.ToDiagnostic());
}

/// <summary>A further place of a finding, with an explanation.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record RelatedPlace : IConverterSource
{
    /// <summary>The explanation.</summary>
    public required string Message { get; init; }

    /// <summary>The place.</summary>
    public required Place Place { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<RelatedPlace, RelatedShape>(
        ShapeJsonContext.Default.RelatedShape, RelatedShape.Of, shape => shape.ToRelatedPlace());
}

/// <summary>The number of unreported findings with an id, and the worst severity among them.</summary>
internal readonly record struct UntoldFindings(long Count, Severity Worst);
