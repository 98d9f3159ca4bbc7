using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What comes in between at the worst moment: an editor is faster, the database is away, another server's clock is ahead.</summary>
public sealed class InBetweenTests
{
    private readonly MeddlingSeams _seams = new();
    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _seams.Before = (_, _) => { };
        _site = await Site.OpenAsync(_seams);
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("chair", 0.51));
        _photo = _site.Library.Add(Jpeg);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [TestCase(nameof(ISuggestionStore.ForMediaAsync))]
    [TestCase(nameof(ISuggestionStore.WritesAsync))]
    public async Task A_yes_that_is_given_while_the_values_are_looked_at_is_not_taken_for_lost(string before)
    {
        await _site.UploadAsync(_photo);
        await _site.Intake.TakeAsync([Site.Saved(_photo)], default);
        Once(before, () => DecideAsync("chair", ReviewVerdict.Accept));

        await _site.WorkAsync();

        Suggestion chair = await FindAsync("chair");
        IReadOnlyList<DecisionMade> made = await _site.Suggestions.DecisionsAsync(_photo.Key, default);
        Assert.That((chair.State, chair.DecidedBy), Is.EqualTo((SuggestionState.Accepted, (Guid?)Editor)));
        Assert.That(made.Select(decision => decision.Kind), Is.EqualTo(new[] { DecisionKind.Accepted }));
    }

    [Test]
    public async Task An_answer_that_is_paid_for_outlasts_a_database_that_is_away_for_a_moment()
    {
        int away = 2;
        _seams.Before = (_, given) =>
        {
            if (given.FirstOrDefault() is Analysis && away-- > 0)
            {
                throw new TimeoutException("The database is away.");
            }
        };

        await _site.UploadAsync(_photo);

        Assert.That((_site.Provider.Calls, _site.Library[_photo.Key].Fields[AltText].Text), Is.EqualTo((1, "Two dogs at a window")));
    }

    [Test]
    public async Task A_field_that_an_editor_empties_stays_empty_though_the_worker_died_between_its_save_and_its_note_of_it()
    {
        Once(nameof(ISuggestionStore.ConfirmWritesAsync), () => throw new TimeoutException("The database is away."));
        await _site.UploadAsync(_photo);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await _site.WorkAsync();
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
        Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagFieldWrite WHERE confirmed = 0"), Is.Zero, "what is in the field was written");

        _site.Library.EditorSaves(_photo.Key, AltText, Text(null));
        await _site.UploadAsync(_photo);

        Assert.That(_site.Library[_photo.Key].Fields[AltText].IsEmpty);
        Assert.That((await FindAsync("Two dogs at a window")).PendingReason, Is.EqualTo(PendingReason.LostToStaleSave), "it is offered again");
    }

    [Test]
    public async Task An_answer_that_could_not_be_kept_counts_as_a_call_in_vain()
    {
        _seams.Before = (_, given) =>
        {
            if (given.FirstOrDefault() is Analysis)
            {
                throw new TimeoutException("The database is away.");
            }
        };

        await _site.UploadAsync(_photo);

        WorkItem waiting = await _site.StateOfAsync(_photo);
        Assert.That((_site.Provider.Calls, waiting.State, waiting.Tries.Paid), Is.EqualTo((1, WorkState.Waiting, 1)));
    }

    [Test]
    public async Task A_wish_from_a_server_whose_clock_is_ahead_is_paid_for_once()
    {
        _site.Provider.Says(Keyword("dog", 0.92));
        ScriptedProvider words = _site.Connect("words", model: "another");
        words.Fails(new Failure(FailureKind.Unavailable, "The service is down."));
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("words", VisionTasks.AltText)] };
        await _site.Items.EnqueueAsync([new WorkRequest(_photo.Key, _photo.Path, "default", WorkOrigin.TagNow, Force: true, Editor)], default);
        await _site.RunSqlAsync($"UPDATE autoTagWorkItem SET enqueuedAt = enqueuedAt + {TimeSpan.FromMinutes(10).Ticks}");

        await _site.WorkAsync();
        words.Says(Alt("Two dogs"));
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await _site.WorkAsync();

        Assert.That((_site.Provider.Calls, _site.Library[_photo.Key].Fields[AltText].Text), Is.EqualTo((1, "Two dogs")));
    }

    [Test]
    public async Task A_permit_that_could_not_be_exchanged_is_no_call_and_costs_nothing()
    {
        _site.Options.RateLimitRequests = 30;
        _seams.Before = (call, given) =>
        {
            if (call == nameof(IReservationStore.SendingAsync))
            {
                // The database takes its time, and the permit is stale.
                _site.Clock.Advance(TimeSpan.FromSeconds(10));
            }
            else if (call == nameof(IRatePermitStore.TakeAsync) && given.OfType<Guid>().Any())
            {
                throw new TimeoutException("The database is away.");
            }
        };

        await _site.UploadAsync(_photo);

        WorkItem waiting = await _site.StateOfAsync(_photo);
        Assert.Multiple(async () =>
        {
            Assert.That((_site.Provider.Calls, waiting.Tries.Paid), Is.EqualTo((0, 0)));
            Assert.That(await _site.Ledger.ForMediaAsync(_photo.Key, 10, default), Is.Empty);
            Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero);
        });
    }

    // What an editor does meets no seam, so it happens once.
    private void Once(string before, Func<Task> happens)
    {
        bool isOver = false;
        _seams.Before = (call, _) =>
        {
            if (!isOver && call == before)
            {
                isOver = true;
                happens().GetAwaiter().GetResult();
            }
        };
    }

    private async Task DecideAsync(string value, ReviewVerdict verdict)
    {
        Suggestion seen = await FindAsync(value);
        await _site.Review.DecideAsync([new ReviewDecision(seen.Id, verdict, seen.Version)], Editor, default);
    }

    private async Task<Suggestion> FindAsync(string value) =>
        (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == value);
}
