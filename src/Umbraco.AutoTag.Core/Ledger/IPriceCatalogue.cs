using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Ledger;

/// <summary>The vendors' list prices, as far as they were known when this version was made. Good for estimates; configuration wins over it.</summary>
public interface IPriceCatalogue
{
    /// <summary>The price of exactly this model where this connection leads; null where the list has none. A related model's price is never taken for it.</summary>
    ModelPrice? Find(Connection connection, string model);
}

/// <summary>A model's list price.</summary>
/// <param name="UsdPerMillionInputTokens">US dollars per million tokens read.</param>
/// <param name="UsdPerMillionOutputTokens">US dollars per million tokens written.</param>
public sealed record ModelPrice(decimal UsdPerMillionInputTokens, decimal UsdPerMillionOutputTokens);
