using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>One vendor that shows our mark among the account's batches, and one whose answers have to be looked into.</summary>
[TestFixture(typeof(OpenAiVendor))]
[TestFixture(typeof(AnthropicVendor))]
internal sealed class BatchCrashTests<TVendor> : BatchTest<TVendor> where TVendor : BatchVendor, new()
{
    /// <summary>The process dies before or after every call that the rooms of batches make to the tables, once at each.</summary>
    [Test]
    public async Task Whenever_the_process_dies_nothing_is_sent_twice_and_the_ledger_is_what_the_vendor_saw()
    {
        int died = 0;
        for (int at = 1; at < 200; at++)
        {
            await CloseAsync();
            await StartAsync();
            Photos(3);
            Run run = await BeginAsync();
            await RoundAsync(run);
            Crashes.At = at;
            run = await EndedAsync(run, rounds: 80);
            if (!Crashes.HasDied)
            {
                break;
            }

            died++;
            RunCounts counts = await CountsAsync(run);
            long lost = counts.Failed.GetValueOrDefault("BatchLost");
            Assert.Multiple(async () =>
            {
                Assert.That(counts.Done + lost, Is.EqualTo(3), $"at {at}: every image is done or waits for a person");
                Assert.That(Vendor.Taken.Sum(batch => batch.Requests.Count), Is.EqualTo(3 - lost), $"at {at}: nothing was sent twice");
                Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 1"), Is.EqualTo(Vendor.Billed), $"at {at}: what was paid");
                Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger WHERE charged = 2"), Is.EqualTo(lost), $"at {at}: what may have been");
                Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger"), Is.EqualTo(3), $"at {at}: one row each");
                Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagAnswer"), Is.InRange(counts.Done - 1, counts.Done), $"at {at}: one value may have lost its words");
                await NothingIsLeftAsync();
            });
        }

        Assert.That(died, Is.GreaterThan(20), "moments at which it died");
    }
}
