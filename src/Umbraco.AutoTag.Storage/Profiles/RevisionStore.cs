using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Profiles;

/// <inheritdoc />
internal sealed class RevisionStore(Database database) : IRevisionStore
{
    // Every image is looked at under one, and there are as many as the settings have changed: none is written twice by one process.
    private readonly ConcurrentDictionary<(string Id, bool HasSettings), DateTimeOffset> _kept = [];

    private string Standing => field ??=
        $"""
        SELECT r.id AS "Id", r.profile AS "Profile", r.snapshot AS "Snapshot", r.createdAt AS "CreatedAt", COALESCE(counted.images, 0) AS "Images",
            CASE WHEN r.settings IS NULL THEN 0 ELSE 1 END AS "HasSettings"
        FROM autoTagRevision AS r
        LEFT JOIN ({RevisionCounts.Images(database.Dialect)}) AS counted ON r.id = counted.revisionId
        WHERE counted.images > 0 OR EXISTS (SELECT 1 FROM autoTagProfile AS saved WHERE saved.revisionId = r.id AND saved.settings IS NOT NULL)
        ORDER BY r.createdAt DESC, r.id
        """;

    private const string Saves = """
        SELECT revisionId AS "RevisionId", note AS "Note", savedBy AS "SavedBy", savedAt AS "SavedAt" FROM autoTagProfile WHERE settings IS NOT NULL ORDER BY id
        """;

    private const string One = """
        SELECT id AS "Id", profile AS "Profile", snapshot AS "Snapshot", createdAt AS "CreatedAt", settings AS "Settings" FROM autoTagRevision WHERE id = @id
        """;

    private const string AddSettings = "UPDATE autoTagRevision SET settings = @Settings WHERE id = @Id AND settings IS NULL";

    public async Task KeepAsync(Revision revision, CancellationToken cancellationToken)
    {
        (string, bool) key = (revision.Id, revision.Settings is not null);
        if (_kept.ContainsKey(key))
        {
            return;
        }

        await database.RunAsync(
            async session =>
            {
                await KeepAsync(session, database.Dialect, revision);
                return true;
            },
            cancellationToken);
        _kept.TryAdd(key, revision.CreatedAt);
    }

    /// <summary>The same as part of other work.</summary>
    internal static async Task KeepAsync(Session session, Dialect dialect, Revision revision)
    {
        var parameters = new { revision.Id, revision.Profile, revision.Snapshot, createdAt = Stored.Of(revision.CreatedAt), Settings = Stored.Text(revision.Settings) };
        bool isNew = await session.ExecuteAsync(
            dialect.InsertIfNew("autoTagRevision", "id, profile, snapshot, createdAt, settings", "@Id, @Profile, @Snapshot, @createdAt, @Settings", "id = @Id"), parameters) > 0;
        if (!isNew && revision.Settings is not null)
        {
            await session.ExecuteAsync(AddSettings, parameters);
        }
    }

    public async Task<Revision?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.RunAsync(session => session.FirstAsync<Row>(One, new { id }), cancellationToken))?.ToRevision();

    public async Task<IReadOnlyList<StandingRevision>> StandingAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<Row> rows, IReadOnlyList<SaveRow> saves) = await database.RunAsync(
            async session => (await session.QueryAsync<Row>(Standing), await session.QueryAsync<SaveRow>(Saves)), cancellationToken);
        var last = new Dictionary<string, ProfileSave>(StringComparer.Ordinal);
        foreach (SaveRow save in saves)
        {
            last[save.RevisionId] = new ProfileSave(Stored.Time(save.SavedAt), Stored.Id(save.SavedBy), save.Note);
        }

        return [.. rows.Select(row => new StandingRevision(row.ToRevision(), row.Images) { HasSettings = row.HasSettings != 0, LastSave = last.GetValueOrDefault(row.Id) })];
    }

    private sealed class Row
    {
        public required string Id { get; init; }

        public required string Profile { get; init; }

        public required string Snapshot { get; init; }

        public long CreatedAt { get; init; }

        public string? Settings { get; init; }

        public long Images { get; init; }

        public long HasSettings { get; init; }

        public Revision ToRevision() => new(Id, Profile, Snapshot, Stored.Time(CreatedAt)) { Settings = Settings };
    }

    private sealed class SaveRow
    {
        public required string RevisionId { get; init; }

        public string? Note { get; init; }

        public required string SavedBy { get; init; }

        public long SavedAt { get; init; }
    }
}
