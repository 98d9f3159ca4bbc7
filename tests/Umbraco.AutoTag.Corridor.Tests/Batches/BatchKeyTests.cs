using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>The key is changed at the vendor while it has a batch.</summary>
internal sealed class BatchKeyTests : BatchTest<AnthropicVendor>
{
    [Test]
    public async Task A_key_that_is_not_let_in_holds_the_connection_and_the_answers_are_fetched_when_it_is_mended_weeks_later()
    {
        Photos(2);
        Run run = await BeginAsync();
        await SentAsync(run);
        Vendor.Finish();
        RefuseTheKey();

        await LaterAsync(run);
        ConnectionState held = (await Site.ConnectionStates.FindAsync("vision", default))!;
        await DaysAsync(run, 27);

        Assert.That(held.Health, Is.EqualTo(ConnectionHealth.Unauthorised));
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger"), Is.Zero, "nothing is written off while the vendor keeps the answers");
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.EqualTo(2), "what was put aside for them stays so");

        Vendor.Instead = _ => null;
        run = await EndedAsync(run);
        Assert.That((run.State, (await CountsAsync(run)).Done, Vendor.Taken.Count), Is.EqualTo((RunState.Done, 2L, 1)));
        Assert.That((await Site.RunFacts.SpendAsync(run.Id, default)).Cost, Is.EqualTo(new MicroUsd(2 * PerImage)));
        Assert.That((await Site.ConnectionStates.FindAsync("vision", default))!.Health, Is.EqualTo(ConnectionHealth.Ok));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task A_moment_without_the_vendor_after_days_without_a_key_writes_nothing_off()
    {
        Photos(2);
        Run run = await BeginAsync();
        await SentAsync(run);
        Vendor.Finish();
        RefuseTheKey();
        await DaysAsync(run, 10);

        Vendor.Instead = _ => context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await DaysAsync(run, 1);
        Vendor.Instead = _ => null;
        run = await EndedAsync(run);

        Assert.That(((await CountsAsync(run)).Done, Vendor.Taken.Count), Is.EqualTo((2L, 1)));
        Assert.That((await Site.RunFacts.SpendAsync(run.Id, default)).Cost, Is.EqualTo(new MicroUsd(2 * PerImage)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task Once_the_vendor_no_longer_keeps_the_answers_they_are_written_off()
    {
        Photos(1);
        Run run = await BeginAsync();
        await SentAsync(run);
        Vendor.Finish();
        RefuseTheKey();

        await DaysAsync(run, 30);

        Assert.That((await CountsAsync(run)).Failed, Is.EqualTo(new Dictionary<string, long> { ["BatchLost"] = 1 }));
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 2 AND microUsd = reservedMicroUsd AND microUsd > 0"), Is.EqualTo(1));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task A_lost_batch_is_looked_for_when_the_key_is_mended()
    {
        Photos(2);
        Vendor.LosesAnswer = true;
        Run run = await BeginAsync();
        await SentAsync(run);
        Vendor.Finish();
        RefuseTheKey();
        await DaysAsync(run, 10);

        Vendor.Instead = _ => null;
        run = await EndedAsync(run);

        Assert.That(((await CountsAsync(run)).Done, Vendor.Taken.Count), Is.EqualTo((2L, 1)));
        await NothingIsLeftAsync();
    }

    [Test]
    public async Task What_an_ordinary_call_holds_is_not_let_go_by_a_look_at_a_batch()
    {
        Photos(1);
        Run run = await BeginAsync();
        await SentAsync(run);
        DateTimeOffset now = Site.Clock.GetUtcNow();
        var held = new ConnectionState("vision", ConnectionHealth.Unauthorised, now.AddDays(1), "The key may look at batches and not ask.", now);
        await Site.ConnectionStates.ChangeAsync(await Site.ConnectionStates.FindAsync("vision", default), held, default);

        await LaterAsync(run);

        Assert.That((await Site.ConnectionStates.FindAsync("vision", default))!.Health, Is.EqualTo(ConnectionHealth.Unauthorised));
    }

    private void RefuseTheKey() => Vendor.Instead = _ => async context =>
    {
        context.Response.StatusCode = 401;
        await context.Response.WriteAsync("""{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""");
    };

    // What the sweep does meanwhile, too: what was put aside and is over becomes a row of the ledger.
    private async Task DaysAsync(Run run, int days)
    {
        for (int day = 0; day < days; day++)
        {
            Site.Clock.Advance(TimeSpan.FromDays(1));
            await RoundAsync(run);
            await Site.Reservations.ExpireAsync(default);
        }
    }
}
