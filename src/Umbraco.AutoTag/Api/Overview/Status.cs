using Umbraco.AutoTag.Api.Connections;
using Umbraco.AutoTag.Api.Items;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Api.Overview;

/// <summary>How AutoTag is doing, of the part of the library the editor sees.</summary>
/// <param name="Queue">Images by state.</param>
/// <param name="Recent">The images whose state changed last, newest first.</param>
/// <param name="Connections">The configured accounts.</param>
/// <param name="Spend">What was spent.</param>
/// <param name="Spared">What was not spent this month because a step was not needed; empty for whoever sees only a part of the library.</param>
/// <param name="MediaTypes">Whether the media types have properties for the fields.</param>
/// <param name="Problems">What keeps AutoTag from working; empty where nothing does.</param>
/// <param name="Notes">What in the configuration is likely not meant, though AutoTag works with it, in English; only for whoever may see the configuration.</param>
/// <param name="IsReady">True where AutoTag can work.</param>
/// <param name="WorksHere">True where this server works on the queue; another may, where it does not.</param>
/// <param name="Servers">Whether any server works on the queue; null where that is not known yet, as in the first seconds of a site.</param>
/// <param name="Version">AutoTag's version.</param>
public sealed record Status(
    QueueCounts Queue,
    IReadOnlyList<RecentItem> Recent,
    IReadOnlyList<ConnectionStatus> Connections,
    SpendSummary Spend,
    IReadOnlyList<SparedView> Spared,
    IReadOnlyList<MediaTypeReadiness> MediaTypes,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<string> Notes,
    bool IsReady,
    bool WorksHere,
    ServersAtWork? Servers,
    string Version);

/// <summary>Whether anybody works on the queue.</summary>
/// <param name="Working">How many servers do.</param>
/// <param name="LastWorkedAt">When one last did; null where none ever did.</param>
/// <param name="Why">Why nobody works; null where somebody does.</param>
public sealed record ServersAtWork(int Working, DateTimeOffset? LastWorkedAt, NobodyWorks? Why);

/// <summary>Images by state.</summary>
public sealed record QueueCounts(long Waiting, long Working, long Done, long Skipped, long Failed, long Ignored);

/// <summary>An image whose state changed.</summary>
public sealed record RecentItem(
    Guid MediaKey,
    string Name,
    ItemState State,
    DateTimeOffset? DueAt,
    string? Reason,
    string? ReasonCode,
    int Attempts,
    DateTimeOffset ChangedAt);

/// <summary>The images whose state changed last.</summary>
/// <param name="Items">Newest first.</param>
public sealed record RecentList(IReadOnlyList<RecentItem> Items);

/// <summary>What was spent, in UTC days.</summary>
/// <param name="Today">Since midnight.</param>
/// <param name="Month">Since the first of the month.</param>
public sealed record SpendSummary(Cost Today, Cost Month);

/// <summary>What was not spent at a step that is asked only where an earlier one is unsure.</summary>
/// <param name="Connection">Alias of the connection that was not asked.</param>
/// <param name="UnsureOf">Alias of the connection that was sure enough.</param>
/// <param name="Images">Pictures that connection looked at.</param>
/// <param name="NotNeeded">Of those, the ones that did not need the step.</param>
/// <param name="Saved">What that saved, by what a call costs on average; null where nobody knows.</param>
public sealed record SparedView(string Connection, string UnsureOf, long Images, long NotNeeded, Money? Saved);

/// <summary>Whether a media type has properties for the fields.</summary>
/// <param name="Key">The media type.</param>
/// <param name="Alias">Its alias.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ready">True where nothing is missing.</param>
/// <param name="Missing">Fields without a property.</param>
public sealed record MediaTypeReadiness(Guid Key, string Alias, string Name, bool Ready, IReadOnlyList<Field> Missing);

/// <summary>Something that keeps AutoTag from working.</summary>
/// <param name="Code">A stable word: <c>SwitchedOff</c>, <c>Configuration</c>, <c>Storage</c> or <c>Clock</c>.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record Problem(string Code, string Message);
