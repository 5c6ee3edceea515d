using System.Collections.Concurrent;
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
                return answer(options with
                {
                    OnService = service =>
                        waiting.Add([.. MatrixRows.OfChain(service.Chain, service.Document.Matrix)], ending.Token),
                }, ending.Token);
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
}
