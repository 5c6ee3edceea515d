namespace ResponsibilityMatrix.Resolution;

/// <summary>One running request: its options, cancellation and progress. Not
/// thread-safe.</summary>
internal sealed class Evaluation(EvaluationOptions? options = null, CancellationToken token = default)
{
    private const int ReportsPerStage = 100;
    private const int StepsBetweenPolls = 64;
    private readonly IProgress<EvaluationProgress>? _progress = options?.Progress;
    private EvaluationStage _stage;
    private long _total;
    private long _done;
    private long _nextReport;

    public EvaluationOptions Options { get; } = options ?? EvaluationOptions.Default;

    public CancellationToken Token => token;

    /// <summary>Begins a stage with a number of steps.</summary>
    public void Begin(EvaluationStage stage, long total)
    {
        (_stage, _total, _done, _nextReport) = (stage, total, 0, _progress is null ? long.MaxValue : 0);
        Poll();
    }

    /// <summary>Counts a step as done.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public void Step()
    {
        _done++;
        if (_done % StepsBetweenPolls == 0 || _done >= _nextReport) Poll();
    }

    /// <summary>Checks for cancellation, and reports progress when due.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public void Poll()
    {
        token.ThrowIfCancellationRequested();
        if (_done < _nextReport) return;
        _nextReport = _done + Math.Max(1, _total / ReportsPerStage);
        _progress!.Report(new EvaluationProgress { Stage = _stage, Done = _done, Total = _total });
        token.ThrowIfCancellationRequested();
    }
}
