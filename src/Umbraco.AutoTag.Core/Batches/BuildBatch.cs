using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>
/// Makes the pictures of a batch ready, one at a time, and writes each into its request. What must not be sent any more, or has changed since it
/// began to wait, is left out and put back in line: the ordinary rooms then say why.
/// </summary>
public sealed class BuildBatch(
    IBatchStore batches, IConnections connections, IProfiles profiles, IMediaLibrary library, IWorkItemStore items, Prepare prepare, LastLook lastLook,
    IWordingStore wordings, TimeProvider clock, ILogger<BuildBatch> log)
{
    private readonly WordByWord _words = new(wordings, clock, log);

    /// <summary>Builds it.</summary>
    /// <param name="batch">The batch, in this server's hand.</param>
    /// <param name="connection">Whom it is for.</param>
    /// <param name="until">What is not ready by then waits for the next batch.</param>
    /// <param name="cancellationToken">Stops between two pictures; nothing was sent.</param>
    /// <returns>What is to be sent; empty where nothing is left.</returns>
    public async Task<IReadOnlyList<BatchRequest>> BuildAsync(Batch batch, Connection connection, DateTimeOffset until, CancellationToken cancellationToken)
    {
        IBatchProvider provider = connection.Batches!;
        var requests = new List<BatchRequest>();
        var unwanted = new List<Guid>();
        var forLater = new List<Guid>();
        long bytes = 0;
        foreach (BatchCall call in await batches.CallsAsync(batch.Id, cancellationToken))
        {
            if (forLater.Count > 0 || clock.GetUtcNow() >= until)
            {
                forLater.Add(call.CallId);
            }
            else if (await WriteAsync(call, connection, provider, cancellationToken) is not { } body)
            {
                unwanted.Add(call.CallId);
            }
            else if (requests.Count > 0 && bytes + body.Length > provider.Batches.MostBytes)
            {
                forLater.Add(call.CallId);
            }
            else
            {
                requests.Add(new BatchRequest(call.CallId, body));
                bytes += body.Length;
            }
        }

        await batches.ReturnAsync(batch, forLater, cancellationToken);
        await batches.LeaveOutAsync(batch, unwanted, cancellationToken);
        return await LookedOverAsync(batch, connection, requests, cancellationToken);
    }

    /// <summary>The last look: the first pictures of a batch may have waited for the last ones, and a profile may have been saved meanwhile.</summary>
    private async Task<IReadOnlyList<BatchRequest>> LookedOverAsync(Batch batch, Connection connection, List<BatchRequest> requests, CancellationToken cancellationToken)
    {
        var unwanted = new HashSet<Guid>();
        foreach (BatchCall call in await batches.CallsAsync(batch.Id, cancellationToken))
        {
            if (!IsStillAsked(call, connection.Alias, profiles.Default) || !await IsWantedAsync(call, await library.FindAsync(call.MediaKey, cancellationToken), cancellationToken))
            {
                unwanted.Add(call.CallId);
            }
        }

        await batches.LeaveOutAsync(batch, unwanted, cancellationToken);
        return [.. requests.Where(request => !unwanted.Contains(request.CallId))];
    }

    private async Task<ReadOnlyMemory<byte>?> WriteAsync(BatchCall call, Connection connection, IBatchProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            Profile profile = profiles.Default;
            MediaItem? item = await library.FindAsync(call.MediaKey, cancellationToken);
            if (!IsStillAsked(call, connection.Alias, profile) || !await IsWantedAsync(call, item, cancellationToken))
            {
                return null;
            }

            (PreparedMedia? media, _) = await prepare.OpenAsync(item!, cancellationToken);
            if (media is null)
            {
                return null;
            }

            await using (media)
            {
                if (media.Hash != call.Key.Content
                    || await media.PictureForAsync(connection.Provider.Declaration, call.LongSide, cancellationToken) is not { Image: { } image }
                    // The pipeline renders what lies there at that moment.
                    || !await media.IsStillTheFileAsync(cancellationToken))
                {
                    return null;
                }

                VisionRequest question = call.Question with { Image = image, Guidance = profile.GuidanceFor(connection) };
                ReadOnlyMemory<byte> body = await provider.WriteAsync(connection, call.CallId, question, cancellationToken);
                await _words.KeepQuestionAsync(call.Key, connection, question, same => provider.WriteAsync(connection, call.CallId, same, cancellationToken));
                return body;
            }
        }
        // A picture that cannot be made ready must not hold the others; walking through the rooms it meets the same, and is counted there.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Media item {MediaKey} could not be put into a batch and is put back in line.", call.MediaKey);
            return null;
        }
    }

    // By what it is called and asked: every change of the options makes another of every connection.
    private bool IsStillAsked(BatchCall call, string alias, Profile profile) => profile.ImageSize == call.LongSide
        && connections.Find(alias) is { } present
        && profile.Steps.Any(step => step.Connection.Equals(alias, StringComparison.OrdinalIgnoreCase) && RevisionOf.StepPart(step, profile, present) == call.Key.StepPart);

    private async Task<bool> IsWantedAsync(BatchCall call, MediaItem? item, CancellationToken cancellationToken) =>
        lastLook.RefusalOf(item) is null
        && await items.FindAsync(call.MediaKey, cancellationToken) is { State: WorkState.Waiting or WorkState.Working };
}
