using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>What a vendor's server received.</summary>
public sealed record ReceivedRequest(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as it came, where it is no text.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}

/// <summary>A real HTTP server on a free port of this machine that answers as it is told, and remembers what it was asked.</summary>
public sealed class VendorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RequestDelegate _answer = context => { context.Response.StatusCode = 500; return Task.CompletedTask; };

    private VendorServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    /// <summary>Completes when the first request has arrived.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Starts one that speaks plain HTTP.</summary>
    public static Task<VendorServer> StartAsync() => StartAsync(certificate: null);

    /// <summary>Starts one that speaks HTTPS with a certificate of its own making, which nobody trusts.</summary>
    public static Task<VendorServer> StartUntrustedAsync() => StartAsync(OwnCertificate());

    /// <summary>Answers every request like this from now on.</summary>
    public void Answer(RequestDelegate answer) => _answer = answer;

    /// <summary>Answers every request with a body from now on.</summary>
    public void Answer(int status, string body, string contentType = "application/json", IEnumerable<KeyValuePair<string, string>>? headers = null) => Answer(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        foreach ((string name, string value) in headers ?? [])
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    });

    /// <summary>Sends the beginning of an answer, then breaks the connection.</summary>
    public void BreakOff(string beginning) => Answer(async context =>
    {
        await BeginAsync(context, beginning);
        context.Abort();
    });

    /// <summary>Breaks the connection without a word.</summary>
    public void Reset() => Answer(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Never answers; ends when the caller goes.</summary>
    public void Hang() => Answer(UntilGoneAsync);

    /// <summary>Sends the beginning of an answer and never goes on; ends when the caller goes.</summary>
    public void HangAfter(string beginning) => Answer(async context =>
    {
        await BeginAsync(context, beginning);
        await UntilGoneAsync(context);
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task<VendorServer> StartAsync(X509Certificate2? certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var server = new VendorServer(builder.Build());
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First());
        return server;
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    private static async Task BeginAsync(HttpContext context, string beginning)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = beginning.Length + 1_000;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(beginning));
        await context.Response.Body.FlushAsync();
    }

    private static async Task UntilGoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.SetResult());
        await gone.Task;
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var received = new MemoryStream();
        await context.Request.Body.CopyToAsync(received);
        byte[] body = received.ToArray();
        _received.Enqueue(new ReceivedRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(body)) { Bytes = body });
        _asked.TrySetResult();
        await _answer(context);
    }
}
