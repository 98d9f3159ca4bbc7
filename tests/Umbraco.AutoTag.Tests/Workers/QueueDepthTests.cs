using System.Diagnostics.Metrics;
using NSubstitute;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Telemetry;
using Umbraco.AutoTag.Integration.Tests.Running;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>The gauge <c>autotag.queue.depth</c>, as <c>docs/observability.md</c> tells of it.</summary>
public sealed class QueueDepthTests
{
    private ComposedSite _site = null!;

    [SetUp]
    public async Task OpenAsync() => _site = await ComposedSite.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await _site.DisposeAsync();

    [Test]
    public async Task Whoever_collects_sees_how_many_items_are_in_each_state_and_sees_it_anew_every_thirty_seconds()
    {
        using var collector = new Depths();
        IWorkItemStore items = _site.Get<IWorkItemStore>();
        await items.EnqueueAsync([A.Request(), A.Request(), A.Request()], default);
        Lease given = (await items.ClaimAsync("another", 1, TimeSpan.FromHours(1), default)).Single();
        using Presence presence = _site.Make<Presence>();

        await presence.StartAsync(default);
        await collector.ShowAsync("Waiting 2, Working 1");
        await items.EndAsync(given, new WorkEnd(WorkState.Failed, Reason: "It cannot be read.", ReasonCode: "Malformed"), default);
        _site.Clock.Advance(Presence.Every);
        await collector.ShowAsync("Failed 1, Waiting 2");
        await presence.StopAsync(default);
    }

    [Test]
    public async Task Where_nobody_collects_the_queue_is_not_counted()
    {
        IWorkItemStore items = Substitute.For<IWorkItemStore>();
        using var depth = new QueueDepth(items);
        using Presence presence = _site.Make<Presence>(depth);
        IWorkerStore servers = _site.Get<IWorkerStore>();

        await presence.StartAsync(default);
        await ReportedAsync(servers);
        // Behind each report comes the count: by the second report the first count would have been made.
        _site.Clock.Advance(Presence.Every);
        await ReportedAsync(servers);
        await presence.StopAsync(default);

        await items.DidNotReceiveWithAnyArgs().CountAsync(PathScope.Everything, default);
    }

    private Task ReportedAsync(IWorkerStore servers) => Eventually.IsAsync(
        async () => (await servers.AllAsync(default)).SingleOrDefault()?.SeenAt, seenAt => seenAt == _site.Clock.GetUtcNow(), "a report of this moment");

    /// <summary>Collects the gauge as an exporter does.</summary>
    private sealed class Depths : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly SortedDictionary<string, long> _shown = new(StringComparer.Ordinal);

        public Depths()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "autotag.queue.depth", Meter.Name: AutoTagTelemetry.Name })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _shown.Add((string)tags.ToArray().Single(tag => tag.Key == "autotag.state").Value!, value));
            _listener.Start();
        }

        public Task ShowAsync(string expected) => Eventually.IsAsync(() => Task.FromResult(Collect()), shown => shown == expected, expected);

        public void Dispose() => _listener.Dispose();

        private string Collect()
        {
            _shown.Clear();
            _listener.RecordObservableInstruments();
            return string.Join(", ", _shown.Where(state => state.Value > 0).Select(state => $"{state.Key} {state.Value}"));
        }
    }
}
