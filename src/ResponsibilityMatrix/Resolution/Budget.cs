namespace ResponsibilityMatrix.Resolution;

/// <summary>How much work a question may still cause, so that a hostile document ends. Not shared between threads.</summary>
internal sealed class Budget(long most)
{
    private long _left = most;

    public bool IsSpent => _left < 0;

    public bool Take(long count) => (_left -= count) >= 0;
}
