using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Core.Tests.Corridor.Deciding;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

/// <summary>What becomes of the answer to the site's own question.</summary>
public sealed class AnswerTests
{
    private static readonly Observation s_winter = new(ObservationKind.Answer, "winter", Confidence.Unknown, ConfidenceSource.None);

    private static readonly Observation[] s_twenty = [.. Enumerable.Range(1, 20).Select(number => Keyword($"word {number}", 0.9))];

    [TestCase("winter")]
    [TestCase("#Winter")]
    public void The_word_that_the_site_named_for_a_yes_is_written_like_one_without_a_number(string keyword)
    {
        Suggestion suggestion = Decide.On(Asking(keyword, s_winter)).Added.Single();

        Assert.That((suggestion.Field, suggestion.Value, suggestion.State), Is.EqualTo((KeywordsKey, "winter", SuggestionState.Applied)));
    }

    [TestCase(null)]
    [TestCase("summer")]
    public void A_models_own_words_wait_for_a_yes(string? keyword)
    {
        Decision decision = Decide.On(Asking(keyword, s_winter));

        Assert.That((decision.Added.Single().State, decision.Writes.Count), Is.EqualTo((SuggestionState.Pending, 0)));
    }

    [Test]
    public void A_models_own_words_wait_though_another_model_uses_the_same()
    {
        DecisionInput input = Given(said: [s_winter], alsoSaid: [s_winter]);

        Assert.That(Decide.On(input).Added.Single().State, Is.EqualTo(SuggestionState.Pending));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_would_be_written_as_a_keyword_is_written_though_it_is_the_answer_too(bool hasNumber)
    {
        Observation keyword = hasNumber
            ? Keyword("winter", 0.9) with { ConfidenceSource = ConfidenceSource.SelfReported }
            : s_winter with { Kind = ObservationKind.Keyword };

        Assert.That(Decide.On(Asking(null, s_winter, keyword)).Added.Single().State, Is.EqualTo(SuggestionState.Applied));
    }

    [Test]
    public void A_model_that_fills_the_list_does_not_push_the_answer_out_and_the_next_run_keeps_it()
    {
        DecisionInput input = Asking("winter", [.. s_twenty, s_winter]);

        Decision first = Decide.On(input);
        string[] written = [.. first.Writes[KeywordsKey].Parts];
        Decision second = Decide.On(input with { Item = Item(alt: null, written), Earlier = first.Added, Writes = [WriteOf(KeywordsKey, written)] });

        Assert.Multiple(() =>
        {
            Assert.That(written, Has.Length.EqualTo(input.Profile.MaxKeywords).And.Some.EqualTo("winter"));
            Assert.That((second.Added.Count, second.Changed.Count, second.Writes.Count), Is.EqualTo((0, 0, 0)));
        });
    }

    private static DecisionInput Asking(string? keyword, params Observation[] said)
    {
        DecisionInput input = Given(said);
        var step = new Step("c", VisionTasks.Keywords | VisionTasks.Answer) { Question = new PictureQuestion("Is it winter?", keyword) };
        return input with { Profile = input.Profile with { Steps = [step] } };
    }
}
