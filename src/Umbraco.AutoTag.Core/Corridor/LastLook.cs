using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// The last look before a picture leaves the server: an image may have waited long, and been moved, deleted, replaced or forbidden since it was
/// brought in or opened. What has left cannot be called back.
/// </summary>
public sealed class LastLook(IMediaLibrary library, IWorkItemStore items, Func<IntakeRules> rules)
{
    /// <summary>The <see cref="Failure.Code"/> where the file is another by now.</summary>
    public const string FileReplacedCode = "FileReplaced";

    private static readonly TimeSpan s_beforeAnotherTry = TimeSpan.FromSeconds(2);

    /// <summary>Why this item is not looked at, wherever it is in the corridor; null where it may be.</summary>
    public Refusal? RefusalOf(MediaItem? item) => item switch
    {
        null or { Trashed: true } => new Refusal(RefusalCode.Trashed, "The item is in the recycle bin or gone."),
        _ when !rules().Allow(item.TypeAlias, item.Path) => new Refusal(
            RefusalCode.Excluded, "The image is in a folder that AutoTag:ExcludedFolders names, and is sent nowhere."),
        _ => null,
    };

    /// <summary>What is in the way of sending the picture now; null where nothing is.</summary>
    public async Task<Picture?> InTheWayAsync(Lease lease, PreparedMedia media, CancellationToken cancellationToken)
    {
        if (await InTheWayOfAnyoneAsync(lease.Item.MediaKey, media, cancellationToken) is { } inTheWay)
        {
            return inTheWay;
        }

        return await items.HoldsAsync(lease, cancellationToken)
            ? null
            : NotNow("Another worker has this image, or an editor said that it is never sent.", "LeaseLost");
    }

    /// <summary>The same where nobody holds the item, because nothing is written into it.</summary>
    public async Task<Picture?> InTheWayAsync(Guid mediaKey, PreparedMedia media, CancellationToken cancellationToken)
    {
        if (await InTheWayOfAnyoneAsync(mediaKey, media, cancellationToken) is { } inTheWay)
        {
            return inTheWay;
        }

        return await items.IsIgnoredAsync(mediaKey, cancellationToken)
            ? NotNow("An editor said that this image is never sent.", nameof(WorkState.Ignored))
            : null;
    }

    private async Task<Picture?> InTheWayOfAnyoneAsync(Guid mediaKey, PreparedMedia media, CancellationToken cancellationToken)
    {
        // The pipeline renders what lies there at that moment: an answer about another file must not be kept under this one's name.
        if (!await media.IsStillTheFileAsync(cancellationToken))
        {
            return NotNow("The file was replaced while it was looked at. It is looked at again by itself.", FileReplacedCode);
        }

        return RefusalOf(await library.FindAsync(mediaKey, cancellationToken)) is { } refusal ? new Picture(Refusal: refusal) : null;
    }

    private static Picture NotNow(string message, string code) => new(Failure: new Failure(FailureKind.Throttled, message)
    {
        Code = code,
        IsOwnCode = true,
        RetryAfter = s_beforeAnotherTry,
        Sent = false,
    });
}
