using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The commitments of matrices as flat rows for other programs, beside <see cref="MatrixRows"/>. Thread-safe.</summary>
public static class CommitmentRows
{
    private static readonly RowTable<CommitmentRow> Table = new(ExportJsonContext.Default.CommitmentRow);

    /// <summary>The names of the columns, in order.</summary>
    public static ValueList<string> Columns => Table.Columns;

    /// <summary>Makes the rows of the commitments that hold in the context of an answer, those of the matrix first, then those of its
    /// bases. Commitments of upstreams are not among them.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="resolver">The resolver of the matrix that was asked.</param>
    public static IEnumerable<CommitmentRow> Of(ChainAnswer answer, Resolver resolver)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(resolver);
        var matrix = resolver.Levels[0].Matrix;
        var context = MatrixRows.OptionsOf(answer.Context);
        var parties = answer.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id);
        return resolver.CommitmentsIn(answer.Context).Select(commitment =>
        {
            var party = parties.GetValueOrDefault(commitment.Party);
            var standard = StandardOf(commitment.Target);
            return new CommitmentRow
            {
                Service = matrix.Service.Id,
                Document = matrix.Id,
                Version = matrix.Version.ToString(),
                Context = context,
                Commitment = commitment.Id,
                Party = commitment.Party,
                PartyName = party?.Name,
                Side = party is null ? null : Words.OfSplit(party.Side),
                Metric = commitment.Metric,
                Qualifier = commitment.Qualifier,
                Period = commitment.Window,
                Operator = Words.Of(commitment.Target.Operator),
                Value = (double)commitment.Target.Value,
                Unit = commitment.Target.Unit,
                Clock = commitment.Target.From,
                StandardValue = standard?.Value,
                StandardUnit = standard?.Unit,
                Text = resolver.Describe(commitment),
                Controls = MatrixRows.Joined(commitment.Controls.Select(selector => selector.ToString())),
                Matrix = resolver.Levels.First(level => level.Matrix.Commitments.Any(stated => stated.Id == commitment.Id)).Matrix.Id,
                Depth = 0,
                AsOf = answer.Context.AsOf,
                Effective = matrix.Effective,
                ReviewBy = matrix.ReviewBy,
                Expires = matrix.Expires,
            };
        });
    }

    /// <summary>Writes rows in a format: CSV with a row of headings and safe for spreadsheet programs, NDJSON with an object a line, or
    /// Parquet with numbers and dates as such.</summary>
    /// <param name="rows">The rows; they may be of many matrices, and are read once.</param>
    /// <param name="format">The format.</param>
    /// <param name="output">The stream; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The format is none.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(
        IEnumerable<CommitmentRow> rows, RowFormat format, Stream output, CancellationToken cancellationToken = default) =>
        Table.Write(rows, format, output, cancellationToken);

    private static (double Value, string Unit)? StandardOf(CommitmentTarget target)
    {
        if (UnitOf(target.Unit) is not { Factor: { } factor } unit) return null;
        var standard = UnitOf(unit.Dimension == CommitmentUnit.Time ? "hours" : "percent")!;
        try
        {
            return ((double)(target.Value * factor / standard.Factor!.Value), standard.Id);
        }
        catch (OverflowException)
        {
            return ((double)target.Value * factor / standard.Factor!.Value, standard.Id);
        }
    }

    private static CommitmentUnit? UnitOf(string id) => CommitmentUnit.Known.FirstOrDefault(unit => unit.Id == id);
}
