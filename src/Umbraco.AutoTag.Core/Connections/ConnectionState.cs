using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>How a connection is doing, shared by all servers.</summary>
/// <param name="Connection">Its alias.</param>
/// <param name="Health">In one word.</param>
/// <param name="Until">Nothing is sent before this moment; then one call probes. Null where nothing holds it, or where only a person can let it go on.</param>
/// <param name="Message">For people: what happened and what to do; null where all is well.</param>
/// <param name="ChangedAt">Since when.</param>
public sealed record ConnectionState(string Connection, ConnectionHealth Health, DateTimeOffset? Until, string? Message, DateTimeOffset ChangedAt)
{
    /// <summary>How often in a row it was held for the same reason: each time for longer. 0 where all is well.</summary>
    public int Outages { get; init; }

    /// <summary>A call is finding out whether it works again, and this is how long the others wait for what comes of it; null where none is.</summary>
    public DateTimeOffset? ProbeUntil { get; init; }

    /// <summary>The admin who paused it or let it go on; null where it changed by itself.</summary>
    public Guid? ChangedBy { get; init; }

    /// <summary>Counts changes: a change that was decided on an older version is refused. Set by the store.</summary>
    public int Version { get; init; }
}

/// <summary>How a connection is doing, in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionHealth>))]
public enum ConnectionHealth
{
    /// <summary>Works, or was never used.</summary>
    Ok,

    /// <summary>The provider asked us to slow down.</summary>
    Throttled,

    /// <summary>The account is empty.</summary>
    OutOfCredit,

    /// <summary>The key is refused.</summary>
    Unauthorised,

    /// <summary>Model, region or parameter is wrong.</summary>
    Misconfigured,

    /// <summary>The provider is down or unreachable.</summary>
    Unavailable,

    /// <summary>An admin has paused it, and only an admin lets it go on.</summary>
    Paused,

    /// <summary>Another model answers than the one that is pinned, and the site wants nothing sent then. An admin lets it go on, or another model is pinned.</summary>
    Drifted,
}
