using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Workers that fall silent, connections that let nothing through, sites that refuse a save.</summary>
public sealed class TroubleTests
{
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("Two dogs"));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task A_worker_whose_lease_another_took_is_stopped_writes_nothing_and_its_call_is_written_down()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        Lease lease = await ClaimedAsync(photo);
        _site.Provider.Does(async (_, token) =>
        {
            // The editor says "never send this" while the provider looks: the lease is taken away, and the next heartbeat notices.
            await _site.Items.SetIgnoredAsync(photo.Key, photo.Path, ignored: true, Editor, default);
            _site.Clock.Advance(Claim.LeaseTime / 2);
            await Task.Delay(Timeout.Infinite, token);
            return VisionReply.Answered([Alt("From a worker that lost its lease")]);
        });

        await WalkWithHeartbeatAsync(lease);

        Assert.Multiple(async () =>
        {
            Assert.That(_site.Library.Saves, Is.Zero);
            Assert.That(await _site.Suggestions.ForMediaAsync(photo.Key, default), Is.Empty);
            Assert.That((await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).Single().Charged, Is.EqualTo(Charged.Unknown));
            Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Ignored));
        });
    }

    [Test]
    public async Task An_answer_that_comes_after_the_lease_is_lost_is_kept_because_it_was_paid_for_and_written_nowhere()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        Lease lease = await ClaimedAsync(photo);
        _site.Provider.Does(async (_, _) =>
        {
            await _site.Items.SetIgnoredAsync(photo.Key, photo.Path, ignored: true, Editor, default);
            _site.Clock.Advance(Claim.LeaseTime / 2);
            return VisionReply.Answered([Alt("Two dogs")]);
        });

        await WalkWithHeartbeatAsync(lease);

        LedgerEntry call = (await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).Single();
        Assert.That((call.Charged, _site.Library.Saves), Is.EqualTo((Charged.Yes, 0)));
    }

    [Test]
    public async Task A_slow_provider_keeps_its_lease_for_as_long_as_the_heart_beats()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        Lease lease = await ClaimedAsync(photo);
        _site.Provider.Does((_, _) =>
        {
            for (int i = 0; i < 9; i++)
            {
                _site.Clock.Advance(TimeSpan.FromSeconds(10));
            }

            return Task.FromResult(VisionReply.Answered([Alt("Two dogs")]));
        });
        _site.Library.WhileRendering = () =>
        {
            for (int i = 0; i < 9; i++)
            {
                _site.Clock.Advance(TimeSpan.FromSeconds(10));
            }
        };

        await WalkWithHeartbeatAsync(lease);

        Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
    }

    [Test]
    public async Task An_image_that_kills_its_process_is_tried_three_times_with_a_pause_and_then_given_up_with_a_reason()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        int killed = 0;
        var pauses = new List<TimeSpan>();
        DateTimeOffset last = _site.Clock.GetUtcNow();
        for (int minute = 0; minute < 60 && (await _site.StateOfAsync(photo)).State is WorkState.Waiting or WorkState.Working; minute++)
        {
            foreach (Lease lease in await _site.Claim.NextAsync(1, default))
            {
                if (await IsKilledAsync(lease))
                {
                    killed++;
                    pauses.Add(_site.Clock.GetUtcNow() - last);
                    last = _site.Clock.GetUtcNow();
                }
            }

            _site.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.Multiple(() =>
        {
            Assert.That(killed, Is.EqualTo(3));
            Assert.That(pauses[2], Is.GreaterThan(pauses[1]), "the second time is followed by a pause");
            Assert.That((state.State, state.ReasonCode), Is.EqualTo((WorkState.Failed, "Interrupted")));
            Assert.That(state.Reason, Does.StartWith("The site's process stopped 3 times while it looked at this image"));
        });
    }

    [Test]
    public async Task An_image_that_was_twice_unlucky_is_done_after_a_pause()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        for (int i = 0; i < 2; i++)
        {
            await _site.Claim.NextAsync(1, default);
            _site.Clock.Advance(Claim.LeaseTime);
        }

        await _site.WorkAsync();
        WorkItem paused = await _site.StateOfAsync(photo);
        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        await _site.WorkAsync();

        Assert.That((paused.State, paused.ReasonCode, (await _site.StateOfAsync(photo)).State), Is.EqualTo((WorkState.Waiting, "Interrupted", WorkState.Done)));
    }

    [Test]
    public async Task Ten_outages_do_not_use_up_the_patience_with_one_answer_that_makes_no_sense()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Fails(new Failure(FailureKind.Unavailable, "The service is down."));
        await _site.UploadAsync(photo);
        for (int i = 0; i < 9; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(1));
            await _site.WorkAsync();
        }

        _site.Provider.Fails(new Failure(FailureKind.Malformed, "The answer could not be understood."));
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Waiting));

        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Failed));
    }

    [Test]
    public async Task Trouble_that_changes_its_kind_every_time_ends_all_the_same()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Failed(_site.Provider.Calls % 2 == 0
            ? new Failure(FailureKind.Malformed, "x") { Charged = Charged.Yes }
            : new Failure(FailureKind.Unavailable, "x") { Charged = Charged.Unknown })));
        await _site.UploadAsync(photo);
        for (int i = 0; i < 20; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(2));
            await _site.WorkAsync();
        }

        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Failed));
        Assert.That(_site.Provider.Calls, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task What_is_paid_for_each_time_is_not_waited_for_without_end()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down, after the first of your looks.") { Charged = Charged.Yes });
        await _site.UploadAsync(photo);
        for (int i = 0; i < 20; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(2));
            await _site.WorkAsync();
        }

        Assert.That(((await _site.StateOfAsync(photo)).State, _site.Provider.Calls), Is.EqualTo((WorkState.Failed, FailureRules.MaxPaidAttempts)));
    }

    [Test]
    public async Task Many_items_that_wait_for_a_throttled_connection_are_opened_once_and_then_left_alone()
    {
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down.") { RetryAfter = TimeSpan.FromMinutes(10) });
        List<MediaItem> photos = [.. Enumerable.Range(0, 300).Select(_ => _site.Library.Add(Jpeg))];
        await _site.Intake.TakeAsync([.. photos.Select(Site.Saved)], default);

        int walks = await WorkForAsync(TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(10));

        Assert.That(walks, Is.EqualTo(300));
        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Items_that_wait_for_a_throttled_connection_do_not_come_back_at_one_moment()
    {
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down.") { RetryAfter = TimeSpan.FromMinutes(10) });
        List<MediaItem> photos = [.. Enumerable.Range(0, 50).Select(_ => _site.Library.Add(Jpeg))];
        await _site.Intake.TakeAsync([.. photos.Select(Site.Saved)], default);
        double next = 0;
        _site.Jitter = () => next = (next + 0.1) % 1;

        await _site.WorkAsync();

        HashSet<DateTimeOffset> dueAt = [];
        foreach (MediaItem photo in photos)
        {
            dueAt.Add((await _site.StateOfAsync(photo)).DueAt);
        }

        Assert.That(dueAt.Max() - dueAt.Min(), Is.GreaterThan(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public async Task Items_that_wait_for_a_connection_that_still_says_no_cost_one_look_a_minute()
    {
        _site.Provider.Fails(new Failure(FailureKind.OutOfCredit, "The account is empty."));
        List<MediaItem> photos = [.. Enumerable.Range(0, 200).Select(_ => _site.Library.Add(Jpeg))];
        await _site.Intake.TakeAsync([.. photos.Select(Site.Saved)], default);
        await WorkForAsync(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(1));

        int walks = await WorkForAsync(TimeSpan.FromMinutes(60), TimeSpan.FromSeconds(10));

        Assert.That(walks, Is.LessThanOrEqualTo(61));
        Assert.That(_site.Provider.Calls, Is.LessThanOrEqualTo(7), "one probe every 15 minutes");
    }

    [Test]
    public async Task A_throttled_connection_does_not_keep_an_upload_waiting_that_an_answer_is_known_for()
    {
        _site.Provider.Says(Alt("Two dogs"));
        await _site.UploadAsync(_site.Library.Add(AnotherJpeg));
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down.") { RetryAfter = TimeSpan.FromMinutes(10) });
        await _site.Intake.TakeAsync([.. Enumerable.Range(0, 30).Select(_ => Site.Saved(_site.Library.Add(Jpeg)))], default);
        await _site.WorkAsync();
        MediaItem copy = _site.Library.Add(AnotherJpeg);

        await _site.UploadAsync(copy);

        Assert.That((await _site.StateOfAsync(copy)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task A_save_that_the_site_refuses_is_tried_twice_and_not_more()
    {
        _site.Library.RefusesSaves = true;
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        for (int i = 0; i < 10; i++)
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(10));
            await _site.WorkAsync();
        }

        Assert.That((await _site.StateOfAsync(photo)).ReasonCode, Is.EqualTo("NotWritten"));
        Assert.That(_site.Library.Saves, Is.EqualTo(2));
    }

    private async Task<Lease> ClaimedAsync(MediaItem photo)
    {
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        return (await _site.Claim.NextAsync(1, default)).Single();
    }

    private Task WalkWithHeartbeatAsync(Lease lease) => new Heartbeat(_site.Items, _site.Clock, NullLogger<Heartbeat>.Instance)
        .WhileAsync(lease, (held, _) => _site.Walk.WalkAsync(lease, held), default);

    /// <summary>Walks until the provider is asked, and no further: what a kill leaves behind. False where the walk ended before that.</summary>
    private async Task<bool> IsKilledAsync(Lease lease)
    {
        var asked = new TaskCompletionSource();
        _site.Provider.Does(async (_, _) =>
        {
            asked.SetResult();
            await new TaskCompletionSource().Task;
            return VisionReply.Answered([]);
        });
        Task walk = _site.Walk.WalkAsync(lease, default);
        return await Task.WhenAny(walk, asked.Task) == asked.Task;
    }

    /// <summary>Works one item at a time for so long; returns how many walks that took.</summary>
    private async Task<int> WorkForAsync(TimeSpan time, TimeSpan step)
    {
        int walks = 0;
        for (TimeSpan passed = TimeSpan.Zero; passed <= time; passed += step)
        {
            while (await _site.Claim.NextAsync(1, default) is [Lease lease])
            {
                walks++;
                await _site.Walk.WalkAsync(lease, default);
            }

            _site.Clock.Advance(step);
        }

        return walks;
    }
}
