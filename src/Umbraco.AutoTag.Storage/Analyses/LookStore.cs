using Umbraco.AutoTag.Core.Analyses;

namespace Umbraco.AutoTag.Storage.Analyses;

/// <inheritdoc />
internal sealed class LookStore(Database database) : ILookStore
{
    private const string IsThere = "contentHash = @ContentHash AND stepPart = @StepPart AND language = @Language";

    // The column has its name from the time when only workers looked, who hold an item.
    // Nobody waits for anybody here, so that two looks can never wait for each other: who comes second is told so at once.
    private const string MakeRoom = $"DELETE FROM autoTagLook WHERE until <= @now OR ({IsThere} AND mediaKey = @holder)";

    private string Begin => field ??= database.Dialect.InsertIfNew(
        "autoTagLook",
        "contentHash, stepPart, language, id, mediaKey, until",
        "@ContentHash, @StepPart, @Language, @id, @holder, @until",
        IsThere);

    public async Task<Look?> BeginAsync(AnalysisKey key, Guid holder, TimeSpan atMost, CancellationToken cancellationToken)
    {
        DateTimeOffset now = database.Now;
        var look = new Look(Guid.CreateVersion7(now), key);
        var row = new
        {
            ContentHash = key.Content.Hex,
            key.StepPart,
            key.Language,
            id = Stored.Of(look.Id),
            holder = Stored.Of(holder),
            until = Stored.Of(now + atMost),
            now = Stored.Of(now),
        };
        bool isOurs = await database.InTransactionAsync(
            async session =>
            {
                await session.ExecuteAsync(MakeRoom, row);
                return await session.ExecuteAsync(Begin, row) == 1;
            },
            cancellationToken);
        return isOurs ? look : null;
    }

    public Task EndAsync(Look look, CancellationToken cancellationToken) => database.RunAsync(
        session => session.ExecuteAsync("DELETE FROM autoTagLook WHERE id = @id", new { id = Stored.Of(look.Id) }),
        cancellationToken);
}
