using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Ollama;

/// <summary>
/// What is installed under a name (<c>GET /api/tags</c>). It is asked after each answer and not remembered: the call takes a thousandth of the
/// answer's time, and a model pulled anew is noticed at once.
/// </summary>
internal static class InstalledModels
{
    private const string Path = "/api/tags";

    /// <summary>As many characters as Ollama itself shows.</summary>
    private const int DigestLength = 12;

    /// <summary>
    /// The beginning of the digest, or the host that does the work where the server passes the model on and its name does not say so; null where the server
    /// says neither, or not in time.
    /// </summary>
    /// <remarks>An answer was given before this is asked, and may have taken minutes: nothing that goes wrong here may cost it.</remarks>
    public static async Task<string?> VersionAsync(Connection connection, string model, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(connection, model, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string?> AskAsync(Connection connection, string model, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, EndpointRule.At(connection.Endpoint, Path));
        message.MarkBesideTheQuestion();
        message.Headers.Accept.ParseAdd("application/json");
        OllamaChat.Authorise(connection, message);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { IsSuccess: true } answer ? Find(connection, answer, model) : null;
    }

    private static string? Find(Connection connection, HttpAnswer answer, string model)
    {
        using JsonDocument? document = answer.ToJson();
        JsonElement entry = document?.RootElement.Items("models").FirstOrDefault(installed => IsNamed(installed, model)) ?? default;

        // A model in the cloud is installed as a stub; the stub's digest says nothing about what answered.
        if (entry.Text("remote_host") is { } remote)
        {
            return connection.Provider.Declaration.Elsewhere?.Has(model) == true ? null : HostOf(remote);
        }

        return entry.Text("digest") is { Length: >= DigestLength } digest && digest.All(char.IsAsciiHexDigit) ? digest[..DigestLength] : null;
    }

    // Its ASCII form: it is shown to administrators.
    private static string? HostOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? remote) && !remote.IsLoopback && remote.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4
            ? remote.IdnHost
            : null;

    private static bool IsNamed(JsonElement installed, string model) =>
        new[] { installed.Text("name"), installed.Text("model") }.Any(name => name is not null
            && (name.Equals(model, StringComparison.OrdinalIgnoreCase) || name.Equals(model + ":latest", StringComparison.OrdinalIgnoreCase)));
}
