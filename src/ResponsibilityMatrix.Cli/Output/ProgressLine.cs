using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// A line on a terminal that says how far a long question is. It comes after a moment, changes in its place, and is gone when the question
/// is answered.
/// </summary>
/// <param name="terminal">Standard error, where it is a terminal.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressLine(TextWriter terminal, TimeProvider time) : IProgress<EvaluationProgress>
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly long _start = time.GetTimestamp();
    private long _last;
    private int _width;

    /// <inheritdoc/>
    public void Report(EvaluationProgress value)
    {
        if (value.Total == 0 || time.GetElapsedTime(_start) < Moment || (_width > 0 && time.GetElapsedTime(_last) < Between)) return;
        _last = time.GetTimestamp();
        var text = $"rmatrix: {Words(value.Stage)}, {100 * value.Done / value.Total} %";
        terminal.Write($"\r{text.PadRight(_width)}");
        terminal.Flush();
        _width = text.Length;
    }

    /// <summary>Takes the line away, so that what follows begins a line.</summary>
    public void Clear()
    {
        if (_width == 0) return;
        terminal.Write($"\r{new string(' ', _width)}\r");
        terminal.Flush();
        _width = 0;
    }

    private static string Words(EvaluationStage stage) => stage switch
    {
        EvaluationStage.Resolving => "resolving controls",
        EvaluationStage.Following => "following upstreams",
        EvaluationStage.CheckingCommitments => "comparing commitments with those of upstreams",
        EvaluationStage.ExaminingDocument => "examining the document",
        EvaluationStage.ExaminingAnswers => "examining the answers",
        EvaluationStage.Comparing => "comparing",
        EvaluationStage.Checking => "checking requirements",
        EvaluationStage.Carrying => "carrying answers over",
        EvaluationStage.ReadingRows => "reading rows",
        _ => "working",
    };
}
