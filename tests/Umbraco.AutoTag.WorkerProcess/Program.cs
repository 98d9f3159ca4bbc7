using System.Data.Common;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.WorkerProcess;

// A worker as the package's own, without a site around it: it claims, beats and walks until it is killed, or until its input closes.
WorkOrder order = WorkOrder.From(args);
using var rooms = new Rooms(order);
using var stop = new CancellationTokenSource();
_ = Task.Run(() =>
{
    // Whoever started this process is gone, or asks it to end.
    while (Console.In.Read() >= 0) { }
    stop.Cancel();
});

if (order.CallsPerMinute is not null)
{
    await rooms.WarmUpAsync();
}

Console.WriteLine("working");
Task folding = FoldAsync();
List<Task> underWay = [];
while (!stop.IsCancellationRequested)
{
    underWay.RemoveAll(task => task.IsCompleted);
    try
    {
        await rooms.Reservations.ExpireAsync(stop.Token);
        IReadOnlyList<Lease> leases = underWay.Count < order.Images ? await rooms.Claim.NextAsync(order.Images - underWay.Count, stop.Token) : [];
        underWay.AddRange(leases.Select(lease => Task.Run(() => WalkAsync(lease))));
        // As long as the package's own worker rests, or until a place is free.
        await Task.WhenAny([.. underWay.Where(_ => leases.Count == 0), Task.Delay(TimeSpan.FromSeconds(leases.Count == 0 ? 2 : 1), rooms.Clock, stop.Token)]);
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        break;
    }
    catch (DbException)
    {
        // A database that is locked for so long is tried again, as the package's own worker does.
        await Task.Delay(TimeSpan.FromSeconds(5), rooms.Clock);
    }
}

await Task.WhenAll([.. underWay, folding]);
return 0;

async Task WalkAsync(Lease lease)
{
    try
    {
        await rooms.Heartbeat.WhileAsync(lease, (held, _) => rooms.Walk.WalkAsync(lease, held), stop.Token);
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        // Given back.
    }
    catch (DbException)
    {
        // Its lease runs out, and it is taken up again.
    }
}

async Task FoldAsync()
{
    while (!stop.IsCancellationRequested)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(5), rooms.Clock, stop.Token);
            await rooms.Counts.FoldAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left is folded by another.
        }
        catch (DbException)
        {
            // Tried again by itself.
        }
    }
}
