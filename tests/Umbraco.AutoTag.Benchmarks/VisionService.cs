using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// A vision service in a process of its own, so that neither its memory nor its processor time is taken for AutoTag's. It reads every request to
/// its end, and answers each the same after a time; where it has no more places, requests wait for one in front of it.
/// </summary>
internal sealed class VisionService : IAsyncDisposable
{
    private const string Child = "service";

    private readonly Process _process;

    private VisionService(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static bool IsChild(string[] args) => args is [Child, _, _];

    /// <summary>Starts it.</summary>
    /// <param name="latency">How long an answer takes.</param>
    /// <param name="places">How many it works on at once.</param>
    public static async Task<VisionService> StartAsync(TimeSpan latency, int places)
    {
        Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [Child, Text(latency.TotalMilliseconds), Text(places)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new VisionService(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>What the child does, until its input ends.</summary>
    public static async Task ServeAsync(string[] args)
    {
        var latency = TimeSpan.FromMilliseconds(double.Parse(args[1], CultureInfo.InvariantCulture));
        using var places = new SemaphoreSlim(int.Parse(args[2], CultureInfo.InvariantCulture));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, places, latency));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, SemaphoreSlim places, TimeSpan latency)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await places.WaitAsync(context.RequestAborted);
        try
        {
            await Task.Delay(latency, context.RequestAborted);
        }
        finally
        {
            places.Release();
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(s_answer, context.RequestAborted);
    }

    private static readonly byte[] s_answer = JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = "call",
        model = "numbers-1",
        choices = new[] { new { finish_reason = "stop", message = new { role = "assistant", content = Words } } },
        usage = new { prompt_tokens = 100, completion_tokens = 20 },
    });

    private static string Words => JsonSerializer.Serialize(new
    {
        altText = "Two dogs at a window",
        keywords = new[] { new { name = "dog", confidence = 0.92 }, new { name = "window", confidence = 0.9 }, new { name = "chair", confidence = 0.51 } },
    });

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
