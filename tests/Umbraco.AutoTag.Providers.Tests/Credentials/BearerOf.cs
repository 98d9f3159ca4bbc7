using System.Net.Http.Headers;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Credentials;

/// <summary>A credential that has its token already.</summary>
internal sealed class BearerOf(string token) : ICredential
{
    public string Alias => "google";

    public IEnumerable<string> Validate(ConnectionOptions options) => [];

    public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Task.FromResult<Failure?>(null);
    }
}
