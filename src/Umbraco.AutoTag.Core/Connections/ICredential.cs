using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>
/// How a call proves on whose account it is made, where a key alone does not: tokens that expire, signatures over the whole request. Each comes in a
/// package of its own, so that a site with a plain key carries no vendor's library. It holds what the vendor's library caches, and serves every connection.
/// </summary>
public interface ICredential
{
    /// <summary>The word in configuration (<c>AutoTag:Connections:{alias}:Credential</c>), lower case, stable for ever.</summary>
    string Alias { get; }

    /// <summary>What is wrong with a connection's configuration, each as a sentence that names the key; empty when nothing is. Must not do I/O.</summary>
    IEnumerable<string> Validate(ConnectionOptions options);

    /// <summary>
    /// Puts the proof on a request that is complete otherwise, its content included.
    /// </summary>
    /// <returns>Null where it is done; else why it could not be, and nothing is sent.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken);
}
