using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.Storage.Analyses;

/// <inheritdoc />
internal sealed class WordingStore(Database database) : IWordingStore
{
    private const string IsThere = "stepPart = @StepPart AND language = @Language";

    private const string Find =
        """
        SELECT a.answered, a.isCut, q.asked
        FROM autoTagAnswer AS a
        LEFT JOIN autoTagQuestion AS q ON q.stepPart = a.stepPart AND q.language = a.language
        WHERE a.callId = @callId
        """;

    private string InsertQuestion => field ??= database.Dialect.InsertIfNew(
        "autoTagQuestion", "stepPart, language, asked, createdAt", "@StepPart, @Language, @Asked, @createdAt", IsThere);

    private string InsertAnswer => field ??= database.Dialect.InsertIfNew(
        "autoTagAnswer", "callId, stepPart, language, answered, isCut, createdAt", "@callId, @StepPart, @Language, @Answered, @isCut, @createdAt", "callId = @callId");

    private string Forget => field ??=
        $"DELETE FROM autoTagAnswer WHERE callId IN ({database.Dialect.First("SELECT callId FROM autoTagAnswer WHERE createdAt < @before ORDER BY createdAt", "@atMost")})";

    public Task KeepAsync(Guid callId, AnalysisKey key, Wording wording, CancellationToken cancellationToken)
    {
        var row = new
        {
            callId = Stored.Of(callId),
            key.StepPart,
            key.Language,
            wording.Asked,
            wording.Answered,
            isCut = Stored.Of(wording.IsCut),
            createdAt = Stored.Of(database.Now),
        };
        return database.InTransactionAsync(
            async session =>
            {
                if (wording.Asked is not null)
                {
                    await session.ExecuteAsync(InsertQuestion, row);
                }

                return await session.ExecuteAsync(InsertAnswer, row);
            },
            cancellationToken);
    }

    public Task KeepQuestionAsync(AnalysisKey key, string asked, CancellationToken cancellationToken) => database.InTransactionAsync(
        session => session.ExecuteAsync(InsertQuestion, new { key.StepPart, key.Language, Asked = asked, createdAt = Stored.Of(database.Now) }), cancellationToken);

    public async Task<Wording?> FindAsync(Guid callId, CancellationToken cancellationToken)
    {
        Row? row = await database.RunAsync(
            session => session.FirstAsync<Row>(Find, new { callId = Stored.Of(callId) }), cancellationToken);
        return row is null ? null : new Wording(row.Asked, row.Answered, row.IsCut != 0);
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync(Forget, new { before = Stored.Of(before), atMost }), cancellationToken);

    private sealed class Row
    {
        public string? Asked { get; init; }

        public required string Answered { get; init; }

        public int IsCut { get; init; }
    }
}
