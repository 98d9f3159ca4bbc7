using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What calls to a connection will cost and how long they will take: by the last ones where there are some, else by prices.</summary>
public sealed class CallForecast(IRunFacts facts, Prices prices, IProfiles profiles)
{
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
            RateLimit = connection.RateLimitFor(request.Model),
            Duration = DurationOf(connection, request, calls, past),
            Batches = step.MayWaitForBatch && connection.Provider.Declaration.Charged ? connection.Batches?.Batches : null,
        };
    }

    private (CostRange? PerCall, EstimateBasis Basis, int PastCalls) PriceOf(Connection connection, VisionRequest request, IReadOnlyList<PastCall> past)
    {
        if (!connection.Provider.Declaration.Charged)
        {
            return (CostRange.Nothing, EstimateBasis.Free, 0);
        }

        CostRange? byPrices = prices.Range(connection, request);
        MicroUsd[] costs = [.. past.Select(call => call.Cost).OfType<MicroUsd>()];
        return costs.Length switch
        {
            >= LearntCost.EnoughCalls => (LearntCost.Of(costs, byPrices), EstimateBasis.PastCalls, costs.Length),
            >= LearntCost.FewCalls => (LearntCost.Of(costs, byPrices), EstimateBasis.FewCalls, costs.Length),
            _ => (byPrices, byPrices is null ? EstimateBasis.Unknown : EstimateBasis.Prices, 0),
        };
    }

    private static decimal? CreditsOf(IReadOnlyList<PastCall> past)
    {
        decimal[] credits = [.. past.Select(call => call.Credits).OfType<decimal>()];
        return credits.Length >= LearntCost.FewCalls ? credits.Average() : null;
    }

    // The slower of what is allowed and what was usual.
    private static TimeSpan? DurationOf(Connection connection, VisionRequest request, long calls, IReadOnlyList<PastCall> past)
    {
        TimeSpan? allowed = connection.RateLimitFor(request.Model) is { } limit ? limit.Window / limit.Requests * calls : null;
        TimeSpan? usual = past.Count >= LearntCost.FewCalls ? past.Average(call => call.Latency.TotalSeconds) * TimeSpan.FromSeconds(1) / connection.Options.Concurrency * calls : null;
        return allowed > usual ? allowed : usual ?? allowed;
    }
}
