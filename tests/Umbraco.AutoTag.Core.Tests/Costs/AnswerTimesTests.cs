using Umbraco.AutoTag.Core.Costs;

namespace Umbraco.AutoTag.Core.Tests.Costs;

public sealed class AnswerTimesTests
{
    [Test]
    public void Of_nothing_there_is_nothing_to_tell() => Assert.That(AnswerTimes.Of([]), Is.Null);

    [TestCase(1, 1, 1)]
    [TestCase(2, 1, 2)]
    [TestCase(3, 2, 3)]
    [TestCase(20, 10, 19)]
    [TestCase(21, 11, 20)]
    [TestCase(1000, 500, 950)]
    public void They_are_times_that_some_answer_really_took(int answers, int half, int nearlyAll) =>
        Assert.That(
            AnswerTimes.Of(Enumerable.Range(1, answers).Reverse().Select(seconds => TimeSpan.FromSeconds(seconds))),
            Is.EqualTo(new AnswerTimes(answers, TimeSpan.FromSeconds(half), TimeSpan.FromSeconds(nearlyAll))));
}
