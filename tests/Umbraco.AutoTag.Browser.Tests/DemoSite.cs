using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>The demo site as a process of its own, with a folder and ports of its own, gone after the tests.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly string _data;
    private readonly StringBuilder _output = new();

    private DemoSite(Process process, string data, Uri address, Uri vision) => (_process, _data, Address, Vision) = (process, data, address, vision);

    public Uri Address { get; }

    /// <summary>The local vision service, whose faults a test may order.</summary>
    public Uri Vision { get; }

    /// <param name="settings">Pairs of <c>--key</c> and value, on top of the usual ones.</param>
    public static Task<DemoSite> StartAsync(params string[] settings) => StartAsync(NewFolder(), ["--no-photos", .. settings]);

    /// <summary>The same, with the demo photos in its folders.</summary>
    public static Task<DemoSite> StartWithPhotosAsync(params string[] settings) => StartAsync(NewFolder(), settings);

    /// <summary>The same with the demo photos, that were there before AutoTag: nobody has looked at them.</summary>
    public static Task<DemoSite> StartWithOldPhotosAsync(params string[] settings) => StartAfterPhotosAsync(NewFolder(), settings);

    /// <summary>The same with as many photos as are asked for.</summary>
    public static Task<DemoSite> StartWithOldPhotosAsync(int photos, params string[] settings)
    {
        string data = NewFolder();
        string folder = Path.Combine(data, "photos");
        LargeLibrary.Write(folder, photos);
        return StartAfterPhotosAsync(data, ["--PhotosFolder", folder, .. settings]);
    }

    private static async Task<DemoSite> StartAfterPhotosAsync(string data, string[] settings)
    {
        // AutoTag keeps its tables elsewhere for as long as the photos are brought in; then it starts for the first time.
        DemoSite before = await StartAsync(data, [.. settings, "--ConnectionStrings:autoTagDbDSN", $"Data Source={Path.Combine(data, "before.db")}"]);
        await before.StopAsync();
        return await StartAsync(data, settings);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("autotag-demo-").FullName;

    private static async Task<DemoSite> StartAsync(string data, string[] settings)
    {
        (int sitePort, int visionPort) = FreePorts();
        var address = new Uri($"http://127.0.0.1:{sitePort}");
        var vision = new Uri($"http://127.0.0.1:{visionPort}");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.DemoSite,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Repository.DemoSiteAssembly, "--contentRoot", Repository.DemoSite, "--urls", address.ToString(), "--DataFolder", data,
            "--VisionService:Port", $"{vision.Port}", "--AutoTag:Connections:local:Endpoint", vision.ToString().TrimEnd('/'), .. settings,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var site = new DemoSite(Process.Start(start)!, data, address, vision);
        site._process.OutputDataReceived += (_, line) => site._output.AppendLine(line.Data);
        site._process.ErrorDataReceived += (_, line) => site._output.AppendLine(line.Data);
        site._process.BeginOutputReadLine();
        site._process.BeginErrorReadLine();
        await site.AnswersAsync();
        return site;
    }

    /// <summary>Orders a fault for all calls to come; null ends it.</summary>
    /// <param name="fault">Its name.</param>
    /// <param name="ms">How long what is slow takes.</param>
    /// <param name="endpoint">The one vendor's endpoint it strikes; all of them where null.</param>
    public async Task OrderAsync(string? fault, int? ms = null, string? endpoint = null)
    {
        using var http = new HttpClient { BaseAddress = Vision };
        using HttpResponseMessage answer = fault is null
            ? await http.PostAsync(new Uri("control/reset", UriKind.Relative), null)
            : await http.PostAsJsonAsync("control", new { fault, ms, endpoint });
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task StopAsync()
    {
        TestContext.Progress.WriteLine(_output);
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task AnswersAsync()
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(http, new Uri(Address, "/umbraco/login")) || !await AnswersAsync(http, new Uri(Vision, "/health")))
        {
            Assert.That(_process.HasExited, Is.False, $"the demo site ended:\n{_output}");
            Assert.That(watch.Elapsed, Is.LessThan(s_patience), $"the demo site does not answer:\n{_output}");
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            await pause.WaitForNextTickAsync();
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Both at the same time, or the second may be the first.
    private static (int Site, int Vision) FreePorts()
    {
        using var site = new TcpListener(IPAddress.Loopback, 0);
        using var vision = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        vision.Start();
        return (((IPEndPoint)site.LocalEndpoint).Port, ((IPEndPoint)vision.LocalEndpoint).Port);
    }
}
