using System.Text;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Batches;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>Batch mode with the requests in line (<c>POST /v1beta/models/{model}:batchGenerateContent</c>): half price, 24 hours aimed at.</summary>
public sealed partial class GeminiProvider : IBatchProvider
{
    private const string BatchesPath = "/v1beta/batches";
    private const string NamePrefix = "batches/";
    private const string Succeeded = "SUCCEEDED";

    private const string NotTaken = "FAILED";

    private static readonly string[] s_over = [Succeeded, NotTaken, "CANCELLED", "EXPIRED"];

    // Requests in line may have 20 MB together; an unfinished batch is over after 48 hours.
    /// <inheritdoc />
    public BatchTerms Batches { get; } = new(0.5m, TimeSpan.FromHours(24), TimeSpan.FromHours(48), MostRequests: 200, MostBytes: 14 * 1024 * 1024);

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> WriteAsync(Connection connection, Guid callId, VisionRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage single = GeminiWriter.Write(
            EndpointRule.At(connection.Endpoint, Models), GeminiModel.Of(request.Model ?? connection.Options.Model), request, SettingsOf(connection));
        return await BatchExchange.WrapAsync("""{"request":""", single, $$$""","metadata":{"key":"{{{callId:D}}}"}}""", cancellationToken);
    }

    /// <inheritdoc />
    public async Task<BatchSent> SubmitAsync(Connection connection, BatchShipment shipment, CancellationToken cancellationToken)
    {
        string model = Uri.EscapeDataString(GeminiModel.Of(shipment.Model ?? connection.Options.Model).Id);
        using HttpRequestMessage message = To(connection, HttpMethod.Post, $"{Models}/{model}:batchGenerateContent");
        message.Content = new ShipmentContent(
            "application/json",
            Encoding.UTF8.GetBytes($$$"""{"batch":{"display_name":"{{{shipment.Id:D}}}","input_config":{"requests":{"requests":["""),
            shipment.Requests,
            ","u8.ToArray(),
            "]}}}}"u8.ToArray());
        BatchAnswer answered = await BatchExchange.AskAsync(connection, message, cancellationToken);
        return BatchExchange.Sent(connection, answered, IdOf);
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

        string state = answered.Root.Member("metadata")?.Text("state") ?? answered.Root.Text("state") ?? string.Empty;
        bool isDone = answered.Root.Member("done") is { ValueKind: JsonValueKind.True };
        if (!isDone && !s_over.Any(word => state.EndsWith("_STATE_" + word, StringComparison.Ordinal)))
        {
            return BatchLook.UnderWay;
        }

        Dictionary<Guid, VisionReply> replies = Read(connection, answered.Root, asked);
        Failure? refused = state.Length == 0 || state.EndsWith(NotTaken, StringComparison.Ordinal) ? Refused(connection, answered) : null;
        if (refused is null)
        {
            // Google does not say what is charged of a batch that was stopped or ran out of time: only what it says it did not get to is certainly not.
            BatchExchange.AddUnsaid(connection, asked, replies);
        }

        // What was stopped or ran out of time was taken; only a batch that failed was refused.
        return new BatchLook(IsOver: true, replies, refused);
    }

    /// <inheritdoc />
    public async Task<Failure?> CancelAsync(Connection connection, string vendorId, CancellationToken cancellationToken)
    {
        using HttpRequestMessage cancel = To(connection, HttpMethod.Post, $"{BatchesPath}/{vendorId}:cancel");
        return (await BatchExchange.SendAsync(connection, cancel, cancellationToken)).Failure;
    }

    /// <inheritdoc />
    public Task<BatchSearch> FindAsync(Connection connection, LostBatch lost, CancellationToken cancellationToken) => BatchExchange.SearchAsync(
        connection,
        mark => Page(connection, mark),
        page => Task.FromResult(FindOn(page, lost)),
        page => page.Text("nextPageToken"),
        cancellationToken);

    private static HttpRequestMessage Page(Connection connection, string? mark)
    {
        HttpRequestMessage list = To(connection, HttpMethod.Get, BatchesPath);
        list.RequestUri = new Uri($"{list.RequestUri}?pageSize=100{(mark is null ? string.Empty : $"&pageToken={Uri.EscapeDataString(mark)}")}");
        return list;
    }

    private static BatchSearch FindOn(JsonElement page, LostBatch lost) => page.Items("operations").Concat(page.Items("batches"))
        .Where(batch => (batch.Member("metadata")?.Text("displayName") ?? batch.Text("displayName")) == lost.Id.ToString("D"))
        .Select(IdOf)
        .OfType<string>()
        .Select(BatchSearch.Found)
        .FirstOrDefault(BatchSearch.NotThere);

    private static Dictionary<Guid, VisionReply> Read(Connection connection, JsonElement root, IReadOnlyDictionary<Guid, VisionRequest> asked)
    {
        var replies = new Dictionary<Guid, VisionReply>();
        foreach (JsonElement item in Answers(root))
        {
            if (BatchExchange.CallOf(item.Member("metadata")?.Text("key"), asked) is not { } call)
            {
                continue;
            }

            // google.rpc.Code: what was cancelled or ran out of time was not answered.
            if (item.Member("response") is null && item.Member("error")?.Count("code") is 1 or 4)
            {
                replies[call] = BatchExchange.NotReached(connection);
            }
            else if (AnswerOf(item) is { } answer)
            {
                replies[call] = ModelReader.Read(connection, asked[call], answer, GeminiReader.Read) with { Listed = new ListedAnswer(item) };
            }
        }

        return replies;
    }

    // The pages show the answers below the operation's response, and below the batch's own output.
    private static IEnumerable<JsonElement> Answers(JsonElement root) =>
        new[] { root.Member("response"), root.Member("metadata")?.Member("output"), root.Member("output") }
            .OfType<JsonElement>()
            .Select(holder => holder.Member("inlinedResponses"))
            .OfType<JsonElement>()
            .Select(list => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : list.Items("inlinedResponses"))
            .FirstOrDefault() ?? [];

    private static HttpAnswer? AnswerOf(JsonElement item) => item switch
    {
        _ when item.Member("response") is { } response => BatchExchange.Inner(200, response),
        _ when item.Member("error") is { } error => BatchExchange.Inner(StatusOf(error), item),
        _ => null,
    };

    // google.rpc.Code
    private static int StatusOf(JsonElement error) => error.Count("code") switch
    {
        3 or 9 or 11 => 400,
        5 => 404,
        7 => 403,
        8 => 429,
        16 => 401,
        14 => 503,
        >= 400 and <= 599 and var status => (int)status,
        _ => 500,
    };

    private static Failure? Refused(Connection connection, BatchAnswer answered) => answered.Root.Member("error") is { ValueKind: JsonValueKind.Object } error
        ? FailureMessages.For(connection, FailureKind.Misconfigured, answered.Answer!, ErrorEnvelope.Said(error.Text("code"), error.Text("message")))
        : null;

    private static string? IdOf(JsonElement batch) => batch.Text("name") is { } name && name.StartsWith(NamePrefix, StringComparison.Ordinal)
        ? BatchExchange.SafeId(name[NamePrefix.Length..])
        : null;

    private static HttpRequestMessage To(Connection connection, HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, EndpointRule.At(connection.Endpoint, path));
        message.Headers.TryAddWithoutValidation("x-goog-api-key", connection.Options.ApiKey?.Trim());
        HeaderSetting.Add(message, SettingsOf(connection).Headers);
        return message;
    }

    private static GeminiSettings SettingsOf(Connection connection) => GeminiSettings.Read(connection.Options).Settings;
}
