using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ModelChangeTests
{
    private readonly ILedgerStore _ledger = Substitute.For<ILedgerStore>();
    private readonly IConnectionStateStore _states = Substitute.For<IConnectionStateStore>();
    private readonly List<ModelDrift> _stopped = [];
    private readonly Next _next = new();

    [SetUp]
    public void Remember()
    {
        _ledger.LastCallsAsync(Arg.Any<CancellationToken>()).Returns([]);
        _states.StopAsync("demo", Arg.Do<ModelDrift>(_stopped.Add), Arg.Any<CancellationToken>()).Returns(true);
    }

    [Test]
    public async Task Another_model_than_the_one_asked_for_stops_the_connection_where_the_site_wants_that()
    {
        _next.Does = (_, _) => Task.FromResult(Next.Answer(model: "other-2"));

        CalledReply called = await CallAsync(Stopping());

        Assert.That((_stopped.Single().Asked, _stopped.Single().Answered), Is.EqualTo(("demo-1", "other-2")));
        Assert.That(called.Reply.Failure, Is.Null, "what was paid for is kept");
    }

    [TestCase("demo-1")]
    [TestCase(null)]
    public async Task The_one_asked_for_and_one_that_does_not_say_stop_nothing(string? model)
    {
        _next.Does = (_, _) => Task.FromResult(Next.Answer(model));

        await CallAsync(Stopping());

        Assert.That(_stopped, Is.Empty);
    }

    [Test]
    public async Task Where_the_site_wants_a_warning_only_nothing_is_stopped()
    {
        _next.Does = (_, _) => Task.FromResult(Next.Answer(model: "other-2"));

        await CallAsync(Demo.Call());

        Assert.That(_stopped, Is.Empty);
    }

    [Test]
    public async Task What_answers_a_trial_is_not_what_the_site_asks_for()
    {
        _next.Does = (_, _) => Task.FromResult(Next.Answer(model: "other-2"));

        await CallAsync(Stopping() with { IsTrial = true });

        Assert.That(_stopped, Is.Empty);
    }

    private static VisionCall Stopping() => Demo.Call(options => options.WhenModelDrifts = WhenModelDrifts.Stop);

    private Task<CalledReply> CallAsync(VisionCall call) => new ModelChange(
        _next, new DriftWatch(new ModelChanges(_ledger, NullLogger<ModelChanges>.Instance), _states, new FakeClock(), NullLogger<DriftWatch>.Instance)).CallAsync(call, default);
}
