using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>The JSON shape of a finding.</summary>
internal sealed record DiagnosticShape(
    string Id,
    Severity Severity,
    string Message,
    string? File,
    string? Pointer,
    int? Line,
    int? Column,
    string? Catalog,
    string? Control,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AcceptedReason = null,
    ValueList<RelatedPlace> Related = default)
{
    public static DiagnosticShape Of(Diagnostic finding) => new(
        finding.Id, finding.Severity, finding.Message, finding.Place?.File, finding.Place?.Pointer, finding.Place?.Line,
        finding.Place?.Column, finding.Catalog, finding.Control, finding.AcceptedReason, finding.Related);

    // JSON identifies the kind of finding only by its id.
    public Diagnostic ToDiagnostic() => new()
    {
        Descriptor = new() { Id = Id, Title = "", DefaultSeverity = Severity, Why = "", HowToFix = "" },
        Severity = Severity,
        Message = Message,
        Place = Pointer is null ? null : RelatedShape.PlaceOf(File, Pointer, Line, Column),
        Catalog = Catalog,
        Control = Control,
        AcceptedReason = AcceptedReason,
        Related = Related,
    };
}

/// <summary>The JSON shape of a further place of a finding.</summary>
internal sealed record RelatedShape(string Message, string? File, string Pointer, int? Line, int? Column)
{
    public static RelatedShape Of(RelatedPlace related) =>
        new(related.Message, related.Place.File, related.Place.Pointer, related.Place.Line, related.Place.Column);

    public static Place PlaceOf(string? file, string pointer, int? line, int? column) =>
        line is { } row && column is { } unit ? new(pointer, file, new TextPosition(row, unit)) : new(pointer, file);

    public RelatedPlace ToRelatedPlace() => new() { Message = Message, Place = PlaceOf(File, Pointer, Line, Column) };
}
