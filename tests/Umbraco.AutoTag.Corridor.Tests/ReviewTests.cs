using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Decisions of editors, on a real database file.</summary>
public sealed class ReviewTests
{
    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task UploadAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("chair", 0.51));
        _photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(_photo);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task An_accepted_keyword_joins_the_others()
    {
        ReviewOutcome outcome = await DecideAsync("chair", ReviewVerdict.Accept);

        Assert.Multiple(() =>
        {
            Assert.That((outcome.Result, outcome.Now!.State, outcome.Now.DecidedBy), Is.EqualTo((ReviewResult.Done, SuggestionState.Accepted, (Guid?)Editor)));
            Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog", "chair" }));
        });
    }

    [Test]
    public async Task A_rejected_keyword_goes_and_stays_away()
    {
        await DecideAsync("dog", ReviewVerdict.Reject);
        await _site.TagNowAsync(_photo, force: true);

        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.Empty);
        Assert.That((await FindAsync("dog")).State, Is.EqualTo(SuggestionState.Rejected));
    }

    [Test]
    public async Task A_rejected_text_leaves_the_field_as_it_was_before()
    {
        await DecideAsync("Two dogs at a window", ReviewVerdict.Reject);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].IsEmpty);
    }

    [Test]
    public async Task An_edited_text_is_the_editors_and_no_later_model_overwrites_it()
    {
        await DecideAsync("Two dogs at a window", ReviewVerdict.Edit, "Rex and Bella wait for the post");
        _site.Provider.Says(Alt("Two spaniels"));
        await _site.TagNowAsync(_photo, force: true);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex and Bella wait for the post"));
        Assert.That((await FindAsync("Two spaniels")).State, Is.EqualTo(SuggestionState.Pending));
    }

    [Test]
    public async Task An_accepted_text_is_not_replaced_by_a_later_model()
    {
        await DecideAsync("Two dogs at a window", ReviewVerdict.Accept);
        _site.Provider.Says(Alt("Two spaniels"));
        await _site.TagNowAsync(_photo, force: true);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
    }

    [Test]
    public async Task Rejecting_what_a_human_has_replaced_meanwhile_leaves_the_humans_text_alone()
    {
        Suggestion seen = await FindAsync("Two dogs at a window");
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex"));

        await DecideAsync(seen, ReviewVerdict.Reject, null);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex"));
    }

    [Test]
    public async Task A_yes_to_what_a_human_has_replaced_meanwhile_leaves_the_humans_text_alone_and_says_so()
    {
        Suggestion seen = await FindAsync("Two dogs at a window");
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex"));

        ReviewOutcome outcome = await DecideAsync(seen, ReviewVerdict.Accept, null);

        Assert.That((outcome.Result, (await FindAsync(seen.Value)).State), Is.EqualTo((ReviewResult.Changed, SuggestionState.Applied)));
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex"));
    }

    [Test]
    public async Task A_yes_to_a_keyword_that_a_human_took_out_meanwhile_does_not_bring_it_back()
    {
        Suggestion seen = await FindAsync("dog");
        _site.Library.EditorSaves(_photo.Key, Keywords, FieldValue.OfKeywords(["puppy"]));

        ReviewOutcome outcome = await DecideAsync(seen, ReviewVerdict.Accept, null);

        Assert.That(outcome.Result, Is.EqualTo(ReviewResult.Changed));
        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "puppy" }));
    }

    [TestCase("Rex", ReviewResult.Done, "Two spaniels")]
    [TestCase("", ReviewResult.Changed, "Rex")]
    [TestCase(null, ReviewResult.Done, "Two spaniels")]
    public async Task An_accepted_text_replaces_only_what_the_editor_saw(string? seen, ReviewResult result, string holds)
    {
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex"));
        _site.Provider.Says(Alt("Two spaniels"));
        await _site.TagNowAsync(_photo, force: true);
        Suggestion offered = await FindAsync("Two spaniels");

        ReviewOutcome outcome = (await _site.Review.DecideAsync([new ReviewDecision(offered.Id, ReviewVerdict.Accept, offered.Version, SeenValue: seen)], Editor, default)).Single();

        Assert.That((outcome.Result, _site.Library[_photo.Key].Fields[AltText].Text), Is.EqualTo((result, holds)));
    }

    [Test]
    public async Task Of_two_editors_the_second_sees_what_the_first_decided()
    {
        Suggestion seenByBoth = await FindAsync("chair");

        ReviewOutcome first = await DecideAsync(seenByBoth, ReviewVerdict.Accept, null);
        ReviewOutcome second = await DecideAsync(seenByBoth, ReviewVerdict.Reject, null);

        Assert.Multiple(() =>
        {
            Assert.That(first.Result, Is.EqualTo(ReviewResult.Done));
            Assert.That((second.Result, second.Now!.State), Is.EqualTo((ReviewResult.Changed, SuggestionState.Accepted)));
            Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Has.Member("chair"));
        });
    }

    [Test]
    public async Task A_decision_about_an_item_in_the_recycle_bin_is_taken_back_and_says_so()
    {
        _site.Library.Trash(_photo.Key);

        ReviewOutcome outcome = await DecideAsync("chair", ReviewVerdict.Accept);

        Assert.That((outcome.Result, (await FindAsync("chair")).State), Is.EqualTo((ReviewResult.NowhereToWrite, SuggestionState.Pending)));
    }

    [TestCase("")]
    [TestCase("   ")]
    public async Task An_edit_without_text_is_refused(string text) =>
        Assert.That((await DecideAsync("Two dogs at a window", ReviewVerdict.Edit, text)).Result, Is.EqualTo(ReviewResult.InvalidValue));

    [Test]
    public async Task An_edit_longer_than_the_field_takes_is_refused_and_not_cut() =>
        Assert.That((await DecideAsync("Two dogs at a window", ReviewVerdict.Edit, new string('x', 251))).Result, Is.EqualTo(ReviewResult.InvalidValue));

    [Test]
    public async Task One_decision_that_fails_does_not_hold_up_the_others()
    {
        Suggestion chair = await FindAsync("chair");

        IReadOnlyList<ReviewOutcome> outcomes = await _site.Review.DecideAsync(
            [new ReviewDecision(Guid.NewGuid(), ReviewVerdict.Accept, 1), new ReviewDecision(chair.Id, ReviewVerdict.Accept, chair.Version)], Editor, default);

        Assert.That(outcomes.Select(outcome => outcome.Result), Is.EqualTo(new[] { ReviewResult.NotFound, ReviewResult.Done }));
    }

    [Test]
    public async Task An_accepted_value_that_a_stale_save_wipes_is_offered_again()
    {
        MediaItem asOpened = _site.Library[_photo.Key];
        await DecideAsync("chair", ReviewVerdict.Accept);

        _site.Library.EditorSavesStale(asOpened);
        await _site.UploadAsync(asOpened);

        Assert.That((await FindAsync("chair")).PendingReason, Is.EqualTo(PendingReason.LostToStaleSave));
    }

    [Test]
    public async Task Undo_puts_back_what_was_there_and_leaves_human_edits_alone()
    {
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex"));

        IReadOnlyList<FieldKey> undone = await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);

        Assert.Multiple(() =>
        {
            Assert.That(undone, Is.EqualTo(new[] { Keywords }));
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex"));
            Assert.That(_site.Library[_photo.Key].Fields[Keywords].IsEmpty);
        });
    }

    [Test]
    public async Task Undo_leaves_what_an_editor_has_said_yes_to()
    {
        await DecideAsync("Two dogs at a window", ReviewVerdict.Accept);
        await DecideAsync("dog", ReviewVerdict.Accept);

        IReadOnlyList<FieldKey> undone = await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);

        Assert.Multiple(() =>
        {
            Assert.That(undone, Is.Empty);
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
            Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
        });
    }

    [Test]
    public async Task Undo_takes_the_keywords_that_nobody_said_yes_to_and_leaves_the_others()
    {
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("sofa", 0.88));
        await _site.TagNowAsync(_photo, force: true);
        await DecideAsync("dog", ReviewVerdict.Accept);

        await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);

        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
    }

    [Test]
    public async Task A_decorative_picture_stays_without_alt_text_whatever_runs_later()
    {
        ReviewOutcome outcome = await DecideAsync("Two dogs at a window", ReviewVerdict.Decorative);
        _site.Provider.Says(Alt("Two spaniels at a window"), Keyword("dog", 0.92));
        await _site.TagNowAsync(_photo, force: true);

        IReadOnlyList<Suggestion> texts = [.. (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Where(suggestion => suggestion.Field == AltText)];
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Result, outcome.Now!.State), Is.EqualTo((ReviewResult.Done, SuggestionState.Rejected)));
            Assert.That(_site.Library[_photo.Key].Fields[AltText].IsEmpty);
            Assert.That(texts.Select(text => text.State), Is.All.EqualTo(SuggestionState.Rejected), "nothing more is suggested");
        });
    }

    [Test]
    public async Task A_field_that_was_empty_is_empty_by_decision_too_and_whoever_types_something_has_the_last_word()
    {
        await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);
        await DecideAsync("Two dogs at a window", ReviewVerdict.Decorative);
        FieldWrite fact = (await _site.Suggestions.WritesAsync(_photo.Key, default)).Single(write => write.IsDecorative);
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex and Bella"));
        await _site.UploadAsync(_site.Library[_photo.Key]);

        Assert.Multiple(() =>
        {
            Assert.That((fact.Field, fact.Before.IsEmpty, fact.After.IsEmpty), Is.EqualTo((AltText, true, true)));
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex and Bella"));
        });
    }

    [Test]
    public async Task Decorative_is_said_of_what_the_editor_saw_and_of_alt_text_only()
    {
        ReviewOutcome keyword = await DecideAsync("dog", ReviewVerdict.Decorative);
        Suggestion seen = await FindAsync("Two dogs at a window");
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex"));
        ReviewOutcome late = (await _site.Review.DecideAsync(
            [new ReviewDecision(seen.Id, ReviewVerdict.Decorative, seen.Version, SeenValue: "Two dogs at a window")], Editor, default)).Single();

        Assert.Multiple(() =>
        {
            Assert.That((keyword.Result, late.Result), Is.EqualTo((ReviewResult.InvalidValue, ReviewResult.Changed)));
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex"));
        });
    }

    [Test]
    public async Task Decorative_can_be_taken_back_and_the_text_is_there_again()
    {
        ReviewOutcome outcome = await DecideAsync("Two dogs at a window", ReviewVerdict.Decorative);

        await new TakeBack(_site.Library, _site.Suggestions, _site.Clock, _site.Ear).AllAsync([new DecidedSuggestion(outcome.SuggestionId, outcome.Now!.Version)], Editor, default);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
        Assert.That((await FindAsync("Two dogs at a window")).State, Is.EqualTo(SuggestionState.Applied));
    }

    [Test]
    public async Task Every_decision_is_kept_whatever_is_decided_later()
    {
        await DecideAsync("Two dogs at a window", ReviewVerdict.Edit, "Rex and Bella");
        _site.Library.EditorSaves(_photo.Key, AltText, Text("By hand"));
        await _site.UploadAsync(_site.Library[_photo.Key]);
        _site.Provider.Says(Alt("Two spaniels"));
        await _site.TagNowAsync(_photo, force: true);

        Assert.That(
            (await _site.Suggestions.DecisionsAsync(_photo.Key, default)).Select(decision => (decision.Kind, decision.Instead, decision.DecidedBy)),
            Is.EqualTo(new (DecisionKind, string?, Guid?)[] { (DecisionKind.EditedByHand, "By hand", null), (DecisionKind.Edited, "Rex and Bella", Editor) }));
    }

    [Test]
    public async Task Each_later_change_by_hand_is_told_with_what_was_there_before_it()
    {
        foreach (string? typed in new[] { "By hand", "By hand, better", null, "Once more" })
        {
            await EditorTypesAsync(typed);
            // A save that changes nothing is nothing to tell.
            await _site.UploadAsync(_site.Library[_photo.Key]);
        }

        Assert.That(await ToldAsync(), Is.EqualTo(new[]
        {
            "EditedByHand Two dogs at a window > By hand",
            "EditedByHand By hand > By hand, better",
            "RemovedByHand By hand, better > ",
            "EditedByHand  > Once more",
        }));
    }

    [Test]
    public async Task A_change_by_hand_is_told_also_after_an_undo_a_lost_write_and_an_editors_own_words()
    {
        await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);
        await EditorTypesAsync("After the undo");
        await _site.TagNowAsync(_photo);
        await EditorTypesAsync("After asking");
        await DecideAsync("Two dogs at a window", ReviewVerdict.Edit, "Decided");
        await EditorTypesAsync("After deciding");

        Assert.That(await ToldAsync(), Is.EqualTo(new[]
        {
            "EditedByHand  > After the undo",
            "EditedByHand After the undo > After asking",
            "Edited Two dogs at a window > Decided",
            "EditedByHand Decided > After deciding",
        }));
    }

    [Test]
    public async Task What_somebody_types_where_a_stale_save_had_emptied_the_field_is_told()
    {
        await EditorTypesAsync(null);
        await EditorTypesAsync("By hand");

        Assert.That(await ToldAsync(), Is.EqualTo(new[] { "Lost Two dogs at a window > ", "EditedByHand  > By hand" }));
    }

    [Test]
    public async Task An_editors_own_words_are_kept_to_the_letter()
    {
        await DecideAsync("Two dogs at a window", ReviewVerdict.Edit, "  Rex <b>&</b> Bella: **good** dogs\n\u200b ");

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex <b>&</b> Bella: **good** dogs"));
    }

    [Test]
    public async Task An_undo_that_the_site_refuses_changes_nothing()
    {
        _site.Library.RefusesSaves = true;

        IReadOnlyList<FieldKey> undone = await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);

        Assert.That(undone, Is.Empty);
        Assert.That((await FindAsync("dog")).State, Is.EqualTo(SuggestionState.Applied));
    }

    [Test]
    public async Task An_undo_that_the_database_fails_after_is_the_editors_all_the_same()
    {
        bool failed = false;
        _site.Library.JustBeforeWriting = () => _site.AskAsync("ALTER TABLE autoTagFieldWrite RENAME TO away; SELECT 1").GetAwaiter().GetResult();
        try
        {
            await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);
        }
        catch (System.Data.Common.DbException)
        {
            failed = true;
        }

        _site.Library.JustBeforeWriting = null;
        await _site.AskAsync("ALTER TABLE away RENAME TO autoTagFieldWrite; SELECT 1");
        FieldValue now = _site.Library[_photo.Key].Fields[AltText];
        FieldWrite? told = Ownership.LastWrite(now, (await _site.Suggestions.WritesAsync(_photo.Key, default)).Where(write => write.Field == AltText));

        Assert.That((failed, now.IsEmpty, told!.DecidedBy), Is.EqualTo((true, true, (Guid?)Editor)));
    }

    [Test]
    public async Task A_rejection_that_cannot_be_carried_out_is_taken_back_and_says_so()
    {
        _site.Library.RefusesSaves = true;

        ReviewOutcome outcome = await DecideAsync("dog", ReviewVerdict.Reject);

        Assert.That((outcome.Result, (await FindAsync("dog")).State), Is.EqualTo((ReviewResult.NowhereToWrite, SuggestionState.Applied)));
    }

    [Test]
    public async Task What_was_undone_is_not_written_again_by_the_next_save()
    {
        await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);
        await _site.UploadAsync(_photo);

        Assert.That(_site.Library[_photo.Key].Fields.Values.Select(value => value.IsEmpty), Is.All.True);
    }

    private async Task EditorTypesAsync(string? text)
    {
        _site.Library.EditorSaves(_photo.Key, AltText, Text(text));
        await _site.UploadAsync(_site.Library[_photo.Key]);
    }

    /// <summary>What is told of the alt text, in the order in which it happened.</summary>
    private async Task<IEnumerable<string>> ToldAsync() => (await _site.Suggestions.DecisionsAsync(_photo.Key, default))
        .Where(decision => decision.Field == AltText)
        .Reverse()
        .Select(decision => $"{decision.Kind} {decision.Proposed} > {decision.Instead}");

    private async Task<Suggestion> FindAsync(string value) =>
        (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == value);

    private async Task<ReviewOutcome> DecideAsync(string value, ReviewVerdict verdict, string? text = null) =>
        await DecideAsync(await FindAsync(value), verdict, text);

    private async Task<ReviewOutcome> DecideAsync(Suggestion seen, ReviewVerdict verdict, string? text) =>
        (await _site.Review.DecideAsync([new ReviewDecision(seen.Id, verdict, seen.Version, text)], Editor, default)).Single();
}
