using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A run at the batch price, through the real corridor, a real database and each vendor's endpoints over real HTTP.</summary>
[TestFixture(typeof(AnthropicVendor))]
[TestFixture(typeof(OpenAiVendor))]
[TestFixture(typeof(OpenAiResponsesVendor))]
[TestFixture(typeof(GeminiVendor))]
internal sealed class BatchTests<TVendor> : BatchTest<TVendor> where TVendor : BatchVendor, new()
{
    [Test]
    public async Task A_run_at_the_batch_price_sends_one_batch_and_pays_half_for_every_answer()
    {
        MediaItem[] photos = Photos(4);
        Run run = await BeginAsync();
        await RoundAsync(run);
        Assert.That((Vendor.Taken.Count, (await CountsAsync(run)).Waiting.GetValueOrDefault("InBatch")), Is.EqualTo((0, 4)), "a batch waits a moment for more");

        await SentAsync(run);
        Batch sent = (await Site.Batches.OfRunAsync(run.Id, default)).Single();
        Assert.That((sent.State, sent.Calls, Vendor.Taken.Single().Requests.Count), Is.EqualTo((BatchState.Sent, 4, 4)));

        run = await EndedAsync(run);

        RunCounts counts = await CountsAsync(run);
        RunSpend spend = await Site.RunFacts.SpendAsync(run.Id, default);
        Assert.Multiple(async () =>
        {
            Assert.That((run.State, counts.Done, counts.Cached), Is.EqualTo((RunState.Done, 4, 0)));
            Assert.That(photos.Select(photo => Site.Library[photo.Key].Fields[AltText].Text), Is.All.EqualTo("Two dogs at a window"));
            Assert.That((spend.Calls, spend.Cost, Vendor.Billed, Vendor.Singles), Is.EqualTo((4L, new MicroUsd(4 * PerImage), 4, 0)));
            Assert.That(await Site.AskAsync($"SELECT COUNT(*) FROM autoTagLedger WHERE batchId = '{sent.Id}' AND charged = 1 AND reservedMicroUsd >= microUsd"), Is.EqualTo(4));
            await NothingIsLeftAsync();
        });
    }

    [Test]
    public async Task Every_request_in_a_batch_is_the_body_of_the_single_call()
    {
        Photos(1);
        Run run = await BeginAsync();
        await SentAsync(run);
        JsonNode inBatch = BodyOf(Vendor.Taken.Single().Requests.Single().Whole);
        await Site.TagNowAsync(Site.Library.Add(Unique()));

        string single = Vendor.Received.Single(request => request.PathAndQuery.EndsWith(Vendor.SinglePath, StringComparison.Ordinal)).Body;
        Assert.That(JsonNode.DeepEquals(inBatch, JsonNode.Parse(single)), "word for word");
    }

    [Test]
    public async Task A_picture_the_vendor_cannot_read_is_skipped_and_what_it_did_not_get_to_is_given_up_unpaid_until_somebody_says_retry()
    {
        Photos(3);
        Vendor.FateOf = number => (Fate)number;
        Run run = await BeginAsync();

        run = await EndedAsync(run);

        RunCounts counts = await CountsAsync(run);
        Assert.That(counts.Skipped, Is.EqualTo(new Dictionary<string, long> { ["BadImage"] = 1 }));
        Assert.That(counts.Failed, Is.EqualTo(new Dictionary<string, long> { ["BatchExpired"] = 1 }));
        Assert.That((counts.Done, (await Site.RunFacts.SpendAsync(run.Id, default)).Cost), Is.EqualTo((1L, new MicroUsd(PerImage))));

        Vendor.FateOf = _ => Fate.Answered;
        await Site.Runs.RetryFailedAsync(run.Id, default);
        run = await EndedAsync((await Site.Runs.FindAsync(run.Id, default))!);

        counts = await CountsAsync(run);
        Assert.That((counts.Done, counts.Failed.Count, Vendor.Taken.Count, Vendor.Billed), Is.EqualTo((2L, 0, 2, 2)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task With_the_runs_leave_what_the_vendor_did_not_get_to_goes_on_at_the_ordinary_price()
    {
        Photos(2);
        Vendor.FateOf = number => number == 0 ? Fate.Answered : Fate.NotReached;
        Run run = await EndedAsync(await BeginAsync(BatchMode.BatchThenOrdinary));

        Assert.That(((await CountsAsync(run)).Done, Vendor.Singles), Is.EqualTo((2L, 1)));
        Assert.That((await Site.RunFacts.SpendAsync(run.Id, default)).Cost, Is.EqualTo(new MicroUsd(PerImage * 3)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Cancelling_the_run_asks_the_vendor_to_stop_and_keeps_and_pays_what_was_answered()
    {
        Photos(3);
        Run run = await BeginAsync();
        await SentAsync(run);

        await Site.Runs.MoveAsync(run.Id, RunState.Cancelled, Run.ByHand, null, default);
        await LaterAsync(run);
        Vendor.Finish();
        await LaterAsync(run);

        Assert.That((Vendor.Cancelled, Vendor.Billed), Is.EqualTo((1, 1)));
        Assert.That((await Site.RunFacts.SpendAsync(run.Id, default)).Cost, Is.EqualTo(new MicroUsd(PerImage)));
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagAnalysis"), Is.EqualTo(1));
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagWorkItem"), Is.Zero, "as it was before the run");
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task A_batch_whose_acceptance_was_never_heard_of_is_found_at_the_vendor_and_not_sent_again()
    {
        Photos(2);
        Vendor.LosesAnswer = true;
        Run run = await EndedAsync(await BeginAsync());

        Assert.That((run.State, (await CountsAsync(run)).Done, Vendor.Taken.Count), Is.EqualTo((RunState.Done, 2L, 1)));
        Assert.That((await Site.RunFacts.SpendAsync(run.Id, default)).Cost, Is.EqualTo(new MicroUsd(2 * PerImage)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task A_batch_that_the_vendor_never_shows_counts_as_perhaps_paid_and_waits_for_a_person()
    {
        Photos(2);
        Vendor.LosesRequest = true;
        Run run = await EndedAsync(await BeginAsync(), rounds: 60);

        Assert.That((await CountsAsync(run)).Failed, Is.EqualTo(new Dictionary<string, long> { ["BatchLost"] = 2 }));
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 2 AND outcome = 3 AND microUsd = reservedMicroUsd AND microUsd > 0"), Is.EqualTo(2));
        Assert.That(Vendor.Taken, Is.Empty);

        Vendor.LosesRequest = false;
        await Site.Runs.RetryFailedAsync(run.Id, default);
        run = await EndedAsync((await Site.Runs.FindAsync(run.Id, default))!);
        Assert.That(((await CountsAsync(run)).Done, Vendor.Taken.Count), Is.EqualTo((2L, 1)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task A_batch_that_may_have_been_paid_for_is_not_asked_again_at_the_ordinary_price_either()
    {
        Photos(2);
        Vendor.LosesRequest = true;
        Run run = await EndedAsync(await BeginAsync(BatchMode.BatchThenOrdinary), rounds: 60);

        Assert.That((await CountsAsync(run)).Failed, Is.EqualTo(new Dictionary<string, long> { ["BatchLost"] = 2 }));
        Assert.That(Vendor.Singles, Is.Zero);
    }

    [Test]
    public async Task What_a_list_of_answers_leaves_out_may_have_been_paid_for_and_is_asked_again_by_nobody()
    {
        Photos(2);
        Vendor.FateOf = number => number == 0 ? Fate.Answered : Fate.Unsaid;
        Run run = await EndedAsync(await BeginAsync(BatchMode.BatchThenOrdinary));

        RunCounts counts = await CountsAsync(run);
        Assert.That((counts.Done, counts.Failed.GetValueOrDefault("BatchLost"), Vendor.Singles, Vendor.Taken.Count), Is.EqualTo((1L, 1L, 0, 1)));
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 2 AND microUsd = reservedMicroUsd AND microUsd > 0"), Is.EqualTo(1));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task What_a_person_writes_deletes_or_replaces_while_the_vendor_has_it_is_theirs()
    {
        MediaItem[] photos = Photos(3);
        Run run = await BeginAsync();
        await SentAsync(run);
        Site.Library.EditorSaves(photos[0].Key, AltText, Text("Our own words"));
        Site.Library.Delete(photos[1].Key);
        byte[] replaced = Site.Library.FileOf(photos[2].Key);
        Site.Library.Replace(photos[2].Key, Unique());

        run = await EndedAsync(run);

        Assert.That(Site.Library[photos[0].Key].Fields[AltText].Text, Is.EqualTo("Our own words"));
        Assert.That((await CountsAsync(run)).Skipped, Is.EqualTo(new Dictionary<string, long> { ["Trashed"] = 1 }));
        Assert.That((Vendor.Taken.Count, Vendor.Billed, Vendor.Singles), Is.EqualTo((2, 4, 0)), "the new file is another picture, and goes into the next batch");
        await NothingIsLeftAsync();

        await Site.TagNowAsync(Site.Library.Add(replaced));
        Assert.That((Vendor.Billed, await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger")), Is.EqualTo((4, 4L)), "what was paid for is known");
    }

    [Test]
    public async Task A_vendor_that_takes_no_batches_pauses_the_run_with_its_words_and_nothing_else()
    {
        MediaItem[] photos = Photos(2);
        Vendor.Refuses = 400;
        Run run = await BeginAsync();
        await SentAsync(run);

        run = (await Site.Runs.FindAsync(run.Id, default))!;
        Assert.That((run.State, run.StoppedBy), Is.EqualTo((RunState.Paused, "BatchRefused")));
        Assert.That(run.StoppedBecause, Does.Contain("No batches here."));
        await NothingIsLeftAsync();

        Vendor.Refuses = null;
        await Site.TagNowAsync(photos[0]);
        Assert.That(Vendor.Singles, Is.EqualTo(1), "the connection itself is not held");
    }

    [Test]
    public async Task An_image_that_is_forbidden_replaced_or_binned_while_it_waits_is_never_sent()
    {
        MediaItem[] photos = Photos(4);
        Run run = await BeginAsync();
        await RoundAsync(run);
        await Site.Items.SetIgnoredAsync(photos[0].Key, photos[0].Path, ignored: true, Editor, default);
        Site.Library.Trash(photos[1].Key);
        Site.Library.Replace(photos[2].Key, Unique());

        await SentAsync(run);

        Assert.That(Vendor.Taken.Single().Requests, Has.Count.EqualTo(1));
        run = await EndedAsync(run);
        Assert.That(((await CountsAsync(run)).Done, Vendor.Billed), Is.EqualTo((2L, 2)), "the replaced file goes into the next batch");
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Tag_now_takes_an_image_out_of_what_waits_and_waits_itself_for_what_the_vendor_has_already()
    {
        MediaItem[] photos = Photos(3);
        Run run = await BeginAsync();
        await RoundAsync(run);
        await Site.TagNowAsync(photos[0]);
        Assert.That((Vendor.Singles, (await Site.StateOfAsync(photos[0])).State), Is.EqualTo((1, WorkState.Done)));

        await SentAsync(run);
        Assert.That(Vendor.Taken.Single().Requests, Has.Count.EqualTo(2), "what was asked at once is not asked again");
        MediaItem copy = Site.Library.Add(Site.Library.FileOf(photos[1].Key));
        await Site.UploadAsync(photos[1]);
        await Site.UploadAsync(copy);
        await Site.TagNowAsync(photos[1]);
        Assert.That((Vendor.Singles, (await Site.StateOfAsync(photos[1])).ReasonCode), Is.EqualTo((1, "InBatch")), "it may be paid for already");
        Assert.That((await Site.StateOfAsync(copy)).ReasonCode, Is.EqualTo("InBatch"), "the same picture under another name, too");
        await Site.TagNowAsync(photos[2], force: true);
        Assert.That((Vendor.Singles, (await Site.StateOfAsync(photos[2])).State), Is.EqualTo((2, WorkState.Done)), "whoever asks again has said that they pay");

        await EndedAsync(run);
        Site.Clock.Advance(TimeSpan.FromHours(1));
        await Site.WorkAsync();
        Assert.That((await Site.StateOfAsync(photos[1])).State, Is.EqualTo(WorkState.Done));
        Assert.That((await Site.StateOfAsync(copy)).State, Is.EqualTo(WorkState.Done));
        Assert.That((Vendor.Billed, await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger")), Is.EqualTo((4, 4L)), "the ledger is what the vendor saw");
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Pausing_takes_out_what_was_not_sent_and_what_was_sent_is_known_when_the_run_goes_on()
    {
        Photos(2);
        Run run = await BeginAsync();
        await SentAsync(run);
        MediaItem late = Site.Library.Add(Unique());
        await Site.Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default);
        await LaterAsync(run);
        Vendor.Finish();
        await LaterAsync(run);

        Assert.That((Vendor.Cancelled, await Site.AskAsync("SELECT COUNT(*) FROM autoTagAnalysis")), Is.EqualTo((0, 2L)));
        await NothingIsLeftAsync();

        await Site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = await EndedAsync(run);
        Assert.That(((await CountsAsync(run)).Done, Vendor.Taken.Count, Site.Library[late.Key].Fields[AltText].Text), Is.EqualTo((2L, 1, (string?)null)));
    }

    [Test]
    public async Task The_limit_of_a_run_is_kept_at_half_the_price_and_what_does_not_fit_is_not_sent()
    {
        Photos(3);
        MicroUsd atMost = await OneReservedAsync();
        Run run = await BeginAsync(money: new MicroUsd(atMost.Amount * 2));
        await SentAsync(run);

        Assert.That(Vendor.Taken[^1].Requests, Has.Count.EqualTo(2));
        Assert.That(await Site.AskAsync($"SELECT CAST(SUM(microUsd) AS bigint) FROM autoTagReservation WHERE runId = '{run.Id}'"), Is.EqualTo(atMost.Amount * 2));
        run = await EndedAsync(run, rounds: 40, orPaused: true);
        Assert.That((await Site.RunFacts.SpendAsync(run.Id, default)).Cost.Amount, Is.AtMost(atMost.Amount * 2));
    }

    [Test]
    public async Task The_same_picture_twice_is_one_call()
    {
        byte[] file = Unique();
        Site.Library.Add(file);
        Site.Library.Add(file);

        Run run = await EndedAsync(await BeginAsync(), rounds: 40);

        Assert.That(((await CountsAsync(run)).Done, Vendor.Billed), Is.EqualTo((2L, 1)));
        await NothingIsLeftAsync();
    }

    private static JsonNode BodyOf(JsonNode request) => request["params"] ?? request["body"] ?? request["request"]!;
}
