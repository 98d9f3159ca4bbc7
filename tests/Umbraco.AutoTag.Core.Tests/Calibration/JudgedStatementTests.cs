using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Tests.Corridor;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Calibration;

public sealed class JudgedStatementTests
{
    private static readonly Suggestion s_waits = Decide.On(Deciding.Given(said: [Deciding.Keyword("dog", 0.6)])).Added.Single();

    [TestCase(SuggestionState.Accepted, true)]
    [TestCase(SuggestionState.Edited, false)]
    [TestCase(SuggestionState.Rejected, false)]
    public void An_editors_decision_is_counted_and_only_a_yes_to_the_words_as_they_were_is_a_yes(SuggestionState state, bool isAccepted) =>
        Assert.That(Judged(s_waits with { State = state }), Is.EqualTo(new JudgedStatement(Field.Keywords, Confidence.Of(0.6), ConfidenceSource.Score, isAccepted)));

    [TestCase(SuggestionState.Pending)]
    [TestCase(SuggestionState.Applied)]
    [TestCase(SuggestionState.Superseded)]
    public void What_nobody_decided_is_not_counted(SuggestionState state) => Assert.That(Judged(s_waits with { State = state }), Is.Null);

    [Test]
    public void What_was_typed_into_the_property_itself_is_not_counted() =>
        Assert.That(JudgedStatement.Of(s_waits with { State = SuggestionState.Rejected, DecidedBy = null }), Is.Null);

    [Test]
    public void What_several_sources_agree_on_is_nobodys_own()
    {
        Suggestion agreed = Decide.On(Deciding.Given(said: [Deciding.Keyword("dog", 0.5)], alsoSaid: [Deciding.Keyword("dog", 0.5)])).Added.Single();

        Assert.That(Judged(agreed with { State = SuggestionState.Accepted }), Is.Null);
    }

    [Test]
    public void What_is_calibrated_is_counted_with_the_number_that_was_stated()
    {
        Suggestion calibrated = s_waits with
        {
            State = SuggestionState.Accepted,
            Confidence = Confidence.Of(0.4),
            ConfidenceSource = ConfidenceSource.Calibrated,
            Origins = SuggestionOrigins.Of(
                [new SuggestionOrigin(s_waits.AnalysisId, Confidence.Of(0.97), ConfidenceSource.SelfReported, Calibrated: new Calibrated(Confidence.Of(0.4), 300))]),
        };

        Assert.That(Judged(calibrated), Is.EqualTo(new JudgedStatement(Field.Keywords, Confidence.Of(0.97), ConfidenceSource.SelfReported, IsAccepted: true)));
    }

    private static JudgedStatement? Judged(Suggestion suggestion) => JudgedStatement.Of(suggestion with { DecidedBy = Deciding.Editor });
}
