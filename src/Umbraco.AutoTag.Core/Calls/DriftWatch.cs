using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Sees which model answered, in whatever call or batch: a change is warned of, and where the site wants it a connection that answers with another model
/// than the one pinned is stopped, for all servers. What it has answered by then was paid for, and is kept.
/// </summary>
public sealed class DriftWatch(ModelChanges changes, IConnectionStateStore states, TimeProvider clock, ILogger<DriftWatch> log)
{
    /// <summary>Reads what answered before this server started, once: before the first answer of its own is written down beside it.</summary>
    internal Task RememberedAsync() => changes.RememberedAsync();

    /// <summary>An answer has come.</summary>
    /// <param name="connection">Who was asked.</param>
    /// <param name="asked">The model asked for; null where none is named.</param>
    /// <param name="answered">The model that answered.</param>
    internal async Task HeardAsync(Connection connection, string? asked, string answered)
    {
        asked = string.IsNullOrEmpty(asked) ? null : asked;
        bool isAnother = changes.Compare(connection.Alias, asked, answered) || ModelWatch.AgreementOf(connection.Provider.Declaration, asked, answered) == ModelAgreement.Other;
        if (isAnother && connection.Options.WhenModelDrifts == WhenModelDrifts.Stop)
        {
            await StopAsync(connection, new ModelDrift(asked, answered, clock.GetUtcNow()));
        }
    }

    // The answer was paid for: neither a shutdown nor a database that is away may lose it on its way to the cache.
    private async Task StopAsync(Connection connection, ModelDrift drift)
    {
        try
        {
            if (await states.StopAsync(connection.Alias, drift, CancellationToken.None))
            {
                log.LogError("Connection {Connection} is stopped: it is asked for {Asked}, and {Answered} answers.", connection.Alias, drift.Asked ?? "no model by name", drift.Answered);
            }
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Connection {Connection} could not be stopped, although {Answered} answers; the next answer tries again.", connection.Alias, drift.Answered);
            changes.Forget(connection.Alias, drift.Asked, drift.Answered);
        }
    }
}
