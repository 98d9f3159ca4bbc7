using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;
using Umbraco.AutoTag.Storage.Queue;

namespace Umbraco.AutoTag.Storage.Runs;

/// <summary>Gives what was claimed for a run that run's budget, and puts back what belongs to a run that no longer runs.</summary>
internal static class RunLeases
{
    private const string HoldBack =
        $"UPDATE autoTagWorkItem SET state = 0, leaseUntil = NULL, leaseOwner = NULL, dueAt = @later WHERE {LeaseGuard.Held}";

    // By then it is taken out of the queue.
    private static readonly TimeSpan s_meanwhile = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Lease>> OfRunningAsync(Database database, IReadOnlyList<WorkItemRow> claimed, CancellationToken cancellationToken)
    {
        string[] ids = [.. claimed.Select(row => row.RunId).OfType<string>().Distinct()];
        if (ids.Length == 0)
        {
            return [.. claimed.Select(row => row.ToLease())];
        }

        Dictionary<string, OfRun> runs = (await database.RunAsync(
            session => session.QueryAsync<OfRun>(
                $"SELECT id, state, microUsd, microCredits, asksNobody, batch FROM autoTagRun WHERE {database.Dialect.In("id", "@ids")}", new { ids }),
            cancellationToken)).ToDictionary(run => run.Id);
        var leases = new List<Lease>(claimed.Count);
        foreach (WorkItemRow row in claimed)
        {
            Lease lease = row.ToLease();
            if (row.RunId is null || !runs.TryGetValue(row.RunId, out OfRun? run))
            {
                leases.Add(lease);
            }
            else if (run.State == (int)RunState.Running)
            {
                leases.Add(lease with { Item = lease.Item with { Run = run.ToBudget() } });
            }
            else
            {
                await HoldBackAsync(database, lease, cancellationToken);
            }
        }

        return leases;
    }

    private static Task<int> HoldBackAsync(Database database, Lease lease, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            HoldBack,
            new
            {
                mediaKey = Stored.Of(lease.Item.MediaKey),
                fence = lease.Fence,
                now = Stored.Of(database.Now),
                later = Stored.Of(database.Now + s_meanwhile),
            }),
        cancellationToken);

    private sealed class OfRun
    {
        public required string Id { get; init; }

        public int State { get; init; }

        public long? MicroUsd { get; init; }

        public long? MicroCredits { get; init; }

        public int AsksNobody { get; init; }

        public int Batch { get; init; }

        public RunBudget ToBudget() => new(Stored.Id(Id), MicroUsd is { } money ? new MicroUsd(money) : null, StoredCredits.Read(MicroCredits))
        {
            AsksNobody = AsksNobody != 0,
            Batch = (BatchMode)Batch,
        };
    }
}
