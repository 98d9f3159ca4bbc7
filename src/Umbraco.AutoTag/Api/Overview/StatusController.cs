using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Overview;

/// <summary>How AutoTag is doing.</summary>
[Route(Base)]
internal sealed class StatusController(EditorAccess access, StatusReport report) : AutoTagController
{
    /// <summary>Queue, connections, spend and problems, of the part of the library the editor sees.</summary>
    [HttpGet("status", Name = "GetStatus")]
    [ProducesResponseType<Status>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? Ok(await report.OfAsync(access.ScopeOf(editor), access.MayConfigure(editor), cancellationToken))
        : Unauthorized();

    /// <summary>The images whose state changed last.</summary>
    [HttpGet("media/recent", Name = "GetRecentMedia")]
    [ProducesResponseType<RecentList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult> Recent([Range(1, 100)] int take = 12, CancellationToken cancellationToken = default) =>
        access.TryGetEditor(User, out IUser? editor)
            ? Ok(new RecentList(await report.RecentAsync(access.ScopeOf(editor), take, cancellationToken)))
            : Unauthorized();
}
