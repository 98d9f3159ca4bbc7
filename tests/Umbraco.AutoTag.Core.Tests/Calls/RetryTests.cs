using NSubstitute;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetryTests
{
    private readonly HastyClock _clock = new(Retry.LongestPause + TimeSpan.FromSeconds(1));
    private readonly IRatePermitStore _permits = Substitute.For<IRatePermitStore>();
    private readonly Next _next = new();

    [Test]
    public async Task What_fails_for_a_moment_is_sent_three_times_at_most_and_the_last_failure_is_told()
    {
        _next.Fails(FailureKind.Unavailable);

        CalledReply called = await CallAsync(Demo.Call());

        Assert.That((_next.Calls.Count, called.Reply.Failure!.Kind), Is.EqualTo((3, FailureKind.Unavailable)));
    }

    [Test]
    public async Task An_answer_ends_it()
    {
        _next.Does = (_, _) => Task.FromResult(_next.Calls.Count == 1 ? new CalledReply(VisionReply.Failed(new Failure(FailureKind.Unavailable, "Down.")), Guid.NewGuid()) : Next.Answer());

        CalledReply called = await CallAsync(Demo.Call());

        Assert.That((_next.Calls.Count, called.Reply.Failure), Is.EqualTo((2, (Failure?)null)));
    }

    [Test]
    public async Task What_was_charged_or_may_have_been_is_never_sent_again([Values(Charged.Yes, Charged.Unknown)] Charged charged)
    {
        _next.Fails(FailureKind.Unavailable, charged);

        await CallAsync(Demo.Call());

        Assert.That(_next.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_a_moment_does_not_mend_is_not_sent_again(
        [Values(FailureKind.Refused, FailureKind.BadImage, FailureKind.OutOfCredit, FailureKind.Unauthorised, FailureKind.Misconfigured, FailureKind.Malformed)] FailureKind kind)
    {
        _next.Fails(kind);

        await CallAsync(Demo.Call());

        Assert.That(_next.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_was_held_back_here_is_not_sent_again()
    {
        _next.Fails(new Failure(FailureKind.Unavailable, "Held back.") { Sent = false });

        await CallAsync(Demo.Call());

        Assert.That(_next.Calls, Has.Count.EqualTo(1));
    }

    [TestCase(FailureKind.Throttled, 1.5, 3)]
    [TestCase(FailureKind.Throttled, 5, 1)]
    [TestCase(FailureKind.Unavailable, 5, 1)]
    public async Task A_wait_that_is_asked_for_is_waited_for_here_only_where_it_is_short(FailureKind kind, double seconds, int calls)
    {
        _next.Fails(new Failure(kind, "Later.") { RetryAfter = TimeSpan.FromSeconds(seconds) });
        DateTimeOffset start = _clock.GetUtcNow();

        CalledReply called = await CallAsync(Demo.Call());

        Assert.That((_next.Calls.Count, called.Reply.Failure!.RetryAfter), Is.EqualTo((calls, (TimeSpan?)TimeSpan.FromSeconds(seconds))));
        Assert.That(_clock.GetUtcNow() - start, Is.EqualTo((calls - 1) * TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public async Task Each_attempt_but_the_first_takes_a_permit_of_its_own()
    {
        RatePermit[] permits = [.. Enumerable.Range(0, 2).Select(_ => new RatePermit(Guid.NewGuid(), _clock.GetUtcNow()))];
        Taken().Returns(permits[0], permits[1]);
        _next.Fails(FailureKind.Unavailable);

        await CallAsync(Demo.Call(options => options.RateLimitRequests = 30));

        Assert.That(_next.Calls.Select(call => call.Permit?.Id), Is.EqualTo(new[] { null, permits[0].Id, permits[1].Id }));
    }

    [Test]
    public async Task Without_a_permit_the_failure_is_told_with_the_longer_wait()
    {
        Taken().Returns(_ => new RatePermit(Id: null, _clock.GetUtcNow() + TimeSpan.FromSeconds(40)));
        _next.Fails(FailureKind.Unavailable);

        CalledReply called = await CallAsync(Demo.Call(options => options.RateLimitRequests = 30));

        Assert.That(_next.Calls, Has.Count.EqualTo(1));
        Assert.That(called.Reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
        Assert.That(called.Reply.Failure.RetryAfter, Is.GreaterThan(TimeSpan.FromSeconds(30)));
    }

    private Task<CalledReply> CallAsync(VisionCall call) => new Retry(_next, new RatePermits(_permits, _clock), _clock, jitter: () => 0).CallAsync(call, default);

    private Task<RatePermit> Taken() => _permits.TakeAsync(Arg.Any<string>(), Arg.Any<RateLimit>(), Arg.Any<TimeSpan>(), Arg.Any<Guid?>(), Arg.Any<CancellationToken>());
}
