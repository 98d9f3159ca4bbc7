using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>The words behind a suggestion, for admins: prompts and vendors' answers are no editor's business.</summary>
[Route(Base + "/media/{key:guid}/suggestions/{id:guid}/wording")]
[Authorize(Policy = SectionAccessSettings)]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
internal sealed class WordingController(EditorAccess access, ISuggestionStore suggestions, IAnalysisStore analyses, IWordingStore wordings) : AutoTagController
{
    /// <summary>What its source was asked and what it answered, without secrets and without the picture.</summary>
    [HttpGet(Name = "GetWording")]
    [ProducesResponseType<WordingView>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(Guid key, Guid id, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (!await access.MaySeeAsync(editor, key)
            || await suggestions.GetAsync([id], cancellationToken) is not [{ } suggestion]
            || suggestion.MediaKey != key)
        {
            return NoSuchMedia();
        }

        IReadOnlyList<Analysis> found = await analyses.GetAsync([suggestion.AnalysisId], cancellationToken);
        Wording? words = found is [{ CallId: { } call }] ? await wordings.FindAsync(call, cancellationToken) : null;
        return Ok(new WordingView(words?.Asked, words?.Answered, words?.IsCut ?? false));
    }
}

/// <summary>What a source was asked and what it answered.</summary>
/// <param name="Asked">What was sent, as text, with a mark in the picture's place; null where it was not kept.</param>
/// <param name="Answered">What came back, as text; null where it was not kept: it was read from the file, is from before answers were kept, or is older than they are kept.</param>
/// <param name="IsCut">True where more came back than is kept.</param>
public sealed record WordingView(string? Asked, string? Answered, bool IsCut);
