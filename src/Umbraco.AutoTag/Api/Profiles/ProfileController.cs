using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>What to do with an image, for admins: it decides what is paid and what is written.</summary>
[Route(Base + "/profile")]
[Authorize(Policy = SectionAccessSettings)]
[ServiceFilter<ReadableConfigurationFilter>]
internal sealed class ProfileController(
    ProfileReport report, ProfileCheck check, EditProfile edit, FollowProfile follow, EditorAccess access, IOptionsMonitor<AutoTagOptions> options) : AutoTagController
{
    /// <summary>The settings, and what they can be chosen from.</summary>
    [HttpGet(Name = "GetProfile")]
    [ProducesResponseType<ProfileView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken)
    {
        // Another server may have saved a moment ago.
        await follow.LookAsync(cancellationToken);
        return Ok(await report.AsOfNowAsync(cancellationToken));
    }

    /// <summary>What would come of settings: what is wrong with them, what they change, what they cost. Calls nobody and changes nothing.</summary>
    [HttpPost("preview", Name = "PreviewProfile")]
    [ProducesResponseType<ProfilePreview>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Preview(PreviewProfile request, CancellationToken cancellationToken)
    {
        (AutoTagOptions trial, IReadOnlyList<ProfileProblem> problems) = check.Of(request.Settings, options.CurrentValue);
        return Ok(problems.Count > 0 ? new ProfilePreview(problems, [], AsksAnew: false, [], RunsUnderWay: 0, BatchesUnderWay: 0) : await report.PreviewAsync(trial, cancellationToken));
    }

    /// <summary>
    /// Saves the settings: from now on they hold, and what the configuration says of the profile is put aside. Answers 400 where something is wrong with
    /// them, with <c>problems</c>; 409 where somebody else has saved since, with <c>savedAt</c>, <c>savedBy</c> and <c>version</c>.
    /// </summary>
    [HttpPut(Name = "SaveProfile")]
    [ProducesResponseType<ProfileView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Save(SaveProfile request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        (AutoTagOptions trial, IReadOnlyList<ProfileProblem> problems) = check.Of(request.Settings, options.CurrentValue);
        return problems.Count > 0
            ? NotSaved(problems)
            : await AnswerAsync(await edit.SaveAsync(trial, request.Version, request.Note, editor.Key, cancellationToken), cancellationToken);
    }

    /// <summary>Goes back to what the configuration says. What was saved stays in the history. Answers 409 where somebody else has saved since, as saving does.</summary>
    [HttpDelete(Name = "ForgetProfile")]
    [ProducesResponseType<ProfileView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Forget(long? version, CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? await AnswerAsync(await edit.ForgetAsync(version, editor.Key, cancellationToken), cancellationToken)
        : Unauthorized();

    private async Task<ActionResult> AnswerAsync(EditProfile.Conflict? conflict, CancellationToken cancellationToken) =>
        conflict is null ? Ok(await report.AsOfNowAsync(cancellationToken)) : await OvertakenAsync(conflict.Newest);

    private static ObjectResult NotSaved(IReadOnlyList<ProfileProblem> problems)
    {
        ProblemDetails refusal = Problems.Of(
            StatusCodes.Status400BadRequest, "ProfileNotSaved", "The profile is not saved", string.Join(' ', problems.Select(problem => problem.Message).Distinct()));
        refusal.Extensions["problems"] = problems;
        return Problems.Answer(refusal);
    }

    private async Task<ObjectResult> OvertakenAsync(SavedProfile? newest)
    {
        Person? by = newest is null ? null : (await access.PeopleAsync([newest.SavedBy])).GetValueOrDefault(newest.SavedBy);
        string detail = newest is null
            ? "There is no saved profile. Look at it again."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{by?.Name ?? "Somebody"} has saved it since, on {newest.SavedAt:yyyy-MM-dd} at {newest.SavedAt:HH:mm} UTC. Look at that, and save again. Nothing is lost.");
        ProblemDetails refusal = Problems.Of(StatusCodes.Status409Conflict, "ProfileOvertaken", "Somebody else has saved the profile", detail);
        refusal.Extensions["savedAt"] = newest?.SavedAt;
        refusal.Extensions["savedBy"] = by;
        refusal.Extensions["version"] = newest?.Version;
        return Problems.Answer(refusal);
    }
}
