using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Shared.Chat;

/// <summary>Writes the request. No sampling parameters: models refuse them more and more, and repeatability comes from pinned models and stored answers.</summary>
internal static class ChatWriter
{
    public static HttpRequestMessage Write(Connection connection, VisionRequest request, ChatDialect dialect)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, dialect.Path))
        {
            Content = Body(Question(connection, request, dialect), dialect.Extra),
        };
        Authorise(message, connection.Options.ApiKey?.Trim(), dialect.Auth);
        HeaderSetting.Add(message, dialect.Headers);
        return message;
    }

    // Members of one vendor are put in by hand: the source generator writes extension data of this kind as JSON that is none.
    private static JsonContent Body(ChatQuestion question, JsonObject? extra)
    {
        var json = new MediaTypeHeaderValue("application/json");
        if (extra is null)
        {
            return JsonContent.Create(question, ChatJson.Default.ChatQuestion, json);
        }

        JsonObject body = JsonSerializer.SerializeToNode(question, ChatJson.Default.ChatQuestion)!.AsObject();
        foreach ((string name, JsonNode? value) in extra)
        {
            body[name] = value?.DeepClone();
        }

        return JsonContent.Create(body, ChatJson.Default.JsonObject, json);
    }

    private static ChatQuestion Question(Connection connection, VisionRequest request, ChatDialect dialect) => new()
    {
        Model = dialect.NamesModel ? request.Model ?? connection.Options.Model : null,
        MaxCompletionTokens = dialect.LimitField == "max_completion_tokens" ? dialect.MaxOutputTokens : null,
        MaxTokens = dialect.LimitField == "max_tokens" ? dialect.MaxOutputTokens : null,
        ReasoningEffort = dialect.ReasoningEffort,
        Messages =
        [
            new JsonObject { ["role"] = "system", ["content"] = HousePrompt.System },
            new JsonObject { ["role"] = "user", ["content"] = new JsonArray([Picture(request, dialect), .. Words(request, dialect)]) },
        ],
        ResponseFormat = Format(request.Tasks, dialect.StructuredOutput),
    };

    private static JsonObject Picture(VisionRequest request, ChatDialect dialect)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        string uri = DataUri.Of(image);
        if (dialect.ImageForm == ImageForm.Text)
        {
            return new JsonObject { ["type"] = "image_url", ["image_url"] = uri };
        }

        var url = new JsonObject { ["url"] = uri };
        if (dialect.ImageDetail is { } detail)
        {
            url["detail"] = detail;
        }

        return new JsonObject { ["type"] = "image_url", ["image_url"] = url };
    }

    private static IEnumerable<JsonNode> Words(VisionRequest request, ChatDialect dialect) => HousePrompt
        .Parts(request, spellOutForm: dialect.StructuredOutput != StructuredOutput.JsonSchema)
        .Select(part => new JsonObject { ["type"] = "text", ["text"] = part });

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
