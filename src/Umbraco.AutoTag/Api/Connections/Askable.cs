using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>Whether the configuration lets a connection be asked by way of exception, outside the profile's own work.</summary>
internal sealed class Askable(ConfigurationProblems problems, UnreadableEntries unreadable, IOptionsMonitor<AutoTagOptions> options, IConnectionStateStore states)
{
    /// <summary>True where it can be asked at this moment.</summary>
    public bool IsNow(Connection connection) => WhyNot(connection, connection.Options) is null;

    /// <summary>The aliases of those that an administrator has paused: they are asked nothing, whatever the configuration says.</summary>
    public async Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellationToken) =>
        (await states.AllAsync(cancellationToken)).Where(state => state.Health == ConnectionHealth.Paused).Select(state => state.Connection).ToHashSet();

    /// <summary>Why it cannot be asked with these options, in a sentence; null where it can.</summary>
    public string? WhyNot(Connection connection, ConnectionOptions with) =>
        !options.CurrentValue.Enabled ? "AutoTag is switched off: AutoTag:Enabled is false."
        : !connection.Provider.Declaration.SendsPicture ? $"'{connection.Alias}' asks nobody."
        // A budget that cannot be read would not hold, so nothing is asked while there is one.
        : unreadable.All.FirstOrDefault() ?? problems.OfConnection(connection.Alias, with).FirstOrDefault();
}
