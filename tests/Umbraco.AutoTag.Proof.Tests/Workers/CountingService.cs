using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Workers;

/// <summary>A vision service on a free port that reads the number out of each picture, describes it by that number, and remembers every call.</summary>
internal sealed class CountingService : IAsyncDisposable
{
    /// <summary>What a call costs where a million tokens cost one dollar.</summary>
    public const long MicroUsdPerCall = TokensRead + TokensWritten;

    private const int TokensRead = 600;
    private const int TokensWritten = 100;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private readonly TimeSpan _latency;
    private volatile TaskCompletionSource? _held;
    private int _underWay;

    private CountingService(WebApplication app, TimeSpan latency) => (_app, _latency) = (app, latency);

    public Uri Address => new(_app.Urls.First());

    /// <summary>The numbers of the pictures it was sent, one for each call.</summary>
    public IReadOnlyList<int> Calls => [.. _arrivals.Select(arrival => arrival.Number)];

    /// <summary>The calls with the moments at which they came, in no order.</summary>
    public IReadOnlyList<Arrival> Arrivals => [.. _arrivals];

    /// <summary>How many calls it has answered, or would have: each costs <see cref="MicroUsdPerCall"/>.</summary>
    public int Charged => _arrivals.Count;

    /// <summary>Calls that wait for their answer at this moment.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Lets nothing out until <see cref="Release"/>: whoever asks waits.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers again.</summary>
    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    public static string AltTextOf(int number) => $"Picture number {number}";

    public static IReadOnlyList<string> KeywordsOf(int number) => [$"number {number}", "picture", number % 2 == 0 ? "even" : "odd"];

    public static async Task<CountingService> StartAsync(TimeSpan latency)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new CountingService(builder.Build(), latency);
        service._app.Run(service.AnswerAsync);
        await service._app.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        JsonNode question = (await JsonNode.ParseAsync(context.Request.Body))!;
        string uri = (string)question["messages"]!.AsArray().Last()!["content"]!.AsArray().First(part => part!["image_url"] is not null)!["image_url"]!["url"]!;
        int number = NumberedPicture.NumberIn(Convert.FromBase64String(uri[(uri.IndexOf(',') + 1)..]));
        if (number == NumberedPicture.WarmUp)
        {
            await context.Response.WriteAsJsonAsync(Reply(number));
            return;
        }

        // Whether the caller still lives or not: from here on it costs.
        _arrivals.Enqueue(new Arrival(number, at));
        Interlocked.Increment(ref _underWay);
        try
        {
            await Task.Delay(_latency, context.RequestAborted);
            await (_held?.Task ?? Task.CompletedTask).WaitAsync(context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }

        await context.Response.WriteAsJsonAsync(Reply(number), context.RequestAborted);
    }

    private static JsonObject Reply(int number)
    {
        string content = JsonSerializer.Serialize(new { keywords = KeywordsOf(number).Select(name => new { name, confidence = 0.9 }), altText = AltTextOf(number) });
        return new JsonObject
        {
            ["id"] = $"call-{number}",
            ["model"] = "numbers-1",
            ["choices"] = new JsonArray(new JsonObject { ["finish_reason"] = "stop", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = TokensRead, ["completion_tokens"] = TokensWritten },
        };
    }
}

/// <summary>A call as the service saw it.</summary>
/// <param name="Number">The number in the picture.</param>
/// <param name="At">When its head was there, by the world's clock.</param>
internal sealed record Arrival(int Number, DateTimeOffset At);
