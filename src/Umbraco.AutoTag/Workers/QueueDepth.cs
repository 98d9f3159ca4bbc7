using System.Diagnostics.Metrics;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Workers;

/// <summary>
/// How many items are in each state, for whoever collects metrics. A meter cannot wait for a database, so the figure is the one that this server
/// read last; nothing is read where nobody collects.
/// </summary>
internal sealed class QueueDepth : IDisposable
{
    private readonly IWorkItemStore _items;
    private readonly Meter _meter;
    private readonly ObservableGauge<long> _depth;
    private IReadOnlyDictionary<WorkState, long> _counts = new Dictionary<WorkState, long>();

    public QueueDepth(IWorkItemStore items)
    {
        _items = items;
        _meter = new Meter(AutoTagTelemetry.Name);
        _depth = _meter.CreateObservableGauge(
            "autotag.queue.depth",
            () => _counts.Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("autotag.state", count.Key.ToString()))),
            "{item}",
            "Media items in the queue of all servers, by state.");
    }

    /// <summary>Counts anew.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_depth.Enabled)
        {
            _counts = await _items.CountAsync(PathScope.Everything, cancellationToken);
        }
    }

    public void Dispose() => _meter.Dispose();
}
