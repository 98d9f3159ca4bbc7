using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A process dies after an editor's decision became a fact, and before field and history know of it.</summary>
public sealed class UnfinishedDecisionTests
{
    private const string Proposed = "Two dogs at a window";
    private const string Typed = "Rex and Bella wait for the post";
    private static readonly TimeSpan s_later = TimeSpan.FromMinutes(3);

    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task UploadAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt(Proposed), Keyword("dog", 0.92), Keyword("chair", 0.51));
        _photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(_photo);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task What_an_editor_typed_is_written_and_told_once_wherever_the_process_died(
        [Values("WritesAsync", "WriteAsync", "KeepWritesAsync", "KeepDecisionsAsync")] string before, [Values] bool bySweep)
    {
        await DiesAsync(before, Proposed, ReviewVerdict.Edit, Typed);
        _site.Clock.Advance(s_later);

        for (int i = 0; i < 2; i++)
        {
            await (bySweep ? _site.Sweep.RunAsync(all: true, default) : _site.UploadAsync(_photo));
        }

        DecisionMade made = (await DecisionsAsync(Proposed)).Single();
        Assert.Multiple(async () =>
        {
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo(Typed));
            Assert.That((await FindAsync(Proposed)).State, Is.EqualTo(SuggestionState.Edited));
            Assert.That((made.Kind, made.Instead, made.DecidedBy), Is.EqualTo((DecisionKind.Edited, Typed, (Guid?)Editor)));
        });
    }

    [TestCase("chair", ReviewVerdict.Accept, "dog, chair")]
    [TestCase("dog", ReviewVerdict.Reject, "")]
    public async Task A_yes_and_a_no_to_a_keyword_are_carried_out(string word, ReviewVerdict verdict, string holds)
    {
        await DiesAsync("WriteAsync", word, verdict);
        _site.Clock.Advance(s_later);

        await _site.Sweep.RunAsync(all: false, default);

        Assert.That(string.Join(", ", _site.Library[_photo.Key].Fields[Keywords].Parts), Is.EqualTo(holds));
        Assert.That(await DecisionsAsync(word), Has.Exactly(1).Items);
    }

    [Test]
    public async Task What_somebody_has_typed_since_stays_and_the_words_of_the_decision_are_in_the_history()
    {
        await DiesAsync("WriteAsync", Proposed, ReviewVerdict.Edit, Typed);
        _site.Library.EditorSaves(_photo.Key, AltText, Text("Typed since"));
        _site.Clock.Advance(s_later);

        await _site.Sweep.RunAsync(all: false, default);

        Suggestion open = await FindAsync(Proposed);
        Assert.Multiple(async () =>
        {
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Typed since"));
            Assert.That((open.State, open.PendingReason, open.DecidedBy), Is.EqualTo((SuggestionState.Pending, (PendingReason?)PendingReason.HumanValue, (Guid?)null)));
            Assert.That((await DecisionsAsync(Proposed)).Single().Instead, Is.EqualTo(Typed));
        });
    }

    [Test]
    public async Task A_keyword_that_was_written_and_that_somebody_took_out_since_stays_out()
    {
        await DiesAsync("KeepDecisionsAsync", "chair", ReviewVerdict.Accept);
        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Does.Contain("chair"), "it was written before the process died");
        _site.Library.EditorSaves(_photo.Key, Keywords, FieldValue.OfKeywords(["dog"]));
        _site.Clock.Advance(s_later);

        await _site.Sweep.RunAsync(all: false, default);

        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
        Assert.That((await FindAsync("chair")).State, Is.EqualTo(SuggestionState.Pending));
    }

    [TestCase("WriteAsync")]
    [TestCase("KeepDecisionsAsync")]
    public async Task A_keyword_that_was_to_be_taken_out_and_that_somebody_typed_since_stays(string before)
    {
        await DiesAsync(before, "chair", ReviewVerdict.Reject);
        _site.Library.EditorSaves(_photo.Key, Keywords, FieldValue.OfKeywords(["dog", "chair"]));
        _site.Clock.Advance(s_later);

        await _site.Sweep.RunAsync(all: false, default);

        Assert.That(_site.Library[_photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog", "chair" }));
    }

    [Test]
    public async Task The_spelling_that_somebody_typed_since_stays()
    {
        await DiesAsync("WriteAsync", Proposed, ReviewVerdict.Accept);
        _site.Library.EditorSaves(_photo.Key, AltText, Text(Proposed.ToUpperInvariant()));
        _site.Clock.Advance(s_later);

        await _site.Sweep.RunAsync(all: false, default);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo(Proposed.ToUpperInvariant()));
    }

    [Test]
    public async Task A_decision_that_may_still_be_under_way_is_left_alone()
    {
        await DiesAsync("WriteAsync", Proposed, ReviewVerdict.Edit, Typed);

        await _site.Sweep.RunAsync(all: true, default);

        Assert.That((_site.Library[_photo.Key].Fields[AltText].Text, (await FindAsync(Proposed)).State), Is.EqualTo((Proposed, SuggestionState.Edited)));
    }

    [Test]
    public async Task Whoever_starts_after_a_crash_finishes_it_with_the_second_sweep()
    {
        await _site.Sweep.RunAsync(all: true, default);
        await DiesAsync("WriteAsync", Proposed, ReviewVerdict.Edit, Typed);
        var successor = new Sweep(_site.Library, _site.Items, _site.Sweeps, _site, _site, _site.Review, _site.Clock);
        await successor.RunAsync(all: false, default);
        _site.Clock.Advance(TimeSpan.FromMinutes(10));

        await successor.RunAsync(all: false, default);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo(Typed));
    }

    private async Task DiesAsync(string before, string value, ReviewVerdict verdict, string? text = null)
    {
        bool isDead = false;
        var seams = new MeddlingSeams
        {
            Before = (call, _) =>
            {
                isDead |= call == before;
                if (isDead)
                {
                    throw new CrashException();
                }
            },
        };
        var review = new Review(seams.Around<IMediaLibrary>(_site.Library), seams.Around(_site.Suggestions), _site.Clock, _site.Ear);
        Suggestion seen = await FindAsync(value);
        Assert.That(
            async () => await review.DecideAsync([new ReviewDecision(seen.Id, verdict, seen.Version, text)], Editor, default), Throws.TypeOf<CrashException>());
    }

    private async Task<Suggestion> FindAsync(string value) =>
        (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == value);

    private async Task<IReadOnlyList<DecisionMade>> DecisionsAsync(string value)
    {
        Guid id = (await FindAsync(value)).Id;
        return [.. (await _site.Suggestions.DecisionsAsync(_photo.Key, default)).Where(decision => decision.SuggestionId == id)];
    }
}
