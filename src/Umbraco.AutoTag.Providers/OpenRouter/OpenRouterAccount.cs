using System.Net.Http.Headers;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.OpenRouter;

/// <summary>What is left in the account, in OpenRouter's credits (dollars): of the key where it has a limit of its own, else of the account.</summary>
internal static class OpenRouterAccount
{
    /// <summary>The credits left; null where the account does not say, or does not say it in time.</summary>
    /// <remarks>An answer was given and paid for before this is asked: nothing that goes wrong here may cost it.</remarks>
    public static async Task<decimal?> LeftAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(connection, "/api/v1/key", key => Dollars(key, "limit_remaining"), cancellationToken)
                ?? await AskAsync(connection, "/api/v1/credits", account => Dollars(account, "total_credits") - Dollars(account, "total_usage"), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // Beyond this no account is, and no difference fits any more.
    private static decimal? Dollars(JsonElement element, string name) => element.Amount(name) is { } amount and > -1_000_000_000 and < 1_000_000_000 ? amount : null;

    private static async Task<decimal?> AskAsync(Connection connection, string path, Func<JsonElement, decimal?> read, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, EndpointRule.At(connection.Endpoint, path));
        message.MarkBesideTheQuestion();
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { IsSuccess: true } answer ? Read(answer, read) : null;
    }

    private static decimal? Read(HttpAnswer answer, Func<JsonElement, decimal?> read)
    {
        using JsonDocument? document = answer.ToJson();
        return document is null ? null : read(document.RootElement.Member("data") ?? default);
    }
}
