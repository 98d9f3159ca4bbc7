using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>Stands between AutoTag and the vision service, hands everything on, and keeps every byte that the service receives.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _service;
    private readonly ConcurrentQueue<Sent> _sent = new();

    private Wire(WebApplication app, Uri service) => (_app, _service) = (app, new HttpClient { BaseAddress = service });

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What was sent since the last time it was forgotten.</summary>
    public IReadOnlyList<Sent> All => [.. _sent];

    public static async Task<Wire> StartAsync(int servicePort)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var wire = new Wire(builder.Build(), new Uri($"http://127.0.0.1:{servicePort}"));
        wire._app.Run(wire.HandOnAsync);
        await wire._app.StartAsync();
        return wire;
    }

    public void Forget() => _sent.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _service.Dispose();
    }

    private async Task HandOnAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        string headers = string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n"));
        _sent.Enqueue(new Sent(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}\n{headers}"), body.ToArray()));

        using var onwards = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.GetEncodedPathAndQuery());
        onwards.Content = new ByteArrayContent(body.ToArray());
        onwards.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        using HttpResponseMessage answer = await _service.SendAsync(onwards, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}

/// <summary>One request as the service received it.</summary>
/// <param name="Head">Method, path, query and headers.</param>
/// <param name="Body">Its body.</param>
internal sealed record Sent(byte[] Head, byte[] Body)
{
    private const string Base64 = ";base64,";

    /// <summary>The pictures in it, unpacked from their text.</summary>
    public IReadOnlyList<byte[]> Pictures => [.. Texts(JsonNode.Parse(Body)).Where(text => text.Contains(Base64, StringComparison.Ordinal)).Select(Unpacked)];

    private static byte[] Unpacked(string uri) => Convert.FromBase64String(uri[(uri.IndexOf(Base64, StringComparison.Ordinal) + Base64.Length)..]);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(child => Texts(child.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
