using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>Several servers on one database at once. They wait for each other's locks, so their clock is the real one.</summary>
public sealed class ContentionTests(Engine engine) : StorageTest(engine)
{
    [Test]
    public async Task Eight_workers_claim_every_item_exactly_once_and_end_it()
    {
        Guid[] keys = [.. Enumerable.Range(0, 400).Select(_ => Guid.NewGuid())];
        await Items.EnqueueAsync([.. keys.Select(key => A.Request(key))], default);
        var claimed = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            IWorkItemStore items = Competitor().GetRequiredService<IWorkItemStore>();
            while (await items.ClaimAsync($"worker {number}", 7, TimeSpan.FromMinutes(10), default) is { Count: > 0 } leases)
            {
                foreach (Lease lease in leases)
                {
                    claimed.Add(lease.Item.MediaKey);
                    Assert.That(await items.EndAsync(lease, new WorkEnd(WorkState.Done), default), Is.True);
                }
            }
        })));

        Assert.That(claimed, Is.EquivalentTo(keys));
        Assert.That((await Items.CountAsync(PathScope.Everything, default))[WorkState.Done], Is.EqualTo(400));
    }

    [Test]
    public async Task Servers_that_bring_in_the_same_items_at_once_make_one_row_each()
    {
        WorkRequest[] requests = [.. Enumerable.Range(0, 50).Select(_ => A.Request())];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Competitor().GetRequiredService<IWorkItemStore>().EnqueueAsync(requests, default))));

        Assert.That((await Items.CountAsync(PathScope.Everything, default))[WorkState.Waiting], Is.EqualTo(50));
        Assert.That((await Items.FindAsync(requests[0].MediaKey, default))!.Generation, Is.EqualTo(4));
    }

    [Test]
    public async Task Four_servers_together_never_get_more_permits_than_the_window_allows()
    {
        var limit = new RateLimit(30, TimeSpan.FromHours(1));

        bool[][] taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            IRatePermitStore permits = Competitor().GetRequiredService<IRatePermitStore>();
            var mine = new List<bool>();
            for (int attempt = 0; attempt < 20; attempt++)
            {
                mine.Add((await permits.TakeAsync("local", limit, TimeSpan.Zero, insteadOf: null, default)).Id is not null);
            }

            return mine.ToArray();
        })));

        Assert.That(taken.SelectMany(t => t).Count(t => t), Is.EqualTo(30));
    }

    [Test]
    public async Task Servers_that_suggest_the_same_for_the_same_images_at_once_suggest_it_once()
    {
        Guid[] images = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

        bool[][] saved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            ISuggestionStore suggestions = Competitor().GetRequiredService<ISuggestionStore>();
            return Task.WhenAll(images.Select(image =>
                suggestions.SaveAsync([A.Suggestion(image, "dog"), A.Suggestion(image, "window")], [], lease: null, default)));
        })));

        Assert.That(saved.SelectMany(each => each).Count(isSaved => isSaved), Is.EqualTo(images.Length));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagSuggestion"), Is.EqualTo(2 * images.Length));
    }

    [Test]
    public async Task Servers_that_keep_the_same_analysis_at_once_agree_on_one()
    {
        Analysis[] kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Competitor().GetRequiredService<IAnalysisStore>().KeepAsync(A.Analysis(), replace: false, default))));

        Assert.That(kept.Select(analysis => analysis.Id).Distinct().Count(), Is.EqualTo(1));
    }
}
