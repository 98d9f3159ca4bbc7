using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenAi;

/// <summary>One call of <c>POST /v1/responses</c>.</summary>
internal static class ResponsesCall
{
    public const string Path = "/v1/responses";

    public static async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, OpenAiSettings settings, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = Write(connection, request, settings);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? ModelReader.Read(connection, request, answer, Read) : VisionReply.Failed(exchange.Failure!);
    }

    public static HttpRequestMessage Write(Connection connection, VisionRequest request, OpenAiSettings settings)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, Path))
        {
            Content = JsonContent.Create(Question(connection, request, settings), ResponsesJson.Default.ResponsesQuestion, new MediaTypeHeaderValue("application/json")),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        HeaderSetting.Add(message, settings.Headers);
        return message;
    }

    private static ResponsesQuestion Question(Connection connection, VisionRequest request, OpenAiSettings settings)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        string? model = request.Model ?? connection.Options.Model;
        return new ResponsesQuestion
        {
            Model = model,
            MaxOutputTokens = settings.MaxOutputTokens,
            Reasoning = settings.EffortOf(model) is { } effort ? new ResponsesReasoning(effort) : null,
            Instructions = HousePrompt.System,
            Input =
            [
                new ResponsesMessage("message", "user",
                [
                    new ResponsesPart("input_image", ImageUrl: PictureText.DataUri(image), Detail: settings.ImageDetail),
                    .. HousePrompt.Parts(request, spellOutForm: settings.StructuredOutput != StructuredOutput.JsonSchema).Select(part => new ResponsesPart("input_text", Text: part)),
                    // Without a schema JSON is given only where the input asks for it by its name.
                    .. settings.StructuredOutput == StructuredOutput.JsonObject ? [new ResponsesPart("input_text", Text: "Answer in JSON.")] : Array.Empty<ResponsesPart>(),
                ]),
            ],
            Text = FormOf(request, settings.StructuredOutput),
        };
    }

    private static ResponsesText? FormOf(VisionRequest request, StructuredOutput structured) => structured switch
    {
        StructuredOutput.JsonSchema => new ResponsesText(new ResponsesFormat("json_schema", "picture", Strict: true, AnswerPart.Schema(request))),
        StructuredOutput.JsonObject => new ResponsesText(new ResponsesFormat("json_object")),
        _ => null,
    };

    // The output holds items of many kinds, thoughts among them: only messages speak to us.
    public static ModelAnswer Read(JsonElement root)
    {
        JsonElement[] parts = [.. root.Items("output").Where(item => item.Text("type") == "message").SelectMany(item => item.Items("content"))];
        string? incomplete = root.Member("incomplete_details")?.Text("reason");
        return new ModelAnswer
        {
            Text = string.Concat(parts.Where(part => part.Text("type") == "output_text").Select(part => part.Text("text"))),
            CutOff = incomplete == "max_output_tokens",
            Declined = incomplete == "content_filter" ? Declined.Filter
                : parts.Any(part => part.Text("type") == "refusal") ? Declined.Refusal
                : Declined.No,
            Usage = new Usage
            {
                InputTokens = root.Member("usage")?.Count("input_tokens"),
                OutputTokens = root.Member("usage")?.Count("output_tokens"),
            },
            Model = root.Text("model"),
            Id = root.Text("id"),
        };
    }
}
