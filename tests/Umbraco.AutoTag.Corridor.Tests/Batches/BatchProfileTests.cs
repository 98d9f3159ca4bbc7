using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit.Providers;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A run at the batch price through a profile of several steps: who is put into a batch and when, and who stands in for what came of it.</summary>
internal sealed class BatchProfileTests : BatchTest<OpenAiVendor>
{
    private const VisionTasks Both = VisionTasks.Keywords | VisionTasks.AltText;

    private ScriptedProvider _other = null!;

    [SetUp]
    public void Given_another_connection()
    {
        _other = Site.Connect("other", usdPerImage: 0m);
        _other.Says(Keyword("Dog", 0.9), Alt("Two spaniels"));
    }

    [Test]
    public async Task A_picture_refused_in_a_batch_goes_to_the_fallback_at_once_and_never_to_the_vendor_again()
    {
        MediaItem[] photos = Photos(2);
        GivenFallback();
        Vendor.FateOf = number => number == 0 ? Fate.Refused : Fate.Answered;
        bool wasThrottled = false;
        _other.Does((_, _) =>
        {
            VisionReply reply = wasThrottled
                ? VisionReply.Answered([Alt("Two spaniels")])
                : VisionReply.Failed(new Failure(FailureKind.Throttled, "Too fast.") { RetryAfter = TimeSpan.FromMinutes(5) });
            wasThrottled = true;
            return Task.FromResult(reply);
        });

        Run run = await EndedAsync(await BeginAsync());

        Assert.That((await CountsAsync(run)).Done, Is.EqualTo(2));
        Assert.That(photos.Count(photo => Site.Library[photo.Key].Fields[AltText].Text == "Two spaniels"), Is.EqualTo(1));
        Assert.That((Vendor.Taken.Count, Vendor.Singles, _other.Calls), Is.EqualTo((1, 0, 2)), "waiting for the fallback is no reason to be refused again");
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatchCall"), Is.Zero, "nothing is remembered of a refusal that was made up for");
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Without_a_fallback_a_refusal_is_paid_for_once_whatever_else_is_waited_for()
    {
        MediaItem photo = Photos(1).Single();
        Site.Default = Site.Default with { Steps = [new Step("vision", VisionTasks.AltText), new Step("other", VisionTasks.Keywords)] };
        Vendor.FateOf = _ => Fate.Refused;
        _other.Fails(new Failure(FailureKind.Throttled, "Too fast.") { RetryAfter = TimeSpan.FromMinutes(10) });
        Run run = await BeginAsync();
        await SentAsync(run);
        Vendor.Finish();
        for (int later = 0; later < 6; later++)
        {
            await LaterAsync(run);
        }

        Assert.That((Vendor.Taken.Count, (await Site.StateOfAsync(photo)).State), Is.EqualTo((1, WorkState.Waiting)));
        _other.Says(Keyword("Dog", 0.9));
        run = await EndedAsync(run);
        Assert.That((await CountsAsync(run)).Skipped, Is.EqualTo(new Dictionary<string, long> { ["Refused"] = 1 }));
        Assert.That((Vendor.Taken.Count, Vendor.Billed), Is.EqualTo((1, 1)));
    }

    [TestCase(BatchMode.Batch, 0)]
    [TestCase(BatchMode.BatchThenOrdinary, 1)]
    public async Task A_fallback_that_is_dearer_than_the_batch_price_needs_leave_unless_the_run_gives_it(BatchMode mode, int calls)
    {
        MediaItem photo = Photos(1).Single();
        MicroUsd atMost = await OneReservedAsync();
        Site.All[1].Options.UsdPerImage = atMost.Amount * 1.5m / 1_000_000;
        GivenFallback();
        Vendor.FateOf = _ => Fate.Refused;

        await EndedAsync(await BeginAsync(mode));

        Assert.That(_other.Calls, Is.EqualTo(calls));
        Assert.That((await Site.StateOfAsync(photo)).Reason ?? "", mode == BatchMode.Batch
            ? Does.Contain("in a batch").And.Contain("AllowDearer = true")
            : Is.Empty);
    }

    [Test]
    public async Task What_the_profile_does_not_ask_any_more_when_the_last_picture_of_a_batch_is_ready_is_not_sent()
    {
        Photos(2);
        Run run = await BeginAsync();
        await RoundAsync(run);
        int rendered = 0;
        Site.Library.WhileRendering = () => Site.Default = ++rendered < 2 ? Site.Default : Site.Default with { Steps = [new Step("other", Both)] };
        Site.Clock.Advance(AdvanceBatches.CollectFor);

        await StepBatchesAsync();
        int renderedForTheBatch = rendered;
        run = await EndedAsync(run);

        Assert.That(renderedForTheBatch, Is.EqualTo(2), "the profile changed while the last one was made ready");
        Assert.That((Vendor.Taken.Count, Vendor.Singles, _other.Calls, (await CountsAsync(run)).Done), Is.EqualTo((0, 0, 2, 2L)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Nobody_stands_in_for_a_vendor_that_only_did_not_get_to_it()
    {
        Photos(1);
        GivenFallback();
        Vendor.FateOf = _ => Fate.NotReached;

        Run run = await EndedAsync(await BeginAsync());

        Assert.That((await CountsAsync(run)).Failed, Is.EqualTo(new Dictionary<string, long> { ["BatchExpired"] = 1 }));
        Assert.That((_other.Calls, Vendor.Singles), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task While_the_account_is_empty_the_fallback_goes_on_without_a_batch()
    {
        Photos(2);
        GivenFallback();
        Vendor.Refuses = 402;
        Run run = await BeginAsync();
        await SentAsync(run);
        Assert.That(_other.Calls, Is.Zero);

        Site.Clock.Advance(TimeSpan.FromMinutes(2));
        run = await EndedAsync(run);

        Assert.That(((await CountsAsync(run)).Done, _other.Calls, Vendor.Taken.Count), Is.EqualTo((2L, 2, 0)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Whoever_stands_in_does_not_ask_at_once_what_is_in_a_batch_already()
    {
        MediaItem photo = Photos(1).Single();
        Site.Default = Site.Default with
        {
            Steps = [new Step("other", Both) { Fallbacks = [new Fallback(new Step("vision", Both), "key") { AllowDearer = true }] }, new Step("vision", Both)],
        };
        _other.Fails(new Failure(FailureKind.Throttled, "Too fast.") { RetryAfter = TimeSpan.FromMinutes(1) });
        Run run = await BeginAsync();
        await SentAsync(run);
        _other.Fails(new Failure(FailureKind.OutOfCredit, "Empty."));
        await LaterAsync(run);
        Assert.That((Vendor.Taken.Count, Vendor.Singles, (await Site.StateOfAsync(photo)).State), Is.EqualTo((1, 0, WorkState.Waiting)));

        run = await EndedAsync(run);

        Assert.That(((await CountsAsync(run)).Done, Vendor.Billed, Vendor.Singles), Is.EqualTo((1L, 1, 0)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Only_what_the_classifier_was_unsure_of_is_put_into_a_batch_and_its_keywords_do_not_wait()
    {
        MediaItem[] photos = Photos(2);
        Site.Default = Site.Default with
        {
            Steps = [new Step("other", VisionTasks.Keywords), new Step("vision", VisionTasks.AltText) { When = new Escalation("other", 0.8) }],
        };
        _other.Does((_, _) => Task.FromResult(VisionReply.Answered([Keyword("Dog", _other.Calls == 1 ? 0.95 : 0.75)])));
        Run run = await BeginAsync();
        await SentAsync(run);

        Assert.That((Vendor.Taken.Single().Requests.Count, (await CountsAsync(run)).Done), Is.EqualTo((1, 1L)));
        Assert.That(photos.Select(photo => Site.Library[photo.Key].Fields[Keywords].Parts.Count), Is.EqualTo(new[] { 1, 1 }), "what is known is written at once");
        run = await EndedAsync(run);
        Assert.That(((await CountsAsync(run)).Done, _other.Calls, Vendor.Billed), Is.EqualTo((2L, 2, 1)));
        await NothingIsLeftAsync();
    }

    private void GivenFallback() => Site.Default = Site.Default with
    {
        Steps = [new Step("vision", Both) { Fallbacks = [new Fallback(new Step("other", Both), "AutoTag:Profile:Steps:0:Fallbacks:0")] }],
    };
}
