using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Faults;

/// <summary>A worker whose waits cost nothing: where everything waits, its clock leaps to where something happens.</summary>
internal sealed class LeapingWorker(Rooms rooms, FakeClock clock, FaultyService service)
{
    private const int Images = 8;
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pauseInMemory = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(20);

    /// <summary>Works until nothing waits any more, or until the moment.</summary>
    /// <returns>True where nothing waits any more.</returns>
    public async Task<bool> WorkUntilAsync(DateTimeOffset moment)
    {
        while (clock.GetUtcNow() < moment)
        {
            IReadOnlyList<Lease> leases = await rooms.Claim.NextAsync(Images, default);
            if (leases.Count > 0)
            {
                await InItsTimeAsync([.. leases.Select(lease => Task.Run(() => rooms.Walk.WalkAsync(lease, default)))]);
                continue;
            }

            // As every server of a site does between its looks; else each look would add up all that ever happened.
            while (await rooms.Counts.FoldAsync(default))
            {
            }

            IReadOnlyDictionary<WorkState, long> states = await rooms.Items.CountAsync(PathScope.Everything, default);
            if (states[WorkState.Waiting] + states[WorkState.Working] == 0)
            {
                return true;
            }

            clock.Advance(s_betweenLooks);
        }

        return false;
    }

    private async Task InItsTimeAsync(List<Task> walks)
    {
        Task all = Task.WhenAll(walks);
        while (!all.IsCompleted)
        {
            // A call that hangs is over when its time is; nobody else may be under way then, who would be cut off with it.
            if (clock.NextTimerIn is { } pause && pause <= s_pauseInMemory)
            {
                clock.Advance(pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
            }
            else if (service.Hanging > 0 && walks.Count(walk => !walk.IsCompleted) == service.Hanging)
            {
                // Once: a second leap, before they have seen that their time is over, would cost them their leases.
                clock.Advance(s_callTimeout);
                await NoneHangsAsync();
            }

            await Task.WhenAny(all, Task.Delay(1));
        }

        await all;
        await NoneHangsAsync();
    }

    // The service has still to notice that its caller is gone.
    private async Task NoneHangsAsync()
    {
        while (service.Hanging > 0)
        {
            await Task.Delay(1);
        }
    }
}
