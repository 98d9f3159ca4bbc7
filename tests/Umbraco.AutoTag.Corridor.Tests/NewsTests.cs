using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What the corridor tells of what became of images, on a real database file.</summary>
public sealed class NewsTests
{
    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task UploadAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("chair", 0.51));
        _photo = _site.Library.Add(Jpeg);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task An_image_that_was_tagged_is_told_once_with_what_was_written_and_how_much_waits()
    {
        await _site.UploadAsync(_photo);

        Tagged tagged = Told<Tagged>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(tagged.MediaKey, Is.EqualTo(_photo.Key));
            Assert.That(tagged.Written.Select(write => (write.Field, write.After.ToString())), Is.EquivalentTo(new[] { (AltText, "Two dogs at a window"), (Keywords, "dog") }));
            Assert.That(tagged.Waiting, Is.EqualTo(1));
            Assert.That(Told<WalkEnded>().Single().MediaKey, Is.EqualTo(_photo.Key));
        });
    }

    [Test]
    public async Task An_image_that_nothing_comes_of_a_second_time_is_not_told_to_be_tagged_again()
    {
        await _site.UploadAsync(_photo);

        await _site.TagNowAsync(_photo);

        Assert.That((Told<Tagged>().Count(), Told<WalkEnded>().Count()), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task What_the_site_refuses_to_save_is_not_told_to_be_written()
    {
        _site.Library.RefusesSaves = true;

        await _site.UploadAsync(_photo);

        Assert.That(Told<Tagged>().SelectMany(tagged => tagged.Written), Is.Empty);
    }

    [Test]
    public async Task A_decision_and_its_undoing_are_told_in_the_editors_name()
    {
        await _site.UploadAsync(_photo);
        Suggestion chair = (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == "chair");

        ReviewOutcome yes = (await _site.Review.DecideAsync([new ReviewDecision(chair.Id, ReviewVerdict.Accept, chair.Version)], Editor, default)).Single();
        await _site.Review.DecideAsync([new ReviewDecision(chair.Id, ReviewVerdict.Reject, chair.Version)], Editor, default);
        await new TakeBack(_site.Library, _site.Suggestions, _site.Clock, _site.Ear).AllAsync([new DecidedSuggestion(chair.Id, yes.Now!.Version)], Editor, default);

        Assert.That(
            Told<Decided>().Select(told => (told.Decision.Kind, told.Decision.Proposed, told.Decision.DecidedBy)),
            Is.EqualTo(new[] { (DecisionKind.Accepted, "chair", (Guid?)Editor), (DecisionKind.TakenBack, "chair", Editor) }),
            "a decision that came too late decided nothing");
    }

    [Test]
    public async Task An_undo_is_told_with_its_fields()
    {
        await _site.UploadAsync(_photo);

        await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);
        await _site.Undo.LastWriteAsync(_photo.Key, Editor, default);

        WentBack undone = Told<WentBack>().Single();
        Assert.That(undone.Fields, Is.EquivalentTo(new[] { AltText, Keywords }));
        Assert.That(undone.By, Is.EqualTo(Editor));
    }

    [Test]
    public async Task A_picture_that_is_called_decorative_is_told_and_so_is_the_opposite()
    {
        await _site.UploadAsync(_photo);
        var decorative = new SayDecorative(_site.Library, _site.Suggestions, _site.Clock, _site.Ear);

        await decorative.AboutAsync(_photo.Key, AltText, "something else", Editor, default);
        await decorative.AboutAsync(_photo.Key, AltText, "Two dogs at a window", Editor, default);
        await decorative.TakeBackAsync(_photo.Key, AltText, Editor, default);

        Assert.That(Told<CalledDecorative>().Select(told => (told.By, told.IsTakenBack)), Is.EqualTo(new[] { (Editor, false), (Editor, true) }));
    }

    private IEnumerable<T> Told<T>() => _site.Ear.Heard.OfType<T>();
}
