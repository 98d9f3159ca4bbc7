using System.Globalization;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Batches;

namespace Umbraco.AutoTag.Providers.Anthropic;

/// <summary>Message batches (<c>POST /v1/messages/batches</c>): half price, results within 24 hours.</summary>
public sealed partial class AnthropicProvider : IBatchProvider
{
    private const string BatchesPath = "/v1/messages/batches";

    // A batch bears no mark of ours: one that was made about then may be the lost one, and its first answer tells.
    private static readonly TimeSpan s_aboutThen = TimeSpan.FromMinutes(15);

    // The vendor's limits are 100,000 requests and 256 MB; it keeps results for 29 days.
    /// <inheritdoc />
    public BatchTerms Batches { get; } =
        new(0.5m, TimeSpan.FromHours(24), TimeSpan.FromHours(24), MostRequests: 200, MostBytes: 16 * 1024 * 1024, KeptFor: TimeSpan.FromDays(29));

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> WriteAsync(Connection connection, Guid callId, VisionRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage single = AnthropicWriter.Write(connection, request, SettingsOf(connection));
        return await BatchExchange.WrapAsync($$"""{"custom_id":"{{callId:D}}","params":""", single, "}", cancellationToken);
    }

    /// <inheritdoc />
    public async Task<BatchSent> SubmitAsync(Connection connection, BatchShipment shipment, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = To(connection, HttpMethod.Post, BatchesPath);
        message.Content = new ShipmentContent("application/json", """{"requests":["""u8.ToArray(), shipment.Requests, ","u8.ToArray(), "]}"u8.ToArray());
        BatchAnswer answered = await BatchExchange.AskAsync(connection, message, cancellationToken);
        return BatchExchange.Sent(connection, answered, root => BatchExchange.SafeId(root.Text("id")));
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

        if (answered.Root.Text("processing_status") != "ended")
        {
            return BatchLook.UnderWay;
        }

        BatchAnswer results = await ResultsAsync(connection, vendorId, cancellationToken);
        return results.Failure is { } unread ? BatchLook.Failed(unread) : new BatchLook(IsOver: true, Read(connection, results.Answer!.Body, asked));
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
        mark => To(connection, HttpMethod.Get, BatchesPath, mark is null ? "limit=100" : $"limit=100&after_id={Uri.EscapeDataString(mark)}"),
        page => FindOnAsync(connection, page, lost, cancellationToken),
        page => NextAfter(page, lost),
        cancellationToken);

    private static async Task<BatchSearch> FindOnAsync(Connection connection, JsonElement page, LostBatch lost, CancellationToken cancellationToken)
    {
        bool isOpen = false;
        foreach (JsonElement batch in page.Items("data").Where(batch => MadeAt(batch) is { } at && (at - lost.SentAt).Duration() <= s_aboutThen))
        {
            if (batch.Text("processing_status") != "ended" || BatchExchange.SafeId(batch.Text("id")) is not { } id)
            {
                isOpen = true;
                continue;
            }

            BatchAnswer results = await ResultsAsync(connection, id, cancellationToken);
            isOpen |= results.Failure is not null;
            if (results.Answer is { } answer && BatchExchange.Lines(answer.Body).Any(line => Guid.TryParse(line.Root.Text("custom_id"), out Guid call) && lost.Calls.Contains(call)))
            {
                return BatchSearch.Found(id);
            }
        }

        return isOpen ? BatchSearch.NotYet : BatchSearch.NotThere;
    }

    // The newest come first: behind one that was made long before nothing can be ours.
    private static string? NextAfter(JsonElement page, LostBatch lost) =>
        page.Member("has_more") is { ValueKind: JsonValueKind.True } && !page.Items("data").Any(batch => MadeAt(batch) < lost.SentAt - s_aboutThen)
            ? page.Text("last_id")
            : null;

    private static DateTimeOffset? MadeAt(JsonElement batch) =>
        DateTimeOffset.TryParse(batch.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;

    private static async Task<BatchAnswer> ResultsAsync(Connection connection, string vendorId, CancellationToken cancellationToken)
    {
        // The address the batch itself names for its results is not called: the key would go wherever it says.
        using HttpRequestMessage results = To(connection, HttpMethod.Get, $"{BatchesPath}/{vendorId}/results");
        return await BatchExchange.SendAsync(connection, results, cancellationToken);
    }

    private static Dictionary<Guid, VisionReply> Read(Connection connection, ReadOnlyMemory<byte> body, IReadOnlyDictionary<Guid, VisionRequest> asked)
    {
        var replies = new Dictionary<Guid, VisionReply>();
        foreach (BatchLine line in BatchExchange.Lines(body))
        {
            if (BatchExchange.CallOf(line.Root.Text("custom_id"), asked) is not { } call || line.Root.Member("result") is not { } result)
            {
                continue;
            }

            if (result.Text("type") is "canceled" or "expired")
            {
                replies[call] = BatchExchange.NotReached(connection);
            }
            else if (AnswerOf(result) is { } answer)
            {
                replies[call] = ModelReader.Read(connection, asked[call], answer, AnthropicReader.Read) with { Listed = line.Listed };
            }
        }

        // A batch that has ended has a line for each.
        BatchExchange.AddUnsaid(connection, asked, replies);
        return replies;
    }

    private static HttpAnswer? AnswerOf(JsonElement result) => result.Text("type") switch
    {
        "succeeded" when result.Member("message") is { } message => BatchExchange.Inner(200, message),
        "errored" when result.Member("error") is { } error => BatchExchange.Inner(StatusOf(error), error),
        _ => null,
    };

    private static int StatusOf(JsonElement error) => ((error.Member("error") ?? error).Text("type")) switch
    {
        "invalid_request_error" => 400,
        "authentication_error" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" => 404,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "overloaded_error" => 529,
        _ => 500,
    };

    private static HttpRequestMessage To(Connection connection, HttpMethod method, string path, string? query = null)
    {
        HttpRequestMessage message = AnthropicWriter.To(connection, method, path, SettingsOf(connection));
        message.RequestUri = query is null ? message.RequestUri : new Uri($"{message.RequestUri}?{query}");
        return message;
    }

    private static AnthropicSettings SettingsOf(Connection connection) => AnthropicSettings.Read(connection.Options).Settings;
}
