using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>An image's way through all seven rooms, on a real database file.</summary>
public sealed class WalkTests
{
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync() => _site = await Site.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task An_uploaded_image_is_described_and_every_value_names_its_origin()
    {
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.92), Keyword("chair", 0.51));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        IReadOnlyList<Suggestion> suggestions = await _site.Suggestions.ForMediaAsync(photo.Key, default);
        LedgerEntry call = (await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
            Assert.That(_site.Library[photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
            Assert.That(suggestions.Single(s => s.Value == "chair").State, Is.EqualTo(SuggestionState.Pending));
            Assert.That((call.ModelReported, call.Usage.Credits, call.Charged), Is.EqualTo(("scripted-2026-11", (decimal?)1m, Charged.Yes)));
        });
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task Saving_again_and_again_costs_nothing()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);
        await _site.UploadAsync(photo);
        await _site.UploadAsync(photo);

        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_picture_uploaded_twice_is_paid_for_once()
    {
        _site.Provider.Says(Alt("Two dogs"));

        await _site.UploadAsync(_site.Library.Add(Jpeg));
        MediaItem copy = _site.Library.Add(Jpeg);
        await _site.UploadAsync(copy);

        Assert.Multiple(() =>
        {
            Assert.That(_site.Provider.Calls, Is.EqualTo(1));
            Assert.That(_site.Library[copy.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
        });
    }

    [Test]
    public async Task A_replaced_file_is_looked_at_anew()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);

        _site.Provider.Says(Alt("A red cup"));
        _site.Library.Replace(photo.Key, AnotherJpeg);
        await _site.UploadAsync(photo);

        Assert.That((_site.Provider.Calls, _site.Library[photo.Key].Fields[AltText].Text), Is.EqualTo((2, "A red cup")));
    }

    [Test]
    public async Task Asking_again_by_force_pays_again_and_the_new_answer_stays_known()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);

        _site.Provider.Says(Alt("Two spaniels"));
        await _site.TagNowAsync(photo, force: true);
        await _site.UploadAsync(photo);

        Assert.That((_site.Provider.Calls, _site.Library[photo.Key].Fields[AltText].Text), Is.EqualTo((2, "Two spaniels")));
    }

    [Test]
    public async Task Asking_again_by_force_pays_each_step_once_however_often_the_work_is_tried()
    {
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("vision", VisionTasks.AltText)] };
        _site.Provider.Says(Alt("Two dogs"), Keyword("dog", 0.9));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Provider.Does((request, _) => Task.FromResult(request.Tasks == VisionTasks.Keywords
            ? VisionReply.Answered([Keyword("spaniel", 0.9)])
            : VisionReply.Failed(new Failure(FailureKind.OutOfCredit, "The account is empty."))));
        await _site.TagNowAsync(photo, force: true);
        int paidBefore = _site.Provider.Calls;

        _site.Provider.Says(Alt("Two spaniels"));
        _site.Clock.Advance(TimeSpan.FromMinutes(20));
        await _site.WorkAsync();

        Assert.That((paidBefore, _site.Provider.Calls), Is.EqualTo((4, 5)), "only the step that is still owed is asked");
    }

    [Test]
    public async Task What_an_editor_types_while_the_provider_looks_is_kept()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) =>
        {
            _site.Library.EditorSaves(photo.Key, AltText, Text("Rex and Bella"));
            return Task.FromResult(VisionReply.Answered([Alt("Two dogs")]));
        });

        await _site.UploadAsync(photo);

        Suggestion offered = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Rex and Bella"));
            Assert.That((offered.State, offered.PendingReason), Is.EqualTo((SuggestionState.Pending, (PendingReason?)PendingReason.HumanValue)));
        });
    }

    [Test]
    public async Task What_an_editor_saves_in_the_last_moment_before_the_write_is_kept()
    {
        _site.Provider.Says(Alt("Two dogs"), Keyword("dog", 0.9));
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Library.JustBeforeWriting = () => _site.Library.EditorSaves(photo.Key, AltText, Text("Rex and Bella"));

        await _site.UploadAsync(photo);

        Assert.Multiple(() =>
        {
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Rex and Bella"));
            Assert.That(_site.Library[photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }), "the other field is written all the same");
        });
        Assert.That((await _site.Suggestions.WritesAsync(photo.Key, default)).Select(write => write.Field), Is.EqualTo(new[] { Keywords }));
    }

    [Test]
    public async Task A_save_from_an_editor_who_had_the_item_open_loses_nothing()
    {
        _site.Provider.Says(Alt("Two dogs"), Keyword("dog", 0.9));
        MediaItem asOpened = _site.Library.Add(Jpeg);
        await _site.UploadAsync(asOpened);

        _site.Library.EditorSavesStale(asOpened);
        await _site.UploadAsync(asOpened);

        IReadOnlyList<Suggestion> suggestions = await _site.Suggestions.ForMediaAsync(asOpened.Key, default);
        Assert.Multiple(() =>
        {
            Assert.That(_site.Library[asOpened.Key].Fields[AltText].IsEmpty, "the editor's save stands");
            Assert.That(suggestions, Has.Count.EqualTo(2));
            Assert.That(suggestions.Select(s => (s.State, s.PendingReason)), Is.All.EqualTo((SuggestionState.Pending, (PendingReason?)PendingReason.LostToStaleSave)));
        });
    }

    [Test]
    public async Task A_text_replaced_by_hand_is_kept_and_the_machines_is_offered_again_when_an_editor_asks()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);

        _site.Library.EditorSaves(photo.Key, AltText, Text("Rex and Bella"));
        await _site.UploadAsync(photo);
        SuggestionState afterSave = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single().State;
        await _site.TagNowAsync(photo);
        Suggestion afterAsking = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single();

        Assert.Multiple(() =>
        {
            Assert.That(afterSave, Is.EqualTo(SuggestionState.Edited));
            Assert.That((afterAsking.State, afterAsking.Value), Is.EqualTo((SuggestionState.Pending, "Two dogs")));
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Rex and Bella"));
            Assert.That(_site.Provider.Calls, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_keyword_that_an_editor_took_out_by_hand_does_not_come_back()
    {
        _site.Provider.Says(Keyword("dog", 0.9), Keyword("wolf", 0.9));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);

        _site.Library.EditorSaves(photo.Key, Keywords, Core.Values.FieldValue.OfKeywords(["dog"]));
        await _site.UploadAsync(photo);
        await _site.TagNowAsync(photo, force: true);

        Assert.That(_site.Library[photo.Key].Fields[Keywords].Parts, Is.EqualTo(new[] { "dog" }));
        Assert.That((await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(s => s.Value == "wolf").State, Is.EqualTo(SuggestionState.Rejected));
    }

    [Test]
    public async Task A_provider_that_is_down_costs_time_and_nothing_else()
    {
        _site.Provider.Fails(new Failure(FailureKind.Unavailable, "The service is down."));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        WorkItem waiting = await _site.StateOfAsync(photo);

        _site.Provider.Says(Alt("Two dogs"));
        _site.Clock.Advance(TimeSpan.FromSeconds(10));
        await _site.WorkAsync();

        Assert.Multiple(() =>
        {
            Assert.That((waiting.State, waiting.Reason), Is.EqualTo((WorkState.Waiting, "The service is down.")));
            Assert.That(waiting.DueAt, Is.GreaterThan(_site.Start));
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
        });
    }

    [Test]
    public async Task A_hundred_images_cost_an_empty_account_one_refusal()
    {
        _site.Provider.Fails(new Failure(FailureKind.OutOfCredit, "The account is empty."));

        foreach (MediaItem photo in Enumerable.Range(0, 100).Select(_ => _site.Library.Add(Jpeg)).ToList())
        {
            await _site.UploadAsync(photo);
        }

        ConnectionState state = (await _site.ConnectionStates.AllAsync(default)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(_site.Provider.Calls, Is.EqualTo(1));
            Assert.That((state.Health, state.Message), Is.EqualTo((ConnectionHealth.OutOfCredit, "The account is empty.")));
        });
    }

    [Test]
    public async Task A_refused_picture_is_skipped_and_not_asked_about_again()
    {
        _site.Provider.Fails(new Failure(FailureKind.Refused, "The provider does not look at this picture.") { Charged = Charged.Yes });
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Clock.Advance(TimeSpan.FromDays(1));
        await _site.WorkAsync();

        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((1, WorkState.Skipped)));
        Assert.That((await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).Single().Charged, Is.EqualTo(Charged.Yes), "a refusal is charged like an answer");
    }

    [Test]
    public async Task An_answer_that_makes_no_sense_never_becomes_a_value_and_is_tried_once_more()
    {
        _site.Provider.Fails(new Failure(FailureKind.Malformed, "The answer could not be understood."));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await _site.WorkAsync();
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();

        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((2, WorkState.Failed)));
        Assert.That(_site.Library[photo.Key].Fields[AltText].IsEmpty);
    }

    [Test]
    public async Task A_hang_ends_at_the_time_out_and_counts_as_perhaps_paid()
    {
        _site.Provider.Does(async (_, token) =>
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(101));
            await Task.Delay(Timeout.Infinite, token);
            return VisionReply.Answered([]);
        });
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);

        LedgerEntry call = (await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).Single();
        Assert.That((call.Failure, call.Charged, call.Cost), Is.EqualTo(((FailureKind?)FailureKind.Unavailable, Charged.Unknown, (Core.Values.MicroUsd?)null)));
    }

    [Test]
    public async Task A_worker_that_lost_its_lease_writes_nothing()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(VisionReply.Answered([Alt("From a worker that was thought dead")]));
        });
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        Lease lost = (await _site.Items.ClaimAsync("slow", 1, TimeSpan.FromSeconds(30), default)).Single();

        await _site.Walk.WalkAsync(lost, default);

        Assert.That(_site.Library[photo.Key].Fields[AltText].IsEmpty);
        Assert.That(await _site.Suggestions.ForMediaAsync(photo.Key, default), Is.Empty);
    }

    [Test]
    public async Task A_worker_whose_lease_runs_out_while_it_waits_for_the_sites_lock_writes_nothing()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Library.JustBeforeWriting = () => _site.Clock.Advance(Core.Corridor.Claim.LeaseTime);
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);

        await _site.Walk.WalkAsync((await _site.Claim.NextAsync(1, default)).Single(), default);

        Assert.That(_site.Library[photo.Key].Fields[AltText].IsEmpty);
    }

    [Test]
    public async Task An_item_in_the_recycle_bin_is_not_looked_at()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        _site.Library.Trash(photo.Key);

        await _site.WorkAsync();

        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((0, WorkState.Skipped)));
    }

    [Test]
    public async Task An_item_that_is_deleted_while_the_provider_looks_leaves_nothing_behind()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) =>
        {
            _site.Library.Delete(photo.Key);
            return Task.FromResult(VisionReply.Answered([Alt("Two dogs")]));
        });

        await _site.UploadAsync(photo);

        Assert.That(await _site.Suggestions.ForMediaAsync(photo.Key, default), Is.Empty);
        Assert.That(await _site.Suggestions.WritesAsync(photo.Key, default), Is.Empty);
    }

    [Test]
    public async Task A_site_that_refuses_the_save_gets_a_reason_and_no_endless_loop()
    {
        _site.Provider.Says(Alt("Two dogs"));
        _site.Library.RefusesSaves = true;
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        for (int i = 0; i < 10; i++)
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(5));
            await _site.WorkAsync();
        }

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((state.State, state.ReasonCode, _site.Provider.Calls), Is.EqualTo((WorkState.Failed, "NotWritten", 1)));
    }

    [Test]
    public async Task A_shutdown_gives_the_item_back_and_writes_down_that_the_call_may_have_been_paid_for()
    {
        using var shutdown = new CancellationTokenSource();
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does(async (_, token) =>
        {
            await shutdown.CancelAsync();
            token.ThrowIfCancellationRequested();
            return VisionReply.Answered([]);
        });
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        Lease lease = (await _site.Claim.NextAsync(1, default)).Single();

        Assert.That(async () => await _site.Walk.WalkAsync(lease, shutdown.Token), Throws.InstanceOf<OperationCanceledException>());

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((state.State, state.Attempts), Is.EqualTo((WorkState.Waiting, 0)));
        Assert.That((await _site.Ledger.ForMediaAsync(photo.Key, 1, default)).Single().Charged, Is.EqualTo(Charged.Unknown));
    }

    [Test]
    public async Task A_bug_in_a_provider_costs_that_item_three_attempts_and_no_other_item_anything()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) => throw new InvalidOperationException("secret detail"));
        await _site.UploadAsync(photo);
        for (int i = 0; i < 5; i++)
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(5));
            await _site.WorkAsync();
        }

        WorkItem state = await _site.StateOfAsync(photo);
        Assert.That((state.State, _site.Provider.Calls), Is.EqualTo((WorkState.Failed, 3)));
        Assert.That(state.Reason, Does.Not.Contain("secret detail"));
    }

    [Test]
    public async Task An_image_with_no_place_for_words_is_not_paid_for_until_it_has_one()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Library.EditorSavesStale(photo with { Fields = new Dictionary<Core.Values.FieldKey, Core.Values.FieldValue>() });
        await _site.UploadAsync(photo);
        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).ReasonCode), Is.EqualTo((0, "NotSetUp")));

        _site.Library.EditorSavesStale(photo);
        await _site.Sweep.RunAsync(all: true, default);
        await _site.WorkAsync();

        Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
    }

    [Test]
    public async Task The_sweep_brings_in_what_intake_never_saw_and_nothing_twice()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);

        int first = await _site.Sweep.RunAsync(all: false, default);
        await _site.WorkAsync();
        int second = await _site.Sweep.RunAsync(all: false, default);

        Assert.That((first, second, _site.Library[photo.Key].Fields[AltText].Text), Is.EqualTo((1, 0, "Two dogs")));
    }

    [Test]
    public async Task Looking_at_everything_costs_nothing_and_does_not_try_again_what_was_given_up()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem known = _site.Library.Add(Jpeg);
        await _site.UploadAsync(known);
        _site.Provider.Fails(new Failure(FailureKind.Malformed, "The answer could not be understood."));
        MediaItem givenUp = _site.Library.Add(AnotherJpeg);
        await _site.UploadAsync(givenUp);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await _site.WorkAsync();
        int paid = _site.Provider.Calls;

        int found = await _site.Sweep.RunAsync(all: true, default);
        await _site.WorkAsync();

        Assert.That((found, _site.Provider.Calls, (await _site.StateOfAsync(givenUp)).State), Is.EqualTo((1, paid, WorkState.Failed)));
    }

    [Test]
    public async Task What_uploads_while_it_is_being_looked_at_is_looked_at_again()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        Lease lease = (await _site.Claim.NextAsync(1, default)).Single();
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);

        await _site.Walk.WalkAsync(lease, default);

        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Waiting));
    }
}
