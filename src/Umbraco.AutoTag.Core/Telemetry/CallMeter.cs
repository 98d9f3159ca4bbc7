using System.Diagnostics;
using System.Diagnostics.Metrics;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Telemetry;

/// <summary>Counts calls, their tokens, time and cost, just as the ledger's rows tell them.</summary>
internal static class CallMeter
{
    private static readonly Counter<long> s_calls = AutoTagTelemetry.Meter.CreateCounter<long>(
        "autotag.calls", "{call}", "Calls sent to providers, by how they ended.");

    private static readonly Counter<double> s_cost = AutoTagTelemetry.Meter.CreateCounter<double>(
        "autotag.cost", "USD", "What calls cost; at its reserved price where nobody says.");

    private static readonly Counter<double> s_credits = AutoTagTelemetry.Meter.CreateCounter<double>(
        "autotag.credits", "{credit}", "Provider credits that calls took.");

    // The conventions advise these boundaries.
    private static readonly Histogram<double> s_duration = AutoTagTelemetry.Meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "From sending a call to its whole answer.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        });

    private static readonly Histogram<long> s_tokens = AutoTagTelemetry.Meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens a call read and wrote, as reported.",
        advice: new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        });

    /// <summary>A call has ended so.</summary>
    public static void Settled(LedgerEntry call, ProviderDeclaration provider)
    {
        TagList tags = CallTags.Of(provider, call.ModelAsked);
        tags.Add(CallTags.Connection, call.Connection);
        if (call.ModelReported is { } model)
        {
            tags.Add(CallTags.ResponseModel, model);
        }

        if (call.Failure is { } failure)
        {
            tags.Add(CallTags.ErrorType, failure.ToString());
        }

        // How long a batch lay at its vendor says nothing of how fast a call is.
        if (call.BatchId is null)
        {
            s_duration.Record(call.Latency.TotalSeconds, tags);
        }

        Tokens(call.Usage.InputTokens, "input", tags);
        Tokens(call.Usage.OutputTokens, "output", tags);
        tags.Add("autotag.outcome", call.Outcome.ToString());
        s_calls.Add(1, tags);
        s_credits.Add((double)(call.CreditsTaken ?? 0), tags);
        tags.Add("autotag.price.basis", call.PriceBasis.ToString());
        s_cost.Add((double)(call.Cost?.Usd ?? 0), tags);
    }

    private static void Tokens(long? tokens, string type, TagList tags)
    {
        if (tokens is { } known)
        {
            tags.Add("gen_ai.token.type", type);
            s_tokens.Record(known, tags);
        }
    }
}
