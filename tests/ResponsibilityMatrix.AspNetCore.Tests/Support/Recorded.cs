using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>The measurements and activities of one application.</summary>
internal sealed class Recorded : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public Recorded(TestApp app)
    {
        var factory = app.Services.GetRequiredService<IMeterFactory>();
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            // Other applications run in this process too.
            if (instrument.Meter.Name == ResponsibilityMatrixTelemetry.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ResponsibilityMatrixTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public ConcurrentQueue<Measurement> Measurements { get; } = [];

    public ConcurrentQueue<Activity> Activities { get; } = [];

    /// <summary>Waits until a request of an operation has ended, and gives its outcome.</summary>
    public async Task<string> OutcomeAsync(string operation)
    {
        for (var i = 0; i < 600; i++)
        {
            foreach (var one in Measurements)
                if (one.Name == ResponsibilityMatrixTelemetry.RequestDuration && one.Tags["operation"] == operation)
                    return one.Tags["outcome"];
            await Task.Delay(50);
        }
        throw new TimeoutException($"No request of {operation} ended.");
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, string> words = [];
        foreach (var (name, word) in tags) words[name] = (string)word!;
        Measurements.Enqueue(new(instrument.Name, value, words));
    }

    public sealed record Measurement(string Name, double Value, IReadOnlyDictionary<string, string> Tags);
}
