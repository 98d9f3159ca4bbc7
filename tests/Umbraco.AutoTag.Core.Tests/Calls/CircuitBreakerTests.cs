using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CircuitBreakerTests
{
    private readonly FakeClock _clock = new();
    private readonly IConnectionStateStore _states = Substitute.For<IConnectionStateStore>();
    private readonly Next _next = new();
    private readonly List<ConnectionState> _held = [];
    private CircuitBreaker _breaker = null!;

    [SetUp]
    public void Close()
    {
        _states.ChangeAsync(Arg.Any<ConnectionState?>(), Arg.Do<ConnectionState>(_held.Add), Arg.Any<CancellationToken>()).Returns(true);
        _breaker = new CircuitBreaker(_next, new ConnectionHolds(_states, Substitute.For<IProfiles>(), _clock, NullLogger<ConnectionHolds>.Instance), _clock);
    }

    [Test]
    public async Task Three_calls_that_find_nobody_are_an_outage_and_hold_the_connection_for_all_servers()
    {
        _next.Fails(FailureKind.Unavailable);
        await CallAsync(3);

        CalledReply fourth = await CallAsync(1);

        Assert.That((_next.Calls.Count, fourth.Reply.Failure!.Kind, fourth.Reply.Failure.Sent), Is.EqualTo((3, FailureKind.Unavailable, false)));
        Assert.That(_held.Single().Health, Is.EqualTo(ConnectionHealth.Unavailable));
    }

    [Test]
    public async Task One_that_fails_among_many_that_do_not_is_none()
    {
        await CallAsync(3);
        _next.Fails(FailureKind.Unavailable);
        await CallAsync(2);

        Assert.That((_next.Calls.Count, _held.Count), Is.EqualTo((5, 0)));
    }

    [Test]
    public async Task Three_that_fail_far_apart_are_none()
    {
        _next.Fails(FailureKind.Unavailable);
        for (int i = 0; i < 3; i++)
        {
            await CallAsync(1);
            _clock.Advance(CircuitBreaker.Window);
        }

        Assert.That(_held, Is.Empty);
    }

    [TestCase(FailureKind.Refused)]
    [TestCase(FailureKind.Malformed)]
    [TestCase(FailureKind.Throttled)]
    public async Task An_answer_of_any_kind_is_none(FailureKind kind)
    {
        _next.Fails(kind);

        await CallAsync(4);

        Assert.That((_next.Calls.Count, _held.Count), Is.EqualTo((4, 0)));
    }

    [Test]
    public async Task What_was_held_back_here_is_none()
    {
        _next.Fails(new Failure(FailureKind.Unavailable, "Held back.") { Sent = false });

        await CallAsync(4);

        Assert.That((_next.Calls.Count, _held.Count), Is.EqualTo((4, 0)));
    }

    [Test]
    public async Task A_trial_of_another_model_neither_opens_it_nor_is_kept_back()
    {
        _next.Fails(FailureKind.Unavailable);
        VisionCall trial = Demo.Call() with { IsTrial = true };

        for (int i = 0; i < 4; i++)
        {
            await _breaker.CallAsync(trial, default);
        }

        Assert.That((_next.Calls.Count, _held.Count), Is.EqualTo((4, 0)));
    }

    private async Task<CalledReply> CallAsync(int times)
    {
        CalledReply called = null!;
        for (int i = 0; i < times; i++)
        {
            called = await _breaker.CallAsync(Demo.Call(), default);
        }

        return called;
    }
}
