using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Moondream;

/// <summary>
/// Moondream's own API, in one of three ways: the house's question (<c>/query</c>), one sentence (<c>/caption</c>), or a look for things that the site
/// names (<c>/detect</c>), each found one becoming a keyword with its place in the picture.
/// </summary>
/// <param name="clock">Keeps the vendor's pace between the looks of one question.</param>
public sealed class MoondreamProvider(TimeProvider clock) : IVisionProvider
{
    // docs.moondream.ai: 2 requests a second, 10 where the balance is 10 dollars or more.
    private static readonly RateLimit s_rate = new(2, TimeSpan.FromSeconds(1));
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "moondream",
        Name = "Moondream",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // No limit is documented: what most gateways take, less the third that base64 adds.
        MaxBytes = 5 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        RateLimit = s_rate,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.moondream.ai"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. MoondreamSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public string? AgainstQuestions(ConnectionOptions options) => MoondreamSettings.Read(options).Settings.Mode is not MoondreamMode.Query and var mode
        ? $"{ConnectionSettings.Prefix}:Settings:Mode is '{mode.ToString().ToLowerInvariant()}', which asks nothing in words. Set it to 'query', or take the question out."
        : null;

    /// <inheritdoc />
    /// <remarks>
    /// A look for several things is as many requests at the vendor's pace, so one question begins where the one before it has had time to end: two
    /// that begin together would be at twice the pace.
    /// </remarks>
    public RateLimit? RateLimitOf(ConnectionOptions options, string? model)
    {
        MoondreamSettings settings = MoondreamSettings.Read(options).Settings;
        return settings.Mode == MoondreamMode.Detect ? new RateLimit(1, s_pace * RequestsOf(settings)) : s_rate;
    }

    /// <inheritdoc />
    /// <remarks>The API takes no limit for its answer; captions and the house's JSON stay far below what is counted here.</remarks>
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        const int longestAnswer = 2_048;
        int requests = RequestsOf(MoondreamSettings.Read(connection.Options).Settings);
        long picture = request.Image is { } image ? ImageTokens.AtMost("moondream", image.Size) : 0;
        return new TokenBound((PromptTokens.AtMost(request) + picture) * requests, longestAnswer * requests);
    }

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        MoondreamSettings settings = MoondreamSettings.Read(connection.Options).Settings;
        return settings.Mode switch
        {
            MoondreamMode.Detect => DetectAsync(connection, request, settings, cancellationToken),
            MoondreamMode.Caption when LanguageRule.Against(connection, request, VisionTasks.AltText, ["en"]) is { } failure => Task.FromResult(VisionReply.Failed(failure)),
            MoondreamMode.Caption => SendAsync(connection, request, MoondreamCall.Caption(connection, request, settings), MoondreamReader.Caption, cancellationToken),
            _ => SendAsync(connection, request, MoondreamCall.Query(connection, request, settings), MoondreamReader.Query, cancellationToken),
        };
    }

    private static int RequestsOf(MoondreamSettings settings) => settings.Mode == MoondreamMode.Detect ? Math.Max(1, settings.Objects.Count) : 1;

    private static async Task<VisionReply> SendAsync(
        Connection connection, VisionRequest request, HttpRequestMessage call, Func<JsonElement, ModelAnswer> understand, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = call;
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ModelReader.Read(connection, request, answer, understand) : VisionReply.Failed(exchange.Failure!);
    }

    private async Task<VisionReply> DetectAsync(Connection connection, VisionRequest request, MoondreamSettings settings, CancellationToken cancellationToken)
    {
        var found = new DetectedThings(request);
        foreach (string thing in settings.Objects)
        {
            if (found.Looks > 0)
            {
                await Task.Delay(s_pace, clock, cancellationToken);
            }

            using HttpRequestMessage message = MoondreamCall.Detect(connection, request, thing);
            ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
            VisionReply look = exchange.Answer is { } answer ? found.Read(connection, request, answer, thing) : VisionReply.Failed(exchange.Failure!);
            if (look.Failure is { } failure)
            {
                // Half a look is no answer; what was looked at so far is paid for all the same.
                return VisionReply.Failed(found.Looks > 0 ? failure with { Charged = Charged.Yes } : failure, found.Usage) with { RequestId = look.RequestId };
            }

            found.Add(look);
        }

        return found.Reply;
    }
}
