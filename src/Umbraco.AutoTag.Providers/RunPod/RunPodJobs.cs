using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Jobs;

namespace Umbraco.AutoTag.Providers.RunPod;

/// <summary>Writes the requests about a job of a worker of one's own.</summary>
internal sealed class RunPodJobs(Connection connection, RunPodSettings settings)
{
    private static readonly string[] s_ended = ["COMPLETED", .. RunPodReader.EndedBadly];

    public JobProtocol Protocol => new()
    {
        Look = id => Message(HttpMethod.Get, $"status/{id}"),
        Stop = id => Message(HttpMethod.Post, $"cancel/{id}"),
        Ended = s_ended,
    };

    public HttpRequestMessage Create(VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        JsonObject input = settings.Input.For(settings.IsDataUri ? PictureText.DataUri(image) : PictureText.Base64(image), request);
        input.TryAdd("max_tokens", settings.MaxOutputTokens);
        var job = new NewJob(input, new JobPolicy(Milliseconds(settings.ExecutionSeconds), Milliseconds(settings.QueueSeconds)));
        HttpRequestMessage message = Message(HttpMethod.Post, settings.Mode);
        message.Content = JsonContent.Create(job, RunPodJson.Default.NewJob, new MediaTypeHeaderValue("application/json"));
        return message;
    }

    private HttpRequestMessage Message(HttpMethod method, string operation)
    {
        Uri address = EndpointRule.At(connection.Endpoint, $"/v2/{settings.EndpointId}/{operation}");
        if (operation == "runsync")
        {
            address = new UriBuilder(address) { Query = string.Create(CultureInfo.InvariantCulture, $"wait={Milliseconds(settings.ExecutionSeconds)}") }.Uri;
        }

        var message = new HttpRequestMessage(method, address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        return message;
    }

    private static int Milliseconds(int seconds) => seconds * 1_000;
}

/// <summary>The request of <c>POST /v2/{endpoint}/run</c> and <c>/runsync</c>.</summary>
internal sealed record NewJob(
    [property: JsonPropertyName("input")] JsonObject Input,
    [property: JsonPropertyName("policy")] JobPolicy Policy);

/// <summary>How long a job may run and wait, in milliseconds.</summary>
internal sealed record JobPolicy(
    [property: JsonPropertyName("executionTimeout")] int ExecutionTimeout,
    [property: JsonPropertyName("ttl")] int TimeToLive);

[JsonSerializable(typeof(NewJob))]
[JsonSerializable(typeof(PictureText))]
internal sealed partial class RunPodJson : JsonSerializerContext;
