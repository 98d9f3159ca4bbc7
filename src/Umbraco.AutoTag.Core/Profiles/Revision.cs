namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>
/// An immutable snapshot of a profile. Two snapshots are the same revision when nothing that can change a result differs.
/// This is what version pinning means here: every value names the revision it came from.
/// </summary>
/// <param name="Id">First 32 hexadecimal characters of the SHA-256 over <paramref name="Snapshot"/>.</param>
/// <param name="Profile">Alias of the profile.</param>
/// <param name="Snapshot">Canonical JSON of everything that can change a result.</param>
/// <param name="CreatedAt">When it was saved or first used, whichever came first.</param>
public sealed record Revision(string Id, string Profile, string Snapshot, DateTimeOffset CreatedAt)
{
    /// <summary>The settings it was made of, as JSON: a snapshot holds some of them as a hash only. Null where they are not known. No part of its identity.</summary>
    public string? Settings { get; init; }
}
