using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A connection's <c>Concurrency</c>: so many calls are under way and no more, and an image that finds no place waits in the queue.</summary>
public sealed class ConcurrencyTests
{
    private TaskCompletionSource<VisionReply> _answer = null!;
    private SemaphoreSlim _asked = null!;
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _answer = new TaskCompletionSource<VisionReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked = new SemaphoreSlim(0);
        _site = await Site.OpenAsync();
        _site.Provider.Does((_, _) =>
        {
            _asked.Release();
            return _answer.Task;
        });
    }

    [TearDown]
    public void Close()
    {
        _site.Dispose();
        _asked.Dispose();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Whoever_finds_no_place_for_its_call_waits_in_the_queue_and_goes_on_when_there_is_one(int places)
    {
        _site.Options.Concurrency = places;
        MediaItem[] photos = [.. new[] { "display-p3.jpg", "progressive.jpg", "lossy.webp" }.Take(places + 1).Select(name => _site.Library.Add(Photo(name)))];
        await _site.Intake.TakeAsync([.. photos.Select(Site.Saved)], default);
        IReadOnlyList<Lease> leases = await _site.Claim.NextAsync(places + 1, default);
        List<Task> underWay = [];
        foreach (Lease lease in leases.Take(places))
        {
            underWay.Add(_site.Walk.WalkAsync(lease, default));
            await _asked.WaitAsync();
        }

        await _site.InItsTimeAsync(_site.Walk.WalkAsync(leases[places], default));

        WorkItem waiting = (await _site.Items.FindAsync(leases[places].Item.MediaKey, default))!;
        Assert.That((waiting.State, waiting.ReasonCode, waiting.Attempts, _site.Provider.Calls), Is.EqualTo((WorkState.Waiting, "Concurrency", 0, places)));
        Assert.That(waiting.Reason, Does.StartWith($"{places} calls to vision are under way, which is as many as its Concurrency allows"));
        Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.EqualTo(places), "nothing is put aside for what waits");

        _answer.SetResult(VisionReply.Answered([Alt("Two dogs")]));
        await Task.WhenAll(underWay);
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        await _site.WorkAsync();
        Assert.That(photos.Select(photo => _site.Library[photo.Key].Fields[AltText].Text), Is.All.EqualTo("Two dogs"));
    }
}
