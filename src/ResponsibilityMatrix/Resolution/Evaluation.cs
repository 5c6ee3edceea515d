namespace ResponsibilityMatrix.Resolution;

/// <summary>One question on its way: it ends the question when the caller cancels it, and tells how far it is. Not shared between
/// questions.</summary>
internal sealed class Evaluation(EvaluationOptions? options = null, CancellationToken token = default)
{
    private const int ReportsOfStage = 100;
    private const int StepsBetweenLooks = 64;
    private readonly IProgress<EvaluationProgress>? _progress = options?.Progress;
    private EvaluationStage _stage;
    private long _total;
    private long _done;
    private long _nextReport;

    public EvaluationOptions Options { get; } = options ?? EvaluationOptions.Default;

    public CancellationToken Token => token;

    /// <summary>Begins a stage of so many steps.</summary>
    public void Begin(EvaluationStage stage, long total)
    {
        (_stage, _total, _done, _nextReport) = (stage, total, 0, _progress is null ? long.MaxValue : 0);
        Look();
    }

    /// <summary>Ends a step.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled the question.</exception>
    public void Step()
    {
        _done++;
        if (_done % StepsBetweenLooks == 0 || _done >= _nextReport) Look();
    }

    /// <summary>Looks whether the caller cancelled the question.</summary>
    /// <exception cref="OperationCanceledException">The caller did.</exception>
    public void Look()
    {
        token.ThrowIfCancellationRequested();
        if (_done < _nextReport) return;
        _nextReport = _done + Math.Max(1, _total / ReportsOfStage);
        _progress!.Report(new EvaluationProgress { Stage = _stage, Done = _done, Total = _total });
        token.ThrowIfCancellationRequested();
    }
}
