using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Decisions that editors take back, on a real database file.</summary>
public sealed class TakeBackTests
{
    private Site _site = null!;
    private MediaItem _photo = null!;
    private TakeBack _takeBack = null!;

    [SetUp]
    public async Task UploadAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("chair", 0.51), Keyword("plant", 0.5));
        _photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(_photo);
        _takeBack = new TakeBack(_site.Library, _site.Suggestions, _site.Clock, _site.Ear);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [TestCase("chair", ReviewVerdict.Accept)]
    [TestCase("chair", ReviewVerdict.Edit)]
    [TestCase("chair", ReviewVerdict.Reject)]
    [TestCase("dog", ReviewVerdict.Accept)]
    [TestCase("dog", ReviewVerdict.Edit)]
    [TestCase("dog", ReviewVerdict.Reject)]
    [TestCase("Two dogs at a window", ReviewVerdict.Accept)]
    [TestCase("Two dogs at a window", ReviewVerdict.Edit)]
    [TestCase("Two dogs at a window", ReviewVerdict.Reject)]
    public async Task Suggestion_field_and_owner_are_as_they_were_before(string value, ReviewVerdict verdict)
    {
        Suggestion before = await FindAsync(value);
        FieldValue held = _site.Library[_photo.Key].Fields[before.Field];
        Owner owner = await OwnerAsync(before.Field);

        await TakeBackAsync(await DecideAsync(value, verdict));

        Suggestion after = await FindAsync(value);
        Assert.Multiple(async () =>
        {
            Assert.That(after with { Version = before.Version, ChangedAt = before.ChangedAt }, Is.EqualTo(before));
            Assert.That(after.Version, Is.EqualTo(before.Version + 2));
            Assert.That(_site.Library[_photo.Key].Fields[before.Field], Is.EqualTo(held));
            Assert.That(await OwnerAsync(before.Field), Is.EqualTo(owner));
        });
    }

    [Test]
    public async Task Several_decisions_on_one_image_go_back_together()
    {
        Suggestion chair = await DecideAsync("chair", ReviewVerdict.Accept);
        Suggestion plant = await DecideAsync("plant", ReviewVerdict.Accept);
        Suggestion dog = await DecideAsync("dog", ReviewVerdict.Reject);
        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "chair", "plant" }));

        ReviewOutcome[] outcomes = await TakeBackAsync(chair, plant, dog);

        Assert.That(outcomes.Select(outcome => outcome.Result), Is.All.EqualTo(ReviewResult.Done));
        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
    }

    [Test]
    public async Task A_decision_goes_back_although_a_later_one_stands()
    {
        Suggestion chair = await DecideAsync("chair", ReviewVerdict.Accept);
        await DecideAsync("plant", ReviewVerdict.Accept);

        await TakeBackAsync(chair);

        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog", "plant" }));
        Assert.That(((await FindAsync("chair")).State, (await FindAsync("plant")).State), Is.EqualTo((SuggestionState.Pending, SuggestionState.Accepted)));
    }

    [Test]
    public async Task A_text_that_somebody_typed_since_stays_and_nothing_goes_back()
    {
        Suggestion edited = await DecideAsync("Two dogs at a window", ReviewVerdict.Edit);
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Rex"));

        ReviewOutcome outcome = (await TakeBackAsync(edited)).Single();

        Assert.That((outcome.Result, outcome.Now!.State), Is.EqualTo((ReviewResult.Changed, SuggestionState.Edited)));
        Assert.That((await FindAsync("Two dogs at a window")).Version, Is.EqualTo(outcome.Now.Version));
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Rex"));
    }

    [Test]
    public async Task What_somebody_decided_anew_since_is_not_taken_back()
    {
        Suggestion accepted = await DecideAsync("chair", ReviewVerdict.Accept);
        await DecideAsync("chair", ReviewVerdict.Reject);

        ReviewOutcome outcome = (await TakeBackAsync(accepted)).Single();

        Assert.That((outcome.Result, outcome.Now!.State), Is.EqualTo((ReviewResult.Changed, SuggestionState.Rejected)));
    }

    [Test]
    public async Task What_cannot_be_written_stays_decided()
    {
        Suggestion accepted = await DecideAsync("chair", ReviewVerdict.Accept);
        _site.Library.RefusesSaves = true;

        ReviewOutcome outcome = (await TakeBackAsync(accepted)).Single();

        Assert.That((outcome.Result, (await FindAsync("chair")).State), Is.EqualTo((ReviewResult.NowhereToWrite, SuggestionState.Accepted)));
    }

    [Test]
    public async Task It_is_told_in_the_history_and_what_waits_again_can_be_decided_again()
    {
        await TakeBackAsync(await DecideAsync("chair", ReviewVerdict.Reject));
        await DecideAsync("chair", ReviewVerdict.Accept);

        IEnumerable<DecisionKind> told = (await _site.Suggestions.DecisionsAsync(_photo.Key, default)).Select(decision => decision.Kind);
        Assert.That(told, Is.EquivalentTo(new[] { DecisionKind.Accepted, DecisionKind.TakenBack, DecisionKind.Rejected }));
        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Has.Member("chair"));
    }

    private async Task<Owner> OwnerAsync(FieldKey field)
    {
        FieldValue value = _site.Library[_photo.Key].Fields[field];
        IEnumerable<FieldWrite> writes = (await _site.Suggestions.WritesAsync(_photo.Key, default)).Where(write => write.Field == field);
        return Ownership.Of(value, writes);
    }

    private async Task<Suggestion> FindAsync(string value) =>
        (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == value);

    /// <summary>A moment later than whatever came before.</summary>
    private async Task<Suggestion> DecideAsync(string value, ReviewVerdict verdict)
    {
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        Suggestion seen = await FindAsync(value);
        ReviewOutcome outcome = (await _site.Review.DecideAsync([new ReviewDecision(seen.Id, verdict, seen.Version, "something else")], Editor, default)).Single();
        Assert.That(outcome.Result, Is.EqualTo(ReviewResult.Done));
        return outcome.Now!;
    }

    private async Task<ReviewOutcome[]> TakeBackAsync(params Suggestion[] decided)
    {
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        return [.. await _takeBack.AllAsync([.. decided.Select(suggestion => new DecidedSuggestion(suggestion.Id, suggestion.Version))], Editor, default)];
    }
}
