using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Answers as flat rows for other programs: as objects, and as CSV, NDJSON and Parquet. Thread-safe.</summary>
public static class MatrixRows
{
    private const string Between = "; ";

    // The members of a row are the columns: there is no second list.
    private static readonly JsonTypeInfo<MatrixRow> RowType = ExportJsonContext.Default.MatrixRow;

    private static readonly JsonPropertyInfo[] All = [.. RowType.Properties];

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
    public static ValueList<string> Columns(bool includeInternal = false) => ColumnsOf(includeInternal).Select(column => column.Name)
        .ToValueList();

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
        IEnumerable<MatrixRow> rows, Stream output, bool includeInternal = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        var columns = ColumnsOf(includeInternal);
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        writer.Write(CsvWriter.Row(columns.Select(column => column.Name)));
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(CsvWriter.Row(columns.Select(column => Cell(column.Get!(row)))));
        }
    }

    /// <summary>Writes rows as NDJSON in UTF-8: an object a line.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="output">The stream; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void WriteNdjson(IEnumerable<MatrixRow> rows, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, new() { Encoder = VisibleEncoder.Instance });
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MatrixJson.Write(row, writer, RowType);
            writer.Flush();
            writer.Reset();
            output.Write("\n"u8);
        }
    }

    /// <summary>Writes rows as Parquet: texts, dates, truth values and numbers as such, and null as null. Rows are written in groups, so
    /// that memory does not grow with their number. The same rows give the same bytes.</summary>
    /// <param name="rows">The rows; they may be of many matrices, and are read once.</param>
    /// <param name="output">The stream; it stays open, and need not be one that can seek.</param>
    /// <param name="includeInternal">Whether there is a column for internal notes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void WriteParquet(
        IEnumerable<MatrixRow> rows, Stream output, bool includeInternal = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        // Nothing in this waits: the stream takes all at once.
        WriteAsync().GetAwaiter().GetResult();

        async Task WriteAsync()
        {
            var writer = await ParquetRows.CreateAsync(ColumnsOf(includeInternal), output, false, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await writer.AddAsync(row, cancellationToken).ConfigureAwait(false);
            }
            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes rows as Parquet as they come in (<see cref="WriteParquet"/>).</summary>
    /// <param name="rows">The rows; they may be of many matrices, and are read once.</param>
    /// <param name="output">The stream; it stays open, and need not be one that can seek.</param>
    /// <param name="includeInternal">Whether there is a column for internal notes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task WriteParquetAsync(IAsyncEnumerable<MatrixRow> rows, Stream output, bool includeInternal = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        var writer = await ParquetRows.CreateAsync(ColumnsOf(includeInternal), output, true, cancellationToken).ConfigureAwait(false);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.AddAsync(row, cancellationToken).ConfigureAwait(false);
        }
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static JsonPropertyInfo[] ColumnsOf(bool includeInternal) =>
        includeInternal ? All : [.. All.Where(column => column.Name != "internalNote")];

    private static string? Cell(object? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    // For each control without parts: a row without a duty, and its rows.
    private static IEnumerable<(MatrixRow Control, IEnumerable<MatrixRow> Rows)> Make(ResolutionContext context,
        ValueList<ResolvedParty> parties, IEnumerable<ResolvedControl> controls, Matrix matrix, bool includeInternal)
    {
        var names = parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);
        var options = string.Join(Between, new[] { KeyValuePair.Create(Condition.ServiceModel, context.ServiceModel ?? "") }
            .Concat(context.Parameters).Where(option => option.Value.Length > 0).Select(option => $"{option.Key}={option.Value}"));
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
        Matrix = performer.Matrix,
        Depth = Math.Max(1, performer.Via.Count),
        Pointer = null,
        InternalNote = null,
    };

    private static string? Joined(IEnumerable<string> words) => string.Join(Between, words) is { Length: > 0 } text ? text : null;

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
