using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>Puts together under which revisions the library stands, and what differs from the present one.</summary>
internal sealed class RevisionReport(IRevisionStore revisions, IProfiles profiles, IConnections connections, EditorAccess access, TimeProvider clock)
{
    private const int MaxItems = 50;

    public async Task<RevisionList> AllAsync(CancellationToken cancellationToken)
    {
        Revision present = RevisionOf.Profile(profiles.Default, connections, clock.GetUtcNow());
        IReadOnlyList<StandingRevision> standing = await revisions.StandingAsync(cancellationToken);
        StandingRevision? used = standing.FirstOrDefault(one => one.Revision.Id == present.Id);
        IReadOnlyDictionary<Guid, Person> people = await access.PeopleAsync(standing.Where(one => one.LastSave is not null).Select(one => one.LastSave!.By));
        RevisionSave? SaveOf(StandingRevision? one) => one?.LastSave is { } save ? new RevisionSave(save.At, people.GetValueOrDefault(save.By), save.Note) : null;
        long images = standing.Sum(one => one.Images);
        ILookup<bool, StandingRevision> earlier = standing.Where(one => one != used).ToLookup(one => one.Images > 0);
        // Those that nobody used come behind, and cannot push out one that images stand under.
        StandingRevision[] listed = [.. earlier[true].Take(MaxItems), .. earlier[false].Take(MaxItems)];
        return new RevisionList(
            images,
            images - (used?.Images ?? 0),
            [
                new RevisionView(present.Id, IsPresent: true, used?.Revision.CreatedAt, used?.Images ?? 0, [], IsRestorable: false, SaveOf(used)),
                .. listed.Select(one => new RevisionView(
                    one.Revision.Id, IsPresent: false, one.Revision.CreatedAt, one.Images, RevisionChange.Between(one.Revision, present), one.HasSettings, SaveOf(one))),
            ],
            standing.Count(one => one != used) - listed.Length);
    }
}
