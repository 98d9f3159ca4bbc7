using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Core.Tests.Runs;

public sealed class RunTransitionsTests
{
    [TestCase(RunState.Draft, new RunState[0])]
    [TestCase(RunState.Running, new[] { RunState.Draft, RunState.Paused, RunState.Done })]
    [TestCase(RunState.Paused, new[] { RunState.Running })]
    [TestCase(RunState.Done, new[] { RunState.Running })]
    [TestCase(RunState.Cancelled, new[] { RunState.Draft, RunState.Running, RunState.Paused })]
    public void A_state_follows_these_and_no_others(RunState to, RunState[] before) =>
        Assert.That(RunTransitions.Before(to), Is.EquivalentTo(before));

    [Test]
    public void Only_what_has_ended_can_be_undone() =>
        Assert.That(Enum.GetValues<RunState>().Where(state => state.HasEnded()), Is.EquivalentTo(new[] { RunState.Done, RunState.Cancelled }));
}
