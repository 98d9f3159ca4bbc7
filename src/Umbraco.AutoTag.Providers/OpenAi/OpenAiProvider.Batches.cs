using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Batches;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.OpenAi;

/// <summary>The Batch API (<c>POST /v1/files</c>, then <c>POST /v1/batches</c>), for chat completions and responses: half price, within 24 hours.</summary>
public sealed partial class OpenAiProvider : IBatchProvider
{
    private const string FilesPath = "/v1/files";
    private const string BatchesPath = "/v1/batches";
    private const string MarkKey = "autotag_batch";

    // Pictures do not lie at the vendor for longer than the batch may take, with some days to look into what went wrong.
    private const string SecondsKept = "345600";

    private static readonly string[] s_over = ["completed", "failed", "expired", "cancelled"];
    private static readonly string[] s_notReached = ["batch_expired", "batch_cancelled"];

    // The vendor's limits are 50,000 requests and 200 MB.
    /// <inheritdoc />
    public BatchTerms Batches { get; } = new(0.5m, TimeSpan.FromHours(24), TimeSpan.FromHours(24), MostRequests: 200, MostBytes: 16 * 1024 * 1024);

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> WriteAsync(Connection connection, Guid callId, VisionRequest request, CancellationToken cancellationToken)
    {
        OpenAiSettings settings = SettingsOf(connection);
        using HttpRequestMessage single = settings.Call == OpenAiCall.Responses
            ? ResponsesCall.Write(connection, request, settings)
            : ChatWriter.Write(connection, request, settings.DialectFor(request.Model ?? connection.Options.Model));
        return await BatchExchange.WrapAsync(
            $$"""{"custom_id":"{{callId:D}}","method":"POST","url":"{{PathOf(settings)}}","body":""", single, "}", cancellationToken);
    }

    /// <inheritdoc />
    public async Task<BatchSent> SubmitAsync(Connection connection, BatchShipment shipment, CancellationToken cancellationToken)
    {
        BatchAnswer uploaded = await UploadAsync(connection, shipment, cancellationToken);
        if (uploaded.Failure is { } failure)
        {
            // A file that lies there does nothing and costs nothing: until the batch itself is asked for, nothing is in doubt.
            return BatchSent.NotTaken(failure);
        }

        if (BatchExchange.SafeId(uploaded.Root.Text("id")) is not { } file)
        {
            return BatchSent.NotTaken(BatchExchange.NotUnderstood(connection, uploaded));
        }

        using HttpRequestMessage begin = To(connection, HttpMethod.Post, BatchesPath);
        begin.Content = JsonContent.Create(
            new JsonObject
            {
                ["input_file_id"] = file,
                ["endpoint"] = PathOf(SettingsOf(connection)),
                ["completion_window"] = "24h",
                ["metadata"] = new JsonObject { [MarkKey] = shipment.Id.ToString("D") },
            },
            ChatJson.Default.JsonObject,
            new MediaTypeHeaderValue("application/json"));
        BatchAnswer begun = await BatchExchange.AskAsync(connection, begin, cancellationToken);
        return BatchExchange.Sent(connection, begun, root => BatchExchange.SafeId(root.Text("id")));
    }

    /// <inheritdoc />
    public async Task<BatchLook> LookAsync(
        Connection connection, string vendorId, IReadOnlyDictionary<Guid, VisionRequest> asked, CancellationToken cancellationToken)
    {
        using HttpRequestMessage look = To(connection, HttpMethod.Get, $"{BatchesPath}/{vendorId}");
        BatchAnswer answered = await BatchExchange.AskAsync(connection, look, cancellationToken);
        if (answered.Failure is { } failure)
        {
            return BatchLook.Failed(failure);
        }

        if (!s_over.Contains(answered.Root.Text("status")))
        {
            return BatchLook.UnderWay;
        }

        var replies = new Dictionary<Guid, VisionReply>();
        foreach (string named in new[] { answered.Root.Text("output_file_id"), answered.Root.Text("error_file_id") }.Where(id => !string.IsNullOrEmpty(id)).OfType<string>())
        {
            if (BatchExchange.SafeId(named) is not { } file)
            {
                return BatchLook.Failed(BatchExchange.NotUnderstood(connection, answered));
            }

            using HttpRequestMessage content = To(connection, HttpMethod.Get, $"{FilesPath}/{file}/content");
            BatchAnswer results = await BatchExchange.SendAsync(connection, content, cancellationToken);
            if (results.Failure is { } unread)
            {
                return BatchLook.Failed(unread);
            }

            Read(connection, results.Answer!.Body, asked, replies);
        }

        // What ran out of time stands in the list of errors as such. Of one that was cancelled everything that was done is in the list, and the rest was not.
        if (answered.Root.Text("status") is "completed" or "expired")
        {
            BatchExchange.AddUnsaid(connection, asked, replies);
        }

        return new BatchLook(IsOver: true, replies, answered.Root.Text("status") == "failed" ? Refused(connection, answered) : null);
    }

    /// <inheritdoc />
    public async Task<Failure?> CancelAsync(Connection connection, string vendorId, CancellationToken cancellationToken)
    {
        using HttpRequestMessage cancel = To(connection, HttpMethod.Post, $"{BatchesPath}/{vendorId}/cancel");
        return (await BatchExchange.SendAsync(connection, cancel, cancellationToken)).Failure;
    }

    /// <inheritdoc />
    public Task<BatchSearch> FindAsync(Connection connection, LostBatch lost, CancellationToken cancellationToken) => BatchExchange.SearchAsync(
        connection,
        mark => Page(connection, mark),
        page => Task.FromResult(FindOn(page, lost)),
        page => page.Member("has_more") is { ValueKind: JsonValueKind.True } ? page.Text("last_id") : null,
        cancellationToken);

    private static HttpRequestMessage Page(Connection connection, string? mark)
    {
        HttpRequestMessage list = To(connection, HttpMethod.Get, BatchesPath);
        list.RequestUri = new Uri($"{list.RequestUri}?limit=100{(mark is null ? string.Empty : $"&after={Uri.EscapeDataString(mark)}")}");
        return list;
    }

    private static BatchSearch FindOn(JsonElement page, LostBatch lost) => page.Items("data")
        .Where(batch => batch.Member("metadata")?.Text(MarkKey) == lost.Id.ToString("D"))
        .Select(batch => BatchExchange.SafeId(batch.Text("id")))
        .OfType<string>()
        .Select(BatchSearch.Found)
        .FirstOrDefault(BatchSearch.NotThere);

    private static async Task<BatchAnswer> UploadAsync(Connection connection, BatchShipment shipment, CancellationToken cancellationToken)
    {
        using HttpRequestMessage upload = To(connection, HttpMethod.Post, FilesPath);
        upload.Content = new MultipartFormDataContent
        {
            { new StringContent("batch"), "purpose" },
            { new StringContent("created_at"), "expires_after[anchor]" },
            { new StringContent(SecondsKept), "expires_after[seconds]" },
            { new ShipmentContent("application/jsonl", default, shipment.Requests, "\n"u8.ToArray(), "\n"u8.ToArray()), "file", $"{shipment.Id:D}.jsonl" },
        };
        return await BatchExchange.AskAsync(connection, upload, cancellationToken);
    }

    private static void Read(
        Connection connection, ReadOnlyMemory<byte> body, IReadOnlyDictionary<Guid, VisionRequest> asked, Dictionary<Guid, VisionReply> replies)
    {
        Func<JsonElement, ModelAnswer> understand = SettingsOf(connection).Call == OpenAiCall.Responses ? ResponsesCall.Read : ChatReader.Read;
        foreach (BatchLine line in BatchExchange.Lines(body))
        {
            if (BatchExchange.CallOf(line.Root.Text("custom_id"), asked) is not { } call)
            {
                continue;
            }

            if (s_notReached.Contains(line.Root.Member("error")?.Text("code")))
            {
                replies[call] = BatchExchange.NotReached(connection);
            }
            else if (AnswerOf(line.Root) is { } answer)
            {
                VisionReply reply = ModelReader.Read(connection, asked[call], answer, understand);
                replies[call] = reply with
                {
                    RequestId = reply.RequestId ?? ExchangeId.Of(line.Root.Member("response")?.Text("request_id")),
                    Listed = line.Listed,
                };
            }
        }
    }

    private static HttpAnswer? AnswerOf(JsonElement line)
    {
        if (line.Member("response") is { ValueKind: JsonValueKind.Object } response && response.Member("body") is { } body)
        {
            return BatchExchange.Inner((int)Math.Clamp(response.Count("status_code") ?? 500, 100, 599), body);
        }

        return line.Member("error") is { ValueKind: JsonValueKind.Object } ? BatchExchange.Inner(500, line) : null;
    }

    private static Failure Refused(Connection connection, BatchAnswer answered)
    {
        JsonElement error = answered.Root.Member("errors")?.Items("data").FirstOrDefault() ?? default;
        return FailureMessages.For(connection, FailureKind.Misconfigured, answered.Answer!, ErrorEnvelope.Said(error.Text("code"), error.Text("message")));
    }

    private static HttpRequestMessage To(Connection connection, HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, EndpointRule.At(connection.Endpoint, path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        HeaderSetting.Add(message, SettingsOf(connection).Headers);
        return message;
    }

    private static string PathOf(OpenAiSettings settings) => settings.Call == OpenAiCall.Responses ? ResponsesCall.Path : "/v1/chat/completions";

    private static OpenAiSettings SettingsOf(Connection connection) => OpenAiSettings.Read(connection.Options).Settings;
}
