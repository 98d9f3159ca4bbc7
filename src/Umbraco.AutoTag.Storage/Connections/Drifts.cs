using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Connections;

/// <summary>Which models answered in the place of which, and after which of them an admin has let the connection go on.</summary>
internal static class Drifts
{
    private const int LongestModel = 200;

    private const string IsTheSame = "connection = @connection AND asked = @asked AND answered = @answered";

    private const string IsOpen = "connection = @connection AND letGoAt IS NULL";

    /// <summary>Writes a drift down, once.</summary>
    public static Task<int> NoteAsync(Session session, Dialect dialect, string connection, ModelDrift drift) => session.ExecuteAsync(
        dialect.InsertIfNew("autoTagModelDrift", "id, connection, asked, answered, noticedAt", "@id, @connection, @asked, @answered, @noticedAt", IsTheSame),
        new
        {
            id = Stored.Of(Guid.CreateVersion7(drift.NoticedAt)),
            connection,
            asked = Word(drift.Asked),
            answered = Word(drift.Answered),
            noticedAt = Stored.Of(drift.NoticedAt),
        });

    public static async Task<bool> WasLetGoAsync(Session session, string connection, ModelDrift drift) => await session.FirstAsync<int>(
        $"SELECT COUNT(*) FROM autoTagModelDrift WHERE {IsTheSame} AND letGoAt IS NOT NULL",
        new { connection, asked = Word(drift.Asked), answered = Word(drift.Answered) }) > 0;

    public static async Task<IReadOnlyList<ModelDrift>> OpenAsync(Session session, string connection)
    {
        IReadOnlyList<(string Asked, string Answered, long NoticedAt)> rows = await session.QueryAsync<(string, string, long)>(
            $"SELECT asked, answered, noticedAt FROM autoTagModelDrift WHERE {IsOpen} ORDER BY noticedAt", new { connection });
        return [.. rows.Select(row => new ModelDrift(row.Asked.Length == 0 ? null : row.Asked, row.Answered, Stored.Time(row.NoticedAt)))];
    }

    public static Task<int> LetGoAsync(Session session, string connection, Guid userKey, DateTimeOffset now) => session.ExecuteAsync(
        $"UPDATE autoTagModelDrift SET letGoBy = @userKey, letGoAt = @now WHERE {IsOpen}",
        new { connection, userKey = Stored.Of(userKey), now = Stored.Of(now) });

    public static Task<int> ForgetAsync(Session session, string connection) =>
        session.ExecuteAsync($"DELETE FROM autoTagModelDrift WHERE {IsOpen}", new { connection });

    private static string Word(string? model) => Stored.Word(model, LongestModel) ?? string.Empty;
}
