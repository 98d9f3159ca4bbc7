using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What happens between the corridor and a provider that does not always work.</summary>
public sealed class CallTests
{
    private static readonly Failure s_down = new(FailureKind.Unavailable, "The service is down.");

    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync() => _site = await Site.OpenAsync();

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task A_call_that_failed_for_a_moment_is_sent_again_at_once_and_every_attempt_is_in_the_ledger()
    {
        FailsFirst(2, s_down);
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        Assert.Multiple(async () =>
        {
            Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done));
            Assert.That(
                (await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).Select(call => call.Charged),
                Is.EquivalentTo(new[] { Charged.No, Charged.No, Charged.Yes }));
        });
    }

    [Test]
    public async Task A_call_is_sent_three_times_at_most_and_then_waits_in_the_queue()
    {
        _site.Provider.Fails(s_down);
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        WorkItem waiting = await _site.StateOfAsync(photo);
        Assert.That((_site.Provider.Calls, waiting.State, waiting.Attempts), Is.EqualTo((3, WorkState.Waiting, 1)));
    }

    [TestCase(Charged.Unknown)]
    [TestCase(Charged.Yes)]
    public async Task What_may_have_been_paid_for_is_not_sent_again_at_once(Charged charged)
    {
        _site.Provider.Fails(s_down with { Charged = charged });

        await _site.UploadAsync(_site.Library.Add(Jpeg));

        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [TestCase(FailureKind.Refused)]
    [TestCase(FailureKind.BadImage)]
    [TestCase(FailureKind.Malformed)]
    [TestCase(FailureKind.OutOfCredit)]
    [TestCase(FailureKind.Unauthorised)]
    [TestCase(FailureKind.Misconfigured)]
    public async Task What_will_not_be_different_in_a_moment_is_not_sent_again_at_once(FailureKind kind)
    {
        _site.Provider.Fails(new Failure(kind, "No."));

        await _site.UploadAsync(_site.Library.Add(Jpeg));

        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [TestCase(1.5, 2)]
    [TestCase(2.5, 1)]
    public async Task A_wait_that_the_provider_asks_for_is_waited_for_in_memory_only_where_it_is_short(double seconds, int calls)
    {
        DateTimeOffset first = default;
        DateTimeOffset last = default;
        _site.Provider.Does((_, _) =>
        {
            last = _site.Clock.GetUtcNow();
            first = first == default ? last : first;
            return Task.FromResult(_site.Provider.Calls == 1
                ? VisionReply.Failed(new Failure(FailureKind.Throttled, "Slow down.") { RetryAfter = TimeSpan.FromSeconds(seconds) })
                : VisionReply.Answered([Alt("Two dogs")]));
        });

        await _site.UploadAsync(_site.Library.Add(Jpeg));

        Assert.That((_site.Provider.Calls, last - first), Is.EqualTo((calls, calls == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds))));
    }

    [Test]
    public async Task An_attempt_takes_a_permit_of_its_own_and_without_one_the_image_waits_in_the_queue()
    {
        _site.All[0].Options.RateLimitRequests = 2;
        _site.Provider.Fails(s_down);
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        WorkItem waiting = await _site.StateOfAsync(photo);
        Assert.That((_site.Provider.Calls, waiting.State), Is.EqualTo((2, WorkState.Waiting)));
        Assert.That(waiting.DueAt - _site.Start, Is.GreaterThan(TimeSpan.FromSeconds(56)), "the window has no room before its end; the image comes in time to be ready by then");
    }

    [TestCase("free", 1)]
    [TestCase("paid", 2)]
    public async Task The_limit_is_that_of_the_model_a_step_asks_for(string model, int calls)
    {
        _site.Provider.Limit = asked => asked == "free" ? new RateLimit(1, TimeSpan.FromMinutes(1)) : null;
        _site.Default = _site.Default with { Steps = [_site.Default.Steps[0] with { Model = model }] };
        _site.Provider.Says(Alt("Two dogs"));

        await _site.UploadAsync(_site.Library.Add(Jpeg));
        await _site.UploadAsync(_site.Library.Add(Photo("progressive.jpg")));

        Assert.That(_site.Provider.Calls, Is.EqualTo(calls));
    }

    [Test]
    public async Task One_image_that_fails_among_many_that_do_not_is_no_outage()
    {
        _site.Provider.Says(Alt("Two dogs"));
        await _site.UploadAsync(_site.Library.Add(Photo("progressive.jpg")));
        _site.Provider.Fails(s_down with { Charged = Charged.Unknown });
        await _site.UploadAsync(_site.Library.Add(Jpeg));

        Assert.That(await _site.ConnectionStates.AllAsync(default), Is.Empty);
    }

    [Test]
    public async Task An_outage_holds_the_connection_and_grows_until_one_call_finds_out_that_it_is_over()
    {
        _site.Provider.Fails(s_down with { Charged = Charged.Unknown });
        var waits = new List<double>();
        for (int image = 0; image < 3; image++)
        {
            await _site.UploadAsync(_site.Library.Add(Different(image)));
        }

        for (int outage = 0; outage < 4; outage++)
        {
            ConnectionState held = (await _site.ConnectionStates.FindAsync("vision", default))!;
            Assert.That(held.Health, Is.EqualTo(ConnectionHealth.Unavailable));
            waits.Add((held.Until!.Value - held.ChangedAt).TotalSeconds);
            int before = _site.Provider.Calls;
            await _site.UploadAsync(_site.Library.Add(Different(10 + outage)));
            Assert.That(_site.Provider.Calls, Is.EqualTo(before), "nothing is sent while it is held");

            _site.Clock.Advance(held.Until.Value - _site.Clock.GetUtcNow());
            await _site.UploadAsync(_site.Library.Add(Different(20 + outage)));
            Assert.That(_site.Provider.Calls, Is.EqualTo(before + 1), "one call probes");
        }

        Assert.That(waits, Is.EqualTo(new[] { 5d, 10d, 20d, 40d }));

        _site.Provider.Says(Alt("Two dogs"));
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.UploadAsync(_site.Library.Add(Different(99)));
        ConnectionState well = (await _site.ConnectionStates.FindAsync("vision", default))!;
        Assert.That((well.Health, well.Outages), Is.EqualTo((ConnectionHealth.Ok, 0)));
    }

    [Test]
    public async Task A_paused_connection_sends_nothing_until_an_admin_lets_it_go_on()
    {
        _site.Provider.Says(Alt("Two dogs"));
        await _site.ConnectionStates.PauseAsync("vision", Editor, default);
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Clock.Advance(TimeSpan.FromDays(1));
        await _site.WorkAsync();
        WorkItem waiting = await _site.StateOfAsync(photo);
        Assert.That((_site.Provider.Calls, waiting.State, waiting.ReasonCode, waiting.Attempts), Is.EqualTo((0, WorkState.Waiting, "Paused", 0)));

        await _site.ConnectionStates.ResumeAsync("vision", Editor, default);
        await _site.Items.WakeAsync("vision", default);
        _site.Held.Release("vision");
        await _site.WorkAsync();

        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task A_call_that_ends_after_an_admin_has_paused_its_connection_leaves_it_paused()
    {
        _site.Provider.Does(async (_, _) =>
        {
            await _site.ConnectionStates.PauseAsync("vision", Editor, default);
            return VisionReply.Failed(new Failure(FailureKind.OutOfCredit, "The account is empty."));
        });

        await _site.UploadAsync(_site.Library.Add(Jpeg));

        Assert.That((await _site.ConnectionStates.FindAsync("vision", default))!.Health, Is.EqualTo(ConnectionHealth.Paused));
    }

    [Test]
    public async Task Two_items_with_the_same_picture_at_the_same_time_are_one_call()
    {
        var asked = new TaskCompletionSource();
        var answers = new TaskCompletionSource<VisionReply>();
        _site.Provider.Does((_, _) =>
        {
            asked.TrySetResult();
            return answers.Task;
        });
        MediaItem photo = _site.Library.Add(Jpeg);
        MediaItem copy = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(photo), Site.Saved(copy)], default);
        IReadOnlyList<Lease> leases = await _site.Claim.NextAsync(2, default);

        Task first = _site.Walk.WalkAsync(leases[0], default);
        await asked.Task;
        await _site.Walk.WalkAsync(leases[1], default);
        WorkItem second = (await _site.Items.FindAsync(leases[1].Item.MediaKey, default))!;
        answers.SetResult(VisionReply.Answered([Alt("Two dogs")]));
        await first;
        _site.Clock.Advance(TimeSpan.FromSeconds(3));
        await _site.WorkAsync();

        Assert.Multiple(() =>
        {
            Assert.That((second.State, second.ReasonCode, second.Attempts), Is.EqualTo((WorkState.Waiting, "LookedAtAlready", 0)));
            Assert.That(_site.Provider.Calls, Is.EqualTo(1));
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
            Assert.That(_site.Library[copy.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
        });
    }

    [Test]
    public async Task A_step_that_has_to_wait_does_not_cost_the_others_their_answers()
    {
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("vision", VisionTasks.AltText)] };
        _site.All[0].Options.RateLimitRequests = 1;
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).ReasonCode), Is.EqualTo((1, "RateLimit")));

        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        await _site.WorkAsync();

        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((2, WorkState.Done)));
    }

    [TestCase(false, "RateLimit")]
    [TestCase(true, "Throttled")]
    public async Task An_image_tells_the_rate_limit_that_AutoTag_keeps_to_from_a_provider_that_asks_to_slow_down(bool asksToSlowDown, string reason)
    {
        _site.All[0].Options.RateLimitRequests = 1;
        _site.Provider.Says(Alt("Two dogs"));
        await _site.UploadAsync(_site.Library.Add(Different(1)));
        if (asksToSlowDown)
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(2));
            _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down.") { Code = "rate_limit_exceeded", RetryAfter = TimeSpan.FromSeconds(30) });
        }

        MediaItem photo = _site.Library.Add(Different(2));
        await _site.UploadAsync(photo);

        WorkItem waiting = await _site.StateOfAsync(photo);
        Assert.That((waiting.State, waiting.ReasonCode, _site.Provider.Calls), Is.EqualTo((WorkState.Waiting, reason, asksToSlowDown ? 2 : 1)));
    }

    [Test]
    public async Task An_answer_is_kept_although_the_connections_state_cannot_be_written_down()
    {
        _site.Provider.Fails(new Failure(FailureKind.OutOfCredit, "The account is empty."));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Clock.Advance(TimeSpan.FromHours(1));
        _site.Provider.Does(async (_, _) =>
        {
            await _site.RunSqlAsync("ALTER TABLE autoTagConnectionState RENAME TO awayForAMoment");
            return VisionReply.Answered([Alt("Two dogs")]);
        });

        await _site.InItsTimeAsync(_site.Walk.WalkAsync((await _site.Claim.NextAsync(1, default)).Single(), default));

        Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
    }

    [Test]
    public async Task The_rate_is_used_to_the_full_and_no_window_sees_one_call_more()
    {
        var sent = new List<DateTimeOffset>();
        _site.All[0].Options.RateLimitRequests = 5;
        _site.All[0].Options.RateLimitWindow = TimeSpan.FromSeconds(10);
        _site.Provider.Does((_, _) =>
        {
            sent.Add(_site.Clock.GetUtcNow());
            return Task.FromResult(VisionReply.Answered([Alt("Two dogs")]));
        });
        await _site.Intake.TakeAsync([.. Enumerable.Range(0, 40).Select(number => Site.Saved(_site.Library.Add(Different(number))))], default);

        while (sent.Count < 40)
        {
            await _site.WorkAsync();
            _site.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Multiple(() =>
        {
            for (int call = 5; call < sent.Count; call++)
            {
                Assert.That(sent[call] - sent[call - 5], Is.GreaterThan(TimeSpan.FromSeconds(10)), $"call {call}");
            }

            Assert.That((sent[^1] - sent[0]).TotalSeconds, Is.LessThan(7 * 10 / 0.98), "8 windows of 5, of which the first begins full");
        });
    }

    private void FailsFirst(int times, Failure failure) => _site.Provider.Does((_, _) => Task.FromResult(
        _site.Provider.Calls <= times ? VisionReply.Failed(failure) : VisionReply.Answered([Alt("Two dogs")])));

    // Bytes after the end of a JPEG change what it is called, not what it shows.
    private static byte[] Different(int number) => [.. Jpeg, .. BitConverter.GetBytes(number)];
}
