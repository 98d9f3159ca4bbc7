using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConnectionGateTests
{
    private readonly FakeClock _clock = new();
    private readonly IConnectionStateStore _states = Substitute.For<IConnectionStateStore>();
    private readonly Next _next = new();
    private ConnectionState? _state;

    [SetUp]
    public void Remember()
    {
        _states.FindAsync("demo", Arg.Any<CancellationToken>()).Returns(_ => _state);
        _states.ChangeAsync(Arg.Any<ConnectionState?>(), Arg.Any<ConnectionState>(), Arg.Any<CancellationToken>()).Returns(change =>
        {
            _state = (ConnectionState)change[1];
            return true;
        });
    }

    [Test]
    public async Task Whoever_works_is_asked()
    {
        await CallAsync(Demo.Call());

        Assert.That((_next.Calls.Count, _state), Is.EqualTo((1, (ConnectionState?)null)));
    }

    [TestCase(FailureKind.OutOfCredit, ConnectionHealth.OutOfCredit)]
    [TestCase(FailureKind.Unauthorised, ConnectionHealth.Unauthorised)]
    [TestCase(FailureKind.Misconfigured, ConnectionHealth.Misconfigured)]
    [TestCase(FailureKind.Throttled, ConnectionHealth.Throttled)]
    public async Task What_one_call_finds_out_holds_the_others(FailureKind kind, ConnectionHealth health)
    {
        _next.Fails(kind);
        await CallAsync(Demo.Call());

        CalledReply second = await CallAsync(Demo.Call());

        Assert.That((_state!.Health, _next.Calls.Count, second.Reply.Failure!.Kind, second.Reply.Failure.Sent), Is.EqualTo((health, 1, kind, false)));
        Assert.That(second.Reply.Failure.RetryAfter, Is.EqualTo(_state.Until - _clock.GetUtcNow()));
    }

    [TestCase(FailureKind.BadImage)]
    [TestCase(FailureKind.Refused)]
    [TestCase(FailureKind.Malformed)]
    [TestCase(FailureKind.Unavailable)]
    public async Task What_is_wrong_with_one_image_holds_nobody(FailureKind kind)
    {
        _next.Fails(kind);

        await CallAsync(Demo.Call());

        Assert.That(_state, Is.Null);
    }

    [Test]
    public async Task When_its_time_has_come_one_call_finds_out_that_it_works_again()
    {
        Held(ConnectionHealth.OutOfCredit);
        _clock.Advance(TimeSpan.FromMinutes(15));
        ConnectionState? meanwhile = null;
        _next.Does = (_, _) =>
        {
            meanwhile = _state;
            return Task.FromResult(Next.Answer());
        };

        await CallAsync(Demo.Call());

        Assert.That((meanwhile!.ProbeUntil, _state!.Health), Is.EqualTo(((DateTimeOffset?)(_clock.GetUtcNow() + TimeSpan.FromSeconds(130)), ConnectionHealth.Ok)));
    }

    [Test]
    public async Task While_one_finds_out_the_others_wait()
    {
        Held(ConnectionHealth.OutOfCredit);
        _clock.Advance(TimeSpan.FromMinutes(15));
        _state = _state! with { ProbeUntil = _clock.GetUtcNow().AddSeconds(1) };

        CalledReply called = await CallAsync(Demo.Call());

        Assert.That((_next.Calls.Count, called.Reply.Failure!.Sent), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task Where_it_still_does_not_work_it_is_held_again()
    {
        Held(ConnectionHealth.Unavailable);
        _clock.Advance(TimeSpan.FromMinutes(15));
        _next.Fails(FailureKind.Unavailable);

        await CallAsync(Demo.Call());

        Assert.That((_state!.Health, _state.Outages, _state.Until > _clock.GetUtcNow()), Is.EqualTo((ConnectionHealth.Unavailable, 2, true)));
    }

    [Test]
    public async Task A_test_finds_out_at_once()
    {
        Held(ConnectionHealth.Unauthorised);

        await CallAsync(Demo.Call() with { MediaKey = VisionCall.NoMedia });

        Assert.That((_next.Calls.Count, _state!.Health), Is.EqualTo((1, ConnectionHealth.Ok)));
    }

    [Test]
    public async Task What_an_admin_has_paused_is_not_even_tested()
    {
        Held(ConnectionHealth.Paused);

        CalledReply called = await CallAsync(Demo.Call() with { MediaKey = VisionCall.NoMedia });

        Assert.That((_next.Calls.Count, called.Reply.Failure!.Kind), Is.EqualTo((0, FailureKind.Paused)));
    }

    [Test]
    public async Task A_trial_of_another_model_says_nothing_of_the_connection()
    {
        _next.Fails(FailureKind.Misconfigured);

        await CallAsync(Demo.Call() with { IsTrial = true });

        Assert.That((_next.Calls.Count, _state), Is.EqualTo((1, (ConnectionState?)null)));
    }

    private void Held(ConnectionHealth health) =>
        _state = new ConnectionState("demo", health, _clock.GetUtcNow().AddMinutes(15), "Held.", _clock.GetUtcNow()) { Outages = 1 };

    private Task<CalledReply> CallAsync(VisionCall call) => new ConnectionGate(
        _next, new ConnectionHolds(_states, Substitute.For<IProfiles>(), _clock, NullLogger<ConnectionHolds>.Instance), _clock).CallAsync(call, default);
}
