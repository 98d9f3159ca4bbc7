using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace Umbraco.AutoTag.Providers.Aws;

/// <summary>
/// Puts a Signature Version 4 on a request. The canonical form is written here, because AWS's library writes it only for its own requests; the
/// signature is the library's. Source: AWS documentation, "Create a signed AWS API request"; the form is held against golden vectors.
/// </summary>
internal static class RequestSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Signs a request without a query, its content included.</summary>
    public static async Task AddAsync(
        HttpRequestMessage request,
        ImmutableCredentials keys,
        string service,
        string region,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("X-Amz-Date", now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        if (keys.UseToken)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", keys.Token);
        }

        await using Stream body = await request.Content!.ReadAsStreamAsync(cancellationToken);
        string payload = Convert.ToHexStringLower(await SHA256.HashDataAsync(body, cancellationToken));
        SortedDictionary<string, string> headers = Signed(request);
        string names = string.Join(';', headers.Keys);
        string canonical = string.Join('\n', [request.Method.Method, PathOf(request.RequestUri!), string.Empty, .. headers.Select(h => $"{h.Key}:{h.Value}"), string.Empty, names, payload]);
        AWS4SigningResult signature = AWS4Signer.ComputeSignature(keys.AccessKey, keys.SecretKey, region, now.UtcDateTime, service, names, canonical);
        request.Headers.Authorization = new AuthenticationHeaderValue(Algorithm, $"Credential={keys.AccessKey}/{signature.Scope}, SignedHeaders={names}, Signature={signature.Signature}");
    }

    private static SortedDictionary<string, string> Signed(HttpRequestMessage request)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.IsDefaultPort ? request.RequestUri.Host : request.RequestUri.Authority };
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated))
        {
            string lower = name.ToLowerInvariant();
            if (lower is "content-type" or "accept" || lower.StartsWith("x-amz-", StringComparison.Ordinal))
            {
                headers[lower] = values.ToString().Trim();
            }
        }

        return headers;
    }

    // Each part of the path as it is sent is encoded once more; S3, which is not called, would be the exception.
    private static string PathOf(Uri uri) => string.Join('/', uri.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
}
