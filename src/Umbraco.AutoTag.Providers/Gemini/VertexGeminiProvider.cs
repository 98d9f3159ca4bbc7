using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>
/// Gemini in a Google Cloud project of yours (<c>POST …/publishers/google/models/{model}:generateContent</c>), in a region you choose. It takes tokens
/// only, which come from the package Umbraco.AutoTag.Providers.Google.
/// </summary>
public sealed class VertexGeminiProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "vertex-gemini",
        Name = "Vertex AI Gemini",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // A picture inside a request may have 7 MB.
        MaxBytes = 7 * 1024 * 1024 * 3 / 4,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Token,
        Region = RegionChoice.BySetting,
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        Credentials = ["google"],
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        IEnumerable<string> credential = options.NeedsCredential()
            ? []
            : [$"{ConnectionSettings.Prefix}:Credential is missing: set it to 'google' and install the package Umbraco.AutoTag.Providers.Google, which gets the tokens."];
        return
        [
            .. credential,
            .. EndpointRule.Validate(options, required: true, "https://europe-west4-aiplatform.googleapis.com"),
            .. EndpointRule.ValidateKey(options),
            .. EndpointRule.ValidateModel(options),
            .. VertexGeminiSettings.Read(options).Problems,
        ];
    }

    /// <inheritdoc />
    public TokenBound? TokensAtMost(Connection connection, VisionRequest request) =>
        GeminiCall.TokensAtMost(connection, request, VertexGeminiSettings.Read(connection.Options).Gemini);

    /// <inheritdoc />
    public Destination DestinationOf(ConnectionOptions options) => Destination.Of(Declaration, options) with { Region = Where(VertexGeminiSettings.Read(options).Place.Location) };

    private static string? Where(string location) => location.Length > 0 ? location : null;

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        (VertexGeminiSettings place, GeminiSettings settings, _) = VertexGeminiSettings.Read(connection.Options);
        string models = $"/v1/projects/{place.Project}/locations/{place.Location}/publishers/google/models";
        return GeminiCall.AskAsync(connection, request, models, settings, key: null, cancellationToken);
    }
}
