using System.Diagnostics;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>A worker in a process of its own, on a queue that others share. It begins when told so, and ends when its input ends.</summary>
internal sealed class WorkerChild : IAsyncDisposable
{
    private const string Child = "worker";

    private readonly Process _process;

    private WorkerChild(Process process) => _process = process;

    public static bool IsChild(string[] args) => args is [Child, _, ..];

    /// <summary>Starts the process and waits until it is ready to begin.</summary>
    public static async Task<WorkerChild> StartAsync(WorkOrder order)
    {
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Child, .. order.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardOutput.ReadLineAsync();
        return new WorkerChild(process);
    }

    public Task BeginAsync() => _process.StandardInput.WriteLineAsync("begin");

    public static async Task WorkAsync(string[] args)
    {
        WorkOrder order = WorkOrder.From(args[1..]);
        using var rooms = new Rooms(order);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        using var stop = new CancellationTokenSource();
        Task work = new Crew(rooms, order.Images).WorkAsync(stop.Token);
        await Console.In.ReadLineAsync();
        await stop.CancelAsync();
        await work;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
