using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Umbraco.AutoTag.Providers.Tests.ChatClient;

/// <summary>A client as a site may have one: it speaks chat completions, and throws what went wrong with the server's own words.</summary>
internal sealed class HttpSiteClient(HttpClient http, Uri address, string key) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/v1/chat/completions"))
        {
            Content = new StringContent(Body(messages).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", key);
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        string said = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(said, inner: null, response.StatusCode);
        }

        JsonNode answer = JsonNode.Parse(said)!;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, (string?)answer["choices"]![0]!["message"]!["content"]))
        {
            ModelId = (string?)answer["model"],
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = (long?)answer["usage"]?["prompt_tokens"], OutputTokenCount = (long?)answer["usage"]?["completion_tokens"] },
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield break;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }

    private static JsonObject Body(IEnumerable<ChatMessage> messages) => new()
    {
        ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject
        {
            ["role"] = message.Role.Value,
            ["content"] = new JsonArray([.. message.Contents.Select(PartOf)]),
        })]),
    };

    private static JsonNode PartOf(AIContent content) => content is DataContent data
        ? new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = data.Uri } }
        : new JsonObject { ["type"] = "text", ["text"] = ((TextContent)content).Text };
}
