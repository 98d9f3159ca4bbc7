using NSubstitute;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Corridor.Tests;
using Umbraco.AutoTag.Integration.Tests.Running;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>When the library is gone through for what was missed.</summary>
public sealed class SweepWorkerTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    private ComposedSite _site = null!;
    private WatchedClock _watch = null!;
    private SweepWorker _worker = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await ComposedSite.OpenAsync();
        _watch = new WatchedClock(_site.Clock);
        _worker = _site.Make<SweepWorker>(_watch);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _worker.StopAsync(default);
        _worker.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task It_sweeps_at_start_and_every_ten_minutes_and_not_in_between()
    {
        DateTimeOffset start = _site.Clock.GetUtcNow();
        await StartAsync();
        await SweptAsync(start);

        // The ten minutes begin when the sweep is wholly over, which is after it is seen: by the next look at the latest.
        await LookAsync(s_look);
        await LookAsync(TimeSpan.FromMinutes(10) - 3 * s_look);
        await LookAsync(s_look);
        Assert.That(await SweptToAsync(), Is.EqualTo(start));

        _site.Clock.Advance(2 * s_look);
        await SweptAsync(start + TimeSpan.FromMinutes(10) + s_look);

        await LookAsync(s_look);
        _site.Clock.Advance(TimeSpan.FromMinutes(10));
        await SweptAsync(start + TimeSpan.FromMinutes(20) + 2 * s_look);
    }

    [Test]
    public async Task It_asks_what_became_of_calls_whose_answer_was_lost()
    {
        await using ComposedSite site = await ComposedSite.OpenAsync(("AutoTag:Connections:vision:Provider", "scripted"));
        LedgerEntry lost = A.Call(connection: "vision") with
        {
            Provider = "scripted",
            Charged = Charged.Unknown,
            JobId = "job-1",
            SentAt = site.Clock.GetUtcNow() - TimeSpan.FromHours(1),
        };
        await site.Get<ILedgerStore>().AppendAsync(lost, default);
        site.Provider.Bills["job-1"] = new JobBill(Charged.Yes, new Usage { Cost = new MicroUsd(300) });
        using SweepWorker worker = site.Make<SweepWorker>();

        await worker.StartAsync(default);
        await Eventually.IsAsync(
            async () => (await site.Get<ILedgerStore>().ForMediaAsync(lost.MediaKey, 1, default)).Single().Cost, cost => cost == new MicroUsd(300), "what its job came to");
        await worker.StopAsync(default);
    }

    [Test]
    public async Task A_save_that_could_not_be_taken_in_is_found_within_five_seconds()
    {
        DateTimeOffset start = _site.Clock.GetUtcNow();
        await StartAsync();
        await SweptAsync(start);

        MediaItem photo = _site.Library.Add(Given.Jpeg);
        _site.Get<WorkSignal>().MissedIntake();
        _site.Clock.Advance(s_look);
        await SweptAsync(start + s_look);

        WorkItem? work = await _site.Get<IWorkItemStore>().FindAsync(photo.Key, default);
        Assert.That((work?.State, work?.Origin), Is.EqualTo((WorkState.Waiting, WorkOrigin.Sweep)));
    }

    [Test]
    public async Task A_server_whose_turn_it_is_not_leaves_the_sweep_to_others_and_sweeps_as_soon_as_it_is_its_turn()
    {
        int asked = 0;
        _site.Roles.CurrentServerRole.Returns(_ => Interlocked.Increment(ref asked) > 0 ? ServerRole.Subscriber : default);
        await StartAsync();
        await Eventually.IsAsync(() => Task.FromResult(asked), times => times == 1, "the look at start");

        _site.Clock.Advance(s_look);
        await Eventually.IsAsync(() => Task.FromResult(asked), times => times == 2, "the next look");
        Assert.That(await SweptToAsync(), Is.Null);

        _site.Roles.CurrentServerRole.Returns(ServerRole.Single);
        _site.Clock.Advance(s_look);
        await SweptAsync(_site.Clock.GetUtcNow());
    }

    private async Task StartAsync()
    {
        await _worker.StartAsync(default);
        await Eventually.IsAsync(() => Task.FromResult(_site.Clock.WaitingTimers), timers => timers == 1, "a worker that waits for its next look");
    }

    /// <summary>Waits until it has looked at what the clock shows now; what it began before is through by then.</summary>
    private async Task LookAsync(TimeSpan after)
    {
        _site.Clock.Advance(after);
        await Eventually.IsAsync(() => Task.FromResult(_watch.LastShown), shown => shown == _site.Clock.GetUtcNow(), "a look at the clock");
    }

    private Task SweptAsync(DateTimeOffset at) => Eventually.IsAsync(SweptToAsync, sweptTo => sweptTo == at, $"a sweep at {at:T}");

    private async Task<DateTimeOffset?> SweptToAsync() => (await _site.Get<ISweepStore>().MarksAsync(default)).SweptTo;

    /// <summary>Knows what it showed last, and so that somebody has looked.</summary>
    private sealed class WatchedClock(FakeClock clock) : TimeProvider
    {
        private long _lastShown;

        public DateTimeOffset LastShown => new(Interlocked.Read(ref _lastShown), TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow()
        {
            DateTimeOffset now = clock.GetUtcNow();
            Interlocked.Exchange(ref _lastShown, now.Ticks);
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
