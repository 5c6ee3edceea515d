using System.Diagnostics;
using System.Diagnostics.Metrics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>The metrics and traces of requests. Thread-safe.</summary>
internal sealed class RequestTelemetry : IDisposable
{
    private readonly ActivitySource _source = new(ResponsibilityMatrixTelemetry.ActivitySourceName);
    private readonly Counter<long> _validated;
    private readonly Histogram<long> _size;
    private readonly Histogram<double> _duration;

    public RequestTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(ResponsibilityMatrixTelemetry.MeterName);
        _validated = meter.CreateCounter<long>(
            ResponsibilityMatrixTelemetry.ValidatedDocuments, "{document}", "Uploaded documents that were judged or refused.");
        _size = meter.CreateHistogram<long>(ResponsibilityMatrixTelemetry.DocumentSize, "By", "The sizes of uploaded documents.");
        _duration = meter.CreateHistogram<double>(ResponsibilityMatrixTelemetry.RequestDuration, "s", "How long requests took.");
    }

    public Running Start(string operation) => new(this, operation);

    public void Dispose() => _source.Dispose();

    /// <summary>One request. Not shared between threads.</summary>
    internal sealed class Running : IDisposable
    {
        private readonly RequestTelemetry _telemetry;
        private readonly string _operation;
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly Activity? _activity;
        private string _outcome = "failed";

        public Running(RequestTelemetry telemetry, string operation)
        {
            _telemetry = telemetry;
            _operation = operation;
            _activity = telemetry._source.StartActivity($"ResponsibilityMatrix {operation}");
        }

        public void Read(long bytes)
        {
            _telemetry._size.Record(bytes, new KeyValuePair<string, object?>("operation", _operation));
            _activity?.SetTag("responsibility_matrix.document.size", bytes);
        }

        public void Validated(DocumentKind kind, string outcome)
        {
            var word = kind == DocumentKind.Unknown ? "unknown" : Words.Of(kind);
            _telemetry._validated.Add(1, new("outcome", outcome), new("kind", word));
            _activity?.SetTag("responsibility_matrix.document.kind", word);
            _activity?.SetTag("responsibility_matrix.document.outcome", outcome);
        }

        public void About(Matrix matrix)
        {
            if (_activity is null) return;
            _activity.SetTag("responsibility_matrix.matrix.id", matrix.Id);
            _activity.SetTag("responsibility_matrix.matrix.version", matrix.Version.ToString());
        }

        public void Ended(string outcome) => _outcome = outcome;

        public void Dispose()
        {
            _telemetry._duration.Record(
                Stopwatch.GetElapsedTime(_start).TotalSeconds, new("operation", _operation), new("outcome", _outcome));
            if (_activity is null) return;
            _activity.SetTag("responsibility_matrix.outcome", _outcome);
            if (_outcome == "failed") _activity.SetStatus(ActivityStatusCode.Error);
            _activity.Dispose();
        }
    }
}
