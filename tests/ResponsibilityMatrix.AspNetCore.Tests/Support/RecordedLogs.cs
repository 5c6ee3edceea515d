using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>What an application logged.</summary>
internal sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = [];

    public IEnumerable<string> ErrorsAndWorse => At(LogLevel.Error);

    public IEnumerable<string> At(LogLevel least) => _entries.Where(entry => entry.Level >= least).Select(entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(RecordedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logs._entries.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
