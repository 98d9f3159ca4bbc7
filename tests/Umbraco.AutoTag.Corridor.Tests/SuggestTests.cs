using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What would be suggested is asked beside a field, and put in by hand.</summary>
public sealed class SuggestTests
{
    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("chair", 0.51));
        _photo = _site.Library.Add(Jpeg);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task Asking_beside_a_field_writes_nothing_and_everything_waits_for_a_yes()
    {
        await AskAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(_site.Library.Saves, Is.Zero);
            Assert.That(await StateOfAsync("Two dogs at a window"), Is.EqualTo((SuggestionState.Pending, PendingReason.ReviewFirst)));
            Assert.That(await StateOfAsync("dog"), Is.EqualTo((SuggestionState.Pending, PendingReason.ReviewFirst)));
            Assert.That((await _site.StateOfAsync(_photo)).State, Is.EqualTo(WorkState.Done));
        });
    }

    [Test]
    public async Task What_is_written_already_stays_and_stays_the_machines_when_another_model_is_asked_beside_a_field()
    {
        await _site.UploadAsync(_photo);
        _site.Provider.Says(Alt("Two spaniels"), Keyword("spaniel", 0.9));
        await AskAsync(force: true);

        Assert.Multiple(async () =>
        {
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
            Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
            Assert.That((await StateOfAsync("Two dogs at a window")).State, Is.EqualTo(SuggestionState.Applied));
            Assert.That((await StateOfAsync("Two spaniels")).State, Is.EqualTo(SuggestionState.Pending));
        });
    }

    [Test]
    public async Task What_an_editor_puts_in_and_saves_was_said_yes_to()
    {
        await AskAsync();
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Two dogs at a window"));
        _site.Library.EditorSaves(_photo.Key, Keywords, Core.Values.FieldValue.OfKeywords(["Chair"]));
        await _site.UploadAsync(_site.Library[_photo.Key]);

        Assert.Multiple(async () =>
        {
            Assert.That((await StateOfAsync("Two dogs at a window")).State, Is.EqualTo(SuggestionState.Accepted));
            Assert.That((await StateOfAsync("chair")).State, Is.EqualTo(SuggestionState.Accepted));
            Assert.That(
                (await _site.Suggestions.DecisionsAsync(_photo.Key, default)).Select(decision => (decision.Kind, decision.Proposed, decision.DecidedBy)),
                Is.EquivalentTo(new (DecisionKind, string, Guid?)[] { (DecisionKind.AcceptedByHand, "Two dogs at a window", null), (DecisionKind.AcceptedByHand, "chair", null) }));
        });
    }

    [Test]
    public async Task What_a_worker_wrote_before_it_died_is_nobodys_yes()
    {
        await AskAsync();
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Two dogs at a window"));
        // The worker has kept its write and saved, and never came to say what the suggestion has become.
        await _site.Suggestions.KeepWritesAsync([new FieldWrite { Id = Guid.CreateVersion7(_site.Clock.GetUtcNow()), MediaKey = _photo.Key, Field = AltText, Before = Text(null), After = Text("Two dogs at a window"), DecidedBy = null, RevisionId = "revision", WrittenAt = _site.Clock.GetUtcNow() }], null, default);
        await _site.UploadAsync(_site.Library[_photo.Key]);

        Assert.That((await StateOfAsync("Two dogs at a window")).State, Is.EqualTo(SuggestionState.Applied), "written, and not yet looked at");
        Assert.That(await _site.Suggestions.DecisionsAsync(_photo.Key, default), Is.Empty);
    }

    [Test]
    public async Task What_the_site_does_not_save_is_not_decorative_and_holds_what_it_held()
    {
        _site.Library.EditorSaves(_photo.Key, AltText, Text("By hand"));
        _site.Library.RefusesSaves = true;

        ReviewResult result = await Decorative.AboutAsync(_photo.Key, AltText, "By hand", Editor, default);

        Assert.That(result, Is.EqualTo(ReviewResult.NowhereToWrite));
        Assert.That(await _site.Suggestions.WritesAsync(_photo.Key, default), Is.Empty);
    }

    [Test]
    public async Task A_text_that_was_put_in_by_hand_is_not_replaced_by_a_later_model()
    {
        await AskAsync();
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Two dogs at a window"));
        await _site.UploadAsync(_site.Library[_photo.Key]);
        _site.Provider.Says(Alt("Two spaniels"));
        await _site.TagNowAsync(_photo, force: true);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
    }

    [Test]
    public async Task Tagging_marked_images_brings_in_what_was_estimated_and_nothing_else()
    {
        MediaItem ignored = _site.Library.Add(AnotherJpeg);
        await _site.Items.SetIgnoredAsync(ignored.Key, ignored.Path, ignored: true, Editor, default);
        var selection = new Core.Runs.RunSelection { Keys = [_photo.Key, ignored.Key, Guid.NewGuid(), _photo.Key], Scope = ["-1,1063"] };
        var outside = selection with { Scope = ["-1,999"] };
        var tag = new Core.Runs.TagSelected(new MemoryRunMedia(_site.Library), _site.RunFacts, _site.Items, _site, _site.Rules);

        Assert.Multiple(async () =>
        {
            Assert.That((await _site.Estimates.OfAsync(selection, default)).Images, Is.EqualTo(1));
            Assert.That(await tag.NowAsync(outside, Editor, default), Is.Zero);
            Assert.That(await tag.NowAsync(selection, Editor, default), Is.EqualTo(1));
        });
        await _site.WorkAsync();
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
        Assert.That((await _site.StateOfAsync(ignored)).State, Is.EqualTo(WorkState.Ignored));
    }

    [Test]
    public async Task A_picture_nobody_has_looked_at_is_decorative_by_a_persons_word_and_stays_so_whatever_runs()
    {
        ReviewResult result = await Decorative.AboutAsync(_photo.Key, AltText, string.Empty, Editor, default);
        await _site.UploadAsync(_photo);

        Assert.That(result, Is.EqualTo(ReviewResult.Done));
        Assert.That(_site.Library[_photo.Key].Fields[AltText].IsEmpty);
        Assert.That((await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Select(suggestion => suggestion.Field), Is.All.EqualTo(Keywords));
    }

    [Test]
    public async Task That_a_picture_is_decorative_can_be_taken_back_and_what_was_there_is_there_again()
    {
        _site.Library.EditorSaves(_photo.Key, AltText, Text("By hand"));
        await Decorative.AboutAsync(_photo.Key, AltText, "By hand", Editor, default);
        bool emptied = _site.Library[_photo.Key].Fields[AltText].IsEmpty;

        bool tookBack = await Decorative.TakeBackAsync(_photo.Key, AltText, Editor, default);
        bool again = await Decorative.TakeBackAsync(_photo.Key, AltText, Editor, default);
        await _site.UploadAsync(_photo);

        Assert.That((emptied, tookBack, again), Is.EqualTo((true, true, false)));
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("By hand"));
        Assert.That((await StateOfAsync("Two dogs at a window")).Reason, Is.EqualTo(PendingReason.HumanValue));
    }

    [Test]
    public async Task What_somebody_typed_meanwhile_is_not_emptied()
    {
        _site.Library.EditorSaves(_photo.Key, AltText, Text("By hand"));

        Assert.That(await Decorative.AboutAsync(_photo.Key, AltText, string.Empty, Editor, default), Is.EqualTo(ReviewResult.Changed));
        Assert.That(await Decorative.AboutAsync(Guid.NewGuid(), AltText, string.Empty, Editor, default), Is.EqualTo(ReviewResult.NowhereToWrite));
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("By hand"));
    }

    private SayDecorative Decorative => new(_site.Library, _site.Suggestions, _site.Clock, _site.Ear);

    private async Task AskAsync(bool force = false)
    {
        await _site.Items.EnqueueAsync([new WorkRequest(_photo.Key, _photo.Path, _site.Default.Alias, WorkOrigin.Suggest, force, Editor)], default);
        await _site.WorkAsync();
    }

    private async Task<(SuggestionState State, PendingReason? Reason)> StateOfAsync(string value)
    {
        Suggestion found = (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == value);
        return (found.State, found.PendingReason);
    }
}
