using System.Net.Http.Headers;
using System.Net.Http.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>Writes the request of the Messages API.</summary>
internal static class AnthropicWriter
{
    // The version decides which fields exist: this one has no sampling parameters (platform.claude.com, API migration 2026-10-21).
    private const string Version = "2026-10-21";
    private const string Path = "/v1/messages";

    public static HttpRequestMessage Write(Connection connection, VisionRequest request, AnthropicSettings settings)
    {
        HttpRequestMessage message = To(connection, HttpMethod.Post, Path, settings);
        message.Content = JsonContent.Create(Question(connection, request, settings), AnthropicJson.Default.AnthropicQuestion, new MediaTypeHeaderValue("application/json"));
        return message;
    }

    /// <summary>A request with the key and the version, and nothing in it yet.</summary>
    public static HttpRequestMessage To(Connection connection, HttpMethod method, string path, AnthropicSettings settings)
    {
        HttpRequestMessage message = new(method, EndpointRule.At(connection.Endpoint, path));
        message.Headers.TryAddWithoutValidation("x-api-key", connection.Options.ApiKey?.Trim());
        message.Headers.TryAddWithoutValidation("anthropic-version", Version);
        HeaderSetting.Add(message, settings.Headers);
        return message;
    }

    private static AnthropicQuestion Question(Connection connection, VisionRequest request, AnthropicSettings settings)
    {
        string? model = request.Model ?? connection.Options.Model;
        bool schema = settings.SendsSchema(model);
        return new AnthropicQuestion
        {
            Model = model,
            MaxTokens = settings.MaxOutputTokens,
            System = HousePrompt.System,
            Messages = [new AnthropicMessage("user", [Picture(request), .. Words(request, spellOutForm: !schema)])],
            Output = schema ? new AnthropicOutput(new AnthropicFormat("json_schema", AnswerPart.Schema(request))) : null,
        };
    }

    // The picture stands before the words, as the vendor advises.
    private static AnthropicBlock Picture(VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        return new AnthropicBlock("image", Source: new AnthropicSource("base64", image.MediaType, image.Bytes));
    }

    private static IEnumerable<AnthropicBlock> Words(VisionRequest request, bool spellOutForm) =>
        HousePrompt.Parts(request, spellOutForm).Select(part => new AnthropicBlock("text", part));
}
