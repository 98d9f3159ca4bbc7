using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>
/// The models that answered one question of one connection. Each is found by a step in the index <c>autoTagLedgerModel</c>, so that a ledger of
/// millions of rows is not read.
/// </summary>
internal static class AnsweringModels
{
    // What a system calls its models is its own business; a name for every answer is no name.
    private const int MostModels = 20;

    public static async Task<IReadOnlyList<AnsweringModel>> OfAsync(Session session, string connection, string? modelAsked)
    {
        string asked = modelAsked is null ? "modelAsked IS NULL" : "modelAsked = @modelAsked";
        string next = $"SELECT MIN(modelReported) FROM autoTagLedger WHERE connection = @connection AND {asked} AND modelReported > @after";
        var models = new List<AnsweringModel>();
        string? name = string.Empty;
        while (models.Count < MostModels && (name = await session.FirstAsync<string?>(next, new { connection, modelAsked, after = name })) is not null)
        {
            models.Add(new AnsweringModel(name, await AtAsync("MIN", name), await AtAsync("MAX", name)));
        }

        return [.. models.OrderByDescending(model => model.LastAt)];

        async Task<DateTimeOffset> AtAsync(string firstOrLast, string name) => Stored.Time(await session.FirstAsync<long>(
            $"SELECT {firstOrLast}(sentAt) FROM autoTagLedger WHERE connection = @connection AND {asked} AND modelReported = @name",
            new { connection, modelAsked, name }));
    }
}
