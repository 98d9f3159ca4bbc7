using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Media;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>One image: what AutoTag knows about it, and what an editor can have done with it.</summary>
[Route(Base + "/media/{key:guid}")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
internal sealed class MediaItemController(
    EditorAccess access,
    ItemReport report,
    IMediaLibrary library,
    IWorkItemStore items,
    IProfiles profiles,
    Func<IntakeRules> rules,
    Undo undo,
    SayDecorative sayDecorative,
    FieldProperties properties,
    WorkSignal signal) : AutoTagController
{
    /// <summary>What AutoTag knows about the image.</summary>
    [HttpGet(Name = "GetMediaItem")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    public Task<ActionResult> Get(Guid key, CancellationToken cancellationToken) =>
        WithItemAsync(key, (_, _) => ReportAsync(key, cancellationToken), cancellationToken);

    /// <summary>Puts the image at the head of the queue.</summary>
    [HttpPost("tag", Name = "TagMediaItem")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public Task<ActionResult> Tag(Guid key, TagRequest request, CancellationToken cancellationToken) => WithItemAsync(
        key,
        async (item, editor) =>
        {
            if (item.Trashed || !rules().Allow(item.TypeAlias, item.Path))
            {
                return Refuse(StatusCodes.Status409Conflict, "NotHandled", "This image is not sent", "It is in the recycle bin, or in a folder that AutoTag:ExcludedFolders names.");
            }

            var work = new WorkRequest(key, item.Path, profiles.Default.Alias, request.OnlySuggest ? WorkOrigin.Suggest : WorkOrigin.TagNow, request.Force, editor.Key);
            if (await items.EnqueueAsync([work], cancellationToken) == 0)
            {
                return Refuse(StatusCodes.Status409Conflict, "Ignored", "This image is never sent", "An editor said so. Lift that first.");
            }

            signal.Raise();
            return await ReportAsync(key, cancellationToken);
        },
        cancellationToken);

    /// <summary>Takes back what AutoTag wrote on its own, where it is still there.</summary>
    [HttpPost("undo", Name = "UndoMediaItem")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    public Task<ActionResult> TakeBack(Guid key, CancellationToken cancellationToken) => WithItemAsync(
        key,
        async (_, editor) =>
        {
            await undo.LastWriteAsync(key, editor.Key, cancellationToken);
            return await ReportAsync(key, cancellationToken);
        },
        cancellationToken);

    /// <summary>Says that the picture is decorative: the alt text is emptied and stays empty. For images without a suggestion to say it to.</summary>
    [HttpPost("decorative", Name = "SayDecorative")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public Task<ActionResult> Decorative(Guid key, DecorativeRequest request, CancellationToken cancellationToken) => WithItemAsync(
        key,
        async (_, editor) => await sayDecorative.AboutAsync(key, AltTextIn(request.Language), request.SeenValue, editor.Key, cancellationToken) switch
        {
            ReviewResult.Done => await ReportAsync(key, cancellationToken),
            ReviewResult.Changed => Refuse(StatusCodes.Status409Conflict, "Changed", "The alt text is not as it was", "Somebody has typed something else meanwhile. Look again."),
            _ => Refuse(StatusCodes.Status409Conflict, "NowhereToWrite", "There is no place for an alt text", "The image is in the recycle bin, or its media type has no property for it."),
        },
        cancellationToken);

    /// <summary>Takes that back, while it still holds: the alt text is as it was before.</summary>
    /// <param name="key">The image.</param>
    /// <param name="language">Which alt text, of those in several languages; the first where unset.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    [HttpDelete("decorative", Name = "TakeBackDecorative")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    public Task<ActionResult> TakeBackDecorative(Guid key, [FromQuery] string? language, CancellationToken cancellationToken) => WithItemAsync(
        key,
        async (_, editor) =>
        {
            await sayDecorative.TakeBackAsync(key, AltTextIn(language), editor.Key, cancellationToken);
            return await ReportAsync(key, cancellationToken);
        },
        cancellationToken);

    /// <summary>Never sends this image anywhere.</summary>
    [HttpPost("ignore", Name = "IgnoreMediaItem")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    public Task<ActionResult> Ignore(Guid key, CancellationToken cancellationToken) => SetIgnoredAsync(key, ignored: true, cancellationToken);

    /// <summary>Lets it be sent again; brings no work by itself.</summary>
    [HttpDelete("ignore", Name = "StopIgnoringMediaItem")]
    [ProducesResponseType<MediaItemState>(StatusCodes.Status200OK)]
    public Task<ActionResult> StopIgnoring(Guid key, CancellationToken cancellationToken) => SetIgnoredAsync(key, ignored: false, cancellationToken);

    private FieldKey AltTextIn(string? language) => language is null ? properties.First(Field.AltText) : new FieldKey(Field.AltText, language);

    private Task<ActionResult> SetIgnoredAsync(Guid key, bool ignored, CancellationToken cancellationToken) => WithItemAsync(
        key,
        async (item, editor) =>
        {
            await items.SetIgnoredAsync(key, item.Path, ignored, editor.Key, cancellationToken);
            return await ReportAsync(key, cancellationToken);
        },
        cancellationToken);

    private async Task<ActionResult> WithItemAsync(Guid key, Func<MediaItem, IUser, Task<ActionResult>> answer, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        return await access.MaySeeAsync(editor, key) && await library.FindAsync(key, cancellationToken) is { } item
            ? await answer(item, editor)
            : NoSuchMedia();
    }

    private async Task<ActionResult> ReportAsync(Guid key, CancellationToken cancellationToken) =>
        await report.OfAsync(key, cancellationToken) is { } state ? Ok(state) : NoSuchMedia();
}
