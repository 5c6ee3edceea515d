using System.Globalization;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Answers as flat rows for other programs: as objects, and as CSV, NDJSON and Parquet. Thread-safe.</summary>
public static class MatrixRows
{
    private const string Between = "; ";

    private const string InternalColumn = "internalNote";

    // Notes are only written where the rows have some.
    private static readonly RowTable<MatrixRow> Whole = new(ExportJsonContext.Default.MatrixRow);
    private static readonly RowTable<MatrixRow> Shared = new(ExportJsonContext.Default.MatrixRow, InternalColumn);

    // A folder's name says these.
    private static readonly RowTable<MatrixRow> WholeParts =
        new(ExportJsonContext.Default.MatrixRow, PartitionNames.Service, PartitionNames.Version);
    private static readonly RowTable<MatrixRow> SharedParts =
        new(ExportJsonContext.Default.MatrixRow, PartitionNames.Service, PartitionNames.Version, InternalColumn);

    /// <summary>What the rows hold of a matrix.</summary>
    public static FormatContent Content { get; } = new()
    {
        Id = "csv, ndjson, parquet",
        Title = "rows",
        Held = FormatContent.Map(
            (MatrixPart.Identity, null), (MatrixPart.Dates, "effective, reviewBy, expires"), (MatrixPart.Service, "its id"),
            (MatrixPart.Parties, "those with duties"), (MatrixPart.PartySides, "those of parties with duties"),
            (MatrixPart.Conditions, "one context in a file"), (MatrixPart.Catalogs, "a row for each control in scope"),
            (MatrixPart.Controls, "id and title"), (MatrixPart.Selectors, "a row for each control"), (MatrixPart.States, null),
            (MatrixPart.Reasons, null), (MatrixPart.Splits, null), (MatrixPart.Coupling, "stated or derived"),
            (MatrixPart.Inheritability, "stated or derived"), (MatrixPart.Duties, null), (MatrixPart.DutyIds, null),
            (MatrixPart.Texts, null), (MatrixPart.Involvement, null), (MatrixPart.Actions, null), (MatrixPart.Components, null),
            (MatrixPart.Implementation, null), (MatrixPart.EvidenceOfDuties, null), (MatrixPart.Inheritance, "the upstream's id"),
            (MatrixPart.Base, "as it resolves"), (MatrixPart.Defaults, "as they resolve"),
            (MatrixPart.Translations, "the language asked for"),
            (MatrixPart.InternalNotes, "if asked for")),
    };

    /// <summary>What the profile <c>rmatrix-rows</c> takes from rows into a matrix.</summary>
    public static FormatContent ImportContent { get; } = new()
    {
        Id = "rmatrix-rows",
        Title = "rows that come back",
        Held = FormatContent.Map(
            (MatrixPart.Parties, "those with duties"), (MatrixPart.PartySides, "those of parties with duties"),
            (MatrixPart.Catalogs, "the controls of the rows"), (MatrixPart.Controls, "id and title"), (MatrixPart.States, null),
            (MatrixPart.Reasons, null), (MatrixPart.Splits, null), (MatrixPart.Coupling, "as stated"),
            (MatrixPart.Inheritability, "as stated"), (MatrixPart.Duties, "equal ones of a control once"), (MatrixPart.Texts, null),
            (MatrixPart.Involvement, null), (MatrixPart.Actions, null), (MatrixPart.Components, null), (MatrixPart.Implementation, null),
            (MatrixPart.EvidenceOfDuties, null), (MatrixPart.Evidence, "ids"), (MatrixPart.Inheritance, "the upstream's id"),
            (MatrixPart.InternalNotes, null)),
    };

    /// <summary>The names of the columns, in order.</summary>
    /// <param name="includeInternal">Whether the column of internal notes is one of them.</param>
    public static ValueList<string> Columns(bool includeInternal = false) => TableOf(includeInternal).Columns;

    /// <summary>Makes the rows of an answer, in its order: one for each duty of each control without parts in scope.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="matrix">The matrix that was asked.</param>
    /// <param name="includeInternal">Whether the rows have the internal notes of the matrix.</param>
    public static IEnumerable<MatrixRow> Of(ResolvedMatrix answer, Matrix matrix, bool includeInternal = false)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(matrix);
        return Make(answer.Context, answer.Parties, answer.Controls, matrix, includeInternal).SelectMany(rows => rows.Rows);
    }

    /// <summary>Makes the rows of an answer through the chain, in its order. The rows of the matrix's own duties are those of
    /// <see cref="Of"/>. Below those of a control stand the duties that upstreams perform, and those that they leave to their customers,
    /// with the depth.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="matrix">The matrix that was asked.</param>
    /// <param name="includeInternal">Whether the rows have the internal notes of the matrix; those of upstreams are never there.</param>
    public static IEnumerable<MatrixRow> OfChain(ChainAnswer answer, Matrix matrix, bool includeInternal = false)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(matrix);
        var parties = answer.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id);
        return Make(answer.Context, answer.Parties, answer.Controls.Select(control => control.Resolved), matrix, includeInternal)
            .Zip(answer.Controls.Where(control => control.Resolved.IsLeaf), (made, control) => made.Rows.Concat(
                control.Performers.Concat(control.Retained)
                    // The own duties are there already. An upstream without a matrix has no path.
                    .Where(performer => !performer.Via.IsEmpty || performer.Matrix is null)
                    .Select(performer => UpstreamRow(made.Control, performer, parties.GetValueOrDefault(performer.Party)))))
            .SelectMany(rows => rows);
    }

    /// <summary>Writes rows as CSV in UTF-8, with a row of headings and without a byte-order mark. Cells are safe for spreadsheet programs
    /// (<see cref="CsvWriter"/>).</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="output">The stream; it stays open.</param>
    /// <param name="includeInternal">Whether there is a column of internal notes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void WriteCsv(
        IEnumerable<MatrixRow> rows, Stream output, bool includeInternal = false, CancellationToken cancellationToken = default) =>
        TableOf(includeInternal).Write(rows, RowFormat.Csv, output, cancellationToken);

    /// <summary>Writes rows as NDJSON in UTF-8: an object a line.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="output">The stream; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void WriteNdjson(IEnumerable<MatrixRow> rows, Stream output, CancellationToken cancellationToken = default) =>
        Whole.Write(rows, RowFormat.Ndjson, output, cancellationToken);

    /// <summary>Writes rows as Parquet: texts, dates, truth values and numbers as such, and null as null. Rows are written in groups, so
    /// that memory does not grow with their number. The same rows give the same bytes.</summary>
    /// <param name="rows">The rows; they may be of many matrices, and are read once.</param>
    /// <param name="output">The stream; it stays open, and need not be one that can seek.</param>
    /// <param name="includeInternal">Whether there is a column for internal notes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void WriteParquet(
        IEnumerable<MatrixRow> rows, Stream output, bool includeInternal = false, CancellationToken cancellationToken = default) =>
        TableOf(includeInternal).Write(rows, RowFormat.Parquet, output, cancellationToken);

    /// <summary>Writes rows as Parquet as they come in (<see cref="WriteParquet"/>).</summary>
    /// <param name="rows">The rows; they may be of many matrices, and are read once.</param>
    /// <param name="output">The stream; it stays open, and need not be one that can seek.</param>
    /// <param name="includeInternal">Whether there is a column for internal notes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WriteParquetAsync(IAsyncEnumerable<MatrixRow> rows, Stream output, bool includeInternal = false,
        CancellationToken cancellationToken = default) =>
        TableOf(includeInternal).WriteParquetAsync(rows, output, cancellationToken);

    /// <summary>Writes rows in a format.</summary>
    /// <param name="rows">The rows; they may be of many matrices, and are read once.</param>
    /// <param name="format">The format.</param>
    /// <param name="output">The stream; it stays open.</param>
    /// <param name="includeInternal">Whether there is a column for internal notes; NDJSON has them where the rows do.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(IEnumerable<MatrixRow> rows, RowFormat format, Stream output, bool includeInternal = false,
        CancellationToken cancellationToken = default) =>
        (format == RowFormat.Ndjson ? Whole : TableOf(includeInternal)).Write(rows, format, output, cancellationToken);

    /// <summary>
    /// Writes rows to a file for each service and version, as Hive, Spark and DuckDB partition a table:
    /// <c>service=ID/version=V/rows.parquet</c>. The files do not have these two columns. Of a value, ASCII characters that are no letters,
    /// digits, hyphens, underscores and periods are percent-encoded, so that no name leaves its folder; two values whose names differ in
    /// upper and lower case only have different names. The same rows give the same files.
    /// </summary>
    /// <param name="rows">The rows, those of one service and version after another; they are read once.</param>
    /// <param name="format">The format.</param>
    /// <param name="open">Opens the file with a relative path, whose parts are separated by <c>/</c>, for writing. The stream is disposed
    /// before the next one is opened.</param>
    /// <param name="includeInternal">Whether there is a column for internal notes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="ArgumentException">The rows of a service and version are not together; or an id is longer than the name of a folder
    /// can be, or has the same name as another one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void WritePartitioned(IEnumerable<MatrixRow> rows, RowFormat format, Func<string, Stream> open,
        bool includeInternal = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(open);
        var table = includeInternal ? WholeParts : SharedParts;
        var names = new PartitionNames(format);
        using var row = rows.GetEnumerator();
        for (var isMore = row.MoveNext(); isMore;)
        {
            var first = row.Current;
            using var output = open(names.PathOf(first.Service, first.Version));
            table.Write(Part(first), format, output, cancellationToken);

            IEnumerable<MatrixRow> Part(MatrixRow first)
            {
                do yield return row.Current;
                while ((isMore = row.MoveNext()) && row.Current.Service == first.Service && row.Current.Version == first.Version);
            }
        }
    }

    private static RowTable<MatrixRow> TableOf(bool includeInternal) => includeInternal ? Whole : Shared;

    // For each control without parts: a row without a duty, and its rows.
    private static IEnumerable<(MatrixRow Control, IEnumerable<MatrixRow> Rows)> Make(ResolutionContext context,
        ValueList<ResolvedParty> parties, IEnumerable<ResolvedControl> controls, Matrix matrix, bool includeInternal)
    {
        var names = parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);
        var options = OptionsOf(context);
        return controls.Where(control => control.IsLeaf).Select(control =>
        {
            var decided = control.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied);
            var assignment = includeInternal && decided is { Level: 0 } ? AssignmentAt(matrix, decided.Pointer) : null;
            var row = new MatrixRow
            {
                Service = matrix.Service.Id,
                Document = matrix.Id,
                Version = matrix.Version.ToString(),
                Context = options,
                Catalog = control.Catalog,
                Control = control.Control,
                Title = control.Title,
                State = Words.Of(control.State),
                Reason = control.Reason,
                Split = Words.OfSplit(control.Split),
                Coupling = control.Coupling is { } coupling ? Words.Of(coupling) : null,
                Inheritability = control.Inheritability is { } inheritability ? Words.Of(inheritability) : null,
                Matrix = decided is null ? null : decided.Level == 0 ? matrix.Id : IdOf(decided.Document),
                Depth = 0,
                Pointer = decided?.Pointer,
                AsOf = context.AsOf,
                Effective = matrix.Effective,
                ReviewBy = matrix.ReviewBy,
                Expires = matrix.Expires,
                InternalNote = assignment?.InternalNote,
            };
            return (row, control.Duties.IsEmpty ? [row] : control.Duties.Select(duty => row with
            {
                DutyId = duty.Id,
                Party = duty.Party,
                PartyName = names.GetValueOrDefault(duty.Party),
                Side = Words.OfSplit(duty.Side),
                Involvement = Joined(Words.OfInvolvement(duty.Involvement)),
                Action = duty.Action,
                Text = duty.Text,
                InheritedFrom = duty.InheritedFrom,
                Component = duty.Component,
                Implementation = Joined(duty.Implementation.Select(Words.Of)),
                Done = duty.IsDone,
                Evidence = Joined(duty.Evidence),
                InternalNote = NoteOf(assignment, duty, matrix.Service),
            }));
        });
    }

    private static MatrixRow UpstreamRow(MatrixRow control, Performer performer, ResolvedParty? party) => control with
    {
        DutyId = performer.Duty,
        Party = performer.Party,
        PartyName = party?.Name,
        Side = party is null ? null : Words.OfSplit(party.Side),
        Involvement = Joined(Words.OfInvolvement(Involvement.Responsible)),
        Action = performer.Action,
        Text = performer.Text,
        Component = performer.Component,
        Implementation = Joined(performer.Implementation.Select(Words.Of)),
        Done = performer.Implementation.IsDone(),
        Evidence = Joined(performer.Evidence),
        Matrix = performer.Matrix,
        Depth = Math.Max(1, performer.Via.Count),
        Pointer = null,
        InternalNote = null,
    };

    /// <summary>The service model and the options as one text.</summary>
    internal static string OptionsOf(ResolutionContext context) => string.Join(Between,
        new[] { KeyValuePair.Create(Condition.ServiceModel, context.ServiceModel ?? "") }
            .Concat(context.Parameters).Where(option => option.Value.Length > 0).Select(option => $"{option.Key}={option.Value}"));

    /// <summary>Several words as one text; null for none.</summary>
    internal static string? Joined(IEnumerable<string> words) => string.Join(Between, words) is { Length: > 0 } text ? text : null;

    // A document is named as id@version.
    private static string IdOf(string document) => document.LastIndexOf('@') is > 0 and var at ? document[..at] : document;

    private static Assignment? AssignmentAt(Matrix matrix, string pointer) =>
        int.TryParse(pointer.AsSpan(pointer.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at < matrix.Assignments.Count ? matrix.Assignments[at] : null;

    private static string? NoteOf(Assignment? assignment, ResolvedDuty duty, Service service)
    {
        if (assignment is null) return null;
        var own = assignment.Duties.FirstOrDefault(stated => stated.Id == duty.Id && stated.Text == duty.Text
            && stated.Component == duty.Component && stated.Involvement == duty.Involvement && duty.Party == (stated.Party switch
            {
                Party.ProviderWord => service.Provider,
                Party.CustomerWord => service.Customer,
                var id => id,
            }));
        var notes = new[] { assignment.InternalNote, own?.InternalNote }.OfType<string>().ToList();
        return notes.Count > 0 ? string.Join("\n", notes) : null;
    }
}
