using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Collects the spans and measurements of one source, as an exporter does.</summary>
internal sealed class Collector : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new();
    private readonly ActivityListener _traces;
    private readonly MeterListener _metrics = new();

    public Collector(string name)
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == name)
            {
                _instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _metrics.Start();
    }

    public IReadOnlyCollection<Activity> Spans => _spans;

    /// <summary>Names of the instruments, whether anything was measured or not.</summary>
    public ICollection<string> Instruments => _instruments.Keys;

    /// <summary>The sum of what was measured with all of these tags.</summary>
    public double Sum(string instrument, params (string Key, string Value)[] tags) => _measured
        .Where(measured => measured.Instrument == instrument && tags.All(tag => Equals(measured.Tags.GetValueOrDefault(tag.Key), tag.Value)))
        .Sum(measured => measured.Value);

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
}
