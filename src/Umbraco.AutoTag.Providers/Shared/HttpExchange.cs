using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What became of one exchange: an answer, whatever its status, or the reason there is none.</summary>
/// <param name="Answer">The answer; null where none came.</param>
/// <param name="Failure">Why none came; null where one did.</param>
public readonly record struct ExchangeResult(HttpAnswer? Answer, Failure? Failure);

/// <summary>
/// One request and its answer. What the network does wrong becomes a <see cref="Failure"/>: a request that never left was not paid for, a lost
/// answer may have been. The answer is read up to <see cref="MaxAnswerBytes"/> and not one byte further.
/// </summary>
public static class HttpExchange
{
    /// <summary>1 MB: a hundred times the longest answer a system has reason to give.</summary>
    public const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>Sends and reads.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<ExchangeResult> SendAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(connection, request, MaxAnswerBytes, cancellationToken);

    /// <summary>The same for answers of another length: many answers at once.</summary>
    internal static async Task<ExchangeResult> SendAsync(Connection connection, HttpRequestMessage request, int mostBytes, CancellationToken cancellationToken)
    {
        if (await AuthoriseAsync(connection, request, cancellationToken) is { } refused)
        {
            return new ExchangeResult(null, refused);
        }

        try
        {
            using HttpResponseMessage response = await connection.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            (byte[] body, bool tooLong) = await ReadAsync(response.Content, mostBytes, cancellationToken);
            var answer = new HttpAnswer(response.StatusCode, response.Headers, WithoutByteOrderMark(body));
            return tooLong && answer.IsSuccess ? new ExchangeResult(null, TooLong(connection, mostBytes)) : new ExchangeResult(answer, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ExchangeResult(null, Lost(connection, "did not answer in time"));
        }
        catch (HttpRequestException exception)
        {
            return new ExchangeResult(null, Explain(connection, exception.HttpRequestError));
        }
        catch (IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new ExchangeResult(null, Lost(connection, "broke off in the middle of its answer"));
        }
    }

    /// <summary>Charged, where this connection is charged at all and nobody can say whether this attempt was.</summary>
    public static Charged ChargedUnlessFree(Connection connection, Charged charged) =>
        connection.Provider.Declaration.Charged ? charged : Charged.No;

    // What goes wrong here goes wrong at whoever gives out tokens: the system itself was not asked and cannot have charged.
    private static async Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await CredentialRule.AuthoriseAsync(connection, request, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                throw new NothingSentException("The service that gives it its token did not answer in time.", cancellationToken);
            }

            return new Failure(
                FailureKind.Unavailable,
                $"The service that gives connection '{connection.Alias}' its token cannot be reached or did not answer in time, so nothing was sent. If it stays so, check the server's network.")
            {
                Code = "token",
                Sent = false,
            };
        }
    }

    private static async Task<(byte[] Body, bool TooLong)> ReadAsync(HttpContent content, int mostBytes, CancellationToken cancellationToken)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            int room = mostBytes - (int)body.Length;
            body.Write(buffer, 0, Math.Min(read, room));
            if (read > room)
            {
                return (body.ToArray(), true);
            }
        }

        return (body.ToArray(), false);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] body) =>
        body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;

    private static Failure Explain(Connection connection, HttpRequestError error)
    {
        string endpoint = $"AutoTag:Connections:{connection.Alias}:Endpoint";
        return error switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError when ProxyOf(connection) is { } proxy =>
                NotSent($"The proxy '{proxy}', through which connection '{connection.Alias}' goes to '{connection.Endpoint.Host}', cannot be reached. If it stays so, check the server's proxy settings."),
            HttpRequestError.NameResolutionError =>
                NotSent($"The host '{connection.Endpoint.Host}' of connection '{connection.Alias}' is not known to DNS. Check {endpoint} and the server's network."),
            HttpRequestError.ConnectionError =>
                NotSent($"'{connection.Endpoint.Host}' of connection '{connection.Alias}' cannot be reached. If it stays so, check {endpoint} and the firewall."),
            HttpRequestError.SecureConnectionError =>
                NotSent($"No secure connection to '{connection.Endpoint.Host}' of connection '{connection.Alias}': its certificate is not trusted by this server. Nothing was sent."),
            HttpRequestError.ProxyTunnelError =>
                NotSent($"The proxy does not let connection '{connection.Alias}' through to '{connection.Endpoint.Host}'. Check the server's proxy settings."),
            _ => Lost(connection, "broke off before its answer was complete"),
        };
    }

    // Without the name and password that may stand in its address.
    private static string? ProxyOf(Connection connection) =>
        HttpClient.DefaultProxy.IsBypassed(connection.Endpoint) ? null : HttpClient.DefaultProxy.GetProxy(connection.Endpoint)?.Authority;

    private static Failure NotSent(string message) => new(FailureKind.Unavailable, message) { Code = "network" };

    private static Failure Lost(Connection connection, string what) =>
        new(FailureKind.Unavailable, $"Connection '{connection.Alias}' {what}.")
        {
            Code = "answer-lost",
            Charged = ChargedUnlessFree(connection, Charged.Unknown),
        };

    private static Failure TooLong(Connection connection, int mostBytes) =>
        new(FailureKind.Malformed, $"Connection '{connection.Alias}' answered with more than {mostBytes / 1024 / 1024} MB, which no picture needs; the answer was not used.")
        {
            Code = "too-long",
            Charged = ChargedUnlessFree(connection, Charged.Yes),
        };
}
