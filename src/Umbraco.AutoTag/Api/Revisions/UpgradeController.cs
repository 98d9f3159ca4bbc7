using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>Tries another model on a few images before it is set, for admins. Nothing is written, and no setting is changed.</summary>
[Route(Base + "/revisions/upgrade")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class UpgradeController(
    UpgradeReport report, CompareModels compare, IMediaLibrary library, EditorAccess access, IHostApplicationLifetime host) : AutoTagController
{
    /// <summary>The models that the profile asks for, and which others there are. Calls nobody.</summary>
    [HttpGet(Name = "GetUpgradeChoices")]
    [ProducesResponseType<UpgradeChoices>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.ChoicesAsync(cancellationToken));

    /// <summary>Chooses the images, and says what comparing the models by them costs, and what the whole library would. Calls nobody.</summary>
    [HttpPost(Name = "ChooseUpgradeSample")]
    [ProducesResponseType<UpgradeSampleView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Choose(NewUpgradeSample request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        ModelUpgrade upgrade = Of(request.Upgrade);
        return report.WhyNot(upgrade) is { } reason
            ? NotTried(reason)
            : Ok(await report.SampleAsync(upgrade, request.Take, access.ScopeOf(editor), cancellationToken));
    }

    /// <summary>
    /// Asks both models about one image, where what they say is not known. What they say is kept, so that neither a second look nor a run under the other
    /// model pays for it again; what they cost is spent even where nobody waits for the answer any more.
    /// </summary>
    [HttpPost("{key:guid}", Name = "CompareModels")]
    [ServiceFilter<ReadySiteFilter>]
    [ProducesResponseType<ComparedView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Compare(Guid key, UpgradeModel request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (!await access.MaySeeAsync(editor, key) || await library.FindAsync(key, cancellationToken) is not { Fields.Count: > 0 } item)
        {
            return NoSuchMedia();
        }

        ModelUpgrade upgrade = Of(request);
        return report.WhyNot(upgrade) is { } reason
            ? NotTried(reason)
            // Not the request's own token: an answer that is paid for and then thrown away would be paid for twice.
            : Ok(UpgradeReport.Of(await compare.LookAsync(item, upgrade, editor.Key, host.ApplicationStopping)));
    }

    private static ModelUpgrade Of(UpgradeModel request) => new(request.Connection, request.From, request.To);

    private ActionResult NotTried(string reason) => Refuse(StatusCodes.Status409Conflict, "ModelNotTried", "The model cannot be tried", reason);
}
