using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Core.Tests.Corridor.Deciding;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

public sealed class DecideTests
{
    [Test]
    public void An_empty_field_gets_a_value_without_a_score_written_and_marked_as_not_yet_looked_at()
    {
        Decision decision = Decide.On(Given(said: [Alt("Two dogs at a window")]));

        Assert.Multiple(() =>
        {
            Assert.That(decision.Writes[AltKey].Text, Is.EqualTo("Two dogs at a window"));
            Assert.That(decision.Added.Single(), Has.Property(nameof(Suggestion.State)).EqualTo(SuggestionState.Applied));
        });
    }

    [TestCase(0.70, SuggestionState.Applied)]
    [TestCase(0.69, SuggestionState.Pending)]
    [TestCase(0.40, SuggestionState.Pending)]
    public void A_keyword_is_written_from_070_and_waits_from_040(double confidence, SuggestionState state) =>
        Assert.That(Decide.On(Given(said: [Keyword("dog", confidence)])).Added.Single().State, Is.EqualTo(state));

    [Test]
    public void A_keyword_below_040_is_not_shown_to_anybody()
    {
        Decision decision = Decide.On(Given(said: [Keyword("dog", 0.39)]));

        Assert.That((decision.Added, decision.Writes), Is.EqualTo((Array.Empty<Suggestion>(), new Dictionary<FieldKey, FieldValue>())));
    }

    [Test]
    public void A_language_models_doubt_is_believed()
    {
        Observation doubted = Keyword("wolf", 0.5) with { ConfidenceSource = ConfidenceSource.SelfReported };

        Assert.That(Decide.On(Given(said: [doubted])).Added.Single().PendingReason, Is.EqualTo(PendingReason.BelowThreshold));
    }

    [Test]
    public void A_humans_text_is_never_in_the_writes_and_the_machines_waits_beside_it()
    {
        Decision decision = Decide.On(Given(said: [Alt("Two dogs")], alt: "Rex and Bella"));

        Assert.Multiple(() =>
        {
            Assert.That(decision.Writes, Does.Not.ContainKey(AltKey));
            Assert.That(decision.Added.Single().PendingReason, Is.EqualTo(PendingReason.HumanValue));
        });
    }

    [Test]
    public void A_humanKeywordsKey_are_not_added_to_but_suggested_against()
    {
        Decision decision = Decide.On(Given(said: [Keyword("dog", 0.9), Keyword("window", 0.9)], keywords: ["Dog", "Rex"]));

        Assert.Multiple(() =>
        {
            Assert.That(decision.Writes, Is.Empty);
            Assert.That(decision.Added.Select(s => (s.Value, s.State)), Is.EqualTo(new[] { ("window", SuggestionState.Pending) }), "dog is there already");
        });
    }

    [Test]
    public void What_autotag_wrote_itself_is_replaced_when_another_answer_comes()
    {
        Decision first = Decide.On(Given(said: [Alt("A dog")]));
        Decision second = Decide.On(Given(said: [Alt("Two dogs at a window")], alt: "A dog", earlier: first.Added, writes: [WriteOf(AltKey, "A dog")]));

        Assert.Multiple(() =>
        {
            Assert.That(second.Writes[AltKey].Text, Is.EqualTo("Two dogs at a window"));
            Assert.That(second.Changed.Single(), Has.Property(nameof(Suggestion.State)).EqualTo(SuggestionState.Superseded));
        });
    }

    [Test]
    public void The_same_answer_again_changes_nothing()
    {
        DecisionInput input = Given(said: [Alt("A dog"), Keyword("dog", 0.9), Keyword("cat", 0.5)]);
        Decision first = Decide.On(input);

        Decision second = Decide.On(input with
        {
            Item = Item("A dog", ["dog"]),
            Earlier = first.Added,
            Writes = [WriteOf(AltKey, "A dog"), WriteOf(KeywordsKey, "dog")],
        });

        Assert.That((second.Added.Count, second.Changed.Count, second.Writes.Count), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void What_was_rejected_once_is_not_proposed_again_in_any_spelling()
    {
        Suggestion rejected = Decide.On(Given(said: [Keyword("Wolf", 0.5)])).Added.Single() with { State = SuggestionState.Rejected, DecidedBy = Editor };

        Decision decision = Decide.On(Given(said: [Keyword("wolf ", 0.99)], earlier: [rejected], isAsked: true));

        Assert.That((decision.Added.Count, decision.Changed.Count, decision.Writes.Count), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void After_a_rejected_text_the_next_best_source_has_its_say()
    {
        DecisionInput input = Given(said: [Alt("A wolf")], alsoSaid: [Alt("A dog")]);
        Suggestion rejected = Decide.On(input).Added.Single() with { State = SuggestionState.Rejected, DecidedBy = Editor };

        Decision decision = Decide.On(input with { Earlier = [rejected] });

        Assert.That(decision.Writes[AltKey].Text, Is.EqualTo("A dog"));
    }

    [Test]
    public void What_an_editor_accepted_is_not_overwritten_by_a_later_model()
    {
        Suggestion accepted = Decide.On(Given(said: [Alt("A dog")])).Added.Single() with { State = SuggestionState.Accepted, DecidedBy = Editor };

        Decision decision = Decide.On(Given(said: [Alt("Two dogs")], alt: "A dog", earlier: [accepted], writes: [WriteOf(AltKey, "A dog")]));

        Assert.Multiple(() =>
        {
            Assert.That(decision.Writes, Is.Empty);
            Assert.That(decision.Added.Single().State, Is.EqualTo(SuggestionState.Pending));
        });
    }

    [Test]
    public void Accepted_keywords_stay_when_autotag_rewrites_its_own()
    {
        Decision first = Decide.On(Given(said: [Keyword("dog", 0.9), Keyword("chair", 0.9)]));
        Suggestion[] earlier = [.. first.Added.Select(s => s.Value == "dog" ? s with { State = SuggestionState.Accepted, DecidedBy = Editor } : s)];

        Decision decision = Decide.On(Given(
            said: [Keyword("window", 0.9)], keywords: ["dog", "chair"], earlier: earlier, writes: [WriteOf(KeywordsKey, "dog", "chair")]));

        Assert.That(decision.Writes[KeywordsKey].Parts, Is.EqualTo(new[] { "dog", "window" }));
    }

    [Test]
    public void A_keyword_that_a_raised_bar_takes_out_of_the_field_waits_for_an_editor()
    {
        Decision first = Decide.On(Given(said: [Keyword("dog", 0.9), Keyword("cat", 0.8)]));
        DecisionInput input = Given(
            said: [Keyword("dog", 0.9), Keyword("cat", 0.6)], keywords: ["dog", "cat"], earlier: first.Added, writes: [WriteOf(KeywordsKey, "dog", "cat")]);

        Decision decision = Decide.On(input);

        Suggestion cat = decision.Changed.Single(suggestion => suggestion.Value == "cat");
        Assert.That(decision.Writes[KeywordsKey].Parts, Is.EqualTo(new[] { "dog" }));
        Assert.That((cat.State, cat.PendingReason), Is.EqualTo((SuggestionState.Pending, PendingReason.BelowThreshold)));
    }

    [Test]
    public void A_text_that_a_human_replaced_by_hand_is_offered_beside_it_only_when_somebody_asks()
    {
        Suggestion replaced = Decide.On(Given(said: [Alt("A dog")])).Added.Single()
            with { State = SuggestionState.Edited, EditedValue = "Rex", DecidedBy = null };
        DecisionInput input = Given(said: [Alt("A dog")], alt: "Rex", earlier: [replaced], writes: [WriteOf(AltKey, "A dog")]);

        Decision bySave = Decide.On(input);
        Decision byEditor = Decide.On(input with { IsAsked = true });

        Assert.Multiple(() =>
        {
            Assert.That((bySave.Changed.Count, bySave.Writes.Count), Is.EqualTo((0, 0)));
            Assert.That(byEditor.Changed.Single().State, Is.EqualTo(SuggestionState.Pending));
            Assert.That(byEditor.Writes, Is.Empty);
        });
    }

    [Test]
    public void The_photographers_own_words_come_before_a_language_models()
    {
        DecisionInput input = Given(said: [Alt("A pair of dogs")]);
        SourcedAnalysis embedded = Source(SourceRank.EmbeddedMetadata, order: 1, [Alt("Rex and Bella wait at the window") with { Confidence = Confidence.Of(1), ConfidenceSource = ConfidenceSource.Exact }]);

        Decision decision = Decide.On(input with { Analyses = [.. input.Analyses, embedded] });

        Assert.That(decision.Writes[AltKey].Text, Is.EqualTo("Rex and Bella wait at the window"));
    }

    [Test]
    public void The_same_keyword_from_two_sources_is_one_keyword_that_names_both()
    {
        DecisionInput input = Given(said: [Keyword("Dog", 0.8)], alsoSaid: [Keyword("dog", 0.9)]);

        Suggestion one = Decide.On(input).Added.Single();

        Assert.Multiple(() =>
        {
            Assert.That((one.Value, one.Confidence.Value, one.ConfidenceSource), Is.EqualTo(("Dog", (double?)0.94, ConfidenceSource.Agreement)));
            Assert.That(
                one.Origins.All.Select(origin => (origin.AnalysisId, origin.Confidence.Value)),
                Is.EqualTo(new[] { (input.Analyses[0].Analysis.Id, (double?)0.8), (input.Analyses[1].Analysis.Id, 0.9) }));
        });
    }

    [Test]
    public void The_same_model_asked_twice_is_not_two_sources_that_agree()
    {
        SourcedAnalysis first = Source(SourceRank.Classifier, 0, [Keyword("dog", 0.5)], provider: "vision");
        SourcedAnalysis second = Source(SourceRank.Classifier, 1, [Keyword("dog", 0.6)], provider: "vision");

        Suggestion one = Decide.On(Given(said: []) with { Analyses = [first, second] }).Added.Single();

        Assert.That((one.Confidence.Value, one.ConfidenceSource, one.State), Is.EqualTo(((double?)0.6, ConfidenceSource.Score, SuggestionState.Pending)));
    }

    [Test]
    public void Two_sources_without_a_number_that_agree_get_one_and_it_says_where_it_is_from()
    {
        Observation dog = Keyword("dog", 0) with { Confidence = Confidence.Unknown, ConfidenceSource = ConfidenceSource.None };

        Suggestion one = Decide.On(Given(said: [dog], alsoSaid: [dog])).Added.Single();

        Assert.That((one.Confidence.Value, one.ConfidenceSource, one.State), Is.EqualTo(((double?)0.72, ConfidenceSource.Agreement, SuggestionState.Applied)));
    }

    [Test]
    public void What_one_source_alone_would_have_written_is_written_when_a_doubtful_one_agrees()
    {
        Observation unscored = Keyword("dog", 0) with { Confidence = Confidence.Unknown, ConfidenceSource = ConfidenceSource.None };
        DecisionInput input = Given(said: [unscored], alsoSaid: [Keyword("dog", 0.01)]);

        Assert.That(Decide.On(input).Added.Single().State, Is.EqualTo(SuggestionState.Applied));
    }

    [Test]
    public void A_language_models_opinion_of_itself_is_no_score_when_sources_are_added_up()
    {
        Observation certain = Keyword("dog", 0.99) with { ConfidenceSource = ConfidenceSource.SelfReported };

        Suggestion one = Decide.On(Given(said: [certain], alsoSaid: [Keyword("dog", 0.5)])).Added.Single();

        Assert.That(one.Confidence.Value, Is.EqualTo(0.7), "like a source without a number");
    }

    [Test]
    public void An_answer_that_a_second_source_joins_later_is_renewed_with_both()
    {
        DecisionInput both = Given(said: [Keyword("dog", 0.8)], alsoSaid: [Keyword("dog", 0.9)]);
        Suggestion alone = Decide.On(both with { Analyses = [both.Analyses[0]] }).Added.Single();

        Decision decision = Decide.On(both with { Earlier = [alone], Item = Item(null, ["dog"]), Writes = [WriteOf(KeywordsKey, "dog")] });

        Assert.That(decision.Changed.Single().Origins.All, Has.Count.EqualTo(2));
    }

    [Test]
    public void Whose_word_counts_more_is_the_profiles_choice()
    {
        DecisionInput input = Given(said: [Alt("A pair of dogs")]);
        SourcedAnalysis embedded = Source(SourceRank.EmbeddedMetadata, order: 1, [Alt("Rex and Bella")]);

        Decision decision = Decide.On(input with
        {
            Analyses = [.. input.Analyses, embedded],
            Profile = input.Profile with { SourcePriority = [SourceRank.LanguageModel] },
        });

        Assert.That(decision.Writes[AltKey].Text, Is.EqualTo("A pair of dogs"));
    }

    [Test]
    public void No_more_keywords_are_kept_than_the_profile_allows()
    {
        Observation[] many = [.. Enumerable.Range(0, 10_000).Select(i => Keyword($"word {i}", 0.9))];

        Assert.That(Decide.On(Given(said: many)).Writes[KeywordsKey].Parts, Has.Count.EqualTo(20));
    }

    [Test]
    public void Strict_mode_writes_nothing_before_a_yes()
    {
        DecisionInput input = Given(said: [Alt("A dog"), Keyword("dog", 0.99)]);

        Decision decision = Decide.On(input with { Profile = input.Profile with { Publish = PublishMode.AfterReview } });

        Assert.Multiple(() =>
        {
            Assert.That(decision.Writes, Is.Empty);
            Assert.That(decision.Added.Select(s => s.PendingReason), Is.All.EqualTo(PendingReason.ReviewFirst));
        });
    }

    [Test]
    public void A_field_without_a_property_gets_nothing()
    {
        DecisionInput input = Given(said: [Alt("A dog")]);
        MediaItem bare = input.Item with { Fields = new Dictionary<FieldKey, FieldValue>() };

        Assert.That(Decide.On(input with { Item = bare }).Added, Is.Empty);
    }

    [Test]
    public void While_a_step_is_still_owed_nothing_is_taken_back()
    {
        Decision first = Decide.On(Given(said: [Keyword("dog", 0.9), Keyword("chair", 0.5)]));

        Decision partial = Decide.On(Given(said: [Keyword("window", 0.9)], keywords: ["dog"], earlier: first.Added, writes: [WriteOf(KeywordsKey, "dog")]) with { IsComplete = false });

        Assert.Multiple(() =>
        {
            Assert.That(partial.Changed, Is.Empty);
            Assert.That(partial.Writes[KeywordsKey].Parts, Is.EqualTo(new[] { "dog", "window" }));
        });
    }

    [Test]
    public void What_a_stale_save_took_away_waits_and_is_not_written_again()
    {
        Suggestion lost = Decide.On(Given(said: [Alt("A dog")])).Added.Single()
            with { State = SuggestionState.Pending, PendingReason = PendingReason.LostToStaleSave };

        Decision decision = Decide.On(Given(said: [Alt("A dog")], earlier: [lost], writes: [WriteOf(AltKey, "A dog")]));

        Assert.That((decision.Writes.Count, decision.Changed.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void An_answer_in_another_language_than_the_profiles_is_no_value() =>
        Assert.That(Decide.On(Given(said: [Alt("To hunde") with { Language = "da" }])).Added, Is.Empty);

    [Test]
    public void A_threshold_of_a_field_and_a_connection_counts_before_one_of_either()
    {
        DecisionInput input = Given(said: [Keyword("dog", 0.65), Alt("A dog at a window") with { Confidence = Confidence.Of(0.65), ConfidenceSource = ConfidenceSource.Score }]);

        Decision decision = Decide.On(input with
        {
            Profile = input.Profile with
            {
                ThresholdRules =
                [
                    new ThresholdRule(Field.Keywords, "C", Write: 0.6, Review: null),
                    new ThresholdRule(null, "c", Write: 0.9, Review: null),
                    new ThresholdRule(Field.AltText, null, Write: 0.5, Review: 0.66),
                ],
            },
        });

        Assert.That(
            decision.Added.Select(suggestion => (suggestion.Value, suggestion.State)),
            Is.EqualTo(new[] { ("A dog at a window", SuggestionState.Applied), ("dog", SuggestionState.Applied) }));
    }

    [Test]
    public void A_named_place_can_need_more_certainty_than_a_thing()
    {
        DecisionInput input = Given(said: [Keyword("tower", 0.8), Keyword("Eiffel Tower", 0.8) with { Category = ObservationCategory.Place }]);
        Profile strict = input.Profile with { ThresholdRules = [new ThresholdRule(null, null, Write: 0.9, Review: null, ObservationCategory.Place)] };

        Decision decision = Decide.On(input with { Profile = strict });

        Assert.That(
            decision.Added.Select(suggestion => (suggestion.Value, suggestion.State)),
            Is.EqualTo(new[] { ("tower", SuggestionState.Applied), ("Eiffel Tower", SuggestionState.Pending) }));
    }

    [Test]
    public void A_threshold_that_is_lowered_alone_takes_the_other_with_it() => Assert.That(
        (Given(said: []).Profile with { ThresholdRules = [new ThresholdRule(Field.Title, null, Write: 0.3, Review: null)] }).ThresholdsFor(Field.Title, "c"),
        Is.EqualTo(new Thresholds(0.3, 0.3)));

    [Test]
    public void A_field_can_be_published_otherwise_than_the_rest()
    {
        DecisionInput input = Given(said: [Alt("A dog at a window"), Keyword("dog", 0.99)]);
        Profile profile = input.Profile with { FieldPublish = new Dictionary<Field, PublishMode> { [Field.AltText] = PublishMode.AfterReview } };

        Decision decision = Decide.On(input with { Profile = profile });

        Assert.Multiple(() =>
        {
            Assert.That(decision.Writes.Keys, Is.EqualTo(new[] { KeywordsKey }));
            Assert.That(decision.Added.Single(suggestion => suggestion.Field == AltKey).PendingReason, Is.EqualTo(PendingReason.ReviewFirst));
        });
    }

    [Test]
    public void A_field_that_is_never_filled_gets_no_suggestion_and_loses_those_that_wait()
    {
        DecisionInput input = Given(said: [Alt("A dog at a window")]);
        Suggestion waits = Decide.On(input).Added.Single() with { State = SuggestionState.Pending };
        Profile profile = input.Profile with { FieldPublish = new Dictionary<Field, PublishMode> { [Field.AltText] = PublishMode.Never } };

        Decision decision = Decide.On(input with { Profile = profile, Earlier = [waits] });

        Assert.That((decision.Added.Count, decision.Writes.Count, decision.Changed.Single().State), Is.EqualTo((0, 0, SuggestionState.Superseded)));
    }

    [Test]
    public void An_answer_that_is_clearly_in_another_language_waits_and_says_so()
    {
        Decision decision = Decide.On(Given(said: [Alt("To hunde sidder ved et vindue og ser ud")]));

        Assert.That((decision.Added.Single().PendingReason, decision.Writes.Count), Is.EqualTo((PendingReason.OtherLanguage, 0)));
    }
}
