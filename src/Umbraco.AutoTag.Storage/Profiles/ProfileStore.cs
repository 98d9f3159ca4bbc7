using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Storage.Profiles;

/// <inheritdoc />
internal sealed class ProfileStore(Database database) : IProfileStore
{
    // Whoever changes this row first saves first: on databases that lock rows it keeps two administrators from both being the second.
    private const string WaitForTurn = "UPDATE autoTagSetting SET value = @turn WHERE name = @turn";

    private const string Version = "SELECT MAX(id) FROM autoTagProfile";

    private const string Newest =
        """
        SELECT id AS "Id", settings AS "Settings", revisionId AS "RevisionId", note AS "Note", savedBy AS "SavedBy", savedAt AS "SavedAt"
        FROM autoTagProfile WHERE id = (SELECT MAX(id) FROM autoTagProfile)
        """;

    private const string Insert =
        "INSERT INTO autoTagProfile (id, settings, revisionId, note, savedBy, savedAt) VALUES (@id, @settings, @revisionId, @note, @savedBy, @savedAt)";

    private string FirstTurn => database.Dialect.InsertIfNew("autoTagSetting", "name, value", "@turn, @turn", "name = @turn");

    public Task<long?> VersionAsync(CancellationToken cancellationToken) => database.RunAsync(session => session.FirstAsync<long?>(Version), cancellationToken);

    public Task<SavedProfile?> NewestAsync(CancellationToken cancellationToken) => database.RunAsync(NewestAsync, cancellationToken);

    public Task<(SavedProfile? Newest, bool IsSaved)> SaveAsync(NewProfile profile, long? seen, CancellationToken cancellationToken) =>
        database.InTransactionAsync(session => SaveAsync(session, profile, seen), cancellationToken);

    private async Task<(SavedProfile? Newest, bool IsSaved)> SaveAsync(Session session, NewProfile profile, long? seen)
    {
        await session.UpdateOrInsertAsync(WaitForTurn, FirstTurn, new { turn = "profileTurn" });
        SavedProfile? newest = await NewestAsync(session);
        if (newest?.Version != seen)
        {
            return (newest, false);
        }

        var saved = new SavedProfile(
            (newest?.Version ?? 0) + 1, Stored.Text(profile.Settings), profile.Revision.Id, Stored.Word(profile.Note, 400), profile.SavedBy, database.Now);
        await RevisionStore.KeepAsync(session, database.Dialect, profile.Revision);
        await session.ExecuteAsync(
            Insert,
            new
            {
                id = saved.Version,
                settings = saved.Settings,
                revisionId = saved.RevisionId,
                note = saved.Note,
                savedBy = Stored.Of(saved.SavedBy),
                savedAt = Stored.Of(saved.SavedAt),
            });
        return (saved, true);
    }

    private static async Task<SavedProfile?> NewestAsync(Session session) => (await session.FirstAsync<Row>(Newest))?.ToProfile();

    private sealed class Row
    {
        public long Id { get; init; }

        public string? Settings { get; init; }

        public required string RevisionId { get; init; }

        public string? Note { get; init; }

        public required string SavedBy { get; init; }

        public long SavedAt { get; init; }

        public SavedProfile ToProfile() => new(Id, Settings, RevisionId, Note, Stored.Id(SavedBy), Stored.Time(SavedAt));
    }
}
