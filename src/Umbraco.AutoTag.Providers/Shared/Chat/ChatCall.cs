using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Shared.Chat;

/// <summary>One call of <c>POST …/chat/completions</c>, for every provider whose system speaks it.</summary>
internal static class ChatCall
{
    /// <summary>Asks once.</summary>
    public static async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, ChatDialect dialect, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = ChatWriter.Write(connection, request, dialect);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ModelReader.Read(connection, request, answer, ChatReader.Read) : VisionReply.Failed(exchange.Failure!);
    }

    /// <summary>
    /// The most tokens a call may take. Hidden reasoning counts against the limit of the answer, so that limit is the most that can be written.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="dialect">How it is asked.</param>
    /// <param name="model">The model whose formula counts the picture; null where nobody knows it.</param>
    public static TokenBound TokensAtMost(VisionRequest request, ChatDialect dialect, string? model)
    {
        long picture = request.Image is { } image ? ImageTokens.AtMost(model, image.Size, lowDetail: dialect.ImageDetail == "low") : 0;
        return new TokenBound(PromptTokens.AtMost(request) + picture, dialect.MaxOutputTokens);
    }
}
