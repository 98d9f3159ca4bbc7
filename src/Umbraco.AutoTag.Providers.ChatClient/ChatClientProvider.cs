using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.ChatClient;

/// <summary>
/// A chat client of Microsoft.Extensions.AI that the site has registered. Where the picture goes, with which key and how often it is tried there is the
/// client's; what it does not pass on (waits, costs, the vendor's codes) AutoTag cannot know.
/// </summary>
/// <param name="services">The site's.</param>
public sealed class ChatClientProvider(IServiceProvider services) : IVisionProvider
{
    private const int MaxModelLength = 200;

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "chat-client",
        Name = "The site's chat client",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png],
        // What is behind the client is not known: what most systems take.
        MaxBytes = 3_500_000,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // Clients may pass the model on, or not.
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        // Not an address on any network: the client has its own, and does not say which.
        DefaultEndpoint = new Uri("client://site"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        (ChatClientSettings settings, IEnumerable<string> problems) = ChatClientSettings.Read(options);
        IEnumerable<string> missing = Find(settings) is null
            ? [$"{ConnectionSettings.Prefix}:Settings:Client {(settings.Client is { } name ? $"is '{name}', under which the site has registered no IChatClient" : "is missing, and the site has registered no IChatClient without a key")}. Register it in Program.cs, for example services.AddKeyedSingleton<IChatClient>(\"vision\", …)."]
            : [];
        IEnumerable<string> address = options.Endpoint is null ? [] : [$"{ConnectionSettings.Prefix}:Endpoint has no effect: the client has its own. Take it out."];
        return [.. missing, .. address, .. problems];
    }

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        long picture = request.Image is { } image ? ImageTokens.AtMost(ModelOf(connection, request), image.Size) : 0;
        return new TokenBound(PromptTokens.AtMost(request) + picture, ChatClientSettings.Read(connection.Options).Settings.MaxOutputTokens);
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        ChatClientSettings settings = ChatClientSettings.Read(connection.Options).Settings;
        if (Find(settings) is not { } client)
        {
            return VisionReply.Failed(ChatClientFailures.Missing(connection));
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Not every client lets go at once when it is told to.
            ChatResponse response = await client.GetResponseAsync(Messages(request, settings), Options(connection, request, settings), cancellationToken).WaitAsync(cancellationToken);
            SpokenWords.Note(() => QuestionOf(request, settings), response.Text);
            return Read(connection, request, response);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // Each client throws its own exceptions, and no base of theirs is known here.
            return VisionReply.Failed(ChatClientFailures.Of(connection, exception));
        }
    }

    private static string? ModelOf(Connection connection, VisionRequest request) => request.Model ?? connection.Options.Model;

    private static List<ChatMessage> Messages(VisionRequest request, ChatClientSettings settings)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        IEnumerable<AIContent> words = PartsOf(request, settings).Select(part => new TextContent(part));
        return
        [
            new ChatMessage(ChatRole.System, HousePrompt.System),
            new ChatMessage(ChatRole.User, [new DataContent(image.Bytes, image.MediaType), .. words]),
        ];
    }

    private static IEnumerable<string> PartsOf(VisionRequest request, ChatClientSettings settings) => HousePrompt.Parts(request, spellOutForm: !settings.SendsSchema);

    // As Messages sends it.
    private static string QuestionOf(VisionRequest request, ChatClientSettings settings) =>
        string.Join("\n\n", [HousePrompt.System, SpokenWords.Picture, .. PartsOf(request, settings)]);

    private static ChatOptions Options(Connection connection, VisionRequest request, ChatClientSettings settings) => new()
    {
        ModelId = ModelOf(connection, request),
        MaxOutputTokens = settings.MaxOutputTokens,
        ResponseFormat = settings.SendsSchema ? ChatResponseFormat.ForJsonSchema(SchemaOf(request), "picture") : null,
    };

    private static JsonElement SchemaOf(VisionRequest request)
    {
        using JsonDocument document = JsonDocument.Parse(AnswerPart.Schema(request).ToJsonString());
        return document.RootElement.Clone();
    }

    private static VisionReply Read(Connection connection, VisionRequest request, ChatResponse response)
    {
        var usage = new Usage { InputTokens = Known(response.Usage?.InputTokenCount), OutputTokens = Known(response.Usage?.OutputTokenCount) };
        return Judge(connection, request, response, usage) with
        {
            ModelReported = UntrustedText.Clean(response.ModelId, MaxModelLength) is { Length: > 0 } model ? model : null,
            RequestId = ExchangeId.Of(response.ResponseId),
        };
    }

    private static VisionReply Judge(Connection connection, VisionRequest request, ChatResponse response, Usage usage)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter)
        {
            return VisionReply.Failed(ChatClientFailures.Unusable(connection, FailureKind.Refused, "content-filter"), usage);
        }

        ReadAnswer read = AnswerReader.Read(response.Text, response.FinishReason == ChatFinishReason.Length, request.Tasks, request.Language, request.AlsoIn, request.Question);
        return read.Observations is { } observations
            ? VisionReply.Answered(observations, usage)
            : VisionReply.Failed(ChatClientFailures.Unusable(connection, read.Failure!.Value, read.Code!), usage);
    }

    private static long? Known(long? tokens) => tokens >= 0 ? tokens : null;

    private IChatClient? Find(ChatClientSettings settings) =>
        settings.Client is { } name ? services.GetKeyedService<IChatClient>(name) : services.GetService<IChatClient>();
}
