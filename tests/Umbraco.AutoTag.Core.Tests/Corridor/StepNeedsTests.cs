using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

public sealed class StepNeedsTests
{
    [TestCase(null, ExpectedResult = StepNeed.Unknown)]
    [TestCase(0.0, ExpectedResult = StepNeed.Needed)]
    [TestCase(0.59, ExpectedResult = StepNeed.Needed)]
    [TestCase(0.60, ExpectedResult = StepNeed.NotNeeded)]
    [TestCase(1.0, ExpectedResult = StepNeed.NotNeeded)]
    public StepNeed A_step_with_a_bar_follows_from_the_earlier_answer(double? sure) => StepNeeds.Of(
        Of(new Step("Labels", VisionTasks.Keywords), new Step("words", VisionTasks.AltText) { When = new Escalation("labels", 0.60) }), 1, _ => Saying(sure));

    [Test]
    public void A_step_without_one_is_always_needed() =>
        Assert.That(StepNeeds.Of(Of(new Step("labels", VisionTasks.Keywords)), 0, _ => null), Is.EqualTo(StepNeed.Needed));

    [Test]
    public void Only_earlier_steps_of_that_connection_that_are_asked_for_keywords_decide() => Assert.That(
        StepNeeds.JudgedBy(
            Of(
                new Step("labels", VisionTasks.Text),
                new Step("labels", VisionTasks.Keywords),
                new Step("others", VisionTasks.Keywords),
                new Step("words", VisionTasks.AltText) { When = new Escalation("labels", 0.60) },
                new Step("labels", VisionTasks.Keywords)),
            3),
        Is.EqualTo(new[] { 1 }));

    [Test]
    public void A_step_behind_one_that_was_not_needed_is_not_needed_either() => Assert.That(
        StepNeeds.Of(
            Of(
                new Step("labels", VisionTasks.Keywords),
                new Step("words", VisionTasks.Keywords) { When = new Escalation("labels", 0.60) },
                new Step("dearest", VisionTasks.AltText) { When = new Escalation("words", 0.60) }),
            2,
            place => place == 0 ? Saying(0.9) : null),
        Is.EqualTo(StepNeed.NotNeeded));

    [Test]
    public void An_answer_is_as_sure_as_its_surest_keyword_and_nothing_else_counts()
    {
        var caption = new Observation(ObservationKind.AltText, "Two dogs", Confidence.Of(0.99), ConfidenceSource.Score);

        Assert.That(Saying([caption]).Sureness, Is.Zero);
        Assert.That(Saying([caption, Keyword(Confidence.Of(0.3)), Keyword(Confidence.Of(0.4))]).Sureness, Is.EqualTo(0.4));
        Assert.That(Saying([Keyword(Confidence.Of(0.3)), Keyword(Confidence.Unknown)]).Sureness, Is.EqualTo(1));
    }

    [TestCase(0.1)]
    [TestCase(0.99)]
    public void A_language_models_opinion_of_itself_is_no_number_here(double opinion) =>
        Assert.That(Saying([Keyword(Confidence.Of(opinion)) with { ConfidenceSource = ConfidenceSource.SelfReported }]).Sureness, Is.EqualTo(1));

    [Test]
    public void Sureness_is_told_as_a_number_only_where_it_was_measured()
    {
        Observation opinion = Keyword(Confidence.Of(0.9)) with { ConfidenceSource = ConfidenceSource.SelfReported };

        Assert.That(Saying([Keyword(Confidence.Of(0.3)), Keyword(Confidence.Of(1))]).MeasuredSureness, Is.EqualTo(1));
        Assert.That(Saying([]).MeasuredSureness, Is.Zero);
        Assert.That(Saying([Keyword(Confidence.Of(0.3)), Keyword(Confidence.Unknown)]).MeasuredSureness, Is.Null);
        Assert.That(Saying([opinion]).MeasuredSureness, Is.Null);
    }

    [Test]
    public void An_answer_to_the_sites_question_does_not_count() => Assert.That(
        Saying([Keyword(Confidence.Of(0.3)), new Observation(ObservationKind.Answer, "winter", Confidence.Unknown, ConfidenceSource.None)]).Sureness, Is.EqualTo(0.3));

    private static Profile Of(params Step[] steps) => new() { Alias = "default", Language = "en", Steps = steps };

    private static Analysis? Saying(double? sure) => sure is { } confidence
        ? Saying(confidence == 0 ? [] : [Keyword(Confidence.Of(confidence))])
        : null;

    private static Analysis Saying(IReadOnlyList<Observation> observations) => new()
    {
        Id = Guid.NewGuid(),
        Key = new AnalysisKey(ContentHash.Of([1]), "step", "en"),
        Connection = "labels",
        Provider = "any",
        ModelAsked = null,
        ModelReported = null,
        Observations = observations,
        CallId = null,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Observation Keyword(Confidence confidence) => new(ObservationKind.Keyword, "dog", confidence, ConfidenceSource.Score);
}
