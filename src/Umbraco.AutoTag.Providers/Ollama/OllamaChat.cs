using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Ollama;

/// <summary>
/// Writes and reads <c>POST /api/chat</c>. Sampling is fixed here, other than with hosted models: the server takes these options for every model,
/// and one's own machine then answers the same picture the same way.
/// </summary>
internal static class OllamaChat
{
    private const string Path = "/api/chat";

    public static HttpRequestMessage Write(Connection connection, VisionRequest request, string? model)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, Path))
        {
            Content = JsonContent.Create(Question(connection, request, model), OllamaJson.Default.OllamaQuestion, new MediaTypeHeaderValue("application/json")),
        };
        Authorise(connection, message);
        return message;
    }

    public static void Authorise(Connection connection, HttpRequestMessage message)
    {
        if (connection.Options.ApiKey?.Trim() is { Length: > 0 } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public static ModelAnswer Read(JsonElement root) => new()
    {
        Text = (root.Member("message") ?? default).Text("content"),
        CutOff = root.Text("done_reason") == "length",
        Usage = new Usage { InputTokens = root.Count("prompt_eval_count"), OutputTokens = root.Count("eval_count") },
        Model = root.Text("model"),
    };

    private static OllamaQuestion Question(Connection connection, VisionRequest request, string? model)
    {
        OllamaSettings settings = OllamaSettings.Read(connection.Options).Settings;
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        return new OllamaQuestion
        {
            Model = model,
            Think = settings.Think,
            KeepAlive = settings.KeepAlive,
            Messages =
            [
                new OllamaMessage("system", HousePrompt.System),
                new OllamaMessage("user", HousePrompt.InOne(request, spellOutForm: false)) { Images = [image.Bytes] },
            ],
            Format = AnswerPart.Schema(request),
            Options = new OllamaOptions(settings.MaxOutputTokens, settings.ContextTokens),
        };
    }
}
