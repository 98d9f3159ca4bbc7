using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Trials;
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
    TestConnection test,
    ConfigurationProblems problems,
    UnreadableEntries unreadable,
    IOptionsMonitor<AutoTagOptions> options,
    TimeProvider clock,
    ILogger<ConnectionsController> log) : AutoTagController
{
    /// <summary>What each can do, where the pictures go, what it costs and what limits it, how it is doing.</summary>
    [HttpGet(Name = "GetConnections")]
    [ProducesResponseType<ConnectionList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.DetailsAsync(cancellationToken));

    /// <summary>Sends nothing to it until an admin lets it go on; calls that are under way end as they would. Does nothing where it is paused already, or stopped by a drift.</summary>
    [HttpPost("{alias}/pause", Name = "PauseConnection")]
    [ProducesResponseType<ConnectionStatus>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public Task<ActionResult> Pause(string alias, CancellationToken cancellationToken) => ByHandAsync(alias, "paused", states.PauseAsync, cancellationToken);

    /// <summary>
    /// Lets it go on, as if it had never failed, and with it the images that wait for it; where a drift has stopped it, with the model that answers now.
    /// Does nothing where it is neither paused nor stopped.
    /// </summary>
    [HttpPost("{alias}/resume", Name = "ResumeConnection")]
    [ProducesResponseType<ConnectionStatus>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public Task<ActionResult> Resume(string alias, CancellationToken cancellationToken) => ByHandAsync(alias, "resumed", ResumeAsync, cancellationToken);

    /// <summary>
    /// Sends one picture of AutoTag's own and tells what came of it. It is a call like any other: budgets and the rate limit hold for it, and it is
    /// paid for. A connection that is held for its failures is tried all the same, and goes on where it works again; one that is paused is not.
    /// </summary>
    [HttpPost("{alias}/test", Name = "TestConnection")]
    [ProducesResponseType<ConnectionTest>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Test(string alias, CancellationToken cancellationToken)
    {
        if (connections.Find(alias) is not { } connection)
        {
            return NoSuchConnection(alias);
        }

        if (InTheWayOf(connection) is { } sentence)
        {
            return Refuse(StatusCodes.Status409Conflict, "Misconfigured", "Nothing was sent", sentence);
        }

        ConnectionState? before = await states.FindAsync(connection.Alias, cancellationToken);
        TestResult result = await test.RunAsync(connection, access.TryGetEditor(User, out IUser? editor) ? editor.Key : null, cancellationToken);
        if (result.Reply.Failure is null && before is not (null or { Health: ConnectionHealth.Ok }))
        {
            await GoOnAsync(connection.Alias);
        }

        log.LogInformation("AutoTag's connection {Connection} was tested: {Outcome}.", connection.Alias, result.Reply.Failure?.Kind.ToString() ?? "it works");
        return Ok(TestReport.Of(result, clock.GetUtcNow()));
    }

    private string? InTheWayOf(Connection connection)
    {
        if (!options.CurrentValue.Enabled)
        {
            return "AutoTag is switched off by AutoTag:Enabled.";
        }

        // A budget that cannot be read would not hold.
        return unreadable.All.FirstOrDefault()
            ?? (connection.Alias == ConfiguredSite.EmbeddedMetadata ? null : problems.OfConnection(connection.Alias, connection.Options).FirstOrDefault());
    }

    private async Task<bool> ResumeAsync(string alias, Guid userKey, CancellationToken cancellationToken)
    {
        if (!await states.ResumeAsync(alias, userKey, cancellationToken))
        {
            return false;
        }

        await GoOnAsync(alias);
        return true;
    }

    // Not to be cut off: the connection goes on already.
    private async Task GoOnAsync(string alias)
    {
        await items.WakeAsync(alias, CancellationToken.None);
        held.Release(alias);
        signal.Raise();
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
            return NoSuchConnection(alias);
        }

        if (await change(connection.Alias, editor.Key, cancellationToken))
        {
            log.LogInformation("AutoTag's connection {Connection} was {What} by user {UserKey}.", connection.Alias, what, editor.Key);
        }

        return Ok((await report.StatusAsync(cancellationToken)).Single(status => status.Alias == connection.Alias));
    }

    private ActionResult NoSuchConnection(string alias) =>
        Refuse(StatusCodes.Status404NotFound, "NotFound", "There is no such connection", $"'{alias}' is not among AutoTag:Connections.");
}
