using System.Diagnostics;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Room 2. Takes due items under a lease that other servers respect, and leaves those that would only wait for a connection again.</summary>
/// <param name="items">The queue.</param>
/// <param name="connections">The connections an item may wait for.</param>
/// <param name="held">Those of them that let nothing through at the moment.</param>
/// <param name="worker">Name of this process, unique among all that share the queue.</param>
public sealed class Claim(IWorkItemStore items, IConnections connections, HeldConnections held, string worker)
{
    /// <summary>How long a worker may be silent before its items are given to another.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    /// <summary>The next items in line, at most <paramref name="max"/>; none where nothing is due.</summary>
    public async Task<IReadOnlyList<Lease>> NextAsync(int max, CancellationToken cancellationToken)
    {
        using Activity? room = Rooms.Enter("claim");
        IReadOnlyList<Lease> leases = await items.ClaimAsync(
            worker,
            max,
            LeaseTime,
            [.. connections.All.Select(connection => connection.Alias).Where(alias => !held.IsHeld(alias))],
            cancellationToken);
        room?.SetTag(Rooms.Count, leases.Count);
        if (leases.Count == 0)
        {
            room.LeaveNoTrace();
        }

        return leases;
    }
}
