using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Workers;

/// <summary>The connections that the profile does not ask any more: nobody has to wait for them.</summary>
internal sealed class UnaskedConnections(IConnections connections, IProfiles profiles, IWorkItemStore items)
{
    /// <summary>Makes due at once what waits for one of them.</summary>
    /// <returns>How many items are due earlier now.</returns>
    public async Task<int> WakeAsync(CancellationToken cancellationToken)
    {
        HashSet<string> asked = profiles.Default.Steps.SelectMany(step => step.Ways).Select(step => step.Connection).ToHashSet(StringComparer.OrdinalIgnoreCase);
        int woken = 0;
        foreach (Connection connection in connections.All.Where(connection => !asked.Contains(connection.Alias)))
        {
            woken += await items.WakeAsync(connection.Alias, cancellationToken);
        }

        return woken;
    }
}
