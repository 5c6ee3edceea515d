using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Makes matrices of tables, by what a profile says of them. Thread-safe.</summary>
public static class TableImporter
{
    /// <summary>What a table can hold of a matrix, if its profile says so.</summary>
    public static FormatContent Content { get; } = new()
    {
        Id = "table",
        Title = "what a profile can say",
        Held = FormatContent.Map(
            (MatrixPart.Identity, "by options"), (MatrixPart.Service, "name and models"), (MatrixPart.Parties, null),
            (MatrixPart.PartyDetails, "roles, other names"), (MatrixPart.ServiceModels, "ids"), (MatrixPart.Options, "values in headings"),
            (MatrixPart.Conditions, null), (MatrixPart.Catalogs, "one catalog, the controls named"), (MatrixPart.Controls, null),
            (MatrixPart.ControlDetails, "parents, groups, descriptions"), (MatrixPart.Selectors, "several controls"),
            (MatrixPart.States, null), (MatrixPart.Reasons, null), (MatrixPart.Splits, null), (MatrixPart.Coupling, null),
            (MatrixPart.Inheritability, null), (MatrixPart.Duties, null), (MatrixPart.Texts, null), (MatrixPart.Involvement, null),
            (MatrixPart.Actions, null), (MatrixPart.Components, null), (MatrixPart.Implementation, null),
            (MatrixPart.EvidenceOfDuties, null), (MatrixPart.Evidence, "titles"), (MatrixPart.Inheritance, "the upstream's id"),
            (MatrixPart.Notes, null), (MatrixPart.InternalNotes, null), (MatrixPart.Sources, null)),
    };

    /// <summary>Imports the tables of one or several files, which are read together.</summary>
    /// <param name="files">The files, as <see cref="TableFile"/> readers give them.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <exception cref="ArgumentException"><see cref="TableImportOptions.Only"/> names no document of the profile.</exception>
    /// <exception cref="OperationCanceledException">The import was cancelled.</exception>
    public static TableImport Import(
        IReadOnlyList<TableFile> files, TableProfile profile, TableImportOptions? options = null, CancellationToken cancellationToken =
            default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(profile);
        options ??= new();
        if (options.Only is { } only && !profile.Documents.Any(document => document.Id == only))
            throw new ArgumentException($"The profile {profile.Id} has no document “{only}”.", nameof(options));
        return new Run(files, profile, options, cancellationToken).Import();
    }

    /// <summary>How well a profile fits.</summary>
    internal static ProfileFit Try(
        IReadOnlyList<TableFile> files, TableProfile profile, TableImportOptions options, CancellationToken cancellationToken) =>
        new Run(files, profile, options, cancellationToken).Try();

    private sealed record ReadDocument(ProfileDocument? Document, List<TableRecord> Rows, PartyNames Parties, EvidenceEntries Evidence);

    private sealed class Run(IReadOnlyList<TableFile> files, TableProfile profile, TableImportOptions options,
        CancellationToken cancellationToken)
    {
        private readonly CompiledProfile _compiled = new(profile, options);
        private readonly ImportFindings _findings = new(options.Limits.MaxFindings);
        private readonly List<(TableRecord? Record, ImportedTableRow Row)> _rows = [];
        private readonly List<TableRecord> _records = [];

        public TableImport Import()
        {
            foreach (var finding in files.SelectMany(file => file.Diagnostics)) _findings.Add(finding);
            var (tables, read) = Interpret();
            var imported = read.Select(document => new MatrixMaker(
                _compiled, document.Document, document.Parties, options with { HasSeveral = read.Count > 1 }, _findings)
                .Make(document.Rows, document.Evidence, files.Count > 0 ? files[0].File : null, cancellationToken)).ToList();
            foreach (var table in tables.Where(table => table.Table.Use == ProfileTableUse.Totals))
                WordCounts.Check(_records, table, _findings);
            return new TableImport
            {
                Profile = profile,
                Documents = imported.ToValueList(),
                Rows = _rows.Select(row => row.Record is { } record ? RowOf(record, row.Row) : row.Row).ToValueList(),
                Words = WordCounts.Of(_records),
                KnownColumns = KnownColumns(tables),
                HeadingRows = tables.Sum(table => table.Header is null ? 0 : table.Compiled.HeaderRows),
                Diagnostics = _findings.ToDiagnostics(),
                Findings = _findings.ToGroups(),
            };
        }

        /// <summary>How many rows the profile understands, without making a matrix of them.</summary>
        public ProfileFit Try()
        {
            var (tables, _) = Interpret();
            // A row of a table of rows by columns is understood where each of its cells is.
            var rows = _rows.Where(row => row.Record is not null)
                .GroupBy(row => row.Record!.Row, row => Decided(row.Record!).Outcome, ReferenceEqualityComparer.Instance)
                .Select(row => row.Contains(ImportedRowOutcome.NotUnderstood) ? ImportedRowOutcome.NotUnderstood
                    : row.Contains(ImportedRowOutcome.Imported) ? ImportedRowOutcome.Imported
                    : row.Contains(ImportedRowOutcome.Unanswered) ? ImportedRowOutcome.Unanswered : ImportedRowOutcome.LeftOut)
                .ToList();
            int Count(ImportedRowOutcome outcome) => rows.Count(row => row == outcome);
            return new ProfileFit(profile, Count(ImportedRowOutcome.Imported), Count(ImportedRowOutcome.Unanswered),
                Count(ImportedRowOutcome.NotUnderstood), rows.Count + _rows.Count(row => row.Record is null), KnownColumns(tables),
                tables.Sum(table => table.Columns.Count(column => column.IsNamed)),
                tables.Where(table => table.Table.Use is ProfileTableUse.Rows or ProfileTableUse.Joined)
                    .SelectMany(table => table.Unknown).Select(column => column.Heading).Distinct().Count());
        }

        private static int KnownColumns(List<FoundTable> tables) => tables
            .Where(table => table.Table.Use is ProfileTableUse.Rows or ProfileTableUse.Joined)
            .SelectMany(table => table.Columns.Select(column => (column.Column.Id, column.Column.Word))
                .Concat(table.Cells.Select(cell => (cell.Heading, (string?)null))))
            .Distinct().Count();

        private (List<FoundTable> Tables, List<ReadDocument> Documents) Interpret()
        {
            var tables = FindTables();
            var footnotes = new Footnotes(profile.Footnotes, files.SelectMany(file => file.Sheets));
            foreach (var table in tables) ReadRecords(table, footnotes);
            var documents = tables.Where(table => table.Table.Use is ProfileTableUse.Rows or ProfileTableUse.Joined)
                .Select(table => table.Document).Distinct().Where(document => document is null || !IsOther(document))
                .ToList();
            if (profile.Documents.Count > 0) documents = [.. profile.Documents.Where(documents.Contains)];
            return (tables, documents.Select(document => Interpret(document, footnotes)).ToList());
        }

        private List<FoundTable> FindTables()
        {
            List<FoundTable> tables = [];
            foreach (var file in files.Select(file => file.File).OfType<string>()) _compiled.CaptureFrom(file);
            foreach (var sheet in files.SelectMany(file => file.Sheets))
            {
                var document = _compiled.DocumentOf(sheet);
                var isNone = profile.Documents.Count > 0 && document is null;
                var (found, others) = isNone || (document is not null && IsOther(document)) ? ([], [.. sheet.Rows])
                    : new TableFinder(_compiled, sheet).Find(cancellationToken);
                foreach (var row in others) LeaveOut(sheet, row);
                if (found.Count == 0 && sheet.Rows.Count > 0 && !(document is not null && IsOther(document)))
                    _findings.Add("RM7002",
                        $"{NameOf(sheet)} is left out: {(sheet.Hidden ? "it is hidden" : "the profile has no table for it")}.",
                        sheet, sheet.Rows[0]);
                foreach (var table in found) table.Document = document;
                tables.AddRange(found);
            }
            return tables;
        }

        private bool IsOther(ProfileDocument document) => options.Only is { } only && document.Id != only;

        private void ReadRecords(FoundTable table, Footnotes footnotes)
        {
            foreach (var (record, isData) in new RecordReader(_compiled, table, footnotes, _findings).Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isData) _records.Add(record);
                _rows.Add((record, new ImportedTableRow { Number = record.Row.Number, Outcome = ImportedRowOutcome.LeftOut }));
            }
        }

        private ReadDocument Interpret(ProfileDocument? document, Footnotes footnotes)
        {
            var records = _records
                .Where(record => record.Found.Document == document
                && record.Found.Table.Use is ProfileTableUse.Rows or ProfileTableUse.Joined).ToList();
            foreach (var table in profile.Tables)
            {
                if (table.Join is not { } join) continue;
                RecordJoin.Join(join, [.. records.Where(record => record.Found.Table == table)],
                    [.. records.Where(record => record.Found.Table.Id == join.Table && record.Found.Table != table)], _findings);
            }
            List<TableRecord> rows = [.. records.Where(record => !record.IsJoined)];
            NameParties(rows);
            foreach (var record in rows) _compiled.Named.Add(record);
            var parties = NameFromWords.Take(_compiled, rows, _findings);
            var evidence = new EvidenceEntries();
            var interpreter = new RowInterpreter(_compiled, parties, footnotes, evidence, _findings);
            for (var i = 0; i < rows.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (i % Math.Max(rows.Count / 100, 1) == 0)
                    options.Progress?.Report(new() { Stage = EvaluationStage.ReadingRows, Done = i, Total = rows.Count });
                interpreter.Read(rows[i]);
            }
            return new ReadDocument(document, rows, parties, evidence);
        }

        // A column of words with a side names the party on that side, if all rows agree.
        private void NameParties(List<TableRecord> rows)
        {
            foreach (var (id, side) in rows.SelectMany(row => row.Found.Compiled.All)
                .Where(column => column is { Is: ProfileColumnUse.Word, Side: not null })
                .Select(column => (column.Id, column.Side!)).Distinct())
            {
                var names = rows.SelectMany(row => row[id]).Select(value => value.Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(2)
                    .ToList();
                if (names.Count == 1) _compiled.Capture(side, names[0]);
            }
        }

        private void LeaveOut(TableSheet sheet, TableRow row) =>
            _rows.Add((null, new ImportedTableRow
            {
                File = sheet.File,
                Sheet = sheet.Name,
                Number = row.Number,
                Outcome = ImportedRowOutcome.LeftOut
            }));

        private ImportedTableRow RowOf(TableRecord record, ImportedTableRow row)
        {
            var from = Decided(record);
            var sheet = record.Found.Sheet;
            return row with
            {
                File = sheet.File,
                Sheet = sheet.Name,
                At = record.Column >= 0 ? sheet.At(record.Row, record.Column) : null,
                Document = record.Found.Document?.Id,
                Control = from.ControlText,
                Outcome = from.Outcome,
                Pointer = from.Pointer,
                Words = record.Label,
            };
        }

        private readonly Dictionary<TableRecord, TableRecord> _joinedTo = [];

        // What was joined to another record comes to what that comes to.
        private TableRecord Decided(TableRecord record)
        {
            if (!record.IsJoined) return record;
            if (_joinedTo.Count == 0)
                foreach (var other in _records)
                    foreach (var joined in other.Joined) _joinedTo.TryAdd(joined, other);
            return _joinedTo.GetValueOrDefault(record, record);
        }

        private static string NameOf(TableSheet sheet) => sheet.Name is { } name ? $"The sheet “{Shortened.Text(name)}”"
            : sheet.Headings.IsEmpty ? "The table" : $"The table under “{Shortened.Text(sheet.Headings[^1])}”";
    }
}
