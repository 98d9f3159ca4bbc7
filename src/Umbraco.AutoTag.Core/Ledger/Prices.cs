using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Ledger;

/// <summary>
/// What a call costs, before and after. The provider's own figure wins; then the connection's configured prices – per credit, per image, per
/// second, per token – and last the vendor's list price, per token or of what was asked of the image. Where none is known the cost is unknown; it is never guessed to be zero.
/// </summary>
public sealed class Prices(IPriceCatalogue catalogue)
{
    // A system may say anything of itself; beyond this no product fits any more.
    private const decimal MostCredits = 1_000_000_000;
    private const decimal MostSeconds = 86_400;

    /// <summary>What a call that was charged cost, by what the provider says it used.</summary>
    /// <param name="connection">Who was asked.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="reply">What came back.</param>
    public (MicroUsd? Cost, PriceBasis Basis) Of(Connection connection, VisionRequest request, VisionReply reply)
    {
        ConnectionOptions prices = connection.Options;
        Usage usage = reply.Usage;
        if (usage.Cost is { } reported)
        {
            return (reported, PriceBasis.Reported);
        }

        if (usage.Credits is { } credits && prices.UsdPerCredit is { } perCredit)
        {
            return (MicroUsd.FromUsd(Math.Clamp(credits, 0, MostCredits) * perCredit), PriceBasis.Configured);
        }

        if (prices.UsdPerImage is { } perImage)
        {
            return (MicroUsd.FromUsd(perImage), PriceBasis.Configured);
        }

        if (usage.ComputeSeconds is { } seconds && prices.UsdPerComputeSecond is { } perSecond)
        {
            return (MicroUsd.FromUsd(Math.Clamp(seconds, 0, MostSeconds) * perSecond), PriceBasis.Configured);
        }

        // A vendor may answer with another model than was asked, at that model's price.
        TokenPrice? price = OfTokens(connection, reply.ModelReported) ?? OfTokens(connection, request.Model);
        return usage is { InputTokens: { } read, OutputTokens: { } written } && price is { } known ? (known.For(read, written), known.Basis)
            : BasisOf(connection, request) == PriceBasis.Listed && connection.Provider.ListPriceOf(connection, request) is { } listed ? (listed, PriceBasis.Listed)
            : (null, PriceBasis.Unknown);
    }

    /// <summary>What a call may cost at most, known before it is sent.</summary>
    public Estimate AtMost(Connection connection, VisionRequest request) => connection.Provider.Declaration.Charged
        ? new Estimate(CostAtMost(connection, request), connection.Options.CreditsPerImage)
        : Estimate.Free;

    /// <summary>
    /// What a call costs at least, likely and at most, by prices alone; null where nobody knows. Of a price per token only the most is known; likely
    /// is the picture, the question and an answer of half the greatest length.
    /// </summary>
    public CostRange? Range(Connection connection, VisionRequest request)
    {
        if (AtMost(connection, request).Cost is not { } most)
        {
            return null;
        }

        bool isPerToken = connection.Options is { UsdPerImage: null } and ({ CreditsPerImage: null } or { UsdPerCredit: null });
        if (!isPerToken
            || connection.Provider.TokensAtMost(connection, request) is not { } tokens
            || OfTokens(connection, request.Model ?? connection.Options.Model) is not { } price)
        {
            return CostRange.Exactly(most);
        }

        return new CostRange(MicroUsd.Zero, price.For(tokens.Read, tokens.Written / 2), most);
    }

    /// <summary>Where <see cref="AtMost"/> has its figure from.</summary>
    public PriceBasis BasisOf(Connection connection, VisionRequest request)
    {
        if (!connection.Provider.Declaration.Charged)
        {
            return PriceBasis.Free;
        }

        if (CostAtMost(connection, request) is null)
        {
            return PriceBasis.Unknown;
        }

        return connection.Options is { CreditsPerImage: not null, UsdPerCredit: not null } or { UsdPerImage: not null } or { UsdPerComputeSecond: not null }
            ? PriceBasis.Configured
            : OfTokens(connection, request.Model ?? connection.Options.Model)?.Basis ?? PriceBasis.Listed;
    }

    private MicroUsd? CostAtMost(Connection connection, VisionRequest request)
    {
        ConnectionOptions prices = connection.Options;
        if (prices is { CreditsPerImage: { } credits, UsdPerCredit: { } perCredit })
        {
            return MicroUsd.FromUsd(credits * perCredit);
        }

        if (prices.UsdPerImage is { } perImage)
        {
            return MicroUsd.FromUsd(perImage);
        }

        if (prices.UsdPerComputeSecond is { } perSecond)
        {
            return MicroUsd.FromUsd((decimal)prices.Timeout.TotalSeconds * perSecond);
        }

        return connection.Provider.TokensAtMost(connection, request) is { } tokens && OfTokens(connection, request.Model ?? prices.Model) is { } price
            ? price.For(tokens.Read, tokens.Written)
            : connection.Provider.ListPriceOf(connection, request);
    }

    private TokenPrice? OfTokens(Connection connection, string? model)
    {
        if (connection.Options is { UsdPerMillionInputTokens: { } read, UsdPerMillionOutputTokens: { } written })
        {
            return new TokenPrice(read, written, PriceBasis.Configured);
        }

        return model is not null && catalogue.Find(connection, model) is { } listed
            ? new TokenPrice(
                connection.Options.UsdPerMillionInputTokens ?? listed.UsdPerMillionInputTokens,
                connection.Options.UsdPerMillionOutputTokens ?? listed.UsdPerMillionOutputTokens,
                PriceBasis.Listed)
            : null;
    }

    private readonly record struct TokenPrice(decimal PerMillionRead, decimal PerMillionWritten, PriceBasis Basis)
    {
        public MicroUsd For(long read, long written) => MicroUsd.FromUsd((read * PerMillionRead + written * PerMillionWritten) / 1_000_000m);
    }
}
