using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class SuggestionTests(Engine engine) : StorageTest(engine)
{
    [Test]
    public async Task A_suggestion_comes_back_as_it_was_kept()
    {
        Suggestion scored = A.Suggestion() with { PendingReason = PendingReason.HumanValue };
        Suggestion decided = A.Suggestion(scored.MediaKey, "Æblegrød \"på\" 日本語 👩‍🚀") with
        {
            Field = new FieldKey(Field.AltText, "da"),
            Confidence = Confidence.Unknown,
            State = SuggestionState.Edited,
            DecidedBy = Guid.NewGuid(),
            EditedValue = "Noget andet",
            Origins = SuggestionOrigins.Of(
            [
                new SuggestionOrigin(scored.AnalysisId, Confidence.Of(0.1 + 0.2), ConfidenceSource.Score, Said: "æble", BecauseOf: "\"grød\""),
                new SuggestionOrigin(Guid.NewGuid(), Confidence.Unknown, ConfidenceSource.None, Calibrated: new Calibrated(Confidence.Of(0.87), 1_234)),
            ]),
            CreatedAt = A.Moment.AddTicks(1),
        };

        Assert.That(await Suggestions.SaveAsync([scored, decided], [], lease: null, default), Is.True);

        Assert.That(await Suggestions.ForMediaAsync(scored.MediaKey, default), Is.EqualTo(new[] { decided, scored }), "newest first");
        Assert.That(await Suggestions.GetAsync([scored.Id, Guid.NewGuid()], default), Is.EqualTo(new[] { scored }));
    }

    [Test]
    public async Task The_decisions_on_an_image_come_back_as_they_were_kept_the_newest_first()
    {
        Suggestion suggestion = A.Suggestion() with { State = SuggestionState.Accepted, DecidedBy = Guid.NewGuid() };
        DecisionMade first = DecisionMade.Of(suggestion, DecisionKind.Accepted) with
        {
            StateBefore = SuggestionState.Pending,
            ReasonBefore = PendingReason.HumanValue,
            WriteId = Guid.NewGuid(),
        };
        DecisionMade second = DecisionMade.Of(suggestion, DecisionKind.AcceptedByHand) with { Instead = "æblegrød", DecidedBy = null, DecidedAt = first.DecidedAt.AddMinutes(1) };
        DecisionMade ofAnother = DecisionMade.Of(A.Suggestion(), DecisionKind.Rejected);

        await Suggestions.KeepDecisionsAsync([first, second, ofAnother], default);

        Assert.That(await Suggestions.DecisionsAsync(suggestion.MediaKey, default), Is.EqualTo(new[] { second, first }));
    }

    [Test]
    public async Task A_decision_that_no_history_knows_of_is_found_once_it_cannot_be_under_way_any_more()
    {
        Suggestion Decided(DateTimeOffset at) => A.Suggestion() with { State = SuggestionState.Edited, EditedValue = "hound", DecidedBy = Guid.NewGuid(), ChangedAt = at };
        DateTimeOffset before = A.Moment.AddMinutes(5);
        Suggestion cut = Decided(A.Moment);
        Suggestion changedAfterItsDecision = Decided(A.Moment.AddMinutes(1));
        Suggestion told = Decided(A.Moment);
        Suggestion seenInTheField = Decided(A.Moment) with { DecidedBy = null };
        await Suggestions.SaveAsync([cut, changedAfterItsDecision, told, Decided(before), seenInTheField, A.Suggestion()], [], lease: null, default);
        await Suggestions.KeepDecisionsAsync(
            [
                DecisionMade.Of(told, DecisionKind.Edited),
                DecisionMade.Of(changedAfterItsDecision with { ChangedAt = A.Moment }, DecisionKind.Accepted),
            ],
            default);

        Assert.That(await Suggestions.UnfinishedAsync(before, default), Is.EquivalentTo(new[] { cut.MediaKey, changedAfterItsDecision.MediaKey }));
    }

    [Test]
    public async Task A_change_counts_the_version_up()
    {
        Suggestion read = A.Suggestion();
        await Suggestions.SaveAsync([read], [], lease: null, default);
        Suggestion accepted = read with { State = SuggestionState.Accepted, DecidedBy = Guid.NewGuid(), ChangedAt = A.Moment.AddSeconds(1) };

        Assert.That(await Suggestions.SaveAsync([], [accepted], lease: null, default), Is.True);

        Assert.That(await Suggestions.ForMediaAsync(read.MediaKey, default), Is.EqualTo(new[] { accepted with { Version = 2 } }));
    }

    [Test]
    public async Task Of_two_editors_who_decide_at_once_the_second_is_refused_and_stores_nothing_at_all()
    {
        Suggestion read = A.Suggestion();
        Suggestion untouched = A.Suggestion(read.MediaKey, "cat");
        await Suggestions.SaveAsync([read, untouched], [], lease: null, default);
        await Suggestions.SaveAsync([], [read with { State = SuggestionState.Accepted }], lease: null, default);

        bool saved = await Suggestions.SaveAsync(
            [A.Suggestion(read.MediaKey, "new")],
            [untouched with { State = SuggestionState.Rejected }, read with { State = SuggestionState.Rejected }],
            lease: null,
            default);

        Assert.That(saved, Is.False);
        IReadOnlyList<Suggestion> stored = await Suggestions.ForMediaAsync(read.MediaKey, default);
        Assert.That(stored, Has.Count.EqualTo(2));
        Assert.That(stored.Single(s => s.Id == untouched.Id), Is.EqualTo(untouched));
        Assert.That(stored.Single(s => s.Id == read.Id).State, Is.EqualTo(SuggestionState.Accepted));
    }

    [Test]
    public async Task What_is_suggested_already_or_was_rejected_is_not_suggested_again_nor_is_anything_that_comes_with_it()
    {
        Suggestion waiting = A.Suggestion();
        Suggestion rejected = A.Suggestion(waiting.MediaKey, "cat") with { State = SuggestionState.Rejected, DecidedBy = Guid.NewGuid() };
        await Suggestions.SaveAsync([waiting, rejected], [], lease: null, default);

        Assert.That(await Suggestions.SaveAsync([A.Suggestion(waiting.MediaKey, "window"), A.Suggestion(waiting.MediaKey, "Dog")], [], lease: null, default), Is.False);
        Assert.That(await Suggestions.SaveAsync([A.Suggestion(waiting.MediaKey, "cat")], [], lease: null, default), Is.False);

        Assert.That(await Suggestions.ForMediaAsync(waiting.MediaKey, default), Is.EquivalentTo(new[] { waiting, rejected }));
    }

    [Test]
    public async Task The_same_word_may_be_suggested_for_another_field_another_language_and_another_image()
    {
        Suggestion word = A.Suggestion();
        await Suggestions.SaveAsync([word], [], lease: null, default);

        Assert.That(
            await Suggestions.SaveAsync(
                [
                    A.Suggestion(word.MediaKey) with { Field = word.Field with { Language = "da" } },
                    A.Suggestion(word.MediaKey) with { Field = word.Field with { Field = Field.Title } },
                    A.Suggestion(),
                ],
                [],
                lease: null,
                default),
            Is.True);
    }

    [Test]
    public async Task A_suggestion_that_does_not_exist_cannot_be_changed() =>
        Assert.That(await Suggestions.SaveAsync([], [A.Suggestion()], lease: null, default), Is.False);

    [Test]
    public async Task A_worker_that_holds_its_lease_stores_suggestions_and_writes()
    {
        Lease lease = await ClaimOneAsync();

        Assert.That(await Suggestions.SaveAsync([A.Suggestion(lease.Item.MediaKey)], [], lease, default), Is.True);
        Assert.That(await Suggestions.KeepWritesAsync([A.Write(lease.Item.MediaKey)], lease, default), Is.True);

        Assert.That(await Suggestions.ForMediaAsync(lease.Item.MediaKey, default), Has.Count.EqualTo(1));
        Assert.That(await Suggestions.WritesAsync(lease.Item.MediaKey, default), Has.Count.EqualTo(1));
        Assert.That(await HoldsAsync(lease), Is.True);
    }

    [Test]
    public async Task A_worker_whose_lease_has_run_out_stores_nothing([Values] bool takenByAnother)
    {
        Lease lost = await ClaimOneAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));
        if (takenByAnother)
        {
            await Items.ClaimAsync("other", 1, TimeSpan.FromMinutes(2), default);
        }

        Assert.That(await Suggestions.SaveAsync([A.Suggestion(lost.Item.MediaKey)], [], lost, default), Is.False);
        Assert.That(await Suggestions.KeepWritesAsync([A.Write(lost.Item.MediaKey)], lost, default), Is.False);

        Assert.That(await Suggestions.ForMediaAsync(lost.Item.MediaKey, default), Is.Empty);
        Assert.That(await Suggestions.WritesAsync(lost.Item.MediaKey, default), Is.Empty);
    }

    [Test]
    public async Task A_write_comes_back_as_it_was_kept_newest_first()
    {
        FieldWrite text = A.Write() with { Before = FieldValue.OfText("[not a list]") };
        FieldWrite keywords = A.Write(text.MediaKey) with
        {
            Field = new FieldKey(Field.Keywords, "en"),
            Before = FieldValue.OfKeywords([]),
            After = FieldValue.OfKeywords(["dog", "two \"dogs\"", "hund"]),
            DecidedBy = Guid.NewGuid(),
            RevisionId = null,
            WrittenAt = A.Moment.AddSeconds(1),
            Confirmed = true,
        };
        FieldWrite emptied = A.Write(text.MediaKey) with { After = FieldValue.OfText(null), IsDecorative = true, WrittenAt = A.Moment.AddSeconds(2) };

        await Suggestions.KeepWritesAsync([text, keywords, emptied], lease: null, default);

        Assert.That(await Suggestions.WritesAsync(text.MediaKey, default), Is.EqualTo(new[] { emptied, keywords, text }));
    }

    [Test]
    public async Task A_write_is_confirmed_once_it_happened_and_from_then_on_it_cannot_be_dropped()
    {
        FieldWrite happened = A.Write();
        FieldWrite refused = A.Write(happened.MediaKey);
        await Suggestions.KeepWritesAsync([happened, refused], lease: null, default);

        await Suggestions.ConfirmWritesAsync([happened.Id], default);
        await Suggestions.DropWritesAsync([happened.Id, refused.Id], default);

        Assert.That(await Suggestions.WritesAsync(happened.MediaKey, default), Is.EqualTo(new[] { happened with { Confirmed = true } }));
    }
}
