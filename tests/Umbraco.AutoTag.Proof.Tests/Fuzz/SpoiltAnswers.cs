using System.Net;
using System.Net.Http.Headers;

namespace Umbraco.AutoTag.Proof.Tests.Fuzz;

/// <summary>A vendor without a network: what it answers is set before it is asked. One for each thread.</summary>
internal sealed class SpoiltAnswers : HttpMessageHandler
{
    public HttpStatusCode Status { get; set; }

    public byte[] Body { get; set; } = [];

    public string ContentType { get; set; } = "application/json";

    public string? RetryAfter { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        var response = new HttpResponseMessage(Status) { Content = content };
        if (RetryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
        }

        return Task.FromResult(response);
    }
}
