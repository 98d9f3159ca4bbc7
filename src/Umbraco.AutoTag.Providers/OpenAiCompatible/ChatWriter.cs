using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenAiCompatible;

/// <summary>Writes the request. No sampling parameters: models refuse them more and more, and repeatability comes from pinned models and stored answers.</summary>
internal static class ChatWriter
{
    public static HttpRequestMessage Write(Connection connection, VisionRequest request, OpenAiCompatibleSettings settings)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, settings.Path))
        {
            Content = JsonContent.Create(Question(connection, request, settings), ChatJson.Default.ChatQuestion, new MediaTypeHeaderValue("application/json")),
        };
        Authorise(message, connection.Options.ApiKey?.Trim(), settings.Auth);
        foreach ((string name, string value) in settings.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Tokens of everything but the picture, at most: two bytes a token, where models take four of English, and some for the frame around it.</summary>
    public static long WordsAtMost(VisionRequest request, OpenAiCompatibleSettings settings)
    {
        const int frame = 100;
        string words = HousePrompt.System + Words(request, settings) + Format(request.Tasks, settings.StructuredOutput)?.ToJsonString();
        return Encoding.UTF8.GetByteCount(words) / 2 + frame;
    }

    private static ChatQuestion Question(Connection connection, VisionRequest request, OpenAiCompatibleSettings settings) => new()
    {
        Model = request.Model ?? connection.Options.Model,
        MaxCompletionTokens = settings.LimitField == "max_completion_tokens" ? settings.MaxOutputTokens : null,
        MaxTokens = settings.LimitField == "max_tokens" ? settings.MaxOutputTokens : null,
        ReasoningEffort = settings.ReasoningEffort,
        Messages =
        [
            new JsonObject { ["role"] = "system", ["content"] = HousePrompt.System },
            new JsonObject { ["role"] = "user", ["content"] = new JsonArray(Picture(request, settings), Words(request, settings)) },
        ],
        ResponseFormat = Format(request.Tasks, settings.StructuredOutput),
    };

    private static JsonObject Picture(VisionRequest request, OpenAiCompatibleSettings settings)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        string uri = DataUri.Of(image);
        if (settings.ImageForm == ImageForm.Text)
        {
            return new JsonObject { ["type"] = "image_url", ["image_url"] = uri };
        }

        var url = new JsonObject { ["url"] = uri };
        if (settings.ImageDetail is { } detail)
        {
            url["detail"] = detail;
        }

        return new JsonObject { ["type"] = "image_url", ["image_url"] = url };
    }

    private static JsonObject Words(VisionRequest request, OpenAiCompatibleSettings settings) => new()
    {
        ["type"] = "text",
        ["text"] = HousePrompt.Question(request.Tasks, request.Language, request.MaxKeywords, spellOutForm: settings.StructuredOutput != StructuredOutput.JsonSchema),
    };

    private static JsonObject? Format(VisionTasks tasks, StructuredOutput structured) => structured switch
    {
        StructuredOutput.JsonSchema => new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "picture", ["strict"] = true, ["schema"] = AnswerPart.Schema(tasks) },
        },
        StructuredOutput.JsonObject => new JsonObject { ["type"] = "json_object" },
        _ => null,
    };

    private static void Authorise(HttpRequestMessage message, string? key, AuthStyle style)
    {
        if (string.IsNullOrEmpty(key))
        {
            return;
        }

        switch (style)
        {
            case AuthStyle.Bearer:
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                break;
            case AuthStyle.ApiKey:
                message.Headers.TryAddWithoutValidation("api-key", key);
                break;
            default:
                break;
        }
    }
}
