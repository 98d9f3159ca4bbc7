using NSubstitute;
using Umbraco.AutoTag.CommandLine;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.CommandLine;

/// <summary>How long a run is waited for: images that wait for a budget or a connection keep it running without end.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AwaitRunTests
{
    private readonly HastyClock _clock = new(TimeSpan.FromSeconds(2));
    private readonly IRunStore _runs = Substitute.For<IRunStore>();
    private readonly IWorkerStore _workers = Substitute.For<IWorkerStore>();
    private readonly DateTimeOffset _begun;
    private DateTimeOffset? _worksUntil;
    private DateTimeOffset? _endsAt;

    public AwaitRunTests()
    {
        _begun = _clock.GetUtcNow();
        _workers.AllAsync(default).ReturnsForAnyArgs(_ =>
        {
            DateTimeOffset worked = _worksUntil is { } until && until < _clock.GetUtcNow() ? until : _clock.GetUtcNow();
            return (IReadOnlyList<WorkerReport>)[new WorkerReport("one", "Auto", worked, worked, TimeSpan.Zero)];
        });
        _runs.FindAsync(default, default).ReturnsForAnyArgs(call => new Run
        {
            Id = call.Arg<Guid>(),
            Selection = new RunSelection(),
            State = _endsAt <= _clock.GetUtcNow() ? RunState.Done : RunState.Running,
            Foretold = new Foretold(1, 1, null),
            CreatedBy = Guid.Empty,
            CreatedAt = _begun,
        });
    }

    [Test]
    public async Task A_run_that_gets_no_further_is_waited_for_as_long_as_was_wanted_and_then_told_as_it_stands()
    {
        Awaited ended = await WaitAsync(TimeSpan.FromSeconds(61));

        Assert.That((ended.Why, ended.Run.State, _clock.GetUtcNow() - _begun), Is.EqualTo((WaitEnd.TimeIsUp, RunState.Running, TimeSpan.FromSeconds(61))));
        CommandAnswer answer = Operator.OfEnd(ended, null!);
        Assert.That(((int)answer.Code, answer.Problem!.OperationStatus), Is.EqualTo((4, "StillRunning")));
    }

    [TestCase(60)]
    [TestCase(null)]
    public async Task A_run_that_ends_before_is_waited_for_until_then(int? minutes)
    {
        _endsAt = _begun.AddMinutes(59);

        Awaited ended = await WaitAsync(minutes is { } some ? TimeSpan.FromMinutes(some) : null);

        Assert.That((ended.Why, ended.Run.State, Operator.OfEnd(ended, null!).Code), Is.EqualTo((WaitEnd.Stopped, RunState.Done, ExitCode.Done)));
    }

    [Test]
    public async Task A_run_that_nobody_works_on_any_more_is_not_waited_for()
    {
        _worksUntil = _begun.AddMinutes(1);

        Awaited ended = await WaitAsync(null);

        Assert.That((ended.Why, Operator.OfEnd(ended, null!).Code), Is.EqualTo((WaitEnd.NobodyWorks, ExitCode.Failed)));
    }

    private Task<Awaited> WaitAsync(TimeSpan? timeout) => new AwaitRun(_runs, _workers, _clock).EndOfAsync(Guid.CreateVersion7(), timeout, default);
}
