using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>What the sections of all reports are made of.</summary>
internal abstract class ReportPieces
{
    private const int MostRows = 500;

    /// <summary>A table of texts; cells that are null are empty.</summary>
    protected static ReportTable Table(
        string caption, IReadOnlyList<string> columns, IEnumerable<ReportCell?[]> rows, IEnumerable<string?>? anchors = null) => new()
        {
            Caption = caption,
            Columns = columns.ToValueList(),
            Rows = rows.Zip(anchors ?? Enumerable.Repeat<string?>(null, int.MaxValue), (row, anchor) => new ReportRow
            { Cells = row.Select(cell => cell ?? Cell("")).ToValueList(), Anchor = anchor }).ToValueList(),
        };

    protected static ReportCell Cell(string? text, ReportTone tone = ReportTone.Plain) => new() { Text = text ?? "", Tone = tone };

    protected static ReportFact Fact(string term, string value, ReportTone tone = ReportTone.Plain) =>
        new() { Term = term, Value = value, Tone = tone };

    protected static string Day(DateOnly? day) => day is { } date ? $"{date:yyyy-MM-dd}" : "";

    /// <summary>A section; null without blocks.</summary>
    protected static ReportSection? Section(string id, string title, IEnumerable<ReportBlock> blocks)
    {
        var all = blocks.ToValueList();
        return all.IsEmpty ? null : new() { Id = id, Title = title, Blocks = all };
    }

    /// <summary>A table of at most 500 rows, and a sentence about those that it leaves out.</summary>
    protected static IEnumerable<ReportBlock> Bounded<T>(
        string caption, IReadOnlyList<string> columns, IReadOnlyCollection<T> all, Func<T, ReportCell?[]> row, string noun,
        Func<T, string?>? anchor = null)
    {
        if (all.Count == 0) yield break;
        yield return Table(caption, columns, all.Take(MostRows).Select(row), anchor is null ? null : all.Select(anchor));
        var more = all.Count - MostRows;
        if (more > 0)
            yield return new ReportParagraph
            {
                Text = $"{AnswerText.Counted(more, $"more {noun}")} {(more == 1 ? "is" : "are")} not listed.",
                Tone = ReportTone.Caution,
            };
    }

    /// <summary>The findings, the most severe first and those that the author accepts last.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="anchors">The anchors of controls that the report has.</param>
    protected static IEnumerable<ReportBlock> Findings(
        IReadOnlyCollection<Diagnostic> findings, IReadOnlyDictionary<(string Catalog, string Control), string> anchors) =>
        Bounded("Findings, the most severe first", ["Severity", "Id", "Control", "What", "Place"],
            [.. findings.OrderBy(finding => finding.AcceptedReason is not null).ThenByDescending(finding => finding.Severity)],
            finding =>
            [
                Cell(finding.AcceptedReason is null ? Words.Of(finding.Severity) : "accepted",
                    finding.AcceptedReason is null ? ControlBlocks.ToneOf(finding.Severity) : ReportTone.Plain),
                Cell(finding.Id),
                Cell(finding.Control) with { Anchor = finding is { Catalog: { } catalog, Control: { } control }
                    ? anchors.GetValueOrDefault((catalog, control)) : null },
                Cell(finding.AcceptedReason is { } reason ? $"{finding.Message}\nAccepted: {reason}" : finding.Message),
                Cell(finding.Place is { Line: { } line } place ? $"{Path.GetFileName(place.File)}:{line}" : finding.Place?.Pointer),
            ],
            "finding");

    /// <summary>The documents that a report was made from, the day, and what is known of the signature.</summary>
    protected static IEnumerable<ReportBlock> Sources(IEnumerable<ResolutionInput> sources, DateOnly asOf, ReportSignature? signature)
    {
        yield return Table("The documents", ["Document", "Version", "Digest"], sources.Distinct().Select(source =>
            (ReportCell?[])[Cell(source.Id), Cell(source.Version), Cell(source.Digest)]));
        yield return new ReportFacts
        {
            Facts =
            [
                Fact("As of", Day(asOf)),
                signature is null ? Fact("Signature", "not looked at")
                    : Fact("Signature", signature.Text, signature.IsValid ? ReportTone.Good : ReportTone.Bad),
            ],
        };
    }

    /// <summary>The line that identifies a document.</summary>
    public static string Identity(MatrixDocument document) => $"{document.Matrix.Id} {document.Matrix.Version} · " +
        (document.Digest is { Length: > 23 } digest ? digest[..23] : document.Digest ?? "no digest");

    /// <summary>The notice on a signature that is not valid.</summary>
    protected static IEnumerable<ReportNotice> Unsigned(ReportSignature? signature) => signature is not { IsValid: false } ? []
        : [new() { Severity = Severity.Error, Text = $"The signature is {signature.Text}" }];

    /// <summary>A notice for each error among findings, up to eight.</summary>
    protected static IEnumerable<ReportNotice> Errors(IEnumerable<Diagnostic> findings)
    {
        const int Most = 8;
        var told = findings.ToList();
        foreach (var finding in told.Take(Most))
            yield return new() { Severity = finding.Severity, Text = $"{finding.Message} ({finding.Id})" };
        if (told.Count > Most)
            yield return new() { Severity = Severity.Error, Text = $"There are {told.Count - Most} more errors: see Findings." };
    }
}
