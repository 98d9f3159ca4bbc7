using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Where a connection names a credential, its key is the credential's business, and is never sent as it is.</summary>
public static class CredentialRule
{
    /// <summary>True where a credential proves on whose account a call is made.</summary>
    public static bool NeedsCredential(this ConnectionOptions options) => !string.IsNullOrWhiteSpace(options.Credential);

    /// <summary>Lets the credential put its proof on a request; null where it did, or where none is needed.</summary>
    internal static Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!connection.Options.NeedsCredential())
        {
            return Task.FromResult<Failure?>(null);
        }

        // A system that does not know the credential would be sent the key that belongs to it.
        bool isTaken = connection.Provider.Declaration.Credentials.Contains(connection.Options.Credential!.Trim(), StringComparer.OrdinalIgnoreCase);
        return isTaken && connection.Credential is { } credential
            ? credential.AuthoriseAsync(connection, request, cancellationToken)
            : Task.FromResult<Failure?>(Missing(connection));
    }

    private static Failure Missing(Connection connection) => new(
        FailureKind.Misconfigured,
        $"The credential that AutoTag:Connections:{connection.Alias}:Credential names is brought by no installed package, or is none that {connection.Provider.Declaration.Name} takes, so nothing was sent. Install its package, or take the line out.")
    {
        Code = "credential",
        Sent = false,
    };
}
