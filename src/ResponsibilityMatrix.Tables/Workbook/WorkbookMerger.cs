using System.Globalization;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Tables;

/// <summary>Merges an edited workbook into a matrix: what was exported, what the workbook says, and what the matrix says now.</summary>
internal sealed partial class WorkbookMerger
{
    private readonly WorkbookContent _content;
    private readonly ReadOnlyMemory<byte>? _original;
    private readonly WorkbookMergeOptions _options;
    private readonly JsonObject _document;
    private readonly bool _isNew;
    private readonly bool _isSame;
    private readonly WorkbookRows _current;
    private readonly WorkbookEdits _edits;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<WorkbookChange> _changes = [];

    public WorkbookMerger(
        WorkbookContent content, ReadOnlyMemory<byte>? original, JsonObject? matrix, WorkbookMergeOptions options)
    {
        (_content, _original, _options) = (content, original, options);
        _isNew = matrix is null;
        _document = matrix ?? new JsonObject { ["schemaVersion"] = Matrix.FormatVersion };
        _current = new WorkbookRows(_document);
        if (!options.TwoWay) HideMissing();
        _edits = new WorkbookEdits(_document);
        _isSame = options.TwoWay
            || (original is { } text && content.Base?.Digest is { Length: > 0 } digest && digest == MatrixWorkbook.DigestOf(text));
        _diagnostics.AddRange(content.Diagnostics);
    }

    public WorkbookMerge Merge()
    {
        if (ProblemBefore() is { } problem) return Result(problem);
        List<(FilledSheet Sheet, List<MatchedRow> Rows, List<ExportedRow> Exported, Dictionary<string, WorkbookRow> Current)> sheets = [];
        foreach (var layout in WorkbookLayout.Sheets)
        {
            var exported = ExportedOf(layout);
            if (!_content.Sheets.TryGetValue(layout, out var sheet))
            {
                if (!_isNew)
                    Tell("RM7001", $"The sheet \"{layout.Name}\" is missing; its rows are kept as they stand in the matrix.", 1, 1);
                continue;
            }
            var rows = Match(sheet, exported);
            if (LeftBehind(sheet, rows, exported) is { } message)
            {
                Tell("RM7001", message, 1, 1);
                return Result(WorkbookProblem.KeysLeftBehind);
            }
            sheets.Add((sheet, rows, exported, WorkbookAlignment.Of(layout, exported, _current[layout], _isSame)));
        }
        foreach (var (sheet, rows, exported, current) in sheets)
        {
            TellColumns(sheet, rows);
            if (sheet.Layout == WorkbookLayout.About) MergeAbout(sheet, rows);
            else if (sheet.Layout == WorkbookLayout.Responsibilities) MergeResponsibilities(sheet, rows, exported, current);
            else MergeItems(sheet, rows, exported, current);
        }
        return Finish();
    }

    // Of a column that was not exported nothing can be said.
    private void HideMissing()
    {
        foreach (var (sheet, columns) in _content.Base?.Missing ?? [])
            foreach (var row in _current[sheet])
                foreach (var column in columns) row.Cells[column] = "";
    }

    private WorkbookProblem? ProblemBefore()
    {
        if (!_content.IsReadable) return WorkbookProblem.NotReadable;
        if (_content.Sheets.Count == 0) return WorkbookProblem.NoWorkbook;
        if (_isNew) return _content.Base is { IsStarter: false } ? WorkbookProblem.NoMatrix : null;
        if (_options.TwoWay) return null;
        if (_content.Base is not { } exported) return WorkbookProblem.NoBase;
        var id = CellText.Of(TextOf("id"));
        return exported.Id == id || AboutId() == id ? null : WorkbookProblem.OtherMatrix;
    }

    private string? AboutId() => _content.Sheets.GetValueOrDefault(WorkbookLayout.About)?.Rows
        .Find(row => PlaceOf(row.Key) == "id")?[WorkbookLayout.About.ColumnOf("value")];

    private string TextOf(string member) => CellForm.Text.Write(_document[member]);

    private static string PlaceOf(string key) => key.LastIndexOf('-') is > 0 and var end ? key[..end] : key;

    private List<ExportedRow> ExportedOf(WorkbookSheet layout) => _isNew ? []
        : _options.TwoWay ? [.. _current[layout].Select(row => new ExportedRow
        {
            Key = WorkbookLayout.KeyOf(layout, row.Place, at => row.Cells[at]),
            Place = row.Place,
            Cells = [.. row.Cells.Select(CellText.Of)],
        })]
        : _content.Base!.Rows.GetValueOrDefault(layout) ?? [];

    private WorkbookMerge Finish()
    {
        var hasConflicts = _changes.Exists(change => change.Kind == WorkbookChangeKind.Conflict);
        if (hasConflicts && _options.Prefer is null) return Result(WorkbookProblem.Conflicts);
        if (_edits.IsEmpty && _original is { } same)
            return Result(null, same) with { Matrix = new(TextOf("id"), SemanticVersion.Parse(TextOf("version"))) };
        _edits.Apply();
        var utf8 = MatrixJson.ToUtf8Bytes(_document, WorkbookJsonContext.Default.JsonNode);
        var read = DocumentReader.Load<Matrix>(utf8, new() { File = _options.MatrixFile });
        if (!read.HasErrors) return Result(null, utf8) with { Matrix = new(read.Document!.Id, read.Document.Version) };
        foreach (var finding in read.Diagnostics.Where(finding => finding.Severity == Severity.Error))
        {
            var cell = finding.Place is { } place ? _edits.CellOf(place.Pointer) : null;
            _diagnostics.Add(cell is null ? finding : finding with { Message = $"{cell}: {finding.Message}", Place = CellPlace(cell) });
        }
        return Result(WorkbookProblem.NotValid);
    }

    private WorkbookMerge Result(WorkbookProblem? problem, ReadOnlyMemory<byte>? document = null) => new()
    {
        Problem = problem,
        Document = document,
        Changes = _changes.ToValueList(),
        Diagnostics = _diagnostics.ToValueList(),
    };

    // --- keys

    private List<MatchedRow> Match(FilledSheet sheet, List<ExportedRow> exported)
    {
        var byKey = exported.DistinctBy(row => row.Key).ToDictionary(row => row.Key, StringComparer.Ordinal);
        var keeper = sheet.Rows.Where(row => byKey.ContainsKey(row.Key)).GroupBy(row => row.Key)
            .ToDictionary(rows => rows.Key, rows => rows.FirstOrDefault(row => IsUnchanged(row, byKey[row.Key])) ?? rows.First());
        List<MatchedRow> rows = [];
        foreach (var row in sheet.Rows)
        {
            if (byKey.TryGetValue(row.Key, out var old))
            {
                // A row of which only the key is left was taken away.
                if (row.IsBlank) continue;
                rows.Add(keeper[row.Key] == row ? new(row, old, null) : new(row, null, old));
            }
            else if (row.IsBlank)
            {
                continue;
            }
            else if (row.Key.Length == 0 || _isNew)
            {
                rows.Add(new(row, null, null));
            }
            else if (!(_options.TwoWay && row.Key[0] == ControlsLetter))
            {
                Tell(
                    "RM7001", $"{sheet.Name}!{TableSheet.ColumnName(sheet.KeyAt)}{row.Number} holds the key \"{row.Key}\", which is none " +
                    "of those that were exported, and the row is left out. Clear the key if the row is a new one.", row.Number,
                    sheet.KeyAt + 1);
            }
        }
        return rows;
    }

    private const char ControlsLetter = 'x';

    private static bool IsUnchanged(FilledRow row, ExportedRow exported)
    {
        for (var i = 0; i < exported.Cells.Length; i++)
            if (row.Cells[i].Text is { } text && !IsSame(text, exported.Cells[i])) return false;
        return true;
    }

    // A sort without the column of keys, or keys that were moved.
    private string? LeftBehind(FilledSheet sheet, List<MatchedRow> rows, List<ExportedRow> exported)
    {
        if (exported.Count == 0) return null;
        if (rows.Count > 0 && rows.TrueForAll(row => row.Exported is null))
            return $"The keys of the sheet \"{sheet.Name}\" are gone, so that no row of it can be found in the matrix, and nothing is " +
                "merged. Undo that, or export the matrix again and copy your changes.";
        var first = sheet.Layout.ColumnOf(sheet.Layout.Identity[0] == "catalog" ? "id" : sheet.Layout.Identity[0]);
        var moved = rows.Where(row => row.Exported is not null && row.Filled.Cells[first].Text is not null
            && !IsSame(row.Filled[first], row.Exported.Cells[first])).ToList();
        var known = moved.Select(row => row.Exported!.Cells[first]).ToHashSet(StringComparer.Ordinal);
        var wrong = moved.Where(row => known.Contains(row.Filled[first])).ToList();
        if (wrong.Count == 0) return null;
        return $"In {wrong.Count:N0} rows of the sheet \"{sheet.Name}\" the key belongs to another row, such as in row " +
            $"{wrong[0].Filled.Number}, which is about {Short(wrong[0].Filled[first])} and has the key of " +
            $"{Short(wrong[0].Exported!.Cells[first])}: a sort left the keys behind, and nothing is merged. Undo it, and sort with the " +
            "filter in the headings, which moves whole rows.";
    }

    private void TellColumns(FilledSheet sheet, List<MatchedRow> rows)
    {
        foreach (var others in sheet.Rows.SelectMany(row => row.Others).GroupBy(at => at).OrderBy(at => at.Key))
        {
            var heading = sheet.Headings?[others.Key] is { Length: > 0 } text ? $" \"{Short(text)}\"" : "";
            Tell(
                "RM7002", $"The column {TableSheet.ColumnName(others.Key)}{heading} of the sheet \"{sheet.Name}\" is one of your own and " +
                $"stays in the workbook: a matrix has no place for its {others.Count():N0} cell{(others.Count() == 1 ? "" : "s")}.", 1,
                others.Key + 1);
        }
        for (var i = 0; i < sheet.ColumnsAt.Length; i++)
        {
            var column = sheet.Layout.Columns[i];
            if (sheet.ColumnsAt[i] < 0)
            {
                if (column.Owner != ColumnOwner.Reader && _content.Base?.Missing.GetValueOrDefault(sheet.Layout)?.Contains(i) is not true)
                    Tell(
                        "RM7002", $"The column \"{column.Heading}\" of the sheet \"{sheet.Name}\" was deleted; what it held stays as it " +
                        "is in the matrix.", 1, 1);
                continue;
            }
            if (_options.TwoWay || (column.Owner != ColumnOwner.Reader && sheet.Layout != WorkbookLayout.Controls)) continue;
            var changed = rows.Where(row => row.Exported is { } old
                && (column.Owner == ColumnOwner.Reader || old.Place[0] == ControlsLetter) && !IsSame(row.Filled[i], old.Cells[i])).ToList();
            if (changed.Count > 0)
                Tell(
                    "RM7002", $"{sheet.At(changed[0].Filled, i)}{(changed.Count > 1 ? $" and {changed.Count - 1:N0} more" : "")} was " +
                    $"changed, but the column \"{column.Heading}\" is only there to be read, and the change is not taken over.",
                    changed[0].Filled.Number, sheet.ColumnsAt[i] + 1);
        }
    }

    // --- the cells of one item

    private void MergeAbout(FilledSheet sheet, List<MatchedRow> rows)
    {
        var at = sheet.Layout.ColumnOf("value");
        foreach (var row in rows)
        {
            var place = row.Exported?.Place ?? (_isNew ? PlaceOf(row.Filled.Key) : "");
            var column = WorkbookLayout.AboutRows.FirstOrDefault(known => known.Member == place);
            if (column is null) continue;
            var now = _current[sheet.Layout].First(known => known.Place == place);
            var pointer = "/" + place.Replace('.', '/');
            if (Decide(sheet, row.Filled, at, column, row.Exported?.Cells[at] ?? "", now.Cells[at], pointer, column.Heading, out var value))
                _edits.Set(_document, "matrix", place, value, sheet.At(row.Filled, at));
        }
    }

    private void MergeItems(FilledSheet sheet, List<MatchedRow> rows, List<ExportedRow> exported, Dictionary<string, WorkbookRow> current)
    {
        var layout = sheet.Layout;
        foreach (var row in rows)
        {
            if (row.Exported is { } old)
            {
                if (old.Place[0] == ControlsLetter && layout == WorkbookLayout.Controls) continue;
                var about = AboutOf(layout, at => row.Filled[at]);
                if (!current.TryGetValue(old.Place, out var now))
                {
                    if (!IsItemUnchanged(layout, row.Filled, old) && IsWorkbookPreferred(sheet, row.Filled, about)) AddItem(sheet, row);
                    continue;
                }
                for (var i = 0; i < layout.Columns.Count; i++)
                {
                    var column = layout.Columns[i];
                    if (column.Owner == ColumnOwner.Reader) continue;
                    var pointer = $"{now.Pointer}/{column.Member.Replace('.', '/')}";
                    if (Decide(sheet, row.Filled, i, column, old.Cells[i], now.Cells[i], pointer, about, out var value))
                        _edits.Set(now.Item!, KindOf(layout), column.Member, value, sheet.At(row.Filled, i));
                }
            }
            else
            {
                AddItem(sheet, row);
            }
        }
        var kept = rows.Select(row => row.Exported).OfType<ExportedRow>().ToHashSet();
        foreach (var old in exported.Where(old => !kept.Contains(old)))
        {
            if (!current.TryGetValue(old.Place, out var now) || now.Item is null) continue;
            if (MayDelete(sheet, now, IsUnchanged(layout, now, old), AboutOf(layout, at => old.Cells[at]))) _edits.Remove(now.Item);
        }
    }

    private void AddItem(FilledSheet sheet, MatchedRow row)
    {
        var layout = sheet.Layout;
        if (layout == WorkbookLayout.Controls && row.Filled[layout.ColumnOf("catalog")] is { Length: > 0 } catalog && catalog != "local")
        {
            if (!_isNew)
                Tell(
                    "RM7002", $"{sheet.Name}!{row.Filled.Number}: a control cannot be added to the catalog {Short(catalog)} here, and " +
                    "the row is left out. Leave the catalog blank for a row of the document's own; the sheet \"Catalogs\" says what is " +
                    "in scope.", row.Filled.Number, 1);
            return;
        }
        var item = new JsonObject();
        foreach (var (column, i) in layout.Columns.Select((column, i) => (column, i)))
            if (column.Owner != ColumnOwner.Reader && TryRead(sheet, row.Filled, i, column, out var value) && value is not null)
                WorkbookEdits.SetNow(item, KindOf(layout), column.Member, value);
        if (item.Count == 0) return;
        _edits.Add(_document, "matrix", layout.Items!, item, RowName(sheet, row.Filled));
        Added(sheet, row.Filled, AboutOf(layout, at => row.Filled[at]));
    }

    private static string KindOf(WorkbookSheet layout) => layout.Items switch
    {
        "parties" => "party",
        "parameters" => "parameter",
        "catalogs" => "catalogInScope",
        "controls" => "localControl",
        "commitments" => "commitment",
        _ => "evidence",
    };

    private bool IsItemUnchanged(WorkbookSheet layout, FilledRow row, ExportedRow old) => !layout.Columns
        .Where((column, i) => column.Owner != ColumnOwner.Reader && row.Cells[i].Text is { } text && !IsSame(text, old.Cells[i])).Any();

    private static bool IsUnchanged(WorkbookSheet layout, WorkbookRow now, ExportedRow old) => !layout.Columns
        .Where((column, i) => column.Owner != ColumnOwner.Reader && !IsSame(CellText.Of(now.Cells[i]), old.Cells[i])).Any();

    /// <summary>What becomes of a cell; true where the value of the workbook is to be set.</summary>
    private bool Decide(FilledSheet sheet, FilledRow row, int at, WorkbookColumn column, string old, string now, string pointer,
        string about, out JsonNode? value)
    {
        value = null;
        if (row.Cells[at].Text is not { } text) return false;
        TellFormula(sheet, row, at);
        now = CellText.Of(now);
        if (IsSame(text, old) || IsSame(text, now)) return false;
        if (now.EndsWith(CellText.CutMark, StringComparison.Ordinal))
        {
            Tell(sheet, row, at, "was changed, but the text is longer than a cell, so that it stays as it is; change it in the matrix");
            return false;
        }
        if (!TryRead(sheet, row, at, column, out value)) return false;
        // Another way to write the same is no change.
        if (column.Form.Write(value) is var written && (IsSame(written, now) || IsSame(written, old))) return false;
        var isConflict = !IsSame(now, old);
        _changes.Add(new WorkbookChange
        {
            Kind = isConflict ? WorkbookChangeKind.Conflict : WorkbookChangeKind.Changed,
            Sheet = sheet.Layout.Name,
            Row = row.Number,
            Cell = sheet.At(row, at),
            About = about,
            Column = column.Heading,
            Pointer = pointer,
            Base = old,
            Workbook = text,
            Matrix = now,
        });
        if (!isConflict) return true;
        TellConflict(
            sheet, row, at, pointer, $"was changed in the workbook, to {Quoted(text)}, and in the matrix at {pointer}, to {Quoted(now)}");
        return _options.Prefer == WorkbookSide.Workbook;
    }

    /// <summary>The value of a cell; false where it was not understood, which is told.</summary>
    private bool TryRead(FilledSheet sheet, FilledRow row, int at, WorkbookColumn column, out JsonNode? value)
    {
        value = null;
        var (text, kind) = row.Cells[at];
        if (string.IsNullOrWhiteSpace(text)) return true;
        kind &= ~CellKind.Formula;
        var fits = kind == CellKind.Text || (kind == CellKind.Date && column.Form == CellForm.Date)
            || (kind == CellKind.Number && column.Form == CellForm.Number);
        if (!fits)
        {
            var what = kind switch
            {
                CellKind.Date => "a date",
                CellKind.Boolean => "a truth value",
                CellKind.Error => "an error",
                _ => "a number",
            };
            Tell(
                sheet, row, at, $"holds {what} ({Short(text)}), from which the text that was meant cannot be told (3.10 becomes 3.1); " +
                $"format the cell as {(column.Form == CellForm.Date ? "a date" : "text")} and write it again");
            return false;
        }
        value = column.Form.Read(text);
        if (value is null) Tell(sheet, row, at, $"is not understood: {Quoted(text)}. {column.Form.Hint.TrimEnd('.')}");
        return value is not null;
    }

    private bool MayDelete(FilledSheet sheet, WorkbookRow now, bool isUnchanged, string about)
    {
        _changes.Add(new WorkbookChange
        {
            Kind = isUnchanged ? WorkbookChangeKind.Deleted : WorkbookChangeKind.Conflict,
            Sheet = sheet.Layout.Name,
            About = about,
            Pointer = now.Pointer,
        });
        if (isUnchanged) return true;
        TellConflict(
            $"The row of {Short(about)} was deleted from the sheet \"{sheet.Name}\", and changed in the matrix at {now.Pointer}", 1, 1,
            now.Pointer);
        return _options.Prefer == WorkbookSide.Workbook;
    }

    private bool IsWorkbookPreferred(FilledSheet sheet, FilledRow row, string about)
    {
        _changes.Add(new WorkbookChange
        {
            Kind = WorkbookChangeKind.Conflict,
            Sheet = sheet.Layout.Name,
            Row = row.Number,
            Cell = RowName(sheet, row),
            About = about,
        });
        TellConflict(sheet, row, 0, null, "is in a row that was changed in the workbook, and deleted from the matrix");
        return _options.Prefer == WorkbookSide.Workbook;
    }

    private void Added(FilledSheet sheet, FilledRow row, string about) => _changes.Add(new WorkbookChange
    {
        Kind = WorkbookChangeKind.Added,
        Sheet = sheet.Layout.Name,
        Row = row.Number,
        Cell = RowName(sheet, row),
        About = about,
    });

    // --- words

    private static bool IsSame(string one, string other) =>
        one == other || (string.IsNullOrWhiteSpace(one) && string.IsNullOrWhiteSpace(other));

    private static string AboutOf(WorkbookSheet layout, Func<int, string> cell) =>
        Short(string.Join(", ", layout.Identity.Select(member => cell(layout.ColumnOf(member))).Where(text => text.Length > 0)));

    private static string RowName(FilledSheet sheet, FilledRow row) => $"{sheet.Name}!{row.Number}";

    private static string Short(string text)
    {
        const int Most = 80;
        text = text.ReplaceLineEndings(" ");
        return text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "…";
    }

    private static string Quoted(string text) => text.Length == 0 ? "nothing" : $"\"{Short(text)}\"";

    private string Preferred() => _options.Prefer switch
    {
        WorkbookSide.Workbook => "; the workbook counts",
        WorkbookSide.Matrix => "; the matrix counts",
        _ => "",
    };

    private void TellFormula(FilledSheet sheet, FilledRow row, int at)
    {
        if (row.Cells[at].Kind.HasFlag(CellKind.Formula))
            Tell(
                "RM7003", $"{sheet.At(row, at)} holds a formula; the value that the program kept of it was read: " +
                $"{Quoted(row[at])}.", row.Number, sheet.ColumnsAt[at] + 1);
    }

    private void Tell(FilledSheet sheet, FilledRow row, int at, string what) =>
        Tell("RM7001", $"{sheet.At(row, at)} {what}.", row.Number, Math.Max(0, sheet.ColumnsAt[at]) + 1);

    private void TellConflict(FilledSheet sheet, FilledRow row, int at, string? pointer, string what) =>
        TellConflict($"{sheet.At(row, at)} {what}", row.Number, Math.Max(0, sheet.ColumnsAt[at]) + 1, pointer);

    private void TellConflict(string message, int row, int column, string? pointer)
    {
        var place = new Place("", _options.File, row, column);
        var finding = Diagnostic.Of(DocumentValidator.FindDescriptor("RM7001")!, $"{message}{Preferred()}.", place);
        // What was decided is no error any more.
        if (_options.Prefer is not null) finding = finding with { Severity = Severity.Warning };
        _diagnostics.Add(pointer is null ? finding : finding with
        {
            Related = [new RelatedPlace { Message = "The matrix says it here.", Place = new Place(pointer, _options.MatrixFile) }],
        });
    }

    private void Tell(string id, string message, int row, int column) =>
        _diagnostics.Add(Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, new Place("", _options.File, row, column)));

    private Place CellPlace(string cell)
    {
        var reference = cell[(cell.LastIndexOf('!') + 1)..];
        var letters = reference.TakeWhile(char.IsAsciiLetter).ToArray();
        var column = letters.Aggregate(0, (sum, letter) => sum * 26 + letter - 'A' + 1);
        return new Place(
            "", _options.File, int.Parse(reference.AsSpan(letters.Length), NumberStyles.None, CultureInfo.InvariantCulture),
            Math.Max(1, column));
    }

    /// <summary>A row of the workbook with what was exported of it.</summary>
    /// <param name="Filled">The row.</param>
    /// <param name="Exported">The row that it was, or null for a new one.</param>
    /// <param name="CopyOf">The row that it was copied from, or null.</param>
    private sealed record MatchedRow(FilledRow Filled, ExportedRow? Exported, ExportedRow? CopyOf);
}
