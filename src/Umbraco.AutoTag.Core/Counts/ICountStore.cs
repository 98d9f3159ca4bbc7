namespace Umbraco.AutoTag.Core.Counts;

/// <summary>
/// Keeps the sums that <see cref="Queue.IWorkItemStore.CountAsync"/> and the review queue's counts are read from. Counts are exact whether this is
/// called or not: what has changed since the last time is added by whoever reads, which takes the longer the more there is of it.
/// </summary>
public interface ICountStore
{
    /// <summary>Adds some of what has changed to the sums, in one short transaction; of several servers one at a time.</summary>
    /// <returns>False where nothing is left to be added.</returns>
    Task<bool> FoldAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes every sum anew from what it counts, for whoever has written past the database's triggers (a bulk copy, a table restored by itself).
    /// On SQLite others wait meanwhile; on SQL Server nobody may write.
    /// </summary>
    /// <returns>How many sums were wrong; 0 says that all agreed.</returns>
    Task<int> RecomputeAsync(CancellationToken cancellationToken);
}
