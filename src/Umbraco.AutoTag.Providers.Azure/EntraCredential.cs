using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Azure;

/// <summary>
/// A bearer token for Azure's AI services from Entra ID, for whoever Azure's own chain finds (environment, workload or managed identity, developer
/// sign-in). Azure's library keeps tokens and renews them before they expire.
/// </summary>
public sealed class EntraCredential : ICredential
{
    private static readonly TokenRequestContext s_scope = new(["https://cognitiveservices.azure.com/.default"]);

    private readonly Lazy<TokenCredential> _identity;

    /// <summary>As the server is.</summary>
    public EntraCredential()
        : this(new Lazy<TokenCredential>(() => new DefaultAzureCredential()))
    {
    }

    /// <summary>As somebody else: a client with a secret or a certificate, or a certain managed identity.</summary>
    public EntraCredential(TokenCredential identity)
        : this(new Lazy<TokenCredential>(identity))
    {
    }

    private EntraCredential(Lazy<TokenCredential> identity) => _identity = identity;

    /// <inheritdoc />
    public string Alias => "entra";

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) => string.IsNullOrWhiteSpace(options.ApiKey)
        ? []
        : ["AutoTag:Connections:{alias}:ApiKey is not used beside Credential 'entra': take one of the two out."];

    /// <inheritdoc />
    public async Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            AccessToken token = await _identity.Value.GetTokenAsync(s_scope, cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            return null;
        }
        catch (AuthenticationFailedException)
        {
            return new Failure(
                FailureKind.Unauthorised,
                $"Entra ID gives no token to connection '{connection.Alias}'. Give this server a managed identity with the role Cognitive Services User on the resource, or use a key: AutoTag:Connections:{connection.Alias}:ApiKey without Credential.")
            {
                Code = "token",
                Sent = false,
            };
        }
    }
}
