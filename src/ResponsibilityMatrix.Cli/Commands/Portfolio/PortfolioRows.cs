using System.Collections.Concurrent;
using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>The rows of all services of a portfolio, written while the services are answered: one for each duty, and one for each
/// commitment.</summary>
internal sealed class PortfolioRows(IOStreams streams, OutputFile output)
{
    // So many services may wait to be written; more would fill the memory.
    private const int MostWaiting = 4;

    private static readonly string[] Formats = [.. Enum.GetNames<RowFormat>().Select(name => name.ToLowerInvariant()).Order()];

    private readonly Option<string?> _rows = new("--rows")
    {
        Description = "Write one row for each duty of each service too, to a file that ends in .ndjson, .csv or .parquet.",
        HelpName = "ROWS"
    };

    private readonly Option<string?> _partition = new("--partition")
    {
        Description = "Write the rows to a folder --rows, with a file of that kind for each service and version: parquet, ndjson, csv.",
        HelpName = "KIND"
    };

    private readonly Option<string?> _commitments = new("--commitments")
    {
        Description = "Write one row for each commitment of each service too, to a file that ends in .ndjson, .csv or .parquet.",
        HelpName = "ROWS"
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _partition.CompletionSources.Add(Formats);
        foreach (var option in new[] { _rows, _partition, _commitments }) command.Options.Add(option);
    }

    /// <summary>Where rows are to be written, looked at before anything is done; null where none are wanted.</summary>
    /// <exception cref="UsageException">They cannot be written there.</exception>
    public Targets? Of(ParseResult parsed)
    {
        var (rows, partition, commitments) =
            (parsed.GetValue(_rows), parsed.GetValue(_partition), parsed.GetValue(_commitments));
        if (partition is not null && rows is null)
            throw new UsageException("--partition says how the folder of rows is written: name it with --rows.");
        if (partition is not null && !Formats.Contains(partition))
            throw new UsageException(
                $"'{partition}' is no kind of rows: choose {string.Join(", ", Formats)}.{Nearest.Suggest(partition, Formats)}");
        if (rows is null && commitments is null) return null;
        var targets = new Targets(
            rows, rows is null ? default : partition is null ? FormatOf(rows) : Enum.Parse<RowFormat>(partition, ignoreCase: true),
            partition is not null, commitments, commitments is null ? default : FormatOf(commitments), output.Overwrites(parsed));
        if (partition is null) output.Checked(rows, parsed);
        else PartitionFolder.Check(rows!, targets.Overwrites);
        output.Checked(commitments, parsed);
        if (rows is not null && commitments is not null && Path.GetFullPath(rows) == Path.GetFullPath(commitments))
            throw new UsageException("--rows and --commitments name one file.");
        return targets;
    }

    /// <summary>Answers a portfolio and writes its rows.</summary>
    public PortfolioAnswer Write(
        Targets targets, PortfolioOptions options, Func<PortfolioOptions, CancellationToken, PortfolioAnswer> answer)
    {
        // There are few of them, and they are short.
        List<CommitmentRow> commitments = [];
        Action<PortfolioServiceAnswer>? ofCommitments = targets.Commitments is null ? null
            : service => commitments.AddRange(service.Chains.SelectMany(chain => CommitmentRows.Of(chain, service.Resolver)));
        var answered = targets.Rows is null ? answer(options with { OnService = ofCommitments }, streams.Cancellation)
            : WriteRows(targets, options, ofCommitments, answer);
        if (targets.Commitments is { } path)
            output.Write(path, stream => CommitmentRows.Write(commitments, targets.CommitmentsFormat, stream, streams.Cancellation));
        return answered;
    }

    private PortfolioAnswer WriteRows(Targets targets, PortfolioOptions options, Action<PortfolioServiceAnswer>? onService,
        Func<PortfolioOptions, CancellationToken, PortfolioAnswer> answer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(streams.Cancellation);
        using var waiting = new BlockingCollection<List<MatrixRow>>(MostWaiting);
        var answering = Task.Run(() =>
        {
            try
            {
                return answer(options with
                {
                    OnService = service =>
                    {
                        onService?.Invoke(service);
                        foreach (var chain in service.Chains)
                            waiting.Add([.. MatrixRows.OfChain(chain, service.Document.Matrix)], ending.Token);
                    },
                }, ending.Token);
            }
            finally
            {
                waiting.CompleteAdding();
            }
        }, CancellationToken.None);
        try
        {
            var rows = waiting.GetConsumingEnumerable(ending.Token).SelectMany(rows => rows);
            // A question that failed leaves no file.
            if (targets.IsPartitioned)
            {
                PartitionFolder.Write(targets.Rows!, targets.Overwrites, open =>
                {
                    MatrixRows.WritePartitioned(rows, targets.RowsFormat, open, false, ending.Token);
                    answering.GetAwaiter().GetResult();
                }, ending.Token);
            }
            else
            {
                output.Write(targets.Rows!, stream =>
                {
                    MatrixRows.Write(rows, targets.RowsFormat, stream, false, ending.Token);
                    answering.GetAwaiter().GetResult();
                });
            }
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

    private static RowFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".ndjson" => RowFormat.Ndjson,
        ".csv" => RowFormat.Csv,
        ".parquet" => RowFormat.Parquet,
        _ => throw new UsageException($"The name {path} does not say how to write rows: end it in .ndjson, .csv or .parquet."),
    };

    /// <summary>Where rows are to be written, and how; null for none.</summary>
    internal sealed record Targets(
        string? Rows, RowFormat RowsFormat, bool IsPartitioned, string? Commitments, RowFormat CommitmentsFormat, bool Overwrites)
    {
        public IEnumerable<string> Files => new[] { IsPartitioned ? null : Rows, Commitments }.OfType<string>();
    }
}
