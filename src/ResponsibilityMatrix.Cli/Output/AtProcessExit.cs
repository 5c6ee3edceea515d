namespace ResponsibilityMatrix.Cli;

/// <summary>Does something when the process ends without waiting for what was begun, as with a second Ctrl+C, so that nothing half-written
/// is left behind.</summary>
internal sealed class AtProcessExit : IDisposable
{
    private readonly EventHandler _handler;

    public AtProcessExit(Action action)
    {
        _handler = (_, _) => action();
        AppDomain.CurrentDomain.ProcessExit += _handler;
    }

    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= _handler;
}
