using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>The local vision service as a process of its own, which can be stopped and started again on the same port.</summary>
internal sealed class VisionProcess(string mediaRoot) : IAsyncDisposable
{
    private Process? _process;
    private HttpClient _http = new();

    public int Port { get; private set; }

    public async Task StartAsync()
    {
        await InstallAsync();
        _process = Start("node", "server.mjs", "--port", $"{Port}", "--media-root", mediaRoot, "--parent-pid", $"{Environment.ProcessId}");
        _process.ErrorDataReceived += (_, line) => TestContext.Progress.WriteLine(line.Data);
        _process.BeginErrorReadLine();
        string? said = await _process.StandardOutput.ReadLineAsync();
        Assert.That(said, Does.Contain("ready"), "The vision service did not start.");
        Port = JsonNode.Parse(said!)!["port"]!.GetValue<int>();
        _http.Dispose();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    }

    public async Task StopAsync()
    {
        if (_process is { } running)
        {
            _process = null;
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    /// <summary>Forgets every call, every ordered fault and what the account has used.</summary>
    public async Task ResetAsync() => (await _http.PostAsync(new Uri("control/reset", UriKind.Relative), null)).EnsureSuccessStatusCode();

    /// <summary>Orders a fault for calls to come: for all of them where no count is given, at every vendor's endpoint where none is named.</summary>
    public async Task OrderAsync(string fault, int? count = null, string? endpoint = null) =>
        (await _http.PostAsJsonAsync("control", new { fault, count, endpoint })).EnsureSuccessStatusCode();

    /// <summary>The calls that came in since the last reset, oldest first.</summary>
    public async Task<JsonArray> CallsAsync() => (await _http.GetFromJsonAsync<JsonArray>("control/log"))!;

    /// <summary>The picture that a call sent.</summary>
    public Task<byte[]> PictureAsync(int call) => _http.GetByteArrayAsync(new Uri($"control/log/{call}/image", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Repository.VisionService, "node_modules")))
        {
            return;
        }

        using Process npm = OperatingSystem.IsWindows() ? Start("cmd", "/c", "npm", "ci") : Start("npm", "ci");
        Task<string> errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.That(npm.ExitCode, Is.Zero, await errors);
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Repository.VisionService,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
