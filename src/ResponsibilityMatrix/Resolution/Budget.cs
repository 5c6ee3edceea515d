namespace ResponsibilityMatrix.Resolution;

/// <summary>How much work a question may still cause, so that a hostile document ends, and that a question which is cancelled does. Not
/// shared between threads.</summary>
internal class Budget(long most, CancellationToken token = default)
{
    private const int TakesBetweenLooks = 1024;
    private long _left = most;
    private int _takes;

    public bool IsSpent => _left < 0;

    /// <summary>Takes from what it may cost; false when it was not enough.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled the question.</exception>
    public bool Take(long count)
    {
        if ((++_takes % TakesBetweenLooks) == 0) token.ThrowIfCancellationRequested();
        return (_left -= count) >= 0;
    }
}
