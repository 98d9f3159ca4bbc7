using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>One call of <c>generateContent</c>, at either of its two doors.</summary>
internal static class GeminiCall
{
    /// <summary>Asks once.</summary>
    /// <param name="connection">Who is asked.</param>
    /// <param name="request">The question.</param>
    /// <param name="models">Below the endpoint: where the models are.</param>
    /// <param name="settings">How it is asked.</param>
    /// <param name="key">Sent as <c>x-goog-api-key</c>; null where a credential puts its proof on the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<VisionReply> AskAsync(
        Connection connection,
        VisionRequest request,
        string models,
        GeminiSettings settings,
        string? key,
        CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = GeminiWriter.Write(EndpointRule.At(connection.Endpoint, models), ModelOf(connection, request), request, settings);
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation("x-goog-api-key", key);
        }

        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ModelReader.Read(connection, request, answer, GeminiReader.Read) : VisionReply.Failed(exchange.Failure!);
    }

    /// <summary>The most tokens a call may take: thoughts count against the limit of the answer.</summary>
    public static TokenBound TokensAtMost(Connection connection, VisionRequest request, GeminiSettings settings)
    {
        long picture = request.Image is { } image ? ModelOf(connection, request).PictureTokensAtMost(image.Size, settings.Resolution) : 0;
        return new TokenBound(PromptTokens.AtMost(request) + picture, settings.MaxOutputTokens);
    }

    private static GeminiModel ModelOf(Connection connection, VisionRequest request) => GeminiModel.Of(request.Model ?? connection.Options.Model);
}
