using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CallTimeoutTests
{
    private readonly FakeClock _clock = new();
    private readonly Next _next = new();

    [SetUp]
    public void NeverAnswers() => _next.Does = async (_, token) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return Next.Answer();
    };

    [Test]
    public async Task A_call_that_takes_longer_than_the_connections_time_was_perhaps_paid_for()
    {
        CalledReply called = await AfterAsync(TimeSpan.FromSeconds(30), Slow());

        Assert.That((called.Reply.Failure!.Kind, called.Reply.Failure.Code, called.Reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, "timeout", Charged.Unknown)));
    }

    [Test]
    public async Task What_costs_nothing_was_not_paid_for() =>
        Assert.That((await AfterAsync(TimeSpan.FromSeconds(30), Demo.Call(options => options.Timeout = TimeSpan.FromSeconds(30), Demo.Local()))).Reply.Failure!.Charged, Is.EqualTo(Charged.No));

    [Test]
    public void Before_its_time_is_over_nobody_gives_up()
    {
        Task<CalledReply> call = CallAsync(Slow(), default);

        _clock.Advance(TimeSpan.FromSeconds(29));

        Assert.That(call.IsCompleted, Is.False);
    }

    [Test]
    public async Task Where_nothing_had_been_sent_yet_it_is_certain_that_nothing_was_paid()
    {
        _next.Does = async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }
            catch (OperationCanceledException)
            {
                throw new NothingSentException("A token was waited for.", token);
            }

            return Next.Answer();
        };

        CalledReply called = await AfterAsync(TimeSpan.FromSeconds(30), Slow());

        Assert.That((called.Reply.Failure!.Sent, called.Reply.Failure.Charged), Is.EqualTo((false, Charged.No)));
        Assert.That(called.Reply.Failure.Message, Does.EndWith("A token was waited for."));
    }

    [Test]
    public void Whoever_stops_it_is_told_nothing_else()
    {
        using var stop = new CancellationTokenSource();
        Task<CalledReply> call = CallAsync(Slow(), stop.Token);

        stop.Cancel();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void While_the_site_stops_a_call_that_came_as_far_as_this_goes_on_as_long_as_it_may()
    {
        using var stop = new CancellationTokenSource();
        using var until = new CancellationTokenSource();
        Task<CalledReply> call = CallAsync(Slow() with { Until = until.Token }, stop.Token);

        stop.Cancel();
        bool goesOn = !call.IsCompleted;
        until.Cancel();

        Assert.That(goesOn);
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    private static VisionCall Slow() => Demo.Call(options => options.Timeout = TimeSpan.FromSeconds(30));

    private Task<CalledReply> CallAsync(VisionCall call, CancellationToken token) => new CallTimeout(_next, _clock).CallAsync(call, token);

    private async Task<CalledReply> AfterAsync(TimeSpan time, VisionCall call)
    {
        Task<CalledReply> called = CallAsync(call, default);
        _clock.Advance(time);
        return await called;
    }
}
