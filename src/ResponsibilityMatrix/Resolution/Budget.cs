namespace ResponsibilityMatrix.Resolution;

/// <summary>The number of steps that remain for a request, so that a hostile document cannot cause endless work. Also checks for
/// cancellation. Not thread-safe.</summary>
internal class Budget(long limit, CancellationToken token = default)
{
    private const int TakesBetweenChecks = 1024;
    private long _left = limit;
    private int _takes;

    public bool IsSpent => _left < 0;

    /// <summary>Takes steps from the budget; false if it is spent.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public bool Take(long count)
    {
        if ((++_takes % TakesBetweenChecks) == 0) token.ThrowIfCancellationRequested();
        return (_left -= count) >= 0;
    }
}
