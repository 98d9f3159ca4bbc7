using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Storage.Profiles;

/// <inheritdoc />
internal sealed class RevisionStore(Database database) : IRevisionStore
{
    private string InsertIfNew => database.Dialect.InsertIfNew(
        "autoTagRevision",
        "id, profile, snapshot, createdAt",
        "@Id, @Profile, @Snapshot, @createdAt",
        "id = @Id");

    public Task KeepAsync(Revision revision, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            InsertIfNew,
            new { revision.Id, revision.Profile, revision.Snapshot, createdAt = Stored.Of(revision.CreatedAt) }),
        cancellationToken);
}
