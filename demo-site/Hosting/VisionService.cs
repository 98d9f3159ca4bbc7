using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace DemoSite.Hosting;

/// <summary>
/// Runs the local vision service as a child process, starts it again when it dies, and takes it along when the site stops. The child also
/// watches this process, so not even a kill leaves it behind.
/// </summary>
internal sealed class VisionService(
    VisionServiceAddress address,
    DemoPaths paths,
    IWebHostEnvironment web,
    TimeProvider time,
    ILogger<VisionService> log) : BackgroundService
{
    /// <summary>Configuration key: false where somebody else runs the service.</summary>
    public const string StartKey = "VisionService:Start";

    // The service's word for a port that is taken.
    private const int PortTaken = 2;
    private const string Script = "server.mjs";
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);

    // Node and its model are there within a second or two; a slower machine goes on without them, and they are tried again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _knowsHowItStands = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The program that runs the service.</summary>
    internal string Node { get; init; } = "node";

    private string Folder => Path.Combine(web.ContentRootPath, "vision-service");

    /// <summary>Waits until the service listens: what starts after it finds it there.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        try
        {
            await _knowsHowItStands.Task.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            log.LogWarning("The local vision service takes its time; images wait for it.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!File.Exists(Path.Combine(Folder, Script)))
        {
            log.LogError("The local vision service is not in {Folder}: nothing will be tagged and no image resized.", Folder);
            _knowsHowItStands.TrySetResult();
            return;
        }

        TimeSpan pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            long started = time.GetTimestamp();
            string? ending = await RunOnceAsync(stoppingToken);
            _knowsHowItStands.TrySetResult();
            if (ending is null)
            {
                return;
            }

            pause = time.GetElapsedTime(started) > Healthy ? FirstPause : pause;
            if (!await WaitAsync(pause, stoppingToken))
            {
                return;
            }

            log.LogWarning("The local vision service stopped ({Ending}); starting it again.", ending);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // Ctrl+C reaches the child as well: a moment later this host is told to stop, and there is nothing to report.
    private async Task<bool> WaitAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause, time, stoppingToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>How it ended; null where trying again would end the same way, which has been said then.</returns>
    private async Task<string?> RunOnceAsync(CancellationToken stoppingToken)
    {
        using var child = new Process { StartInfo = Command() };
        child.OutputDataReceived += (_, line) => Hear(line.Data);
        child.ErrorDataReceived += (_, line) => Report(line.Data);
        try
        {
            child.Start();
        }
        catch (Win32Exception failure)
        {
            log.LogError(
                "Node could not be started ({Reason}), so nothing is tagged and no image resized. Install Node 20 or newer from nodejs.org or your package manager and start the site again.",
                failure.Message);
            return null;
        }

        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        try
        {
            await child.WaitForExitAsync(stoppingToken);
            return child.ExitCode == PortTaken ? SayPortIsTaken() : $"exit code {child.ExitCode}";
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
            return "the site stops";
        }
    }

    private ProcessStartInfo Command()
    {
        var command = new ProcessStartInfo(Node)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
            [Script, "--port", $"{address.Port}", "--media-root", paths.Media, "--parent-pid", $"{Environment.ProcessId}"];
        foreach (string argument in arguments)
        {
            command.ArgumentList.Add(argument);
        }

        return command;
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (PortIn(line) is { } port)
        {
            address.Port = port;
            log.LogInformation("The local vision service listens on {Address}.", address.Current);
            _knowsHowItStands.TrySetResult();
            return;
        }

        log.LogDebug("{Line}", line);
    }

    private void Report(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        // What a port that is taken comes to is said at its end.
        LogLevel level = line.Contains("EADDRINUSE", StringComparison.Ordinal) ? LogLevel.Debug : LogLevel.Warning;
        log.Log(level, "{Line}", line);
    }

    private string? SayPortIsTaken()
    {
        log.LogError("{Message}", address.IsTakenMessage);
        return null;
    }

    private static int? PortIn(string line)
    {
        try
        {
            using JsonDocument said = JsonDocument.Parse(line);
            return said.RootElement.TryGetProperty("ready", out _) ? said.RootElement.GetProperty("port").GetInt32() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
