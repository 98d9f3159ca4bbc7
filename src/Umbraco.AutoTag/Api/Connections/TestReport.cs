using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>Tells what came of a test.</summary>
internal static class TestReport
{
    public static ConnectionTest Of(TestResult result, DateTimeOffset now)
    {
        (VisionReply reply, LedgerEntry? entry) = (result.Reply, result.Entry);
        Connection connection = result.Call.Connection;
        bool isSent = reply.Failure?.Sent ?? true;
        return new ConnectionTest(
            connection.Alias,
            now,
            isSent,
            result.Latency.TotalSeconds,
            [.. Enum.GetValues<VisionTasks>().Where(task => task != VisionTasks.None && result.Call.Request.Tasks.HasFlag(task)).Select(task => task.ToString())],
            result.Call.Request.Model,
            reply.ModelReported,
            reply.RequestId,
            reply.Observations is { } observations ? [.. observations.Select(Of)] : null,
            reply.Failure is { } failure ? Of(failure) : null,
            new TestUsage(reply.Usage.InputTokens, reply.Usage.OutputTokens, reply.Usage.CreditsRemaining),
            Money.From(entry?.Cost),
            entry?.CreditsTaken,
            entry?.PriceBasis ?? (connection.Provider.Declaration.SendsPicture ? PriceBasis.Unknown : PriceBasis.Free),
            [.. result.Exchanges.Select(Of)],
            result.Exchanges.Count > 0 || !isSent || !connection.Provider.Declaration.SendsPicture,
            result.Spoken is { } spoken ? new SpokenView(spoken.Asked, spoken.Answered, spoken.IsCut) : null);
    }

    private static TestObservation Of(Observation observation) => new(
        observation.Kind.ToString(),
        observation.Value,
        observation.Confidence.Value,
        observation.ConfidenceSource,
        observation.Language);

    private static TestFailure Of(Failure failure) => new(
        failure.Kind.ToString(), failure.ReasonCode, failure.Message, failure.Code, failure.RetryAfter?.TotalSeconds, failure.Charged.ToString());

    private static ExchangeView Of(Exchange exchange) => new(
        exchange.Request.Method,
        exchange.Request.Address,
        exchange.Request.Headers,
        exchange.Request.Body,
        exchange.Response,
        exchange.BrokenBy,
        exchange.Latency.TotalSeconds);
}
