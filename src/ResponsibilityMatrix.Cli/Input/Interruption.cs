using System.Runtime.InteropServices;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Ctrl+C and the other signals by which a process is asked to end: the first one cancels what is being done; the process ends, by its own
/// way out, when that has stopped, or after a moment, or with the second one.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The exit code of Ctrl+C, as shells know it.</summary>
    public const int ExitCode = 130;

    private const int MillisecondsToStop = 300;
    private static readonly (PosixSignal Signal, int ExitCode)[] Signals =
        [(PosixSignal.SIGINT, ExitCode), (PosixSignal.SIGTERM, 143), (PosixSignal.SIGHUP, 129)];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Timer? _timer;
    private int _exitCode = ExitCode;

    public Interruption() =>
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal.Signal, context =>
        {
            context.Cancel = true;
            Stop(signal.ExitCode);
        }))];

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of a command that ended with one: that of the signal which cancelled it.</summary>
    public int Of(int exitCode) => exitCode == ExitCode && Token.IsCancellationRequested ? _exitCode : exitCode;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _timer?.Dispose();
        _source.Dispose();
    }

    private void Stop(int exitCode)
    {
        if (Token.IsCancellationRequested) Environment.Exit(exitCode);
        _exitCode = exitCode;
        // What waits for input, or for a disk, looks at no token.
        _timer = new Timer(_ => Environment.Exit(exitCode), null, MillisecondsToStop, Timeout.Infinite);
        _source.Cancel();
    }
}
