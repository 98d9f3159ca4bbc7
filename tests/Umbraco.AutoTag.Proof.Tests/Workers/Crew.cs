using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Workers;

/// <summary>Several worker processes with the same order.</summary>
internal sealed class Crew : IDisposable
{
    private readonly WorkOrder _order;
    private readonly List<Worker> _workers;

    private Crew(WorkOrder order, int processes) =>
        (_order, _workers) = (order, [.. Enumerable.Range(0, processes).Select(_ => Worker.Start(order))]);

    public static Crew Start(WorkOrder order, int processes) => new(order, processes);

    /// <summary>Waits until all of them work.</summary>
    public Task WorkingAsync() => Task.WhenAll(_workers.Select(worker => worker.WorkingAsync()));

    /// <summary>Kills one of them as soon as it works and the moment has come, and puts another in its place.</summary>
    public async Task KillOneAsync(Random random, Func<Task> moment)
    {
        Worker victim = _workers[random.Next(_workers.Count)];
        await victim.WorkingAsync();
        await moment();
        await victim.KillAsync();
        victim.Dispose();
        _workers[_workers.IndexOf(victim)] = Worker.Start(_order);
    }

    /// <summary>Kills all of them as soon as they work and the moment has come, and puts others in their places.</summary>
    public async Task KillAllAsync(Func<Task> moment)
    {
        await WorkingAsync();
        await moment();
        await Task.WhenAll(_workers.Select(worker => worker.KillAsync()));
        Dispose();
        int processes = _workers.Count;
        _workers.Clear();
        _workers.AddRange(Enumerable.Range(0, processes).Select(_ => Worker.Start(_order)));
    }

    /// <summary>Waits while they work; none of them may end by itself.</summary>
    /// <param name="isOver">What is waited for.</param>
    /// <param name="atMost">Whatever is not true by then is left to be judged.</param>
    public async Task UntilAsync(Func<Task<bool>> isOver, TimeSpan atMost)
    {
        long deadline = Environment.TickCount64 + (long)atMost.TotalMilliseconds;
        while (!await isOver() && Environment.TickCount64 < deadline)
        {
            await Task.Delay(250);
            if (_workers.Find(worker => worker.HasExited) is { } dead)
            {
                Assert.Fail($"A worker ended by itself: {await dead.ErrorsAsync()}");
            }
        }
    }

    /// <summary>Ends them as a host does.</summary>
    public async Task EndAsync() => Assert.That(await Task.WhenAll(_workers.Select(worker => worker.EndAsync())), Is.All.Zero);

    public void Dispose() => _workers.ForEach(worker => worker.Dispose());
}
