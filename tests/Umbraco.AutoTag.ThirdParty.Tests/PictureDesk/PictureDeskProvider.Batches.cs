using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Batches;

namespace PictureDesk;

/// <summary>Many looks at once (<c>POST /v1/batches</c>), for a third of the price.</summary>
public sealed partial class PictureDeskProvider : IBatchProvider
{
    private const string BatchesPath = "/v1/batches";

    /// <inheritdoc />
    public BatchTerms Batches { get; } = new(0.33m, TimeSpan.FromHours(12), TimeSpan.FromHours(24), MostRequests: 100, MostBytes: 8 * 1024 * 1024);

    /// <inheritdoc />
    public async Task<ReadOnlyMemory<byte>> WriteAsync(Connection connection, Guid callId, VisionRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage single = Write(connection, request);
        return await BatchExchange.WrapAsync($$"""{"id":"{{callId:D}}","look":""", single, "}", cancellationToken);
    }

    /// <inheritdoc />
    public async Task<BatchSent> SubmitAsync(Connection connection, BatchShipment shipment, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = To(connection, HttpMethod.Post, BatchesPath);
        message.Content = new ShipmentContent(
            "application/json", Encoding.UTF8.GetBytes($$"""{"mark":"{{shipment.Id:D}}","looks":["""), shipment.Requests, ","u8.ToArray(), "]}"u8.ToArray());
        BatchAnswer answered = await BatchExchange.AskAsync(connection, message, Judge, cancellationToken);
        return BatchExchange.Sent(connection, answered, root => BatchExchange.SafeId(root.Text("batch")));
    }

    /// <inheritdoc />
    public async Task<BatchLook> LookAsync(
        Connection connection, string vendorId, IReadOnlyDictionary<Guid, VisionRequest> asked, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = To(connection, HttpMethod.Get, $"{BatchesPath}/{vendorId}");
        BatchAnswer answered = await BatchExchange.AskAsync(connection, message, Judge, cancellationToken);
        if (answered.Failure is { } failure)
        {
            return BatchLook.Failed(failure);
        }

        if (answered.Root.Text("state") != "over")
        {
            return BatchLook.UnderWay;
        }

        var replies = new Dictionary<Guid, VisionReply>();
        foreach (JsonElement look in answered.Root.Items("looks"))
        {
            if (BatchExchange.CallOf(look.Text("id"), asked) is { } call)
            {
                replies[call] = ReplyTo(connection, asked[call], look) with { Listed = new ListedAnswer(look) };
            }
        }

        BatchExchange.AddUnsaid(connection, asked, replies);
        return new BatchLook(IsOver: true, replies);
    }

    /// <inheritdoc />
    public async Task<Failure?> CancelAsync(Connection connection, string vendorId, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = To(connection, HttpMethod.Post, $"{BatchesPath}/{vendorId}/stop");
        return (await BatchExchange.SendAsync(connection, message, Judge, cancellationToken)).Failure;
    }

    /// <inheritdoc />
    public Task<BatchSearch> FindAsync(Connection connection, LostBatch lost, CancellationToken cancellationToken) => BatchExchange.SearchAsync(
        connection,
        mark => To(connection, HttpMethod.Get, mark is null ? BatchesPath : $"{BatchesPath}/after/{mark}"),
        page => Task.FromResult(FindOn(page, lost)),
        page => BatchExchange.SafeId(page.Text("next")),
        cancellationToken);

    private static BatchSearch FindOn(JsonElement page, LostBatch lost) => page.Items("batches")
        .Where(batch => batch.Text("mark") == lost.Id.ToString("D"))
        .Select(batch => BatchExchange.SafeId(batch.Text("batch")))
        .OfType<string>()
        .Select(BatchSearch.Found)
        .FirstOrDefault(BatchSearch.NotThere);

    private static VisionReply ReplyTo(Connection connection, VisionRequest request, JsonElement look)
    {
        if (look.Text("word") == "not-reached")
        {
            return BatchExchange.NotReached(connection);
        }

        HttpAnswer answer = look.Member("found") is { } found ? BatchExchange.Inner(200, found) : BatchExchange.Inner(422, look);
        return JsonAnswer.Read(connection, answer, root => Read(request, root), root => Judge(answer, root));
    }

    private static Verdict Judge(HttpAnswer answer)
    {
        using JsonDocument? document = answer.ToJson();
        return Judge(answer, document?.RootElement ?? default);
    }

    private static HttpRequestMessage To(Connection connection, HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, EndpointRule.At(connection.Endpoint, path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        return message;
    }
}
