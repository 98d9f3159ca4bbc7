using System.Globalization;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Queue;

/// <inheritdoc />
internal sealed class SweepStore(Database database) : ISweepStore
{
    private const string SweptTo = "sweptTo";
    private const string SweptAllAt = "sweptAllAt";

    // SQL Server's datetime, in which a site may keep the moment of a save, is exact to a three-hundredth of a second.
    private static readonly TimeSpan s_rounding = TimeSpan.FromMilliseconds(10);

    public async Task<SweepMarks> MarksAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Name, long Value)> rows = await database.RunAsync(
            session => session.QueryAsync<(string Name, long Value)>(
                $"SELECT name, CAST(value AS bigint) FROM autoTagSetting WHERE name IN ('{FirstStart.Name}', '{SweptTo}', '{SweptAllAt}')"),
            cancellationToken);
        var marks = rows.ToDictionary(row => row.Name, row => Stored.Time(row.Value));
        return new SweepMarks(
            marks[FirstStart.Name],
            marks.TryGetValue(SweptTo, out DateTimeOffset sweptTo) ? sweptTo : null,
            marks.TryGetValue(SweptAllAt, out DateTimeOffset sweptAllAt) ? sweptAllAt : null);
    }

    public Task KeepMarksAsync(DateTimeOffset sweptTo, bool isFull, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session => await KeepAsync(session, SweptTo, sweptTo) + (isFull ? await KeepAsync(session, SweptAllAt, sweptTo) : 0),
        cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, KnownItem>> KnownAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, KnownItem>(mediaKeys.Count);
        foreach (Guid[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            IReadOnlyList<(string MediaKey, int State, string Path, string? ReasonCode, long SeenAt)> rows = await database.RunAsync(
                session => session.QueryAsync<(string MediaKey, int State, string Path, string? ReasonCode, long SeenAt)>(
                    $"SELECT mediaKey, state, path, reasonCode, seenAt FROM autoTagWorkItem WHERE {database.Dialect.In("mediaKey", "@keys")}",
                    new { keys = Stored.Of(some) }),
                cancellationToken);
            foreach ((string mediaKey, int state, string path, string? reasonCode, long seenAt) in rows)
            {
                known[Stored.Id(mediaKey)] = new KnownItem((WorkState)state, path, reasonCode, Stored.Time(seenAt) + s_rounding);
            }
        }

        return known;
    }

    public async Task<IReadOnlyList<Guid>> MediaKeysAsync(Guid? after, int take, CancellationToken cancellationToken)
    {
        IEnumerable<string> perTable = new[] { "autoTagWorkItem", "autoTagSuggestion", "autoTagDecision", "autoTagFieldWrite", "autoTagExemption", "autoTagWish", "autoTagBatchCall" }.Select(table =>
            "SELECT * FROM (" + database.Dialect.First($"SELECT DISTINCT mediaKey FROM {table} WHERE mediaKey > @after ORDER BY mediaKey", "@take") + $") AS in{table}");
        IReadOnlyList<string> keys = await database.RunAsync(
            session => session.QueryAsync<string>(
                database.Dialect.First($"SELECT mediaKey FROM ({string.Join(" UNION ", perTable)}) AS known ORDER BY mediaKey", "@take"),
                new { after = after is { } key ? Stored.Of(key) : string.Empty, take }),
            cancellationToken);
        return [.. keys.Select(Stored.Id)];
    }

    public async Task<IReadOnlyList<Guid>> LostAsync(Guid? after, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = await database.RunAsync(
            session => WishStatements.LostAsync(session, database.Dialect, after is { } key ? Stored.Of(key) : string.Empty, take), cancellationToken);
        return [.. keys.Select(Stored.Id)];
    }

    public Task ForgetEndedWishesAsync(CancellationToken cancellationToken) => database.RunAsync(WishStatements.ForgetEndedAsync, cancellationToken);

    public Task SeenAsync(IReadOnlyCollection<OwnSave> saves, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            int changed = 0;
            foreach (OwnSave save in saves.OrderBy(save => save.MediaKey))
            {
                changed += await session.ExecuteAsync(
                    "UPDATE autoTagWorkItem SET seenAt = @at WHERE mediaKey = @mediaKey AND seenAt >= @before AND seenAt < @at",
                    new { mediaKey = Stored.Of(save.MediaKey), before = Stored.Of(save.Before - s_rounding), at = Stored.Of(save.At) });
            }

            return changed;
        },
        cancellationToken);

    public Task ReleaseAsync(IReadOnlyCollection<string> connections, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(
            $"UPDATE autoTagWorkItem SET waitsFor = '' WHERE state = 0 AND waitsFor <> '' AND NOT ({database.Dialect.In("waitsFor", "@connections")})",
            new { connections = connections.Select(connection => connection.ToLowerInvariant()).ToArray() }),
        cancellationToken);

    private async Task<int> KeepAsync(Session session, string name, DateTimeOffset moment)
    {
        var parameters = new { name, value = Stored.Of(moment).ToString(CultureInfo.InvariantCulture) };
        int known = await session.ExecuteAsync("UPDATE autoTagSetting SET value = @value WHERE name = @name", parameters);
        return known > 0 ? known : await session.ExecuteAsync(database.Dialect.InsertIfNew("autoTagSetting", "name, value", "@name, @value", "name = @name"), parameters);
    }
}
