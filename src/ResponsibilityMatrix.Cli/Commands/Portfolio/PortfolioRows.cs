using System.Collections.Concurrent;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>The rows of all services of a portfolio, written while the services are answered.</summary>
internal static class PortfolioRows
{
    // So many services may wait to be written; more would fill the memory.
    private const int MostWaiting = 4;

    /// <summary>How rows are written to a file of that name.</summary>
    /// <exception cref="UsageException">The name says nothing known.</exception>
    public static Action<IEnumerable<MatrixRow>, Stream, CancellationToken> WriterFor(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ndjson" => (rows, stream, cancellation) => MatrixRows.WriteNdjson(rows, stream, cancellation),
            ".csv" => (rows, stream, cancellation) => MatrixRows.WriteCsv(rows, stream, false, cancellation),
            ".parquet" => (rows, stream, cancellation) => MatrixRows.WriteParquet(rows, stream, false, cancellation),
            _ => throw new UsageException($"The name {path} does not say how to write rows: end it in .ndjson, .csv or .parquet."),
        };

    /// <summary>Answers a portfolio and writes its rows.</summary>
    public static PortfolioAnswer Write(string path, Action<IEnumerable<MatrixRow>, Stream, CancellationToken> write, OutputFile output,
        PortfolioOptions options, CancellationToken cancellation, Func<PortfolioOptions, CancellationToken, PortfolioAnswer> answer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var waiting = new BlockingCollection<List<MatrixRow>>(MostWaiting);
        var answering = Task.Run(() =>
        {
            try
            {
                return answer(options with { OnService = service => waiting.Add([.. Of(service)], ending.Token) }, ending.Token);
            }
            finally
            {
                waiting.CompleteAdding();
            }
        }, CancellationToken.None);
        try
        {
            output.Write(path, stream =>
            {
                write(waiting.GetConsumingEnumerable(ending.Token).SelectMany(rows => rows), stream, ending.Token);
                // A question that failed leaves no file.
                answering.GetAwaiter().GetResult();
            });
        }
        catch
        {
            ending.Cancel();
            // What went wrong first is told.
            if (answering.IsFaulted) answering.GetAwaiter().GetResult();
            throw;
        }
        finally
        {
            // Nobody reads any longer.
            while (!answering.IsCompleted) if (waiting.TryTake(out _, 10)) continue;
        }
        return answering.GetAwaiter().GetResult();
    }

    /// <summary>The rows of a service: its own duties, and below those of a control what upstreams do and leave, with the depth.</summary>
    public static IEnumerable<MatrixRow> Of(PortfolioServiceAnswer service)
    {
        var chained = service.Chain.Controls.DistinctBy(control => (control.Resolved.Catalog, control.Resolved.Control))
            .ToDictionary(control => (control.Resolved.Catalog, control.Resolved.Control));
        var parties = service.Chain.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id);
        MatrixRow? last = null;
        foreach (var row in MatrixRows.Of(service.Answer, service.Document.Matrix))
        {
            if (last is not null && (last.Catalog, last.Control) != (row.Catalog, row.Control))
                foreach (var other in Upstream(last)) yield return other;
            yield return last = row;
        }
        if (last is null) yield break;
        foreach (var other in Upstream(last)) yield return other;

        IEnumerable<MatrixRow> Upstream(MatrixRow row)
        {
            if (!chained.TryGetValue((row.Catalog, row.Control), out var control)) yield break;
            foreach (var performer in control.Performers.Concat(control.Retained))
            {
                if (performer.Via.IsEmpty && performer.Matrix is not null) continue;
                var party = parties.GetValueOrDefault(performer.Party);
                yield return row with
                {
                    DutyId = performer.Duty,
                    Party = performer.Party,
                    PartyName = party?.Name,
                    Side = party is null ? null : Model.Words.OfSplit(party.Side),
                    Involvement = "responsible",
                    Action = performer.Action,
                    Text = performer.Text,
                    InheritedFrom = null,
                    Component = performer.Component,
                    Implementation = performer.Implementation.IsEmpty ? null
                        : string.Join("; ", performer.Implementation.Select(Model.Words.Of)),
                    Done = performer.Implementation.IsDone(),
                    Evidence = null,
                    Matrix = performer.Matrix,
                    Depth = Math.Max(1, performer.Via.Count),
                    Pointer = null,
                };
            }
        }
    }
}
