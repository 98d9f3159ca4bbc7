using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Storage.Profiles;

/// <inheritdoc />
internal sealed class RevisionStore(Database database) : IRevisionStore
{
    // Every image is looked at under one, and there are as many as the configuration has changed: none is written twice by one process.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _kept = new(StringComparer.Ordinal);

    private const string Standing = """
        SELECT r.id, r.profile, r.snapshot, r.createdAt, counted.images
        FROM (SELECT revisionId, COUNT(*) AS images FROM autoTagWorkItem WHERE revisionId IS NOT NULL GROUP BY revisionId) AS counted
        INNER JOIN autoTagRevision AS r ON r.id = counted.revisionId
        ORDER BY r.createdAt DESC, r.id
        """;

    private string InsertIfNew => database.Dialect.InsertIfNew(
        "autoTagRevision",
        "id, profile, snapshot, createdAt",
        "@Id, @Profile, @Snapshot, @createdAt",
        "id = @Id");

    public async Task KeepAsync(Revision revision, CancellationToken cancellationToken)
    {
        if (_kept.ContainsKey(revision.Id))
        {
            return;
        }

        await database.RunAsync(
            session => session.ExecuteAsync(
                InsertIfNew,
                new { revision.Id, revision.Profile, revision.Snapshot, createdAt = Stored.Of(revision.CreatedAt) }),
            cancellationToken);
        _kept.TryAdd(revision.Id, revision.CreatedAt);
    }

    public async Task<IReadOnlyList<StandingRevision>> StandingAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Row> rows = await database.RunAsync(session => session.QueryAsync<Row>(Standing), cancellationToken);
        return [.. rows.Select(row => row.ToStanding())];
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Profile { get; init; }

        public required string Snapshot { get; init; }

        public long CreatedAt { get; init; }

        public long Images { get; init; }

        public StandingRevision ToStanding() => new(new Revision(Id, Profile, Snapshot, Stored.Time(CreatedAt)), Images);
    }
}
