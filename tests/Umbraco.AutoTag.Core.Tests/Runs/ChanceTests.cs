using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Core.Tests.Runs;

public sealed class ChanceTests
{
    [Test]
    public void Too_few_answers_say_nothing_and_all_are_reckoned_with() =>
        Assert.That(Chance.From(new Unsure(Chance.EnoughAnswers - 1, 3)), Is.EqualTo(new Chance(0, 1, 1)));

    [Test]
    public void Enough_answers_say_a_share_and_how_far_it_can_be_trusted()
    {
        Chance few = Chance.From(new Unsure(40, 8));
        Chance many = Chance.From(new Unsure(4_000, 800));

        Assert.That((few.Low, few.Likely, few.High), Is.EqualTo((9d / 42 - 0.1266, 9d / 42, 9d / 42 + 0.1266)).Within(0.001));
        Assert.That(many.High - many.Low, Is.LessThan(0.03));
    }

    [Test]
    public void Thirty_sure_answers_in_a_row_promise_nothing()
    {
        Chance chance = Chance.From(new Unsure(30, 0));

        Assert.That((chance.Low, chance.Likely > 0, chance.High > 0.05), Is.EqualTo((0d, true, true)));
    }
}
