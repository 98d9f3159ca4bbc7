using System.Security.Cryptography;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>Whether tagging an image now costs nothing, because every answer that would be paid for is known.</summary>
internal sealed class KnownAnswer(IMediaLibrary library, StepAnswers answers, IConnections connections, IProfiles profiles)
{
    /// <summary>
    /// True only where it is certain: what was looked at was under the same question as today's, brought an answer, and is the file that lies there
    /// now. Work that is outstanding may wish to pay again, and is looked at often: of it nothing is said.
    /// </summary>
    public async Task<bool> CoversAsync(MediaItem item, WorkItem? work, CancellationToken cancellationToken) =>
        work is { ContentHash: { } hex, State: not (WorkState.Waiting or WorkState.Working) }
        && await IsAnsweredAsync(ContentHash.Parse(hex), cancellationToken)
        && await IsStillAsync(item, hex, cancellationToken);

    private async Task<bool> IsAnsweredAsync(ContentHash content, CancellationToken cancellationToken) =>
        (await answers.OfAsync(profiles.Default, content, cancellationToken)).All(known =>
            known.Need == StepNeed.NotNeeded || known.Answer is not null || connections.Find(known.Step.Connection) is not { Provider.Declaration.SendsPicture: true });

    // A file may be replaced without work coming of it: by an import, while the image is ignored, or on the disk.
    private async Task<bool> IsStillAsync(MediaItem item, string hex, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream? file = item.FileValue is null ? null : await library.OpenAsync(item, cancellationToken);
            return file is not null && hex == Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
