using System.Diagnostics;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Workers;

/// <summary>A worker process of this test's own.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;
    private Task? _working;

    private Worker(Process process) => _process = process;

    public static Worker Start(WorkOrder order)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Rooms).Assembly.Location);
        foreach (string argument in order.ToArguments())
        {
            start.ArgumentList.Add(argument);
        }

        return new Worker(Process.Start(start)!);
    }

    /// <summary>Waits until it works; what it says instead is the reason why it does not.</summary>
    public Task WorkingAsync() => _working ??= ReadWorkingAsync();

    private async Task ReadWorkingAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync() != "working")
        {
            throw new InvalidOperationException($"The worker did not start: {await _process.StandardError.ReadToEndAsync()}");
        }
    }

    /// <summary>SIGKILL: nothing of it runs any more, no handler, no finally.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as a host does.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public bool HasExited => _process.HasExited;

    public Task<string> ErrorsAsync() => _process.StandardError.ReadToEndAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
