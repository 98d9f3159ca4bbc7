using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A run from its estimate to its undo, through the real corridor and a real database.</summary>
public sealed class RunTests
{
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
        _site.Provider.Says(Alt("Two dogs at a window"), Keyword("dog", 0.9), Keyword("perhaps a cat", 0.5));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task A_run_over_the_library_looks_at_every_image_once_and_ends()
    {
        MediaItem[] photos = Photos(5);

        Run run = await EndedAsync(await StartAsync());

        RunCounts counts = await _site.RunImages.CountAsync(run.Id, default);
        Assert.That((run.State, counts.Done, counts.Cached, counts.ForReview, counts.ToCome), Is.EqualTo((RunState.Done, 5, 0, 5, 0)));
        Assert.That(photos.Select(photo => AltTextOf(photo)), Is.All.EqualTo("Two dogs at a window"));
        Assert.That(_site.Provider.Calls, Is.EqualTo(5));
        Assert.That(await _site.RunFacts.SpendAsync(run.Id, default), Is.EqualTo(new RunSpend(5, new MicroUsd(50_000), 5, 0)));
    }

    [Test]
    public async Task Two_runs_over_the_same_images_never_pay_twice()
    {
        Photos(4);
        await EndedAsync(await StartAsync());

        RunEstimate estimate = await EstimateAsync();
        Run again = await EndedAsync(await StartAsync());

        RunCounts counts = await _site.RunImages.CountAsync(again.Id, default);
        Assert.That((estimate.Images, estimate.Free, estimate.Calls, estimate.Cost), Is.EqualTo((4, 4, 0, CostRange.Nothing)));
        Assert.That((counts.Done, counts.Cached), Is.EqualTo((4, 4)));
        Assert.That(_site.Provider.Calls, Is.EqualTo(4));
    }

    [Test]
    public async Task A_run_that_decides_anew_calls_nobody_changes_what_the_rules_changed_and_can_be_undone()
    {
        MediaItem[] photos = Photos(3);
        await EndedAsync(await StartAsync());
        MediaItem unseen = _site.Library.Add(Unique());
        await RejectAsync(photos[0], "dog");
        _site.Default = _site.Default with
        {
            Vocabulary = new Vocabulary(
                new VocabularyWords { Terms = [new Term("canine", ["dog"], ["animal"])], ForbiddenWords = ["cat"] }, "en"),
        };

        RunEstimate estimate = await EstimateAsync(new RunSelection { DecideAnew = true });
        Run run = await EndedAsync(await StartAsync(new RunSelection { DecideAnew = true }));
        IReadOnlyList<DaySavings> saved = await _site.Costs.SavingsAsync(DateOnly.FromDateTime(_site.Start.UtcDateTime), default);

        Assert.Multiple(() =>
        {
            Assert.That((estimate.Images, estimate.Free, estimate.Calls, estimate.Cost), Is.EqualTo((3, 3, 0, CostRange.Nothing)));
            Assert.That(estimate.LeftOut, Is.EquivalentTo(new Dictionary<string, long> { [Candidate.NotLookedAtCode] = 1 }));
            Assert.That(_site.Provider.Calls, Is.EqualTo(3), "of the first run");
            Assert.That(saved, Is.Empty, "nobody would have been asked");
            Assert.That(KeywordsOf(photos[1]), Is.EqualTo(new[] { "canine", "animal" }));
            Assert.That(KeywordsOf(photos[0]), Is.Empty, "a person said no to it");
            Assert.That(KeywordsOf(unseen), Is.Empty);
            Assert.That(photos.Select(AltTextOf), Is.All.EqualTo("Two dogs at a window"));
        });
        Suggestion[] waiting = [.. (await _site.Suggestions.ForMediaAsync(photos[1].Key, default)).Where(suggestion => suggestion.State == SuggestionState.Pending)];
        Assert.That(waiting, Is.Empty, "the forbidden word no longer waits");

        await UndoneAsync(run);
        Assert.That(KeywordsOf(photos[1]), Is.EqualTo(new[] { "dog" }));
    }

    [Test]
    public async Task What_editors_have_made_of_a_models_own_opinion_counts_when_it_is_decided_anew_and_nobody_is_asked()
    {
        _site.Provider.Says([.. Enumerable.Range(1, 20).Select(number => Keyword($"thing {number}", 0.6) with { ConfidenceSource = ConfidenceSource.SelfReported })]);
        MediaItem[] photos = Photos(11);
        await EndedAsync(await StartAsync());
        string[] before = [.. KeywordsOf(photos[10])];
        foreach (MediaItem photo in photos[..10])
        {
            IReadOnlyList<Suggestion> waiting = await _site.Suggestions.ForMediaAsync(photo.Key, default);
            await _site.Review.DecideAsync([.. waiting.Select(one => new ReviewDecision(one.Id, ReviewVerdict.Accept, one.Version))], Editor, default);
        }

        _site.Clock.Advance(KnownCurves.MaxAge);
        await EndedAsync(await StartAsync(new RunSelection { DecideAnew = true }));

        Suggestion[] now = [.. await _site.Suggestions.ForMediaAsync(photos[10].Key, default)];
        Assert.That(before, Is.Empty, "an opinion of 0.6 waits");
        Assert.That(KeywordsOf(photos[10]), Has.Count.EqualTo(20), "200 of 200 were right");
        Assert.That(now.Select(one => (one.State, one.ConfidenceSource)), Is.All.EqualTo((SuggestionState.Applied, ConfidenceSource.Calibrated)));
        Assert.That(now[0].Origins.All.Single().Calibrated, Is.EqualTo(new Calibrated(Confidence.Of(1), 200)));
        Assert.That(_site.Provider.Calls, Is.EqualTo(11), "of the first run");
    }

    [Test]
    public async Task What_was_answered_to_another_question_is_decided_anew_and_still_counts_as_asked_otherwise()
    {
        MediaItem photo = Photos(1)[0];
        await EndedAsync(await StartAsync());
        string? askedUnder = (await _site.Items.FindAsync(photo.Key, default))!.RevisionId;
        _site.Default = _site.Default with { ImageSize = 2048, Thresholds = new Thresholds(Write: 0.45) };

        await EndedAsync(await StartAsync(new RunSelection { DecideAnew = true }));

        Assert.That(KeywordsOf(photo), Is.EqualTo(new[] { "dog", "perhaps a cat" }));
        Assert.That(((await _site.Items.FindAsync(photo.Key, default))!.RevisionId, _site.Provider.Calls), Is.EqualTo((askedUnder, 1)));
    }

    [Test]
    public async Task Two_runs_side_by_side_over_the_same_images_never_pay_twice()
    {
        Photos(4);
        Run one = await StartAsync();
        Run other = await StartAsync();
        await StepAsync(one);
        await StepAsync(other);

        one = await EndedAsync(one);
        other = await EndedAsync(other);

        Assert.That((one.State, other.State, _site.Provider.Calls), Is.EqualTo((RunState.Done, RunState.Done, 4)));
        Assert.That((await _site.RunImages.CountAsync(one.Id, default)).Done + (await _site.RunImages.CountAsync(other.Id, default)).Done, Is.EqualTo(8));
    }

    [Test]
    public async Task A_restart_in_the_middle_loses_nothing_and_pays_nothing_twice()
    {
        Photos(450);
        Run run = await StartAsync();
        for (int step = 0; step < 2; step++)
        {
            await StepAsync(run);
        }

        Lease[] inHand = [.. await _site.Claim.NextAsync(20, default)];
        foreach (Lease lease in inHand.Take(10))
        {
            await _site.InItsTimeAsync(_site.Walk.WalkAsync(lease, default));
        }

        Run middle = (await _site.Runs.FindAsync(run.Id, default))!;
        Assert.That((middle.IsListed, middle.Place), Is.EqualTo((false, (string?)middle.Place)));
        Assert.That(middle.Place, Is.Not.Null, "the library is not yet read to its end");

        // Nothing of a run is in memory: what is left of the process are leases that run out.
        _site.Clock.Advance(Claim.LeaseTime * 2);
        run = await EndedAsync(run);

        RunCounts counts = await _site.RunImages.CountAsync(run.Id, default);
        Assert.That((run.State, counts.Done, counts.ToCome), Is.EqualTo((RunState.Done, 450, 0)));
        Assert.That(_site.Provider.Calls, Is.EqualTo(450));
        Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagRunImage"), Is.EqualTo(450));
    }

    [Test]
    public async Task No_more_of_a_run_is_in_the_queue_than_a_pause_can_take_out_again()
    {
        Photos(AdvanceRun.MostQueued + 150);
        Run run = await StartAsync();
        for (int step = 0; step < 8; step++)
        {
            await StepAsync(run);
        }

        RunCounts counts = await _site.RunImages.CountAsync(run.Id, default);
        Assert.That((counts.Queued, counts.Listed), Is.EqualTo((AdvanceRun.MostQueued, 150)));
    }

    [Test]
    public async Task A_budget_stops_the_run_with_the_reason_and_it_goes_on_when_it_is_raised()
    {
        Photos(5);
        Run run = await StartAsync(money: new MicroUsd(25_000));

        run = await EndedAsync(run);

        RunSpend spend = await _site.RunFacts.SpendAsync(run.Id, default);
        Assert.That((run.State, run.StoppedBy, spend.Cost), Is.EqualTo((RunState.Paused, "OverBudget", new MicroUsd(20_000))));
        Assert.That(run.StoppedBecause, Is.EqualTo(
            "The run's own budget allows 0.025 USD. 0.02 USD are spent, 0 USD are reserved for calls under way, and this call may cost 0.01 USD. To go on, raise the run's budget."));
        Assert.That((await _site.RunImages.CountAsync(run.Id, default)).Listed, Is.EqualTo(3), "nothing of it waits in the queue");

        await _site.Runs.SetBudgetAsync(run with { Money = new MicroUsd(50_000) }, default);
        await _site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = await EndedAsync(run);

        Assert.That((run.State, run.StoppedBy, _site.Provider.Calls), Is.EqualTo((RunState.Done, (string?)null, 5)));
    }

    [Test]
    public async Task A_refusal_that_was_under_way_while_the_budget_was_raised_does_not_stop_the_run()
    {
        Photos(5);
        Run run = await StartAsync(money: new MicroUsd(20_000));
        await WalkedAsync(await InHandAsync(run, 3));
        _site.Clock.Advance(TimeSpan.FromSeconds(1));

        await _site.Runs.SetBudgetAsync(run with { Money = new MicroUsd(50_000) }, default);
        run = await EndedAsync(run);

        Assert.That((run.State, run.StoppedBecause, _site.Provider.Calls), Is.EqualTo((RunState.Done, (string?)null, 5)));
    }

    [Test]
    public async Task A_refusal_that_was_under_way_while_a_stopped_run_was_let_go_on_is_asked_about_anew()
    {
        Photos(5);
        Run run = await StartAsync(money: new MicroUsd(20_000));
        IReadOnlyList<Lease> inHand = await InHandAsync(run, 3);
        await _site.Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default);
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        await _site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        await WalkedAsync(inHand);

        await StepAsync(run);
        RunState afterTheOldRefusal = (await _site.Runs.FindAsync(run.Id, default))!.State;
        run = await EndedAsync(run);

        Assert.That((afterTheOldRefusal, run.State, run.StoppedBy), Is.EqualTo((RunState.Running, RunState.Paused, "OverBudget")));
        Assert.That((await _site.RunImages.CountAsync(run.Id, default)).Listed, Is.EqualTo(3), "nothing of it waits in the queue");
    }

    [Test]
    public async Task A_run_without_money_for_a_single_call_stops_though_its_images_came_in_for_a_run_that_asks_nobody()
    {
        Photos(3);
        await EndedAsync(await StartAsync());
        Run dry = await StartAsync(new RunSelection { DecideAnew = true });
        await StepAsync(dry);
        await StepAsync(dry);
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        _site.Default = _site.Default with { ImageSize = 2048 };

        Run run = await EndedAsync(await StartAsync(money: new MicroUsd(5_000)));

        Assert.That((run.State, run.StoppedBy, _site.Provider.Calls), Is.EqualTo((RunState.Paused, "OverBudget", 3)));
    }

    [Test]
    public async Task An_image_that_another_run_waits_for_does_not_take_a_budgets_refusal_there()
    {
        Photos(1);
        Run poor = await StartAsync(money: new MicroUsd(5_000));
        await StepAsync(poor);
        await StepAsync(poor);
        Run rich = await StartAsync();
        await StepAsync(rich);
        await StepAsync(rich);
        await _site.WorkAsync();

        poor = await EndedAsync(poor);
        rich = await EndedAsync(rich);

        Assert.That((poor.State, poor.StoppedBy), Is.EqualTo((RunState.Paused, "OverBudget")));
        Assert.That((rich.State, rich.StoppedBy, _site.Provider.Calls), Is.EqualTo((RunState.Done, (string?)null, 1)));
    }

    [Test]
    public async Task What_a_budget_held_back_is_as_unknown_as_before_when_the_run_is_cancelled()
    {
        Photos(5);
        Run run = await EndedAsync(await StartAsync(money: new MicroUsd(25_000)));

        await _site.Runs.MoveAsync(run.Id, RunState.Cancelled, Run.ByHand, null, default);

        IReadOnlyDictionary<WorkState, long> counts = await _site.Items.CountAsync(PathScope.Everything, default);
        Assert.That((counts[WorkState.Done], counts.Values.Sum()), Is.EqualTo((2L, 2L)), "nothing is done that nobody has looked at");
    }

    [Test]
    public async Task A_run_with_a_budget_stops_where_nobody_knows_the_price()
    {
        _site.Options.UsdPerImage = null;
        Photos(2);

        Run run = await EndedAsync(await StartAsync(money: new MicroUsd(25_000)));

        Assert.That((run.State, run.StoppedBy, _site.Provider.Calls), Is.EqualTo((RunState.Paused, "PriceUnknown", 0)));
    }

    [Test]
    public async Task A_paused_run_sends_nothing_and_goes_on_where_it_was()
    {
        Photos(6);
        Run run = await StartAsync();
        await WalkedAsync(await InHandAsync(run, 2));

        await _site.Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default);
        await EndedAsync(run);
        Assert.That((_site.Provider.Calls, (await _site.RunImages.CountAsync(run.Id, default)).Done), Is.EqualTo((2, 2)));

        await _site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = await EndedAsync(run);
        Assert.That((run.State, _site.Provider.Calls), Is.EqualTo((RunState.Done, 6)));
    }

    [Test]
    public async Task An_undo_puts_back_what_the_fields_held_and_leaves_what_people_did_since()
    {
        MediaItem[] photos = Photos(4);
        MediaItem kept = _site.Library.Add(Jpeg, (AltText, Text("Rex and Bella wait for the post")));
        Run run = await EndedAsync(await StartAsync());
        _site.Library.EditorSaves(photos[0].Key, AltText, Text("A human's own words"));
        await AcceptAsync(photos[1]);

        UndoPreview preview = await Undo.PreviewAsync(run, default);
        run = await UndoneAsync(run);

        Assert.That(AltTextOf(photos[0]), Is.EqualTo("A human's own words"), "edited since");
        Assert.That(AltTextOf(photos[1]), Is.EqualTo("Two dogs at a window"), "accepted since");
        Assert.That(AltTextOf(kept), Is.EqualTo("Rex and Bella wait for the post"), "never written");
        Assert.That(_site.Library[photos[2].Key].Fields, Is.EqualTo(photos[2].Fields), "as before the run");
        Assert.That(_site.Library[photos[3].Key].Fields, Is.EqualTo(photos[3].Fields));
        Assert.That((preview.Written, preview.Images, preview.Fields), Is.EqualTo((5, 5, (long?)7)));
        Assert.That((run.Undo!.Images, run.Undo.Fields), Is.EqualTo((preview.Images, preview.Fields)), "as it was said before");
    }

    [Test]
    public async Task An_image_that_the_site_does_not_save_does_not_hold_an_undo()
    {
        MediaItem[] photos = Photos(3);
        Run run = await EndedAsync(await StartAsync());
        int saves = 0;
        _site.Library.JustBeforeWriting = () =>
        {
            if (saves++ == 0)
            {
                throw new InvalidOperationException("Another package does not want this to be saved.");
            }
        };

        run = await UndoneAsync(run);

        Assert.That((run.Undo!.EndedAt is not null, run.Undo.Images), Is.EqualTo((true, 2L)));
        Assert.That(photos.Count(photo => AltTextOf(photo) is null), Is.EqualTo(2));
        Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagFieldWrite WHERE confirmed = 0"), Is.Zero, "what did not happen is not kept");
    }

    [Test]
    public async Task An_undo_waits_for_what_a_worker_still_has_in_hand()
    {
        MediaItem photo = Photos(1).Single();
        Run run = await StartAsync();
        Lease inHand = (await InHandAsync(run, 1)).Single();
        await _site.Runs.MoveAsync(run.Id, RunState.Cancelled, Run.ByHand, null, default);

        Run tooEarly = await UndoneAsync((await _site.Runs.FindAsync(run.Id, default))!);
        await _site.InItsTimeAsync(_site.Walk.WalkAsync(inHand, default));
        Assert.That((tooEarly.Undo!.EndedAt, AltTextOf(photo)), Is.EqualTo(((DateTimeOffset?)null, "Two dogs at a window")));

        await Undo.StepAsync(tooEarly, default);
        Assert.That(AltTextOf(photo), Is.Null);
    }

    [Test]
    public async Task What_was_undone_is_not_written_again_by_another_run()
    {
        MediaItem photo = Photos(1).Single();
        await UndoneAsync(await EndedAsync(await StartAsync()));

        await EndedAsync(await StartAsync());

        Assert.That(AltTextOf(photo), Is.Null);
    }

    [Test]
    public async Task A_run_that_was_overtaken_by_another_takes_back_nothing_of_the_others()
    {
        MediaItem photo = Photos(1).Single();
        Run first = await EndedAsync(await StartAsync());
        _site.Provider.Says(Alt("Two dogs look out"), Keyword("dog", 0.9));
        _site.Default = _site.Default with { ImageSize = 512 };
        Run second = await EndedAsync(await StartAsync());

        Assert.That((await Undo.PreviewAsync(first, default)).Fields, Is.EqualTo(1), "the keywords, which only the first wrote");
        await UndoneAsync(second);

        Assert.That(AltTextOf(photo), Is.EqualTo("Two dogs at a window"), "what the first run wrote");
    }

    [Test]
    public async Task Words_that_a_later_run_wrote_are_its_own_although_an_earlier_one_wrote_the_same()
    {
        MediaItem photo = Photos(1).Single();
        _site.Provider.Says(Alt("Two dogs at a window"));
        Run first = await EndedAsync(await StartAsync());
        _site.Provider.Says(Alt("Two dogs look out"));
        _site.Default = _site.Default with { ImageSize = 512 };
        await EndedAsync(await StartAsync());
        _site.Default = _site.Default with { ImageSize = 1024 };
        await EndedAsync(await StartAsync());
        Assert.That(AltTextOf(photo), Is.EqualTo("Two dogs at a window"), "known from the first, and free");

        await UndoneAsync(first);

        Assert.That(AltTextOf(photo), Is.EqualTo("Two dogs at a window"));
    }

    [Test]
    public async Task An_estimate_says_what_would_be_called_protected_and_left_out_and_why()
    {
        Photos(3);
        _site.Library.Add(Unique(), (AltText, Text("Rex and Bella wait for the post")));
        MediaItem excluded = _site.Library.Add(Unique());
        _site.Library.Move(excluded.Key, "-1,2000,2001");
        _site.Excluded.Add("-1,2000");
        MediaItem ignored = _site.Library.Add(Unique());
        await _site.Items.SetIgnoredAsync(ignored.Key, ignored.Path, ignored: true, Editor, default);

        RunEstimate estimate = await EstimateAsync();

        Assert.That((estimate.IsExact, estimate.Images, estimate.Free, estimate.Calls), Is.EqualTo((true, 4, 0, 4)));
        Assert.That((estimate.FieldsEmpty, estimate.FieldsOwn, estimate.FieldsProtected), Is.EqualTo((11, 0, 1)));
        Assert.That(estimate.LeftOut, Is.EqualTo(new Dictionary<string, long> { ["Excluded"] = 1, ["Ignored"] = 1 }));
        ConnectionEstimate line = estimate.Connections.Single();
        Assert.That((line.Basis, line.PerCall), Is.EqualTo((EstimateBasis.Prices, CostRange.Exactly(new MicroUsd(10_000)))));
        Assert.That(estimate.Cost, Is.EqualTo(CostRange.Exactly(new MicroUsd(40_000))));
        Assert.That(_site.Provider.Calls, Is.Zero, "nobody is called for an estimate");
    }

    [Test]
    public async Task An_estimate_learns_from_the_last_calls_and_turns_out_within_fifteen_percent()
    {
        int call = 0;
        _site.Provider.Does((_, _) => Task.FromResult(
            VisionReply.Answered([Alt("Two dogs at a window")], new Usage { Cost = new MicroUsd(1_000 + call++ % 5 * 100) })));
        Photos(20);
        await EndedAsync(await StartAsync());
        Photos(40);

        RunEstimate estimate = await EstimateAsync(new RunSelection { Missing = Field.AltText });
        Run run = await EndedAsync(await StartAsync(new RunSelection { Missing = Field.AltText }));

        decimal spent = (await _site.RunFacts.SpendAsync(run.Id, default)).Cost.Amount;
        Assert.That((estimate.Calls, estimate.Connections.Single().Basis), Is.EqualTo((40, EstimateBasis.PastCalls)));
        Assert.That(estimate.Cost!.Likely.Amount, Is.EqualTo(spent).Within(15).Percent);
        Assert.That(spent, Is.InRange(estimate.Cost.Low.Amount, estimate.Cost.High.Amount));
    }

    [Test]
    public async Task After_a_sample_of_three_the_estimate_goes_by_what_it_cost_and_prices_say_only_how_far_it_may_be_off()
    {
        int call = 0;
        _site.Provider.Does((_, _) => Task.FromResult(
            VisionReply.Answered([Alt("Two dogs at a window")], new Usage { Cost = new MicroUsd(900 + call++ * 100) })));
        MediaItem[] photos = [.. Enumerable.Range(0, 10).Select(_ => _site.Library.Add(Unique()))];
        foreach (MediaItem photo in photos.Take(3))
        {
            await _site.Sample.LookAsync(photo, askedBy: null, default);
        }

        ConnectionEstimate line = (await EstimateAsync()).Connections.Single();

        Assert.That((line.Calls, line.Basis, line.PastCalls), Is.EqualTo((7, EstimateBasis.FewCalls, 3)));
        Assert.That(line.PerCall, Is.EqualTo(new CostRange(new MicroUsd(900), new MicroUsd(1_000), new MicroUsd(7_330))), "by its price a call costs 10,000");
    }

    [Test]
    public async Task What_a_sample_paid_for_is_free_in_the_next_estimate_also_of_images_that_were_never_tagged()
    {
        MediaItem[] photos = [.. Enumerable.Range(0, 4).Select(_ => _site.Library.Add(Unique()))];
        await _site.Items.EnqueueAsync([.. photos.Take(2).Select(photo => new WorkRequest(photo.Key, photo.Path, "default", WorkOrigin.Import))], default);

        await _site.Sample.LookAsync(photos[0], askedBy: null, default);
        // Was there before AutoTag: nothing is known of it.
        await _site.Sample.LookAsync(photos[3], askedBy: null, default);
        RunEstimate estimate = await EstimateAsync();

        Assert.That((estimate.Images, estimate.Free, estimate.Calls), Is.EqualTo((4, 2, 2)));
        Assert.That((await _site.Items.FindAsync(photos[0].Key, default))!.State, Is.EqualTo(WorkState.Skipped), "it stays as it was");
    }

    [Test]
    public async Task A_price_that_nobody_knows_is_unknown_and_not_zero()
    {
        _site.Options.UsdPerImage = null;
        Photos(2);

        RunEstimate estimate = await EstimateAsync();

        Assert.That((estimate.Calls, estimate.Cost, estimate.Connections.Single().Basis), Is.EqualTo((2, (CostRange?)null, EstimateBasis.Unknown)));
    }

    [Test]
    public async Task The_rate_limit_says_how_long_it_takes_at_least()
    {
        _site.Options.RateLimitRequests = 2;
        Photos(5);

        Assert.That((await EstimateAsync()).Duration, Is.EqualTo(TimeSpan.FromMinutes(2.5)));
    }

    [Test]
    public async Task Of_a_large_library_a_spread_is_looked_at_and_the_figures_are_its_share()
    {
        foreach (int number in Enumerable.Range(0, Spread.MostLookedAt + 500))
        {
            _site.Library.Add([1, 2, 3], number % 2 == 0 ? [] : [(AltText, Text("a human's"))]);
        }

        RunEstimate estimate = await EstimateAsync(new RunSelection { Missing = Field.AltText });

        Assert.That((estimate.IsExact, estimate.LookedAt), Is.EqualTo((false, 2_000)));
        Assert.That(estimate.Images, Is.EqualTo(1_250).Within(15).Percent);
    }

    [Test]
    public async Task A_selection_means_what_it_says()
    {
        MediaItem empty = _site.Library.Add(Unique());
        MediaItem humans = _site.Library.Add(Unique(), (AltText, Text("a human's")));
        MediaItem machines = _site.Library.Add(Unique());
        await _site.UploadAsync(machines);
        _site.Provider.Fails(new Failure(FailureKind.Malformed, "nonsense"));
        MediaItem failed = _site.Library.Add(Unique());
        await _site.UploadAsync(failed);
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await ChosenAsync(new RunSelection()), Is.EquivalentTo(new[] { empty.Key, humans.Key, machines.Key, failed.Key }));
            Assert.That(await ChosenAsync(new RunSelection { Missing = Field.AltText }), Is.EquivalentTo(new[] { empty.Key, failed.Key }));
            Assert.That(await ChosenAsync(new RunSelection { Owner = Owner.Human }), Is.EquivalentTo(new[] { humans.Key }));
            Assert.That(await ChosenAsync(new RunSelection { Owner = Owner.AutoTag }), Is.EquivalentTo(new[] { machines.Key }));
            Assert.That(await ChosenAsync(new RunSelection { Missing = Field.Title, Owner = Owner.Human }), Is.Empty, "nobody wrote a title");
            Assert.That(await ChosenAsync(new RunSelection { Failed = true }), Is.EquivalentTo(new[] { failed.Key }));
            Assert.That(await ChosenAsync(new RunSelection { OtherRevision = true }), Is.Empty);
            Assert.That(await ChosenAsync(new RunSelection { Keys = [humans.Key, Guid.NewGuid()] }), Is.EquivalentTo(new[] { humans.Key }));
            Assert.That(await ChosenAsync(new RunSelection { MediaTypes = ["Article"] }), Is.Empty);
            Assert.That(await ChosenAsync(new RunSelection { Scope = ["-1,77"] }), Is.Empty, "of what its maker may not see, nothing");
            _site.Default = _site.Default with { ImageSize = 512 };
            Assert.That(await ChosenAsync(new RunSelection { OtherRevision = true }), Does.Contain(machines.Key));
        });
    }

    [Test]
    public async Task What_failed_is_tried_again()
    {
        _site.Provider.Fails(new Failure(FailureKind.Malformed, "nonsense"));
        Photos(2);
        Run run = await EndedAsync(await StartAsync(), minutes: 10);
        Assert.That((await _site.RunImages.CountAsync(run.Id, default)).Failed, Is.EqualTo(new Dictionary<string, long> { ["Malformed"] = 2 }));

        _site.Provider.Says(Alt("Two dogs at a window"));
        await _site.Runs.RetryFailedAsync(run.Id, default);
        run = await EndedAsync((await _site.Runs.FindAsync(run.Id, default))!);

        RunCounts counts = await _site.RunImages.CountAsync(run.Id, default);
        Assert.That((run.State, counts.Done, counts.Failed.Count), Is.EqualTo((RunState.Done, 2, 0)));
    }

    [Test]
    public async Task Each_night_has_one_run_over_what_is_stale_or_missing_within_its_money_and_the_next_night_takes_over_the_rest()
    {
        Photos(5);
        var plan = new UpkeepPlan(new TimeOnly(3, 0), new MicroUsd(30_000), null, Editor);
        MoveTo(new TimeOnly(2, 59));
        Assert.That(await Nightly.BeginAsync(plan, default), Is.Null, "too early");

        MoveTo(new TimeOnly(3, 0));
        Run first = (await Nightly.BeginAsync(plan, default))!;
        Assert.That(await Nightly.BeginAsync(plan, default), Is.Null, "another server");
        await _site.Runs.MoveAsync(first.Id, RunState.Paused, Run.ByHand, null, default);
        Assert.That(await Nightly.BeginAsync(plan, default), Is.Null, "paused by hand");
        await _site.Runs.MoveAsync(first.Id, RunState.Running, null, null, default);
        first = await EndedAsync(first, minutes: 0);
        Assert.That((first.State, first.StoppedBy, _site.Provider.Calls), Is.EqualTo((RunState.Paused, "OverBudget", 3)));

        MoveTo(new TimeOnly(2, 0));
        MoveTo(new TimeOnly(3, 30));
        Run second = await EndedAsync((await Nightly.BeginAsync(plan, default))!, minutes: 0);
        Assert.That((second.State, _site.Provider.Calls), Is.EqualTo((RunState.Done, 5)));
        Assert.That((await _site.Runs.FindAsync(first.Id, default))!.State, Is.EqualTo(RunState.Cancelled));

        MoveTo(new TimeOnly(3, 0));
        Assert.That(await Nightly.BeginAsync(plan, default), Is.Null, "nothing is stale or missing");
    }

    [Test]
    public async Task A_nightly_run_that_was_made_and_never_began_is_begun_by_whoever_looks_next()
    {
        Photos(1);
        MoveTo(new TimeOnly(3, 0));
        var plan = new UpkeepPlan(new TimeOnly(3, 0), new MicroUsd(30_000), null, Editor);
        Run made = (await Nightly.BeginAsync(plan, default))!;
        await _site.RunSqlAsync("UPDATE autoTagRun SET state = 0");

        Assert.That((await Nightly.BeginAsync(plan, default))!.Id, Is.EqualTo(made.Id));
        Assert.That((await _site.Runs.FindAsync(made.Id, default))!.State, Is.EqualTo(RunState.Running));
    }

    [Test]
    public async Task A_night_takes_no_more_provider_credits_than_its_limit()
    {
        Photos(5);
        _site.Options.CreditsPerImage = 1;
        MoveTo(new TimeOnly(3, 0));

        Run run = await EndedAsync((await Nightly.BeginAsync(new UpkeepPlan(new TimeOnly(3, 0), null, 2, Editor), default))!, minutes: 0);

        Assert.That((run.State, run.StoppedBy, _site.Provider.Calls), Is.EqualTo((RunState.Paused, "OverBudget", 2)));
    }

    [Test]
    public async Task A_site_that_was_down_at_night_does_not_begin_by_day()
    {
        Photos(1);
        MoveTo(new TimeOnly(9, 0));

        Assert.That(await Nightly.BeginAsync(new UpkeepPlan(new TimeOnly(3, 0), new MicroUsd(30_000), null, Editor), default), Is.Null);
    }

    // Made anew each time, as on another server.
    private Upkeep Nightly => new(_site.Runs, _site.Estimates, _site.Clock);

    /// <summary>Moves on to the next time the clock shows this.</summary>
    private void MoveTo(TimeOnly time)
    {
        DateTimeOffset now = _site.Clock.GetUtcNow();
        var today = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), time, TimeSpan.Zero);
        _site.Clock.Advance((today > now ? today : today.AddDays(1)) - now);
    }

    private MemoryRunMedia Media => new(_site.Library);

    // Made anew each time: nothing of a run may live in memory.
    private AdvanceRun Advance => new(_site.Runs, _site.RunImages, _site.RunFacts, Media, _site, _site, _site.Rules, _site.Clock);

    private UndoRun Undo => new(_site.Runs, _site.RunImages, _site.Undo, _site.Clock, NullLogger<UndoRun>.Instance);

    private Task<RunEstimate> EstimateAsync(RunSelection? selection = null) => _site.Estimates.OfAsync(selection ?? new RunSelection(), default);

    private async Task<Run> StartAsync(RunSelection? selection = null, MicroUsd? money = null)
    {
        var run = new Run
        {
            Id = Guid.CreateVersion7(_site.Clock.GetUtcNow()),
            Selection = selection ?? new RunSelection(),
            Money = money,
            Foretold = new Foretold(0, 0, null),
            CreatedBy = Editor,
            CreatedAt = _site.Clock.GetUtcNow(),
        };
        await _site.Runs.AddAsync(run, default);
        await _site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        return run;
    }

    /// <summary>Has workers take images of the run.</summary>
    private async Task<IReadOnlyList<Lease>> InHandAsync(Run run, int count)
    {
        await StepAsync(run);
        await StepAsync(run);
        return await _site.Claim.NextAsync(count, default);
    }

    private async Task WalkedAsync(IEnumerable<Lease> inHand)
    {
        foreach (Lease lease in inHand)
        {
            await _site.InItsTimeAsync(_site.Walk.WalkAsync(lease, default));
        }
    }

    private async Task StepAsync(Run run) => await Advance.StepAsync((await _site.Runs.FindAsync(run.Id, default))!, default);

    /// <summary>Steps and works until the run does not go on by itself.</summary>
    private async Task<Run> EndedAsync(Run run, int minutes = 1)
    {
        for (int round = 0; round < 40; round++)
        {
            await StepAsync(run);
            await _site.WorkAsync();
            if (round % 10 == 9)
            {
                _site.Clock.Advance(TimeSpan.FromMinutes(minutes));
            }

            Run now = (await _site.Runs.FindAsync(run.Id, default))!;
            if (now.State != RunState.Running)
            {
                await StepAsync(now);
                return (await _site.Runs.FindAsync(run.Id, default))!;
            }
        }

        Assert.Fail("The run never came to an end.");
        return run;
    }

    private async Task<Run> UndoneAsync(Run run)
    {
        await _site.Runs.KeepUndoAsync(run, new RunUndo(Editor, _site.Clock.GetUtcNow(), null, 0, 0, null), default);
        while (await Undo.StepAsync((await _site.Runs.FindAsync(run.Id, default))!, default))
        {
            _site.Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        return (await _site.Runs.FindAsync(run.Id, default))!;
    }

    private async Task AcceptAsync(MediaItem photo)
    {
        Suggestion text = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(suggestion => suggestion.Field == AltText);
        await _site.Review.DecideAsync([new ReviewDecision(text.Id, ReviewVerdict.Accept, text.Version, null)], Editor, default);
    }

    private async Task<Guid[]> ChosenAsync(RunSelection selection)
    {
        Run run = await StartAsync(selection);
        await StepAsync(run);
        await _site.Runs.MoveAsync(run.Id, RunState.Cancelled, Run.ByHand, null, default);
        return [.. _site.Library.All.Select(item => item.Key).Where(key =>
            _site.AskAsync($"SELECT COUNT(*) FROM autoTagRunImage WHERE runId = '{run.Id}' AND mediaKey = '{key}'").GetAwaiter().GetResult() > 0)];
    }

    private MediaItem[] Photos(int count) => [.. Enumerable.Range(0, count).Select(_ => _site.Library.Add(Unique()))];

    private async Task RejectAsync(MediaItem photo, string value)
    {
        Suggestion wrong = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(suggestion => suggestion.Value == value);
        await _site.Review.DecideAsync([new ReviewDecision(wrong.Id, ReviewVerdict.Reject, wrong.Version)], Editor, default);
    }

    private IReadOnlyList<string> KeywordsOf(MediaItem photo) => _site.Library[photo.Key].Fields[Keywords].Parts;

    private string? AltTextOf(MediaItem photo) => _site.Library[photo.Key].Fields[AltText].Text;

    /// <summary>A picture that is like no other: what follows the end of a JPEG is not part of it.</summary>
    private static byte[] Unique() => [.. Jpeg, .. RandomNumberGenerator.GetBytes(16)];
}
