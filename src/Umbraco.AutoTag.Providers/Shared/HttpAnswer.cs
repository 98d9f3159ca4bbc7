using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What came back over HTTP, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body without a byte order mark; at most <see cref="HttpExchange.MaxAnswerBytes"/>.</param>
public sealed record HttpAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body)
{
    private static readonly string[] s_requestIdHeaders = ["x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "x-baseten-request-id", "cf-ray"];

    /// <summary>True for 200 to 299.</summary>
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>True where the body is a page for a browser, whatever its declared type: a gateway or a sign-in page answered, not the system.</summary>
    public bool IsHtml => Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>The system's id of the exchange from the headers; null where it gives none.</summary>
    public string? RequestId => s_requestIdHeaders
        .Select(name => ExchangeId.Of(Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.FirstOrDefault() : null))
        .FirstOrDefault(id => id is not null);

    /// <summary>The body as JSON, to be disposed of by who asks; null where it is none.</summary>
    public JsonDocument? ToJson()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Never the body: it may hold the picture or the key.</summary>
    public override string ToString() => $"HTTP {(int)Status}, {Body.Length} bytes";
}
