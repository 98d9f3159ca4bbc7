using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Providers.OpenRouter;

namespace Umbraco.AutoTag.Configuration;

/// <summary>Fetches OpenRouter's list of models, where the site allows it and somebody asks for it, and keeps it. No key is sent.</summary>
internal sealed class FetchCatalogue(
    IHttpClientFactory http, ICatalogueStore store, IOptionsMonitor<AutoTagOptions> options, TimeProvider clock, ILogger<FetchCatalogue> log)
{
    /// <summary>Many times what the list of 2026 has.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with an address to fetch from, as a sentence that names the key; null where nothing is.</summary>
    public static string? ProblemWith(Uri? address) =>
        address is { IsAbsoluteUri: true } whole && (whole.Scheme == Uri.UriSchemeHttps || (whole.Scheme == Uri.UriSchemeHttp && whole.IsLoopback))
            ? null
            : "AutoTag:Catalogue:Address must be a whole address that begins with https://, or leave it out.";

    /// <summary>Fetches it. What was kept stays where that fails.</summary>
    /// <returns>Null where it is kept; else why it is not, as a sentence.</returns>
    public async Task<string?> FetchAsync(CancellationToken cancellationToken)
    {
        Uri address = options.CurrentValue.Catalogue.Address;
        if (ProblemWith(address) is { } refused)
        {
            return $"Nothing was fetched. {refused}";
        }

        (ReadOnlyMemory<byte> list, string? problem) = await ReadAsync(address, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (OpenRouterCatalogue.Read(list) is not { Count: > 0 } models)
        {
            return $"What {address.Host} answered is no list of models.";
        }

        await store.KeepAsync(new FetchedCatalogue(OpenRouterCatalogue.Vendor, clock.GetUtcNow(), models), cancellationToken);
        log.LogInformation("AutoTag fetched a list of {Count} models from {Host}.", models.Count, address.Host);
        return null;
    }

    private async Task<(ReadOnlyMemory<byte> List, string? Problem)> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            using HttpClient client = http.CreateClient(ConnectionHttp.ClientName);
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/json" } } };
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                return (default, $"{address.Host} points elsewhere (HTTP {(int)response.StatusCode}), which is not followed. Write the list's own address into AutoTag:Catalogue:Address.");
            }

            if (!response.IsSuccessStatusCode)
            {
                return (default, $"{address.Host} answered with HTTP {(int)response.StatusCode}.");
            }

            return await ReadAsync(response.Content, either.Token) is { } list ? (list, null) : (default, $"{address.Host} answered with more than {MostBytes / 1024 / 1024} MB.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (default, $"{address.Host} could not be reached, or did not answer in time.");
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        using var list = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (list.Length + read > MostBytes)
            {
                return null;
            }

            list.Write(buffer, 0, read);
        }

        return list.ToArray();
    }
}
