using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Newtonsoft.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using ICredential = Umbraco.AutoTag.Core.Connections.ICredential;

namespace Umbraco.AutoTag.Providers.Google;

/// <summary>
/// A bearer token for Google Cloud: of the service account whose JSON is the connection's ApiKey, or where there is none of what Google's own chain
/// finds (environment, workload identity, metadata server). Google's library renews tokens before they expire.
/// </summary>
public sealed class GoogleCloudCredential : ICredential
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    // By the hash of the account's JSON, so that a changed one is taken up; the JSON itself is kept nowhere twice.
    private readonly ConcurrentDictionary<string, ITokenAccess> _accounts = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Alias => "google";

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.ApiKey) && Read(options.ApiKey) is null)
        {
            yield return "AutoTag:Connections:{alias}:ApiKey must be the JSON of a service account's key, or be left out to use Google's own chain of credentials.";
        }
    }

    /// <inheritdoc />
    public async Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            ITokenAccess account = await AccountAsync(connection.Options.ApiKey, cancellationToken);
            string token = await account.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return null;
        }
        catch (HttpRequestException)
        {
            return new Failure(FailureKind.Unavailable, $"Google's token service cannot be reached for connection '{connection.Alias}'.") { Code = "token", Sent = false };
        }
        // Refused by Google, or no credentials anywhere.
        catch (Exception e) when (e is TokenResponseException or InvalidOperationException)
        {
            return new Failure(
                FailureKind.Unauthorised,
                $"Google gives no token to connection '{connection.Alias}'. Put a service account's JSON into AutoTag:Connections:{connection.Alias}:ApiKey, or give this server an identity, and check that the account is not disabled.")
            {
                Code = "token",
                Sent = false,
            };
        }
    }

    private async Task<ITokenAccess> AccountAsync(string? json, CancellationToken cancellationToken)
    {
        string key = string.IsNullOrWhiteSpace(json) ? string.Empty : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        if (!_accounts.TryGetValue(key, out ITokenAccess? account))
        {
            GoogleCredential credential = key.Length == 0
                ? await GoogleCredential.GetApplicationDefaultAsync(cancellationToken)
                : Read(json!) ?? throw new InvalidOperationException("The key is no service account's.");
            account = _accounts.GetOrAdd(key, (ITokenAccess)credential.CreateScoped(Scope));
        }

        return account;
    }

    private static GoogleCredential? Read(string json)
    {
        try
        {
            return CredentialFactory.FromJson<ServiceAccountCredential>(json).ToGoogleCredential();
        }
        // Whatever the library thinks of a text that is no service account.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }
}
