using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.TestKit;

/// <summary>Claims for tests that are not about connections.</summary>
public static class Claiming
{
    /// <summary>Claims what waits for no connection.</summary>
    public static Task<IReadOnlyList<Lease>> ClaimAsync(
        this IWorkItemStore items, string worker, int max, TimeSpan lease, CancellationToken cancellationToken) =>
        items.ClaimAsync(worker, max, lease, connections: [], cancellationToken);
}
