using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>A configured account and how it is doing. Holds no secret.</summary>
/// <param name="Alias">Its name in configuration.</param>
/// <param name="Provider">Alias of its provider.</param>
/// <param name="Model">The model it is pinned to; null where none is named.</param>
/// <param name="Health">In one word.</param>
/// <param name="Until">Nothing is sent before this moment.</param>
/// <param name="Message">What happened and what to do; null where all is well.</param>
/// <param name="ChangedAt">Since when.</param>
/// <param name="ChangedBy">Key of the admin who paused it or let it go on; null where it changed by itself.</param>
/// <param name="CreditsRemaining">What the provider last said is left; null where it never said.</param>
public sealed record ConnectionStatus(
    string Alias,
    string Provider,
    string? Model,
    ConnectionHealth Health,
    DateTimeOffset? Until,
    string? Message,
    DateTimeOffset? ChangedAt,
    Guid? ChangedBy,
    decimal? CreditsRemaining);

/// <summary>A connection as an admin sees it.</summary>
/// <param name="Status">How it is doing.</param>
/// <param name="Endpoint">Where it is called.</param>
/// <param name="HasKey">True where a key is configured; the key itself is never told.</param>
/// <param name="Tasks">What it can be asked.</param>
/// <param name="RateLimitRequests">Requests allowed per window; null where nothing limits them.</param>
/// <param name="RateLimitSeconds">Length of that window.</param>
/// <param name="Concurrency">Calls under way at once from one server.</param>
/// <param name="Pinnable">True where a model can be named and stays the same.</param>
/// <param name="LastCallAt">When it was last called; null where it never was.</param>
/// <param name="LastFailure">How that call failed; null where it did not.</param>
public sealed record ConnectionDetail(
    ConnectionStatus Status,
    string? Endpoint,
    bool HasKey,
    IReadOnlyList<string> Tasks,
    int? RateLimitRequests,
    double? RateLimitSeconds,
    int Concurrency,
    bool Pinnable,
    DateTimeOffset? LastCallAt,
    string? LastFailure);

/// <summary>The connections of the site.</summary>
/// <param name="Items">In the order of configuration.</param>
public sealed record ConnectionList(IReadOnlyList<ConnectionDetail> Items);
