using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Api.Catalogue;

/// <summary>Models that look at pictures, as lists tell of them: for choosing, and for nothing that is paid.</summary>
/// <param name="Models">All known ones: first those in use, then by vendor and id.</param>
/// <param name="Compiled">The day the list that comes with AutoTag was made.</param>
/// <param name="Fetched">The list that was fetched since; null where none was.</param>
/// <param name="MayRefresh">Whether the site allows one to be fetched.</param>
/// <param name="Host">Where from.</param>
public sealed record CatalogueView(IReadOnlyList<ModelView> Models, DateOnly? Compiled, FetchedView? Fetched, bool MayRefresh, string Host);

/// <summary>A list that was fetched.</summary>
/// <param name="Source">From whom.</param>
/// <param name="At">When.</param>
/// <param name="Count">How many models it has.</param>
public sealed record FetchedView(string Source, DateTimeOffset At, int Count);

/// <summary>A model.</summary>
/// <param name="Vendor">Who serves it.</param>
/// <param name="Id">As a request names it.</param>
/// <param name="Name">Its name for people; null where the list has none beside the id.</param>
/// <param name="UsdPerMillionInputTokens">US dollars per million tokens read; null where unknown.</param>
/// <param name="UsdPerMillionOutputTokens">US dollars per million tokens written; null where unknown.</param>
/// <param name="ContextTokens">The most tokens of question and picture; null where unknown.</param>
/// <param name="OutputTokens">The most tokens of an answer; null where unknown.</param>
/// <param name="StructuredAnswers">Whether its answers can be held to a schema; null where unknown.</param>
/// <param name="RetiresOn">The day it is switched off; null where none is known.</param>
/// <param name="Retirement">How near that is.</param>
/// <param name="IsFetched">True where it is from the fetched list; false where it is from the one that comes with AutoTag.</param>
/// <param name="Connections">Aliases of the connections that ask for it.</param>
public sealed record ModelView(
    string Vendor,
    string Id,
    string? Name,
    decimal? UsdPerMillionInputTokens,
    decimal? UsdPerMillionOutputTokens,
    int? ContextTokens,
    int? OutputTokens,
    bool? StructuredAnswers,
    DateOnly? RetiresOn,
    Retirement Retirement,
    bool IsFetched,
    IReadOnlyList<string> Connections);

/// <summary>How near the end of a model is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Retirement>))]
public enum Retirement
{
    /// <summary>No day is known.</summary>
    None,

    /// <summary>More than 60 days from now.</summary>
    Later,

    /// <summary>Within 60 days.</summary>
    Soon,

    /// <summary>It is over.</summary>
    Past,
}
