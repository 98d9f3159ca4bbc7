namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>
/// The row that whoever moves money queues at, first of all. On databases that lock rows it keeps two servers from adding up at the same time, and
/// makes each see what the one before has written; on SQLite a transaction has the whole file anyway.
/// </summary>
internal static class MoneyTurn
{
    public const string Create = "INSERT INTO autoTagSetting (name, value) VALUES ('moneyTurn', '')";

    public static Task TakeAsync(Session session) => session.ExecuteAsync("UPDATE autoTagSetting SET value = value WHERE name = 'moneyTurn'");
}
