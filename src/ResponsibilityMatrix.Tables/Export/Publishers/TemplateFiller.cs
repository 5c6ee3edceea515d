using System.IO.Compression;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Fills in a publisher's workbook: finds its tables by the profile that reads it, and sets the cells of the answers.</summary>
internal sealed class TemplateFiller(PublisherFormat format, TableProfile profile, ResolvedMatrix answer, Matrix matrix,
    PublisherTemplateOptions options, CancellationToken cancellationToken)
{
    private readonly CompiledProfile _compiled = new(profile, new TableImportOptions());
    private readonly HashSet<(string Id, string? Word)> _answered = [.. format.Sheets.SelectMany(sheet => sheet.Columns)
        .Where(column => column.Use == PublisherColumnUse.Answer).Select(column => (column.Id, column.Word))];
    private readonly List<Diagnostic> _diagnostics = [];

    public PublisherWorkbookResult Fill(ReadOnlyMemory<byte> template)
    {
        try
        {
            if (!WorkbookReader.IsWorkbook(template.Span)) return NoWorkbook(template);
            List<string> parts = [];
            var file = WorkbookReader.Read(template, options.File, options.Limits, cancellationToken, sheetParts: parts);
            if (file.Sheets.IsEmpty) return new() { Diagnostics = file.Diagnostics };
            var found = Tables(file);
            if (found.Count == 0)
                return Failed($"The workbook has no table that {format.Id} knows: none of its sheets " +
                    $"({Shortened.List([.. file.Sheets.Select(sheet => $"“{sheet.Name}”")])}) has its headings. " +
                    "Give the publisher's workbook as it was published.");
            var documents = found.GroupBy(table => table.Document?.Id).Select(group => new Candidate(group.First().Document, [.. group],
                new AnswersByControl(answer, matrix, group.First().Document?.Catalog, profile.Vocabulary ?? profile.Id)))
                .Select(Measured).OrderByDescending(candidate => candidate.Fit)
                .ThenByDescending(candidate => candidate.Document is { } document && format.IsNamedBy(matrix, document)).ToList();
            var chosen = options.Only is { } only ? documents.Find(candidate => candidate.Document?.Id == only)
                : documents.Find(candidate => candidate.Document is null || format.IsFilled(candidate.Document));
            if (chosen is null)
                return Failed(options.Only is null ? "The workbook has no sheets to be filled in."
                    : $"The workbook has no sheets for “{options.Only}”. It has some for " +
                        $"{Shortened.List([.. documents.Select(candidate => candidate.Document?.Id ?? "all")])}.");
            if (chosen.Answered == 0)
                return Failed($"The matrix answers none of the {chosen.Controls:N0} controls in the workbook" +
                    $"{(chosen.First is { } first ? $", such as {Shortened.Text(first)}" : "")}.");
            var bytes = Fill(template, chosen, file, parts);
            foreach (var finding in file.Diagnostics) _diagnostics.Add(finding);
            return new()
            {
                Workbook = bytes,
                Extension = ExtensionOf(template),
                Documents = documents.OrderBy(candidate => candidate != chosen)
                    .Select(candidate => candidate.ToPublic(candidate == chosen)).ToValueList(),
                WithoutRow = chosen.Answers.Unused.Concat(chosen.Answers.Elsewhere).Select(control => control.Control).ToValueList(),
                Diagnostics = _diagnostics.ToValueList(),
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or IOException or NotSupportedException)
        {
            return Failed($"The workbook cannot be filled in: {exception.Message.TrimEnd('.')}. Open it in a spreadsheet program, and " +
                "save it as an Excel workbook (.xlsx) again.");
        }
    }

    private PublisherWorkbookResult NoWorkbook(ReadOnlyMemory<byte> template)
    {
        // What kind of file it is instead is told by who reads it.
        var read = TableFileReader.Read(template, options.File, options.Limits, cancellationToken);
        return read.Sheets.IsEmpty ? new() { Diagnostics = read.Diagnostics }
            : Failed("This is no workbook. Give the publisher's workbook (.xlsx).");
    }

    private PublisherWorkbookResult Failed(string message) =>
        new() { Diagnostics = [Diagnostic.Of(DocumentValidator.FindDescriptor("RM7001")!, message, new Place("", options.File, 1, 1))] };

    private List<FoundTable> Tables(TableFile file)
    {
        List<FoundTable> tables = [];
        foreach (var sheet in file.Sheets)
        {
            var document = _compiled.DocumentOf(sheet);
            if (profile.Documents.Count > 0 && document is null) continue;
            foreach (var table in new TableFinder(_compiled, sheet).Find(cancellationToken).Tables)
            {
                if (table.Table.Cells is not null || !table.Columns.Exists(IsAnswered)) continue;
                table.Document = document;
                tables.Add(table);
            }
        }
        return tables;
    }

    private bool IsAnswered(FoundColumn column) => _answered.Contains((column.Column.Id, column.Column.Word));

    private Candidate Measured(Candidate candidate)
    {
        HashSet<string> asked = new(StringComparer.Ordinal);
        var findings = new ImportFindings(0);
        foreach (var table in candidate.Tables)
        {
            var reader = new RecordReader(_compiled, table, new Footnotes(profile.Footnotes, []), findings);
            foreach (var (record, isData) in reader.Read())
            {
                if (!isData || IdOf(record) is not { } ids) continue;
                cancellationToken.ThrowIfCancellationRequested();
                var control = (ids.Part is null ? null : candidate.Answers.Find(ids.Part))
                    ?? (ids.Control is null ? null : candidate.Answers.Find(ids.Control));
                candidate.Rows.Add((record, control));
                candidate.First ??= ids.Part ?? ids.Control;
                if (!asked.Add(ids.Part ?? ids.Control!)) continue;
                candidate.Controls++;
                if (control is { State: not ControlState.Unassigned }) candidate.Answered++;
            }
        }
        return candidate;
    }

    private static string? AskedFor(TableRecord record) => IdOf(record) is { } ids ? ids.Part ?? ids.Control : null;

    private static bool IsSame(string id, string other) =>
        ControlKey.TryParse(id, out var key) && ControlKey.TryParse(other, out var known) && key == known;

    private static (string? Part, string? Control)? IdOf(TableRecord record)
    {
        var part = record.Of(ProfileColumnUse.Part).Select(value => value.Text).FirstOrDefault();
        var control = RowInterpreter.ControlsOf(record).FirstOrDefault();
        return part is null && control is null ? null : (part, control);
    }

    private byte[] Fill(ReadOnlyMemory<byte> template, Candidate chosen, TableFile file, List<string> parts)
    {
        var (notes, places) = (new PublisherNotes(), new PublisherNotes());
        var edits = new Dictionary<TableSheet, SortedDictionary<int, SortedList<int, string>>>(ReferenceEqualityComparer.Instance);
        var cells = new Dictionary<ResolvedControl, PublisherCells>(ReferenceEqualityComparer.Instance);
        foreach (var (record, control) in chosen.Rows)
        {
            if (control is null) continue;
            chosen.Answers.Use(control);
            if (control.State != ControlState.Unassigned && AskedFor(record) is { } asked && !IsSame(asked, control.Control))
                places.Changed("a row for a part has the answer of the whole control", asked);
            if (!cells.TryGetValue(control, out var texts))
                cells.Add(control, texts = format.CellsOf(chosen.Answers.Of(control), notes));
            if (texts.IsEmpty) TellKept(record, places);
            else Set(record, texts, edits, places);
        }
        Dictionary<string, byte[]> changed = new(StringComparer.OrdinalIgnoreCase);
        using (var package = new WorkbookParts(template, options.Limits))
        {
            foreach (var (sheet, rows) in edits)
            {
                var part = parts[file.Sheets.Index().First(known => ReferenceEquals(known.Item, sheet)).Index];
                var (xml, formulas) = SheetPatch.Apply(package.Bytes(part), rows, cancellationToken);
                foreach (var (row, column) in formulas)
                    places.Changed("a cell with a formula keeps it, and the answer is not written", Name(sheet, row, column));
                changed.Add(part, xml);
            }
        }
        foreach (var control in chosen.Answers.Unused)
            notes.Lost("the workbook has no row for a control that the matrix answers", control.Control);
        foreach (var control in chosen.Answers.Elsewhere)
            notes.Lost("the workbook is not about the controls of another catalog", $"{control.Catalog}:{control.Control}");
        foreach (var (id, text) in notes.All.Concat(places.All))
            _diagnostics.Add(Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, $"{format.Id}: {text}"));
        return WithParts(template, changed);
    }

    private static string Name(TableSheet sheet, int row, int column) => $"{sheet.Name}!{TableSheet.ColumnName(column)}{row}";

    private void Set(TableRecord record, PublisherCells texts,
        Dictionary<TableSheet, SortedDictionary<int, SortedList<int, string>>> edits, PublisherNotes places)
    {
        var (sheet, row) = (record.Found.Sheet, record.Row);
        foreach (var column in record.Found.Columns.Where(IsAnswered))
        {
            var text = texts[column.Column.Id, column.Column.Word];
            var before = row[column.At];
            if (record.Found.Merged.Find(row.Number, column.At) is { } range && range.FirstRow < row.Number)
            {
                if (text.Length > 0 && record.Found.Merged.TextOf(range) != text)
                    places.Lost("cells that are merged take the answer of their first row alone", sheet.At(row, column.At));
                continue;
            }
            places.Look(text, _compiled, sheet.At(row, column.At));
            if (CellText.Of(text) == CellWords.Clean(before) || (text.Length == 0 && _compiled.IsBlank(CellWords.Clean(before)))) continue;
            if (before.Length > 0) places.Changed("another answer that stood in the workbook was replaced", sheet.At(row, column.At));
            if (!edits.TryGetValue(sheet, out var rows)) edits.Add(sheet, rows = []);
            if (!rows.TryGetValue(row.Number, out var cells)) rows.Add(row.Number, cells = []);
            cells[column.At] = text;
        }
    }

    // Who reads the workbook takes what stands in such a row for an answer of the matrix.
    private void TellKept(TableRecord record, PublisherNotes places)
    {
        if (record.Found.Columns.Exists(column => IsAnswered(column) && !string.IsNullOrWhiteSpace(record.Row[column.At])))
            places.Changed("a row that the matrix does not answer keeps the answer that stood there", record.Found.Sheet.At(record.Row, 0));
    }

    private static byte[] WithParts(ReadOnlyMemory<byte> template, Dictionary<string, byte[]> parts)
    {
        using var stream = new MemoryStream();
        stream.Write(template.Span);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries)
            {
                if (!parts.TryGetValue(entry.FullName, out var bytes)) continue;
                var written = entry.LastWriteTime;
                using (var content = entry.Open())
                {
                    content.SetLength(0);
                    content.Write(bytes);
                }
                entry.LastWriteTime = written;
            }
        }
        return stream.ToArray();
    }

    private string ExtensionOf(ReadOnlyMemory<byte> template)
    {
        using var package = new WorkbookParts(template, options.Limits);
        using var types = package.Open("[Content_Types].xml");
        while (types?.Read() is true)
        {
            if (types["ContentType"] is not { } type || !type.EndsWith(".main+xml", StringComparison.Ordinal)) continue;
            var hasMacros = type.Contains("macroEnabled", StringComparison.Ordinal);
            if (type.Contains(".template", StringComparison.Ordinal)) return hasMacros ? ".xltm" : ".xltx";
            if (hasMacros) return ".xlsm";
        }
        return ".xlsx";
    }

    /// <summary>The tables of a document of the profile, and how well the matrix fits them.</summary>
    private sealed class Candidate(ProfileDocument? document, List<FoundTable> tables, AnswersByControl answers)
    {
        public ProfileDocument? Document => document;

        public List<FoundTable> Tables => tables;

        public AnswersByControl Answers => answers;

        public List<(TableRecord Record, ResolvedControl? Control)> Rows { get; } = [];

        public string? First { get; set; }

        public int Controls { get; set; }

        public int Answered { get; set; }

        /// <summary>The share that both have of what either has.</summary>
        public double Fit =>
            (double)Answered / Math.Max(1, Controls + answers.Leaves.Count(control => control.State != ControlState.Unassigned) - Answered);

        public FilledDocument ToPublic(bool isFilled) => new()
        {
            Id = document?.Id,
            Sheets = tables.Select(table => table.Sheet.Name ?? "").Distinct().ToValueList(),
            Controls = Controls,
            Answered = Answered,
            IsFilled = isFilled,
        };
    }
}
