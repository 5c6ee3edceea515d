using System.Globalization;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Formats;

/// <summary>What a matrix loses on its way into another format (<c>schemas/export-report.schema.json</c>). Immutable and thread-safe; equal
/// by value.</summary>
public sealed record ExportReport
{
    /// <summary>The version of the JSON format of reports.</summary>
    public const string FormatVersion = "1.0";

    private const int MostPlaces = 5;

    /// <summary>The version of the JSON format of this report.</summary>
    public string ResultVersion { get; init; } = FormatVersion;

    /// <summary>The format that was written.</summary>
    public required string To { get; init; }

    /// <summary>The matrix.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>What the format does not hold, or only partly, a kind of thing each; in the order of a document.</summary>
    public required ValueList<ExportLoss> Losses { get; init; }

    /// <summary>The same as findings: RM7002 for what is left out, RM7003 for what is held partly, RM7004 for what is internal.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The report as JSON in UTF-8.</summary>
    public byte[] ToUtf8Bytes() => MatrixJson.ToUtf8Bytes(this, MatrixJsonContext.Default.ExportReport);

    /// <summary>Finds what a matrix has that a format does not hold.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="format">The format.</param>
    /// <param name="to">The name of the format; null for its id.</param>
    /// <param name="file">The name of the matrix's file, for places; null for none.</param>
    /// <param name="includeInternal">Whether internal notes are written, if the format holds them.</param>
    public static ExportReport Of(
        Matrix matrix, FormatContent format, string? to = null, string? file = null, bool includeInternal = false)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(format);
        to ??= format.Id;
        List<ExportLoss> losses = [];
        List<Diagnostic> diagnostics = [];
        foreach (var part in MatrixParts.All)
        {
            var held = format.Of(part);
            var isInternal = part == MatrixPart.InternalNotes;
            if (isInternal ? held != Holding.Nothing && includeInternal : held == Holding.All) continue;
            var places = MatrixParts.Find(part, matrix).ToList();
            if (places.Count == 0) continue;
            var (id, what) = isInternal ? ("RM7004", "kept out") : held == Holding.Nothing ? ("RM7002", "left out")
                : ("RM7003", $"in part: {format.HowOf(part)}");
            var at = places is [""] ? "" : $", {(places.Count > 1 ? "first " : "")}at {string.Join(", ", places.Take(MostPlaces))}";
            var loss = new ExportLoss
            {
                Part = part,
                Held = isInternal ? Holding.Nothing : held,
                Count = places.Count,
                Places = places.Take(MostPlaces).ToValueList(),
                Message = string.Create(CultureInfo.InvariantCulture,
                    $"{to}: {MatrixParts.TitleOf(part)} ({places.Count:N0}) {what}{at}."),
            };
            losses.Add(loss);
            diagnostics.Add(Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, loss.Message, new Place(places[0], file)));
        }
        return new ExportReport
        {
            To = to,
            Matrix = new MatrixIdentity(matrix.Id, matrix.Version),
            Losses = losses.ToValueList(),
            Diagnostics = diagnostics.ToValueList(),
        };
    }
}

/// <summary>A kind of thing that a format does not hold, or only partly. Immutable; equal by value.</summary>
public sealed record ExportLoss
{
    /// <summary>The kind of thing.</summary>
    public required MatrixPart Part { get; init; }

    /// <summary>How much of it the format holds.</summary>
    public required Holding Held { get; init; }

    /// <summary>How many of them the matrix has.</summary>
    public required int Count { get; init; }

    /// <summary>The JSON Pointers of the first of them in the matrix.</summary>
    public required ValueList<string> Places { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Message { get; init; }
}
