using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
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
            Content = JsonContent.Create(Question(connection, request, dialect), ChatJson.Default.JsonObject, new MediaTypeHeaderValue("application/json")),
        };
        Authorise(message, connection.Options.ApiKey?.Trim(), dialect.Auth);
        HeaderSetting.Add(message, dialect.Headers);
        return message;
    }

    // What a server does not take is left out: strict ones refuse fields they do not know.
    private static JsonObject Question(Connection connection, VisionRequest request, ChatDialect dialect)
    {
        var question = new JsonObject();
        Add(question, "model", dialect.NamesModel ? request.Model ?? connection.Options.Model : null);
        Add(question, dialect.LimitField, dialect.MaxOutputTokens);
        Add(question, "reasoning_effort", dialect.ReasoningEffort);
        question["messages"] = new JsonArray(
            new JsonObject { ["role"] = "system", ["content"] = HousePrompt.System },
            new JsonObject { ["role"] = "user", ["content"] = new JsonArray([Picture(request, dialect), .. Words(request, dialect)]) });
        Add(question, "response_format", Format(request, dialect.StructuredOutput));
        foreach ((string name, JsonNode? value) in dialect.Extra ?? [])
        {
            question[name] = value?.DeepClone();
        }

        return question;
    }

    private static void Add(JsonObject question, string name, JsonNode? value)
    {
        if (value is not null)
        {
            question[name] = value;
        }
    }

    private static JsonObject Picture(VisionRequest request, ChatDialect dialect)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        JsonNode uri = PictureText.DataUri(image).ToNode();
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

    private static JsonObject? Format(VisionRequest request, StructuredOutput structured) => structured switch
    {
        StructuredOutput.JsonSchema => new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "picture", ["strict"] = true, ["schema"] = AnswerPart.Schema(request) },
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

[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(PictureText))]
internal sealed partial class ChatJson : JsonSerializerContext;
