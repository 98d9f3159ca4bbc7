using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenAiCompatible;

/// <summary>
/// Any server that speaks chat completions with pictures: OpenAI, Azure OpenAI, Mistral, vLLM, LM Studio, llama.cpp and others.
/// What differs between them is in <see cref="OpenAiCompatibleSettings"/>.
/// </summary>
public sealed class OpenAiCompatibleProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "openai-compatible",
        Name = "OpenAI-compatible chat",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Description | VisionTasks.Text,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // OpenAI takes 20 MB; many servers behind a gateway take 10 MB of JSON, of which base64 is four thirds of the picture.
        MaxBytes = 7 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PromptVersion = HousePrompt.Version,
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        (OpenAiCompatibleSettings settings, IEnumerable<string> problems) = OpenAiCompatibleSettings.Read(options);
        IEnumerable<string> key = settings.Auth == AuthStyle.None || options.Endpoint is { IsAbsoluteUri: true, IsLoopback: true } ? [] : EndpointRule.ValidateKey(options);
        IEnumerable<string> model = string.IsNullOrWhiteSpace(options.Model)
            ? [$"{ConnectionSettings.Prefix}:Model is missing: name the model that answers, pinned to an exact version where the server has one."]
            : [];
        return [.. EndpointRule.Validate(options, required: true), .. key, .. model, .. problems];
    }

    /// <inheritdoc />
    /// <remarks>Hidden reasoning counts against the limit of the answer, so that limit is the most that can be written.</remarks>
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request)
    {
        OpenAiCompatibleSettings settings = OpenAiCompatibleSettings.Read(connection.Options).Settings;
        long picture = request.Image is { } image ? ImageTokens.AtMost(request.Model ?? connection.Options.Model, image.Size) : 0;
        return new TokenBound(ChatWriter.WordsAtMost(request, settings) + picture, settings.MaxOutputTokens);
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        OpenAiCompatibleSettings settings = OpenAiCompatibleSettings.Read(connection.Options).Settings;
        using HttpRequestMessage message = ChatWriter.Write(connection, request, settings);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ChatReader.Read(connection, request, answer) : VisionReply.Failed(exchange.Failure!);
    }
}
