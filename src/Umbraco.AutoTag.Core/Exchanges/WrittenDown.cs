using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>Turns what goes over the network into what an admin may see of it. Only what is known to be harmless keeps its value.</summary>
internal static class WrittenDown
{
    /// <summary>Longer than any question AutoTag asks.</summary>
    private const int MostCharacters = 32 * 1024;

    // What is cut off in the middle could be the beginning of a secret.
    private const int Doubtful = 512;

    private static readonly HashSet<string> s_harmlessSent = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Accept-Language", "Content-Disposition", "Content-Length", "Content-Type", "User-Agent", "Prefer",
        "anthropic-version", "anthropic-beta", "OpenAI-Beta", "X-Amz-Target", "X-Amz-Date", "X-Amz-Content-Sha256", "HTTP-Referer", "X-Title",
    };

    private static readonly HashSet<string> s_harmlessInQuery = new(StringComparer.OrdinalIgnoreCase)
    {
        "api-version", "features", "language", "model-version", "version", "limit", "threshold", "decrease_parents", "wait", "$alt",
    };

    private static readonly HashSet<string> s_hiddenReceived = new(StringComparer.OrdinalIgnoreCase)
    {
        "Set-Cookie", "Cookie", "Authorization", "Proxy-Authenticate", "Proxy-Authorization", "Authentication-Info", "Location", "Content-Location", "Refresh",
    };

    public static async Task<SentRequest> RequestAsync(HttpRequestMessage request, Redaction redaction, CancellationToken cancellationToken) => new(
        request.Method.Method,
        AddressOf(request.RequestUri!, redaction),
        [.. Lines(request.Headers, redaction, s_harmlessSent.Contains), .. Lines(request.Content?.Headers, redaction, s_harmlessSent.Contains)],
        request.Content is { } content ? await BodyAsync(content, redaction, cancellationToken) : null);

    public static ReceivedResponse Response(HttpResponseMessage response, ObservedContent content, Redaction redaction)
    {
        (string body, bool isCut) = Received(content.Kept, content.IsCut, content.Headers.ContentType, redaction);
        return new ReceivedResponse(
            (int)response.StatusCode,
            response.ReasonPhrase is { Length: > 0 } reason ? redaction.Of(reason) : null,
            [.. Lines(response.Headers, redaction, IsShown), .. Lines(content.Headers, redaction, IsShown)],
            body,
            isCut);
    }

    /// <summary>An item of a list of answers, as the body of a single call's answer is written down.</summary>
    public static (string Text, bool IsCut) Listed(ListedAnswer listed, Redaction redaction) =>
        Received(listed.Beginning(ObservedContent.MostBytes, out bool isCut), isCut, type: null, redaction);

    private static bool IsShown(string receivedHeader) => !s_hiddenReceived.Contains(receivedHeader);

    private static string AddressOf(Uri address, Redaction redaction)
    {
        IEnumerable<string> query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2))
            .Select(pair => s_harmlessInQuery.Contains(Uri.UnescapeDataString(pair[0])) ? string.Join('=', pair) : $"{pair[0]}={Redaction.Hidden}");
        string shown = string.Join('&', query);
        return redaction.Of($"{address.GetLeftPart(UriPartial.Path)}{(shown.Length > 0 ? "?" + shown : "")}");
    }

    private static IEnumerable<HeaderLine> Lines(HttpHeaders? headers, Redaction redaction, Func<string, bool> isHarmless) =>
        from header in headers?.NonValidated ?? default
        select new HeaderLine(redaction.Of(header.Key), isHarmless(header.Key) ? redaction.Of(header.Value.ToString()) : null);

    private static (string Text, bool IsCut) Received(ReadOnlyMemory<byte> beginning, bool isCut, MediaTypeHeaderValue? type, Redaction redaction)
    {
        ReadOnlyMemory<byte> sure = isCut ? beginning[..Math.Max(0, beginning.Length - Math.Max(Doubtful, redaction.LongestSecret))] : beginning;
        (string text, bool isTextCut) = Capped(Text(sure, type, redaction));
        return (text, isCut || isTextCut);
    }

    private static async Task<string> BodyAsync(HttpContent content, Redaction redaction, CancellationToken cancellationToken)
    {
        await content.LoadIntoBufferAsync(cancellationToken);
        if (content is not MultipartContent parts)
        {
            return Capped(Text(await content.ReadAsByteArrayAsync(cancellationToken), content.Headers.ContentType, redaction)).Text;
        }

        var text = new StringBuilder();
        foreach (HttpContent part in parts)
        {
            foreach (HeaderLine line in Lines(part.Headers, redaction, s_harmlessSent.Contains))
            {
                text.Append(line.Name).Append(": ").Append(line.Value ?? Redaction.Hidden).Append('\n');
            }

            text.Append('\n').Append(await BodyAsync(part, redaction, cancellationToken)).Append("\n\n");
        }

        return text.ToString().TrimEnd();
    }

    private static string Text(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type, Redaction redaction)
    {
        bool isText = body.Span.IndexOf((byte)0) < 0 && type?.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true && !redaction.IsPicture(body.Span);
        return isText
            ? redaction.OfBody(body)
            : string.Create(CultureInfo.InvariantCulture, $"[{redaction.Of(type?.MediaType ?? "binary")}, {body.Length:N0} bytes]");
    }

    private static (string Text, bool IsCut) Capped(string text) => text.Length > MostCharacters ? (text[..MostCharacters], true) : (text, false);
}
