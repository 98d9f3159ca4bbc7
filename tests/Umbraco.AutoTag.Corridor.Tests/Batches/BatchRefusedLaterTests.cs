using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A vendor that takes a batch and refuses it when it gets to it, as a whole.</summary>
internal sealed class BatchRefusedLaterTests : BatchTest<OpenAiVendor>
{
    [TestCase(BatchMode.Batch)]
    [TestCase(BatchMode.BatchThenOrdinary)]
    public async Task The_run_pauses_with_the_vendors_words_nothing_is_paid_and_nothing_is_asked_at_the_ordinary_price(BatchMode mode)
    {
        MediaItem[] photos = Photos(3);
        Vendor.RefusesLater = true;
        Run run = await BeginAsync(mode);
        await SentAsync(run);
        Vendor.Finish();

        run = await EndedAsync(run, orPaused: true);

        Assert.That((run.State, run.StoppedBy), Is.EqualTo((RunState.Paused, "BatchRefused")));
        Assert.That(run.StoppedBecause, Does.Contain("Enqueued token limit reached."));
        Assert.That((Vendor.Singles, (await Site.RunFacts.SpendAsync(run.Id, default)).Cost.Amount), Is.EqualTo((0, 0L)));
        await NothingIsLeftAsync();

        Vendor.RefusesLater = false;
        await Site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        await SentAsync(run);
        Vendor.Finish();
        run = await EndedAsync(run);
        Assert.That((run.State, (await CountsAsync(run)).Done, Vendor.Singles), Is.EqualTo((RunState.Done, (long)photos.Length, 0)));
    }
}
