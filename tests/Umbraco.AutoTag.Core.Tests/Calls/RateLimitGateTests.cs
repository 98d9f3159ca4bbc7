using NSubstitute;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RateLimitGateTests
{
    private readonly FakeClock _clock = new();
    private readonly IRatePermitStore _permits = Substitute.For<IRatePermitStore>();
    private readonly Next _next = new();

    [Test]
    public async Task Without_a_limit_nobody_asks_for_a_permit()
    {
        await CallAsync(Demo.Call());

        Assert.That(_next.Calls.Single().Permit, Is.Null);
        Assert.That(_permits.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task A_permit_is_used_at_its_moment_and_not_before()
    {
        var permit = new RatePermit(Guid.NewGuid(), _clock.GetUtcNow() + TimeSpan.FromSeconds(3));
        Taken().Returns(permit);

        Task<CalledReply> call = CallAsync(Limited());
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        int before = _next.Calls.Count;
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await call;

        Assert.That((before, _next.Calls.Single().Permit!.Id), Is.EqualTo((0, permit.Id)));
    }

    [Test]
    public async Task A_permit_is_good_for_a_two_hundredth_of_its_window()
    {
        Taken().Returns(new RatePermit(Guid.NewGuid(), _clock.GetUtcNow()));

        await CallAsync(Limited());

        Assert.That(_next.Calls.Single().Permit!.GoodUntil, Is.EqualTo(_clock.GetUtcNow() + TimeSpan.FromMilliseconds(300)));
    }

    [Test]
    public async Task Where_none_is_free_soon_nothing_is_sent_and_the_image_is_told_when()
    {
        Taken().Returns(new RatePermit(Id: null, _clock.GetUtcNow() + TimeSpan.FromSeconds(40)));

        CalledReply called = await CallAsync(Limited());

        Assert.That(_next.Calls, Is.Empty);
        Assert.That(
            (called.CallId, called.Reply.Failure!.Kind, called.Reply.Failure.ReasonCode, called.Reply.Failure.Sent, called.Reply.Failure.RetryAfter),
            Is.EqualTo(((Guid?)null, FailureKind.Throttled, "RateLimit", false, (TimeSpan?)TimeSpan.FromSeconds(36))));
    }

    [Test]
    public async Task The_window_is_a_hundredth_longer_than_the_providers()
    {
        Taken().Returns(new RatePermit(Guid.NewGuid(), _clock.GetUtcNow()));

        await CallAsync(Limited());

        await _permits.Received(1).TakeAsync("demo", new RateLimit(30, TimeSpan.FromSeconds(60.6)), Arg.Any<TimeSpan>(), insteadOf: null, Arg.Any<CancellationToken>());
    }

    private static VisionCall Limited() => Demo.Call(options => options.RateLimitRequests = 30);

    private Task<CalledReply> CallAsync(VisionCall call) => new RateLimitGate(_next, new RatePermits(_permits, _clock)).CallAsync(call, default);

    private Task<RatePermit> Taken() => _permits.TakeAsync(Arg.Any<string>(), Arg.Any<RateLimit>(), Arg.Any<TimeSpan>(), Arg.Any<Guid?>(), Arg.Any<CancellationToken>());
}
