using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConcurrencyGateTests
{
    private readonly FakeClock _clock = new();
    private readonly Next _next = new();
    private readonly TaskCompletionSource<CalledReply> _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConcurrencyGate _gate = null!;

    [SetUp]
    public void Open()
    {
        _next.Does = (_, _) => _underWay.Task;
        _gate = new ConcurrencyGate(_next, _clock);
    }

    [Test]
    public async Task No_more_are_under_way_than_the_connection_allows_and_a_place_that_is_free_again_is_taken()
    {
        VisionCall call = Two();
        Task<CalledReply>[] calls = [.. Enumerable.Range(0, 3).Select(_ => _gate.CallAsync(call, default))];
        int underWay = _next.Calls.Count;

        _underWay.SetResult(Next.Answer());
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That((underWay, _next.Calls.Count), Is.EqualTo((2, 3)));
    }

    [Test]
    public async Task Whoever_finds_no_place_for_a_moment_waits_in_the_queue()
    {
        VisionCall call = Two();
        _ = _gate.CallAsync(call, default);
        _ = _gate.CallAsync(call, default);

        Task<CalledReply> third = _gate.CallAsync(call, default);
        _clock.Advance(Retry.LongestPause);
        CalledReply called = await third;

        Assert.That((_next.Calls.Count, called.CallId), Is.EqualTo((2, (Guid?)null)));
        Assert.That((called.Reply.Failure!.Kind, called.Reply.Failure.ReasonCode, called.Reply.Failure.Sent), Is.EqualTo((FailureKind.Throttled, "Concurrency", false)));
    }

    [Test]
    public void Another_connection_has_places_of_its_own()
    {
        VisionCall call = Two();
        VisionCall other = call with { Connection = call.Connection with { Alias = "other" } };
        foreach (VisionCall one in (VisionCall[])[call, call, other])
        {
            _ = _gate.CallAsync(one, default);
        }

        Assert.That(_next.Calls, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_call_that_throws_gives_its_place_back()
    {
        VisionCall call = Demo.Call(options => options.Concurrency = 1);
        _next.Throws(new InvalidOperationException("a fault of ours"));
        Assert.That(async () => await _gate.CallAsync(call, default), Throws.InvalidOperationException);

        _next.Does = (_, _) => Task.FromResult(Next.Answer());

        Assert.That(_gate.CallAsync(call, default).IsCompletedSuccessfully, "it does not wait for a place");
    }

    private static VisionCall Two() => Demo.Call(options => options.Concurrency = 2);
}
