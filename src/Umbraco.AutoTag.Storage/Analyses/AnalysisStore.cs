using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Analyses;

/// <inheritdoc />
internal sealed class AnalysisStore(Database database) : IAnalysisStore
{
    private const string UnderKey = $"SELECT {AnalysisRow.Columns} FROM autoTagAnalysis WHERE {AnalysisRow.StandsUnderKey}";

    private const string MakeRoom = $"UPDATE autoTagAnalysis SET replacedAt = @CreatedAt WHERE {AnalysisRow.StandsUnderKey}";

    public async Task<Analysis?> FindAsync(AnalysisKey key, CancellationToken cancellationToken)
    {
        AnalysisRow? row = await database.RunAsync(
            session => session.FirstAsync<AnalysisRow>(
                UnderKey,
                new { ContentHash = key.Content.Hex, key.StepPart, key.Language }),
            cancellationToken);
        return row?.ToAnalysis();
    }

    public async Task<Analysis?> LastAsync(ContentHash content, string connection, string language, CancellationToken cancellationToken)
    {
        string last = database.Dialect.First(
            $"""
            SELECT {AnalysisRow.Columns} FROM autoTagAnalysis
            WHERE contentHash = @ContentHash AND language = @Language AND replacedAt IS NULL AND LOWER(connection) = @Connection
            ORDER BY createdAt DESC, id DESC
            """,
            "@Count");
        AnalysisRow? row = await database.RunAsync(
            session => session.FirstAsync<AnalysisRow>(
                last, new { ContentHash = content.Hex, Language = language, Connection = connection.ToLowerInvariant(), Count = 1 }),
            cancellationToken);
        return row?.ToAnalysis();
    }

    public async Task<Analysis> KeepAsync(Analysis analysis, bool replace, CancellationToken cancellationToken)
    {
        var row = AnalysisRow.Of(analysis);
        AnalysisRow? standing = await database.InTransactionAsync(
            async session =>
            {
                if (replace)
                {
                    await session.ExecuteAsync(MakeRoom, row);
                }

                return await session.ExecuteAsync(AnalysisRow.InsertIfNew(database.Dialect), row) == 1
                    ? row
                    : await session.FirstAsync<AnalysisRow>(UnderKey, row);
            },
            cancellationToken);
        return standing is null || ReferenceEquals(standing, row) ? analysis : standing.ToAnalysis();
    }

    public async Task<IReadOnlyList<Analysis>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new List<Analysis>(ids.Count);
        foreach (Guid[] some in ids.Chunk(Stored.MaxList))
        {
            IReadOnlyList<AnalysisRow> rows = await database.RunAsync(
                session => session.QueryAsync<AnalysisRow>(
                    $"SELECT {AnalysisRow.Columns} FROM autoTagAnalysis WHERE {database.Dialect.In("id", "@ids")}",
                    new { ids = Stored.Of(some) }),
                cancellationToken);
            found.AddRange(rows.Select(row => row.ToAnalysis()));
        }

        return found;
    }
}
