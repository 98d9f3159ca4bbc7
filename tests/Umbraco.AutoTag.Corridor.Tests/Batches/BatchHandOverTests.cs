using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What happens in the very moment in which a batch is handed over, and to what is deleted while the vendor has it.</summary>
internal sealed class BatchHandOverTests : BatchTest<OpenAiVendor>
{
    [Test]
    public async Task A_run_that_is_paused_just_before_its_batch_goes_out_sends_nothing_and_goes_on_later()
    {
        Photos(2);
        Run run = await BeginAsync();
        Crashes.Before = call => call == nameof(IBatchStore.SendingAsync)
            ? Site.Runs.MoveAsync(run.Id, RunState.Paused, Run.ByHand, null, default)
            : Task.CompletedTask;

        await SentAsync(run);

        Assert.That((await Site.Runs.FindAsync(run.Id, default))!.State, Is.EqualTo(RunState.Paused));
        Assert.That(Vendor.Received, Is.Empty);
        await NothingIsLeftAsync();

        Crashes.Before = _ => Task.CompletedTask;
        await Site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        run = await EndedAsync((await Site.Runs.FindAsync(run.Id, default))!);
        Assert.That(((await CountsAsync(run)).Done, Vendor.Taken.Count), Is.EqualTo((2L, 1)));
    }

    [Test]
    public async Task A_connection_that_is_paused_while_the_pictures_are_made_ready_is_handed_nothing()
    {
        Photos(2);
        Run run = await BeginAsync();
        await RoundAsync(run);
        Crashes.Before = async call =>
        {
            if (call == nameof(IBatchStore.CallsAsync) && await Site.ConnectionStates.FindAsync("vision", default) is null)
            {
                await Site.ConnectionStates.ChangeAsync(null, new ConnectionState("vision", ConnectionHealth.Paused, Until: null, Message: null, Site.Clock.GetUtcNow()), default);
            }
        };

        await SentAsync(run);

        Assert.That((await Site.ConnectionStates.FindAsync("vision", default))!.Health, Is.EqualTo(ConnectionHealth.Paused));
        Assert.That(Vendor.Received, Is.Empty);
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatchCall WHERE state = 0"), Is.EqualTo(2), "they wait for the connection");
    }

    [Test]
    public async Task Of_an_image_that_is_deleted_for_good_while_the_vendor_has_it_nothing_stays()
    {
        MediaItem[] photos = Photos(2);
        Vendor.FateOf = _ => Fate.Unsaid;
        Run run = await BeginAsync();
        await SentAsync(run);
        Site.Library.Delete(photos[1].Key);
        await Site.Items.ForgetAsync([photos[1].Key], default);
        await EndedAsync(run);

        await Site.Sweep.RunAsync(all: true, default);

        Assert.That(await Site.AskAsync($"SELECT COUNT(*) FROM autoTagBatchCall WHERE mediaKey = '{photos[1].Key:D}'"), Is.Zero);
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatchCall WHERE state = 2"), Is.EqualTo(1), "what is still there keeps its reason");
    }
}
