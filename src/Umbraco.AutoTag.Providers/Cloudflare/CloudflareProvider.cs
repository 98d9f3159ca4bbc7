using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Cloudflare;

/// <summary>
/// Cloudflare Workers AI (<c>POST /client/v4/accounts/{account}/ai/run/{model}</c>): a chat question whose model stands in the address, and an answer
/// in Cloudflare's own envelope.
/// </summary>
public sealed class CloudflareProvider : IVisionProvider
{
    // It becomes a part of the address. Moondream is listed there too, but takes another request than all others.
    private static readonly ModelRule s_models = new(
        model => model.StartsWith("@cf/", StringComparison.Ordinal) && !model.StartsWith("@cf/moondream/", StringComparison.OrdinalIgnoreCase)
            && model.Split('/') is [_, var owner, var name] && ConnectionSettings.IsName(owner) && ConnectionSettings.IsName(name),
        "must be a chat model's name as Cloudflare lists it, for example @cf/google/gemma-4-26b-a4b-it; for Moondream use the provider 'moondream'");

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "cloudflare",
        Name = "Cloudflare Workers AI",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // 413 (code 3006) is documented without a number: what many gateways take, less the third that base64 adds.
        MaxBytes = 5 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // A name is all there is: what runs under it is Cloudflare's to change, and no answer says what it was.
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        FetchesAddresses = false,
        // developers.cloudflare.com/workers-ai, limits: text generation, each model.
        RateLimit = new RateLimit(300, TimeSpan.FromMinutes(1)),
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.cloudflare.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. s_models.Validate(options),
        .. CloudflareSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request) =>
        ChatCall.TokensAtMost(request, DialectOf(request, CloudflareSettings.Read(connection.Options).Settings, string.Empty), ModelOf(connection, request));

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        string model = ModelOf(connection, request);
        if (s_models.Against(connection, model) is { } unfit)
        {
            return VisionReply.Failed(unfit);
        }

        CloudflareSettings settings = CloudflareSettings.Read(connection.Options).Settings;
        using HttpRequestMessage message = ChatWriter.Write(connection, request, DialectOf(request, settings, model));
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? Read(connection, request, answer) : VisionReply.Failed(exchange.Failure!);
    }

    private static string ModelOf(Connection connection, VisionRequest request) => ModelRule.Of(connection, request, string.Empty);

    private static ChatDialect DialectOf(VisionRequest request, CloudflareSettings settings, string model) => new()
    {
        Path = $"/client/v4/accounts/{settings.Account}/ai/run/{model}",
        NamesModel = false,
        LimitField = "max_tokens",
        MaxOutputTokens = settings.MaxOutputTokens,
        // Its schema stands one level higher than OpenAI's, and only some models heed it: so the form is said in words as well.
        StructuredOutput = StructuredOutput.None,
        Extra = settings.SendsSchema
            ? new JsonObject { ["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = AnswerPart.Schema(request) } }
            : null,
    };

    // Errors can come with status 200 and "success": false.
    private static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer)
    {
        var errors = ErrorEnvelope.Read(answer.Body);
        return answer.IsSuccess && (errors.Code ?? errors.Message) is not null
            ? VisionReply.Failed(FailureMessages.For(connection, ErrorTable.ClassifyInside(answer, errors), answer, errors)) with { RequestId = answer.RequestId }
            : ModelReader.Read(connection, request, answer, Understand);
    }

    private static ModelAnswer Understand(JsonElement root)
    {
        JsonElement result = root.Member("result") ?? default;
        if (result.Items("choices").Any())
        {
            return ChatReader.Read(result);
        }

        JsonElement usage = result.Member("usage") ?? default;
        return new ModelAnswer
        {
            // With a schema the answer may come as the object itself.
            Text = result.Member("response") is { ValueKind: JsonValueKind.Object } own ? own.Raw() : result.Text("response"),
            Usage = new Usage { InputTokens = usage.Count("prompt_tokens"), OutputTokens = usage.Count("completion_tokens") },
        };
    }
}
