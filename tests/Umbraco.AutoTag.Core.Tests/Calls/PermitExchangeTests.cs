using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PermitExchangeTests
{
    private readonly FakeClock _clock = new();
    private readonly IRatePermitStore _permits = Substitute.For<IRatePermitStore>();
    private readonly Next _next = new();
    private readonly Guid _another = Guid.NewGuid();

    [Test]
    public async Task A_permit_that_is_still_good_is_used()
    {
        VisionCall call = WithPermit(goodFor: TimeSpan.Zero);

        await CallAsync(call);

        Assert.That(_next.Calls.Single().Permit, Is.EqualTo(call.Permit));
        Assert.That(_permits.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task A_late_one_is_given_back_for_one_of_this_moment()
    {
        VisionCall call = WithPermit(goodFor: TimeSpan.FromTicks(-1));
        _permits.TakeAsync("demo", Arg.Any<RateLimit>(), Arg.Any<TimeSpan>(), call.Permit!.Id, Arg.Any<CancellationToken>()).Returns(new RatePermit(_another, _clock.GetUtcNow()));

        await CallAsync(call);

        Assert.That(_next.Calls.Single().Permit!.Id, Is.EqualTo(_another));
    }

    [Test]
    public async Task Where_none_is_free_nothing_is_sent()
    {
        Taken().Returns(new RatePermit(Id: null, _clock.GetUtcNow() + TimeSpan.FromMinutes(1)));

        CalledReply called = await CallAsync(WithPermit(goodFor: TimeSpan.FromTicks(-1)));

        Assert.That((_next.Calls.Count, called.Reply.Failure!.Sent), Is.EqualTo((0, false)));
    }

    [Test]
    public void Where_the_database_is_away_it_is_certain_that_nothing_was_sent()
    {
        Taken().ThrowsAsync(new InvalidOperationException("the database is away"));

        Assert.That(async () => await CallAsync(WithPermit(goodFor: TimeSpan.FromTicks(-1))), Throws.InstanceOf<NothingSentException>());
        Assert.That(_next.Calls, Is.Empty);
    }

    [Test]
    public async Task Without_a_limit_there_is_nothing_to_exchange()
    {
        await CallAsync(Demo.Call());

        Assert.That(_next.Calls, Has.Count.EqualTo(1));
    }

    private VisionCall WithPermit(TimeSpan goodFor) => Demo.Call(options => options.RateLimitRequests = 30) with
    {
        Permit = new Permit(Guid.NewGuid(), _clock.GetUtcNow() + goodFor),
    };

    private Task<CalledReply> CallAsync(VisionCall call) => new PermitExchange(_next, new RatePermits(_permits, _clock), _clock).CallAsync(call, default);

    private Task<RatePermit> Taken() => _permits.TakeAsync(Arg.Any<string>(), Arg.Any<RateLimit>(), Arg.Any<TimeSpan>(), Arg.Any<Guid?>(), Arg.Any<CancellationToken>());
}
