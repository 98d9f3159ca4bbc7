using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Start;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Runtime;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.Workers;

/// <summary>Whether it is this server's turn to work.</summary>
internal sealed class Turn(
    IOptionsMonitor<AutoTagOptions> options, IRuntimeState runtime, IMainDom mainDom, IServerRoleAccessor roles, Readiness readiness, AgreedTime time)
{
    /// <summary>
    /// Leases keep order between servers, so every server that runs may work whose clock the others can rely on. The level comes first: asking for the
    /// main domain throws before it is reached.
    /// </summary>
    public async Task<bool> IsOursAsync(CancellationToken cancellationToken) =>
        runtime.Level == RuntimeLevel.Run
        && await readiness.EnsureAsync(cancellationToken)
        && Mode switch
        {
            WorkerMode.None => false,
            WorkerMode.All => true,
            // A role that is unknown is no reason to rest: it stays so wherever the site names no address of its own.
            _ => mainDom.IsMainDom && roles.CurrentServerRole != ServerRole.Subscriber,
        }
        && await time.IsKeptAsync(cancellationToken);

    /// <summary>How this server is configured.</summary>
    public WorkerMode Mode => options.CurrentValue.Workers.Mode;
}
