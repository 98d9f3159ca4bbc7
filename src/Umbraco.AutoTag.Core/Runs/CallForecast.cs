using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What calls to a connection will cost and how long they will take: by the last ones where there are enough, else by prices.</summary>
public sealed class CallForecast(IRunFacts facts, Prices prices, IProfiles profiles)
{
    /// <summary>Fewer calls than this say nothing.</summary>
    public const int EnoughCalls = 10;

    private const int MostCalls = 200;

    /// <summary>The line of one step.</summary>
    public async Task<ConnectionEstimate> OfAsync(Step step, Connection connection, long calls, long known, CancellationToken cancellationToken)
    {
        VisionRequest request = StepRequest.Largest(step, connection, profiles.Default);
        IReadOnlyList<PastCall> past = await facts.PastCallsAsync(connection.Alias, request.Model, MostCalls, cancellationToken);
        (CostRange? perCall, EstimateBasis basis, int pastCalls) = PriceOf(connection, request, past);
        return new ConnectionEstimate
        {
            Connection = connection.Alias,
            Model = request.Model,
            Calls = calls,
            Known = known,
            Basis = basis,
            PriceBasis = prices.BasisOf(connection, request),
            PastCalls = pastCalls,
            PerCall = perCall,
            CreditsPerCall = CreditsOf(past) ?? connection.Options.CreditsPerImage,
            RateLimit = connection.RateLimit,
            Duration = DurationOf(connection, calls, past),
            Batches = step.MayWaitForBatch && connection.Provider.Declaration.Charged ? connection.Batches?.Batches : null,
        };
    }

    private (CostRange? PerCall, EstimateBasis Basis, int PastCalls) PriceOf(Connection connection, VisionRequest request, IReadOnlyList<PastCall> past)
    {
        if (!connection.Provider.Declaration.Charged)
        {
            return (CostRange.Nothing, EstimateBasis.Free, 0);
        }

        long[] costs = [.. past.Select(call => call.Cost?.Amount).OfType<long>().Order()];
        if (costs.Length >= EnoughCalls)
        {
            var likely = new MicroUsd((long)Math.Ceiling(costs.Average()));
            return (new CostRange(Tenth(costs, 1), likely, Tenth(costs, 9)), EstimateBasis.PastCalls, costs.Length);
        }

        return prices.Range(connection, request) is { } range ? (range, EstimateBasis.Prices, 0) : (null, EstimateBasis.Unknown, 0);
    }

    /// <summary>The cost that so many tenths of the calls did not exceed; never on the other side of the average.</summary>
    private static MicroUsd Tenth(long[] ordered, int tenths)
    {
        long cost = ordered[Math.Min(ordered.Length - 1, ordered.Length * tenths / 10)];
        long average = (long)Math.Ceiling(ordered.Average());
        return new MicroUsd(tenths < 5 ? Math.Min(cost, average) : Math.Max(cost, average));
    }

    private static decimal? CreditsOf(IReadOnlyList<PastCall> past)
    {
        decimal[] credits = [.. past.Select(call => call.Credits).OfType<decimal>()];
        return credits.Length >= EnoughCalls ? credits.Average() : null;
    }

    // The slower of what is allowed and what was usual.
    private static TimeSpan? DurationOf(Connection connection, long calls, IReadOnlyList<PastCall> past)
    {
        TimeSpan? allowed = connection.RateLimit is { } limit ? limit.Window / limit.Requests * calls : null;
        TimeSpan? usual = past.Count >= EnoughCalls ? past.Average(call => call.Latency.TotalSeconds) * TimeSpan.FromSeconds(1) / connection.Options.Concurrency * calls : null;
        return allowed > usual ? allowed : usual ?? allowed;
    }
}
