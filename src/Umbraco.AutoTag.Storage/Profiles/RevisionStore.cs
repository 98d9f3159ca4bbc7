using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Storage.Profiles;

/// <inheritdoc />
internal sealed class RevisionStore(Database database) : IRevisionStore
{
    // Every image is looked at under one, and there are as many as the configuration has changed: none is written twice by one process.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _kept = new(StringComparer.Ordinal);

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
}
