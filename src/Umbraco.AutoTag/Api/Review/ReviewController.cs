using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>The review queue across the library, of the part of it the editor sees. Decisions are made under <c>suggestions</c>.</summary>
[Route(Base + "/review")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
internal sealed class ReviewController(EditorAccess access, ReviewLists lists, ReviewFacetCounts facets) : AutoTagController
{
    private const int MaxPage = 100;
    private const int MaxGroup = 1_000;

    /// <summary>The images with open suggestions, those with the newest first.</summary>
    [HttpGet("images", Name = "GetReviewImages")]
    [ProducesResponseType<ReviewImageList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Images(
        [FromQuery] ReviewQuery query, [StringLength(1_000)] string? after, [Range(1, MaxPage)] int take = 24, CancellationToken cancellationToken = default)
    {
        ReviewImageKey? key = null;
        if (after is not null && !ReviewCursor.TryRead(after, out key))
        {
            return NoSuchPage();
        }

        return await AnswerAsync(query, async filter => Ok(await lists.ImagesAsync(filter, key, take, cancellationToken)), cancellationToken);
    }

    /// <summary>The values that are suggested, the most frequent first.</summary>
    [HttpGet("values", Name = "GetReviewValues")]
    [ProducesResponseType<ReviewValueList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Values(
        [FromQuery] ReviewQuery query, [StringLength(1_000)] string? after, [Range(1, MaxPage)] int take = 24, CancellationToken cancellationToken = default)
    {
        ReviewValuePlace? place = null;
        if (after is not null && !ReviewCursor.TryRead(after, out place))
        {
            return NoSuchPage();
        }

        return await AnswerAsync(query, async filter => Ok(await lists.ValuesAsync(filter, place, take, cancellationToken)), cancellationToken);
    }

    /// <summary>All suggestions that are meant, with the versions to decide them at once.</summary>
    [HttpGet("suggestions", Name = "GetReviewGroup")]
    [ProducesResponseType<ReviewGroup>(StatusCodes.Status200OK)]
    public Task<ActionResult> Group([FromQuery] ReviewQuery query, [Range(1, MaxGroup)] int take = MaxGroup, CancellationToken cancellationToken = default) =>
        AnswerAsync(query, async filter => Ok(await lists.GroupAsync(filter, take, cancellationToken)), cancellationToken);

    /// <summary>How many there are, by all that narrows them.</summary>
    [HttpGet("facets", Name = "GetReviewFacets")]
    [ProducesResponseType<ReviewFacets>(StatusCodes.Status200OK)]
    public Task<ActionResult> Facets([FromQuery] ReviewQuery query, CancellationToken cancellationToken) =>
        AnswerAsync(query, async filter => Ok(await facets.OfAsync(filter, cancellationToken)), cancellationToken);

    private async Task<ActionResult> AnswerAsync(
        ReviewQuery query, Func<ReviewFilter, Task<ActionResult>> answer, CancellationToken cancellationToken) =>
        access.TryGetEditor(User, out IUser? editor)
            ? await answer(await lists.FilterOfAsync(query, access.ScopeOf(editor), cancellationToken))
            : Unauthorized();

    private ActionResult NoSuchPage() =>
        Refuse(StatusCodes.Status400BadRequest, "InvalidRequest", "The request is not understood", "There is no such page: after must be what a page named as next.");
}
