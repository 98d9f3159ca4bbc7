using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Proof.Tests.Workers;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Proof.Tests.Faults;

/// <summary>One thing that a vision service may do wrong, as it does it.</summary>
/// <param name="Name">For people.</param>
/// <param name="AnswerAsync">Does it.</param>
internal sealed record Fault(string Name, Func<HttpContext, int, Task> AnswerAsync)
{
    private const string Rate = """{"error":{"message":"Rate limit reached.","type":"requests","code":"rate_limit_exceeded"}}""";

    public static readonly Fault Hangs = new("no answer in time", async (context, _) =>
    {
        var gone = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.SetResult());
        await gone.Task;
    });

    public static readonly Fault Resets = new("connection reset", (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public static readonly Fault BreaksOff = new("answer broken off", async (context, number) =>
    {
        string whole = FaultyService.Good(number).ToJsonString();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(whole);
        await context.Response.WriteAsync(whole[..(whole.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    public static readonly Fault HalfAnAnswer = new("half a JSON as a whole answer", (context, number) => WriteAsync(context, 200, FaultyService.Good(number).ToJsonString()[..90]));

    public static readonly Fault Rubbish = new("rubbish instead of words", (context, number) => WriteAsync(context, 200, FaultyService.Reply("Sure! \u0007 Lorem <b>ipsum</b> }{ [[").ToJsonString()));

    public static readonly Fault HtmlPage = new("a page instead of an answer", async (context, _) =>
    {
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<!doctype html><html><body><h1>Bad gateway</h1></body></html>");
    });

    /// <summary>The words of this picture, wrapped in what must never reach a site.</summary>
    public static readonly Fault Markup = new("markup and control characters", (context, number) => WriteAsync(context, 200, FaultyService.Reply(JsonSerializer.Serialize(new
    {
        keywords = CountingService.KeywordsOf(number).Select(name => new { name = $"<b>{name}</b>\u0000", confidence = 0.9 }),
        altText = $"<img src=x onerror=alert(1)>{CountingService.AltTextOf(number)}\u0007\u202e",
    })).ToJsonString()));

    public static readonly Fault OtherModel = new("another model than asked", (context, number) =>
    {
        JsonObject reply = FaultyService.Good(number);
        reply["model"] = "somebody-else-9";
        return WriteAsync(context, 200, reply.ToJsonString());
    });

    /// <summary>Every way of saying "too fast".</summary>
    public static readonly IReadOnlyList<Fault> TooFast =
    [
        new("429 that says nothing more", (context, _) => WriteAsync(context, 429, Rate)),
        new("429 with seconds", (context, _) => WriteAsync(context, 429, Rate, ("Retry-After", "7"))),
        new("429 with a fraction", (context, _) => WriteAsync(context, 429, Rate, ("Retry-After", "0.64"))),
        new("429 with milliseconds", (context, _) => WriteAsync(context, 429, Rate, ("retry-after-ms", "1500"))),
        new("429 with a date", (context, _) => WriteAsync(
            context, 429, Rate, ("Date", "Wed, 04 Mar 2026 12:00:00 GMT"), ("Retry-After", "Wed, 04 Mar 2026 12:00:30 GMT"))),
        new("429 with a wait in words", (context, _) => WriteAsync(context, 429, Rate.Replace("reached.", "reached. Please try again in 640ms.", StringComparison.Ordinal))),
        new("429 with a wait that is none", (context, _) => WriteAsync(context, 429, Rate, ("Retry-After", "soon"))),
    ];

    /// <summary>A vendor's own words, from the samples.</summary>
    public static Fault Of(ProviderSample sample) => new(sample.File, (context, _) => WriteAsync(context, sample.Status, sample.Body, [.. sample.Headers.Select(h => (h.Key, h.Value))]));

    /// <summary>A bare status.</summary>
    public static Fault OfStatus(int status) => new(status.ToString(CultureInfo.InvariantCulture), (context, _) => WriteAsync(context, status, """{"error":{"message":"Something went wrong.","type":"server_error"}}"""));

    public override string ToString() => Name;

    private static Task WriteAsync(HttpContext context, int status, string body, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach ((string name, string value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(body, Encoding.UTF8);
    }
}

/// <summary>What an item meets, and how it therefore must end.</summary>
/// <param name="Meets">In this order, one per call; afterwards the service answers as it should.</param>
/// <param name="State">How the item ends.</param>
/// <param name="ReasonCode">With which reason.</param>
internal sealed record Script(IReadOnlyList<Fault> Meets, WorkState State = WorkState.Done, string? ReasonCode = null)
{
    /// <summary>Where the faults are answers themselves, nothing is asked after them.</summary>
    public bool EndsWithFault { get; init; }

    public int Calls => Meets.Count + (EndsWithFault || State != WorkState.Done ? 0 : 1);

    public override string ToString() => $"{string.Join(", ", Meets)} → {State} {ReasonCode}";
}
