using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// A matrix as a workbook (XLSX) that people edit, and the way back: their changes are merged into the matrix, cell by cell. Every cell is
/// text but dates, and none a formula. The same document gives the same bytes. Thread-safe.
/// </summary>
/// <example><code>
/// var workbook = MatrixWorkbook.Write(utf8);
/// var merge = MatrixWorkbook.Merge(editedWorkbook, utf8);
/// if (merge.Document is { } changed) File.WriteAllBytes("crm.matrix.json", changed.ToArray());
/// </code></example>
public static class MatrixWorkbook
{
    private const int SpareRows = 500;
    private const int KeyWidth = 11;
    private const string Starter = "starter";

    /// <summary>What the workbook holds of a matrix. What it does not hold stays in the matrix when a workbook is merged.</summary>
    public static FormatContent Content { get; } = new()
    {
        Id = "xlsx",
        Title = "workbook",
        Held = FormatContent.Map(
            (MatrixPart.Identity, null), (MatrixPart.Publication, null), (MatrixPart.Dates, null),
            (MatrixPart.Agreement, "the contract"), (MatrixPart.Service, null), (MatrixPart.Parties, null), (MatrixPart.PartySides, null),
            (MatrixPart.PartyDetails, null), (MatrixPart.Options, null), (MatrixPart.Conditions, null), (MatrixPart.Catalogs, null),
            (MatrixPart.Controls, null), (MatrixPart.ControlDetails, "all but titles of groups"), (MatrixPart.Selectors, null),
            (MatrixPart.States, null), (MatrixPart.Reasons, null), (MatrixPart.Splits, null), (MatrixPart.Coupling, null),
            (MatrixPart.Inheritability, null), (MatrixPart.Duties, null), (MatrixPart.DutyIds, null), (MatrixPart.Texts, null),
            (MatrixPart.Involvement, null), (MatrixPart.Actions, null), (MatrixPart.Components, null), (MatrixPart.Implementation, null),
            (MatrixPart.Dependencies, null), (MatrixPart.EvidenceOfDuties, null), (MatrixPart.Evidence, null),
            (MatrixPart.Commitments, null), (MatrixPart.Inheritance, null), (MatrixPart.Upstreams, "controls and duties named there"),
            (MatrixPart.Base, null), (MatrixPart.Defaults, null), (MatrixPart.Notes, null), (MatrixPart.InternalNotes, "if asked for"),
            (MatrixPart.Sources, null)),
    };

    /// <summary>The name of the hidden sheet that holds what was exported.</summary>
    public static string BaseSheet => WorkbookLayout.BaseName;

    private static readonly string[] Held =
    [
        "$schema", "schemaVersion", "id", "version", "title", "language", "authoredBy", "published", "effective", "reviewBy", "expires",
        "supersedes", "service", "parties", "status", "agreement", "parameters", "catalogs", "controls", "defaults", "extends",
        "assignments", "commitments", "evidence",
    ];

    /// <summary>Writes the workbook of a matrix.</summary>
    /// <param name="matrix">The document in UTF-8; it must be readable without errors.</param>
    /// <param name="options">What is shown besides, or null.</param>
    /// <exception cref="ArgumentException">The text is no matrix that can be read, or it has more rows than a sheet can hold.</exception>
    public static byte[] Write(ReadOnlyMemory<byte> matrix, MatrixWorkbookOptions? options = null)
    {
        options ??= new();
        var document = Parse(matrix);
        var rows = new WorkbookRows(document, options.Answer);
        var lists = Lists(document);
        List<Sheet> sheets = [.. WorkbookLayout.Sheets.Select(sheet => Filled(sheet, rows[sheet], lists, document, options))];
        sheets.Add(ListsSheet(lists));
        sheets.Add(Base(sheets, DigestOf(matrix), document, options.IsStarter));
        return WorkbookWriter.Write(sheets);
    }

    /// <summary>Merges the changes of a workbook into a matrix.</summary>
    /// <param name="workbook">The workbook as it was edited.</param>
    /// <param name="matrix">The matrix that it was exported from, as it is now, in UTF-8; it must be readable without errors.</param>
    /// <param name="options">How to merge, or null.</param>
    /// <exception cref="ArgumentException">The text is no matrix that can be read.</exception>
    public static WorkbookMerge Merge(
        ReadOnlyMemory<byte> workbook, ReadOnlyMemory<byte> matrix, WorkbookMergeOptions? options = null) =>
        Merge(workbook, matrix, Parse(matrix), options ?? new());

    /// <summary>Makes a matrix of a workbook that was not exported from one: what stands in it is all there is.</summary>
    /// <param name="workbook">The workbook as it was filled in.</param>
    /// <param name="options">How findings name it, or null.</param>
    public static WorkbookMerge Read(ReadOnlyMemory<byte> workbook, WorkbookMergeOptions? options = null) =>
        Merge(workbook, null, null, options ?? new());

    private static WorkbookMerge Merge(
        ReadOnlyMemory<byte> workbook, ReadOnlyMemory<byte>? text, JsonObject? matrix, WorkbookMergeOptions options) =>
        new WorkbookMerger(WorkbookContent.Read(workbook, options.File, options.Limits), text, matrix, options).Merge();

    internal static JsonObject Parse(ReadOnlyMemory<byte> matrix)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = Limits.Default.MaxDepth };
            if (matrix.Span.StartsWith("\uFEFF"u8)) matrix = matrix[3..];
            if (JsonNode.Parse(matrix.Span, null, options) is JsonObject document && document.ContainsKey("assignments")) return document;
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The text is no matrix: {exception.Message}", nameof(matrix), exception);
        }
        throw new ArgumentException("The text is no matrix.", nameof(matrix));
    }

    /// <summary>The digest, or an empty text for a document that has none.</summary>
    internal static string DigestOf(ReadOnlyMemory<byte> matrix)
    {
        try
        {
            return MatrixJson.Digest(matrix);
        }
        catch (FormatException)
        {
            return "";
        }
    }

    internal static bool IsStarter(string word) => word == Starter;

    private static Sheet Filled(WorkbookSheet sheet, IReadOnlyList<WorkbookRow> rows, Dictionary<OfferedList, List<string>> lists,
        JsonObject document, MatrixWorkbookOptions options)
    {
        var isAbout = sheet == WorkbookLayout.About;
        var shown = Enumerable.Range(0, sheet.Columns.Count).Where(i => !sheet.Columns[i].IsInternal || options.IncludeInternal).ToArray();
        List<ValueList<string>> cells = [.. rows.Select(row => (ValueList<string>)
            [WorkbookLayout.KeyOf(sheet, row.Place, at => row.Cells[at]), .. shown.Select(i => row.Cells[i])])];
        if (isAbout) cells.AddRange(Notes(document, options).Select(note => (ValueList<string>)["", note.Name, note.Text, ""]));
        var key = new SheetColumn { Heading = WorkbookLayout.KeyHeading, Width = KeyWidth, Look = SheetLook.Key, IsPrinted = false };
        return new Sheet
        {
            Name = sheet.Name,
            PageHeader = $"{CellForm.Text.Write(document["title"])}, {CellForm.Text.Write(document["version"])}: {sheet.Name}",
            Columns = [key, .. shown.Select(i => Column(sheet.Columns[i], lists))],
            Members = [WorkbookContent.KeyMember(sheet), .. shown.Select(i => sheet.Columns[i].Member)],
            Rows = cells.ToValueList(),
            SpareRows = isAbout ? 0 : SpareRows,
            Cells = !isAbout ? ImmutableDictionary<(int Row, int Column), SheetColumn>.Empty : WorkbookLayout.AboutRows
                .Select((row, i) => KeyValuePair.Create((i, 2), Column(row, lists))).ToImmutableDictionary(),
        };
    }

    private static IEnumerable<(string Name, string Text)> Notes(JsonObject document, MatrixWorkbookOptions options)
    {
        if (options.Answer?.Context is { } context)
        {
            var choices = context.Parameters.Select(one => $"{one.Key} {one.Value}").Prepend(context.ServiceModel).OfType<string>();
            yield return ("Controls are shown for", $"{string.Join(", ", choices)}, as of {Day(context.AsOf)}");
        }
        var kept = document.Select(member => member.Key).Where(name => !Held.Contains(name)).ToList();
        if (kept.Count > 0) yield return ("Only in the matrix", $"{string.Join(", ", kept)}: not in this workbook, and kept as they are.");
        yield return ("Back into the matrix", options.IsStarter ? "rmatrix import workbook THIS.xlsx -o NEW.matrix.json"
            : "rmatrix import workbook THIS.xlsx --merge MATRIX.json -o NEW.matrix.json");
        yield return ("Rows", "Insert a row to add something, delete it to take it away, sort and filter as you like: the key belongs to " +
            "the row and goes with it. Copied rows count as new ones.");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static SheetColumn Column(WorkbookColumn column, Dictionary<OfferedList, List<string>> lists) => new()
    {
        Heading = column.Heading,
        Width = column.Width,
        IsPrinted = column.IsPrinted,
        IsDate = column.Form == CellForm.Date,
        Look = column.Owner switch
        {
            ColumnOwner.Assignment => SheetLook.Repeated,
            ColumnOwner.Reader => SheetLook.Read,
            _ => SheetLook.Lined,
        },
        Choices = column.Form.Words.ToValueList(),
        ChoicesFrom = lists.TryGetValue(column.Offers, out var list) && list.Count > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"{WorkbookLayout.ListsName}!${Letter(column.Offers)}$2:${Letter(column.Offers)}${list.Count + 1}") : null,
        Prompt = column.Owner == ColumnOwner.Reader ? null : WorkbookLayout.Sentences(column).Replace("`", "", StringComparison.Ordinal),
    };

    private static char Letter(OfferedList list) => (char)('A' + (int)list - 1);

    private static Dictionary<OfferedList, List<string>> Lists(JsonObject document)
    {
        IEnumerable<string> Ids(string member) => WorkbookRows.ItemsOf(document, member).Select(item => CellForm.Text.Write(item["id"]));
        return new()
        {
            [OfferedList.Parties] = [Party.ProviderWord, Party.CustomerWord, .. Ids("parties")],
            [OfferedList.Upstreams] = [.. Ids("upstream")],
            [OfferedList.Metrics] = [.. CommitmentMetric.Known.Select(metric => metric.Id)],
            [OfferedList.Units] = [.. CommitmentUnit.Known.Select(unit => unit.Id)],
        };
    }

    private static Sheet ListsSheet(Dictionary<OfferedList, List<string>> lists)
    {
        var columns = lists.OrderBy(list => list.Key).ToList();
        return new Sheet
        {
            Name = WorkbookLayout.ListsName,
            IsHidden = true,
            HasFilter = false,
            Columns = columns.Select(list => new SheetColumn { Heading = list.Key.ToString(), Width = 20 }).ToValueList(),
            Rows = Enumerable.Range(0, columns.Max(list => list.Value.Count))
                .Select(i => columns.Select(list => list.Value.ElementAtOrDefault(i) ?? "").ToValueList()).ToValueList(),
        };
    }

    // The ancestor of a merge: what stood in each cell, under the members of the columns.
    private static Sheet Base(List<Sheet> sheets, string digest, JsonObject document, bool isStarter)
    {
        var width = sheets.Max(sheet => sheet.Columns.Count) + 1;
        List<ValueList<string>> rows = [];
        foreach (var sheet in sheets.Where(sheet => !sheet.IsHidden))
        {
            rows.Add(Wide([sheet.Name, .. sheet.Members]));
            foreach (var row in sheet.Rows.Where(row => row[0].Length > 0)) rows.Add(Wide([sheet.Name, .. row]));
        }
        ValueList<string> heading = Wide(
        [
            "layout", WorkbookLayout.Version, digest, CellForm.Text.Write(document["id"]), CellForm.Text.Write(document["version"]),
            isStarter ? Starter : "",
        ]);
        return new Sheet
        {
            Name = WorkbookLayout.BaseName,
            IsHidden = true,
            HasFilter = false,
            Columns = heading.Select(text => new SheetColumn { Heading = text, Width = 12 }).ToValueList(),
            Rows = rows.ToValueList(),
        };

        ValueList<string> Wide(List<string> cells) => [.. cells, .. Enumerable.Repeat("", width - cells.Count)];
    }
}

/// <summary>What a workbook shows besides the matrix. Immutable.</summary>
public sealed record MatrixWorkbookOptions
{
    /// <summary>The answer of the matrix from which the sheet of controls and the titles are made; null to leave them out.</summary>
    public ResolvedMatrix? Answer { get; init; }

    /// <summary>Whether the internal notes are in the workbook, for the authors alone; otherwise they stay in the matrix.</summary>
    public bool IncludeInternal { get; init; }

    /// <summary>Whether the matrix is only there to start from, so that the workbook may be read without it.</summary>
    public bool IsStarter { get; init; }
}
