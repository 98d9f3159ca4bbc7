using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>The configured accounts, for admins.</summary>
[Route(Base + "/connections")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class ConnectionsController(
    ConnectionReport report,
    EditorAccess access,
    IConnections connections,
    IConnectionStateStore states,
    IWorkItemStore items,
    HeldConnections held,
    WorkSignal signal,
    ILogger<ConnectionsController> log) : AutoTagController
{
    /// <summary>What each can do, what limits it, how it is doing.</summary>
    [HttpGet(Name = "GetConnections")]
    [ProducesResponseType<ConnectionList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(new ConnectionList(await report.DetailsAsync(cancellationToken)));

    /// <summary>Sends nothing to it until an admin lets it go on; calls that are under way end as they would. Does nothing where it is paused already.</summary>
    [HttpPost("{alias}/pause", Name = "PauseConnection")]
    [ProducesResponseType<ConnectionStatus>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public Task<ActionResult> Pause(string alias, CancellationToken cancellationToken) => ByHandAsync(alias, "paused", states.PauseAsync, cancellationToken);

    /// <summary>Lets it go on, as if it had never failed, and with it the images that wait for it. Does nothing where it is not paused.</summary>
    [HttpPost("{alias}/resume", Name = "ResumeConnection")]
    [ProducesResponseType<ConnectionStatus>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public Task<ActionResult> Resume(string alias, CancellationToken cancellationToken) => ByHandAsync(alias, "resumed", ResumeAsync, cancellationToken);

    private async Task<bool> ResumeAsync(string alias, Guid userKey, CancellationToken cancellationToken)
    {
        if (!await states.ResumeAsync(alias, userKey, cancellationToken))
        {
            return false;
        }

        // Not to be cut off: the connection goes on already.
        await items.WakeAsync(alias, CancellationToken.None);
        held.Release(alias);
        signal.Raise();
        return true;
    }

    private async Task<ActionResult> ByHandAsync(
        string alias, string what, Func<string, Guid, CancellationToken, Task<bool>> change, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (connections.Find(alias) is not { } connection)
        {
            return Refuse(StatusCodes.Status404NotFound, "NotFound", "There is no such connection", $"'{alias}' is not among AutoTag:Connections.");
        }

        if (await change(connection.Alias, editor.Key, cancellationToken))
        {
            log.LogInformation("AutoTag's connection {Connection} was {What} by user {UserKey}.", connection.Alias, what, editor.Key);
        }

        return Ok((await report.StatusAsync(cancellationToken)).Single(status => status.Alias == connection.Alias));
    }
}
