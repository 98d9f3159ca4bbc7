using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Core.Tests.Corridor.Deciding;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

public sealed class CalibratedTests
{
    [TestCase(0.99, SuggestionState.Applied, TestName = "Before there are decisions enough its certainty is unscored")]
    [TestCase(0.5, SuggestionState.Pending, TestName = "Before there are decisions enough its doubt is believed")]
    public void Before(double opinion, SuggestionState state)
    {
        Suggestion suggestion = Decide.On(Given(said: [Opinion("dog", opinion)]) with { Curves = Opinions((9, 99, 99), (19, 10, 100)) }).Added.Single();

        Assert.That((suggestion.State, suggestion.Confidence.Value, suggestion.ConfidenceSource), Is.EqualTo((state, opinion, ConfidenceSource.SelfReported)));
    }

    [Test]
    public void An_opinion_that_has_proved_right_is_written_and_says_why()
    {
        Suggestion suggestion = Decide.On(Given(said: [Opinion("dog", 0.5)]) with { Curves = Opinions((10, 95, 100), (19, 100, 100)) }).Added.Single();

        Assert.Multiple(() =>
        {
            Assert.That((suggestion.State, suggestion.Confidence.Value, suggestion.ConfidenceSource), Is.EqualTo((SuggestionState.Applied, 0.95, ConfidenceSource.Calibrated)));
            Assert.That(suggestion.Origins.All.Single().Confidence.Value, Is.EqualTo(0.5), "what it said itself is told, too");
            Assert.That(suggestion.Origins.All.Single().Calibrated, Is.EqualTo(new Calibrated(Confidence.Of(0.95), 200)));
        });
    }

    [Test]
    public void A_certainty_that_has_proved_wrong_waits()
    {
        Suggestion suggestion = Decide.On(Given(said: [Opinion("dog", 0.99)]) with { Curves = Opinions((19, 100, 200)) }).Added.Single();

        Assert.That((suggestion.State, suggestion.PendingReason), Is.EqualTo((SuggestionState.Pending, PendingReason.BelowThreshold)));
    }

    [Test]
    public void However_often_it_was_wrong_it_is_still_shown_for_what_nobody_sees_nobody_decides()
    {
        Suggestion suggestion = Decide.On(Given(said: [Opinion("dog", 0.99)]) with { Curves = Opinions((19, 10, 200)) }).Added.Single();

        Assert.That((suggestion.State, suggestion.Confidence.Value), Is.EqualTo((SuggestionState.Pending, 0.05)));
    }

    [Test]
    public void A_doubt_that_nobody_ever_decided_about_stays_hidden() =>
        Assert.That(Decide.On(Given(said: [Opinion("dog", 0.1)]) with { Curves = Opinions((19, 200, 200)) }).Added, Is.Empty);

    [Test]
    public void A_text_without_a_number_gets_one_from_what_became_of_its_like()
    {
        var texts = Curves.Of([new BandCount(new CalibrationKey("c", Field.AltText, ConfidenceSource.None), ConfidenceBands.NoNumber, 120, 240)]);

        Suggestion suggestion = Decide.On(Given(said: [Alt("Two dogs at a window")]) with { Curves = texts }).Added.Single();

        Assert.That((suggestion.State, suggestion.Confidence.Value, suggestion.ConfidenceSource), Is.EqualTo((SuggestionState.Pending, 0.5, ConfidenceSource.Calibrated)));
    }

    [Test]
    public void Beside_another_source_it_weighs_what_it_has_come_to_mean()
    {
        DecisionInput both = Given(said: [Opinion("dog", 0.99)], alsoSaid: [Keyword("dog", 0.5)]);

        Suggestion suggestion = Decide.On(both with { Curves = Opinions((19, 180, 200)) }).Added.Single();

        Assert.That(suggestion.Confidence.Value, Is.EqualTo(0.925), "1 - (1 - 0.9) * (1 - 0.5 / 2)");
    }

    [Test]
    public void A_score_is_decided_by_its_threshold_whatever_the_curve_says()
    {
        var scores = Curves.Of([new BandCount(new CalibrationKey("c", Field.Keywords, ConfidenceSource.Score), 19, 0, 500)]);

        Suggestion suggestion = Decide.On(Given(said: [Keyword("dog", 0.99)]) with { Curves = scores }).Added.Single();

        Assert.That((suggestion.State, suggestion.ConfidenceSource, suggestion.Origins), Is.EqualTo((SuggestionState.Applied, ConfidenceSource.Score, SuggestionOrigins.Itself)));
    }

    private static Observation Opinion(string word, double confidence) => Keyword(word, confidence) with { ConfidenceSource = ConfidenceSource.SelfReported };

    private static Curves Opinions(params (int Band, int Accepted, int Decided)[] bands) =>
        Curves.Of(bands.Select(band => new BandCount(new CalibrationKey("c", Field.Keywords, ConfidenceSource.SelfReported), band.Band, band.Accepted, band.Decided)));
}
