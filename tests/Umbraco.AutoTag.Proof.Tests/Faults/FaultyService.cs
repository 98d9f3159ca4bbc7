using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.WorkerProcess;

namespace Umbraco.AutoTag.Proof.Tests.Faults;

/// <summary>A vision service on a free port that does wrong what it is told to, picture by picture, and counts.</summary>
internal sealed class FaultyService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<int, int> _calls = new();
    private int _hanging;

    private FaultyService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>What the pictures of these numbers meet; the others are answered as they should be.</summary>
    public IReadOnlyDictionary<int, Script> Scripts { get; set; } = new Dictionary<int, Script>();

    /// <summary>Met by every call for as long as it is set.</summary>
    public Fault? Outage { get; set; }

    /// <summary>Calls that are let hang at this moment.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    public int Calls => _calls.Values.Sum();

    public static async Task<FaultyService> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new FaultyService(builder.Build());
        service._app.Run(service.AnswerAsync);
        await service._app.StartAsync();
        return service;
    }

    /// <summary>How often this picture came.</summary>
    public int CallsFor(int number) => _calls.GetValueOrDefault(number);

    public static JsonObject Good(int number) => Reply(JsonSerializer.Serialize(
        new { keywords = CountingService.KeywordsOf(number).Select(name => new { name, confidence = 0.9 }), altText = CountingService.AltTextOf(number) }));

    public static JsonObject Reply(string content) => new()
    {
        ["id"] = "call-1",
        ["model"] = "numbers-1",
        ["choices"] = new JsonArray(new JsonObject { ["finish_reason"] = "stop", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 20 },
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        JsonNode question = (await JsonNode.ParseAsync(context.Request.Body))!;
        string uri = (string)question["messages"]!.AsArray().Last()!["content"]!.AsArray().First(part => part!["image_url"] is not null)!["image_url"]!["url"]!;
        int number = NumberedPicture.NumberIn(Convert.FromBase64String(uri[(uri.IndexOf(',') + 1)..]));
        int earlier = _calls.AddOrUpdate(number, 1, (_, calls) => calls + 1) - 1;
        if ((Outage ?? Scripts.GetValueOrDefault(number)?.Meets.ElementAtOrDefault(earlier)) is { } fault)
        {
            await DoAsync(fault, context, number);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Good(number).ToJsonString(), context.RequestAborted);
    }

    private async Task DoAsync(Fault fault, HttpContext context, int number)
    {
        bool hangs = fault == Fault.Hangs;
        if (hangs)
        {
            Interlocked.Increment(ref _hanging);
        }

        try
        {
            await fault.AnswerAsync(context, number);
        }
        finally
        {
            if (hangs)
            {
                Interlocked.Decrement(ref _hanging);
            }
        }
    }
}
