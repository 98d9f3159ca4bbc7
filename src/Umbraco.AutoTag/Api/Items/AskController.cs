using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Umbraco.AutoTag.Api.Connections;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>Has an image looked at by a connection of the editor's choice. Nothing is written by it.</summary>
[Route(Base + "/media/{key:guid}/ask")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
internal sealed class AskController(
    EditorAccess access,
    IMediaLibrary library,
    ItemReport report,
    IConnections connections,
    IProfiles profiles,
    CallForecast forecast,
    AskOther askOther,
    Askable askable,
    IHostApplicationLifetime host) : AutoTagController
{
    /// <summary>Who can be asked, and what that is likely to cost. Calls nobody.</summary>
    [HttpGet(Name = "GetAskChoices")]
    [ProducesResponseType<AskChoices>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(Guid key, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (!await access.MaySeeAsync(editor, key) || await library.FindAsync(key, cancellationToken) is null)
        {
            return NoSuchMedia();
        }

        IReadOnlySet<string> paused = await askable.PausedAsync(cancellationToken);
        var choices = new List<AskChoice>();
        foreach (Connection connection in connections.All.Where(connection => askable.IsNow(connection) && !paused.Contains(connection.Alias)))
        {
            choices.Add(await ChoiceOfAsync(connection, cancellationToken));
        }

        return Ok(new AskChoices(choices));
    }

    /// <summary>
    /// Asks it. It is a call like any other: budgets and the rate limit hold for it, and it is paid for where the answer is not known. What it says that
    /// is new waits for a yes.
    /// </summary>
    [HttpPost("{alias}", Name = "AskConnection")]
    [ServiceFilter<ReadySiteFilter>]
    [ProducesResponseType<AskAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Ask(Guid key, string alias, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (!await access.MaySeeAsync(editor, key) || await library.FindAsync(key, cancellationToken) is not { } item)
        {
            return NoSuchMedia();
        }

        if (connections.Find(alias) is not { } connection || !askable.IsNow(connection))
        {
            return Refuse(StatusCodes.Status409Conflict, "NoSuchConnection", "Nobody was asked", $"'{alias}' is not a connection that can be asked at this moment.");
        }

        if (item.Fields.Count == 0)
        {
            return Refuse(StatusCodes.Status409Conflict, Walk.NotSetUpCode, "Nobody was asked", "The media type has no property for what would be said.");
        }

        // Not the request's own: an answer that is paid for and then thrown away would be paid for twice.
        Asked asked = await askOther.AskAsync(item, connection, editor.Key, host.ApplicationStopping);
        if ((asked.Sampled.Refusal?.Code.ToString() ?? asked.Sampled.Failure?.ReasonCode) is { } reason)
        {
            return Refuse(StatusCodes.Status409Conflict, reason, "Nothing came of it", asked.Sampled.WhyNothing!);
        }

        if (asked.IsOvertaken)
        {
            return Refuse(
                StatusCodes.Status409Conflict,
                "ChangedMeanwhile",
                "Nothing came of it",
                "Somebody else changed the suggestions of this image while it was looked at. The answer is kept: asking again costs nothing.");
        }

        return await report.OfAsync(key, cancellationToken) is { } state ? Ok(new AskAnswer(asked.Waiting, state)) : NoSuchMedia();
    }

    private async Task<AskChoice> ChoiceOfAsync(Connection connection, CancellationToken cancellationToken)
    {
        ConnectionEstimate estimate = await forecast.OfAsync(AskOther.StepOf(connection, profiles.Default), connection, calls: 1, known: 0, cancellationToken);
        return new AskChoice(
            connection.Alias,
            connection.Provider.Declaration.Alias,
            estimate.Model,
            estimate.PerCall is null && estimate.CreditsPerCall is null ? null : new Price(Money.From(estimate.PerCall?.Likely), estimate.CreditsPerCall));
    }
}
