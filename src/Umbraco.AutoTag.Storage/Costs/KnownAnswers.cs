using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Costs;

/// <summary>An answer that an item took and somebody else, or an earlier look, had paid for; with what it had cost then.</summary>
internal sealed class KnownAnswer
{
    public required string Alias { get; init; }

    public long? MicroUsd { get; init; }

    public long? MicroCreditsTaken { get; init; }
}

/// <summary><c>autoTagKnownAnswer</c>: how many answers were known already when an image needed them, by day and connection.</summary>
internal static class KnownAnswers
{
    private const string AddToRow =
        """
        UPDATE autoTagKnownAnswer SET alias = @alias, answers = answers + 1, microUsd = microUsd + @microUsd, microCredits = microCredits + @microCredits
        WHERE day = @day AND connection = @connection
        """;

    private const string Insert =
        """
        INSERT INTO autoTagKnownAnswer (day, connection, alias, answers, microUsd, microCredits)
        VALUES (@day, @connection, @alias, 1, @microUsd, @microCredits)
        """;

    /// <summary>Those of the answers that this look at the item did not pay for: a second attempt finds what the first one has brought, which is no saving.</summary>
    public static Task<IReadOnlyList<KnownAnswer>> OfAsync(Session session, Dialect dialect, WorkItem item, IReadOnlyList<Guid> calls) => session.QueryAsync<KnownAnswer>(
        $"""
        SELECT connection AS "Alias", microUsd AS "MicroUsd", microCreditsTaken AS "MicroCreditsTaken" FROM autoTagLedger
        WHERE {dialect.In("callId", "@calls")} AND NOT (mediaKey = @mediaKey AND sentAt >= @since)
        """,
        new { calls = Stored.Of(calls), mediaKey = Stored.Of(item.MediaKey), since = Stored.Of(item.EnqueuedAt) });

    /// <summary>Counts them; with the <see cref="MoneyTurn"/> in hand.</summary>
    public static async Task AddAsync(Session session, IReadOnlyList<KnownAnswer> known, DateTimeOffset now)
    {
        foreach (KnownAnswer answer in known)
        {
            var counted = new
            {
                day = SpendSum.DayOf(Stored.Of(now)),
                connection = answer.Alias.ToLowerInvariant(),
                alias = answer.Alias,
                microUsd = answer.MicroUsd ?? 0,
                microCredits = answer.MicroCreditsTaken ?? 0,
            };
            if (await session.ExecuteAsync(AddToRow, counted) == 0)
            {
                await session.ExecuteAsync(Insert, counted);
            }
        }
    }
}
