using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>Under which revisions the library stands.</summary>
public sealed class RevisionTests(Engine engine) : StorageTest(engine)
{
    private static readonly Revision s_first = new("1111", "default", """{"language":"en"}""", A.Moment);
    private static readonly Revision s_second = new("2222", "default", """{"language":"da"}""", A.Moment.AddDays(1));
    private static readonly Revision s_unused = new("3333", "default", """{"language":"de"}""", A.Moment.AddDays(2));

    [Test]
    public async Task Each_image_counts_under_the_revision_it_was_last_looked_at_under()
    {
        await Task.WhenAll(new[] { s_first, s_second, s_unused }.Select(revision => Revisions.KeepAsync(revision, default)));
        Guid[] images = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        foreach (Guid image in images)
        {
            await LookedAtAsync(image, s_first);
        }

        await LookedAtAsync(images[1], s_second);
        await Items.EnqueueAsync([A.Request()], default);

        Assert.That(
            await Revisions.StandingAsync(default),
            Is.EqualTo(new[] { new StandingRevision(s_second, 1), new StandingRevision(s_first, 2) }),
            "the newest first; nothing of what no image stands under, nor of what waits");
    }

    private async Task LookedAtAsync(Guid image, Revision revision)
    {
        Lease lease = await ClaimOneAsync(A.Request() with { MediaKey = image });
        await Items.EndAsync(lease, new WorkEnd(WorkState.Done, ContentHash: "abc", RevisionId: revision.Id), default);
    }
}
