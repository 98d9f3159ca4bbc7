using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Calibration;

public sealed class ReliabilityCurveTests
{
    private static readonly CalibrationKey s_scores = new("vision", Field.Keywords, ConfidenceSource.Score);
    private static readonly CalibrationKey s_opinions = s_scores with { Source = ConfidenceSource.SelfReported };

    [TestCase(0, 0)]
    [TestCase(0.0499, 0)]
    [TestCase(0.05, 1)]
    [TestCase(0.15, 3)]
    [TestCase(0.35, 7)]
    [TestCase(0.55, 11)]
    [TestCase(0.7, 14)]
    [TestCase(0.9499999, 18)]
    [TestCase(0.95, 19)]
    [TestCase(1, 19)]
    public void A_confidence_is_in_the_band_whose_beginning_it_reaches(double stated, int band) =>
        Assert.That(ConfidenceBands.Of(Confidence.Of(stated)), Is.EqualTo(band));

    [Test]
    public void Neighbours_that_contradict_the_order_are_one_step()
    {
        var curve = Curve(s_scores, (8, 20, 100), (14, 80, 100), (16, 60, 100), (18, 95, 100));

        Assert.That(curve.Steps, Is.EqualTo(new[] { new CurveStep(8, 20, 100), new CurveStep(14, 140, 200), new CurveStep(18, 95, 100) }));
    }

    [Test]
    public void A_few_decisions_are_no_step_of_their_own()
    {
        var curve = Curve(s_scores, (2, 0, 3), (14, 80, 100), (19, 5, 5));

        Assert.That(curve.Steps, Is.EqualTo(new[] { new CurveStep(2, 85, 108) }));
    }

    [Test]
    public void A_surer_statement_never_comes_out_as_less_sure_whatever_was_decided()
    {
        var random = new Random(20261121);
        for (int round = 0; round < 500; round++)
        {
            var curve = Curve(s_opinions, [.. Enumerable.Range(0, ConfidenceBands.Count)
                .Where(_ => random.Next(3) > 0)
                .Select(band => (band, Decided: random.Next(1, 80)))
                .Select(count => (count.band, random.Next(count.Decided + 1), count.Decided))
                .DefaultIfEmpty((10, 5, 9))]);

            double[] shares = [.. Enumerable.Range(0, 101).Select(percent => curve.At(Confidence.Of(percent / 100.0)).Value!.Value)];

            Assert.That(shares, Is.Ordered, $"round {round}");
            Assert.That(shares, Is.All.InRange(0, 1));
            Assert.That(curve.Decided, Is.EqualTo(curve.Bands.Sum(band => band.Decided)), "no decision is lost");
        }
    }

    [Test]
    public void Below_everything_that_was_decided_about_the_source_is_not_made_surer_than_it_says()
    {
        var curve = Curve(s_opinions, (10, 150, 200), (19, 190, 200));

        Assert.That(curve.At(Confidence.Of(0.1)).Value, Is.EqualTo(0.1));
        Assert.That(curve.At(Confidence.Of(0.7)).Value, Is.EqualTo(0.75), "between two steps the lower one counts");
        Assert.That(curve.At(Confidence.Of(1)).Value, Is.EqualTo(0.95));
    }

    [Test]
    public void Below_everything_that_was_decided_about_the_source_is_not_believed_more_than_the_worst_that_was_seen() =>
        Assert.That(Curve(s_opinions, (10, 20, 200), (19, 190, 200)).At(Confidence.Of(0.45)).Value, Is.EqualTo(0.1));

    [Test]
    public void Without_a_number_the_share_of_all_of_them_counts()
    {
        var curve = Curve(new CalibrationKey("vision", Field.AltText, ConfidenceSource.None), (ConfidenceBands.NoNumber, 165, 200));

        Assert.That(curve.At(Confidence.Unknown).Value, Is.EqualTo(0.82).Or.EqualTo(0.83));
    }

    [Test]
    public void The_lowest_threshold_that_keeps_the_goal_is_proposed_with_what_it_rests_on()
    {
        var curve = Curve(s_scores, (8, 20, 50), (14, 90, 100), (17, 97, 100), (19, 100, 100));

        Assert.That(curve.Proposal(), Is.EqualTo(new ProposedThreshold(0.70, 287, 300)), "(90 + 97 + 100) of 300 are 95.7 %");
    }

    [Test]
    public void One_decision_short_of_enough_nothing_is_proposed_and_no_number_is_replaced()
    {
        var curve = Curve(s_opinions, (14, 99, 99), (19, 100, 100));

        Assert.That((curve.IsEnough, curve.Replaces, curve.Proposal()), Is.EqualTo((false, false, (ProposedThreshold?)null)));
        Assert.That(Curve(s_opinions, (14, 100, 100), (19, 100, 100)) is { Replaces: true } enough && enough.Proposal() is not null);
    }

    [Test]
    public void Where_even_the_surest_falls_short_nothing_is_proposed() =>
        Assert.That(Curve(s_scores, (14, 100, 150), (19, 94, 100)).Proposal(), Is.Null);

    [Test]
    public void A_handful_of_sure_values_is_not_enough_for_a_threshold() =>
        Assert.That(Curve(s_scores, (14, 100, 200), (19, 49, 49)).Proposal(), Is.Null);

    [Test]
    public void For_a_number_that_the_curve_replaces_the_threshold_is_one_of_shares()
    {
        var curve = Curve(s_opinions, (14, 100, 200), (18, 193, 200), (19, 199, 200));

        ProposedThreshold proposal = curve.Proposal()!;

        Assert.That(proposal.WriteFrom, Is.EqualTo(0.96));
        Assert.That(curve.At(Confidence.Of(0.9)).IsAtLeast(proposal.WriteFrom), "the step it was found at is written");
        Assert.That(curve.At(Confidence.Of(0.89)).IsAtLeast(proposal.WriteFrom), Is.False);
    }

    [Test]
    public void A_classifiers_score_is_never_replaced() =>
        Assert.That(Curves.Of([new BandCount(s_scores, 19, 10, 1_000)]).For("vision", Field.Keywords, Confidence.Of(0.99), ConfidenceSource.Score), Is.Null);

    [Test]
    public void A_connection_is_known_in_any_case_and_its_fields_are_told_apart()
    {
        var curves = Curves.Of([new BandCount(s_opinions, 19, 180, 200)]);

        Assert.That(curves.For("Vision", Field.Keywords, Confidence.Of(0.99), ConfidenceSource.SelfReported)!.Decisions, Is.EqualTo(200));
        Assert.That(curves.For("Vision", Field.Title, Confidence.Of(0.99), ConfidenceSource.SelfReported), Is.Null);
        Assert.That(curves.For("Vision", Field.Keywords, Confidence.Unknown, ConfidenceSource.SelfReported), Is.Null, "what gave no number is judged by its like");
    }

    private static ReliabilityCurve Curve(CalibrationKey key, params (int Band, int Accepted, int Decided)[] bands) =>
        ReliabilityCurve.Of(key, bands.Select(band => new BandCount(key, band.Band, band.Accepted, band.Decided)));
}
