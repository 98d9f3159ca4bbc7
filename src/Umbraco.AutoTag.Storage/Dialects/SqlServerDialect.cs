using System.Data.Common;
using Umbraco.AutoTag.Storage.Counts;

namespace Umbraco.AutoTag.Storage.Dialects;

/// <summary>SQL Server from 2016 on, and Azure SQL.</summary>
internal sealed class SqlServerDialect : Dialect
{
    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    private const string Deadlock = "1205";
    private const string LockTimeout = "1222";
    private const string SnapshotConflict = "3960";
    private const string MigrationsBusy = "51222";

    public override string ProviderName => "Microsoft.Data.SqlClient";

    internal override string FactoryName => "Microsoft.Data.SqlClient.SqlClientFactory.Instance";

    /// <remarks>The name keeps AutoTag's pool apart from the site's: the server hands a pooled connection on with the isolation level it had last.</remarks>
    internal override string Configure(string connectionString, TimeSpan lockPatience)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        parts["Application Name"] = "Umbraco.AutoTag";
        return parts.ConnectionString;
    }

    internal override string OnOpen => "SET LOCK_TIMEOUT 2000";

    internal override string? OnCreate => null;

    internal override string MigrationLock =>
        $"""
        DECLARE @granted int;
        EXEC @granted = sp_getapplock @Resource = 'autoTagMigration', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 30000;
        IF @granted < 0 THROW {MigrationsBusy}, 'Another server is bringing AutoTag''s tables forward.', 1;
        """;

    internal override string CountTables =>
        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA_NAME() AND TABLE_NAME = @table";

    /// <remarks>The driver's error number lies in the exception's data too, where it can be read without the driver's types.</remarks>
    internal override bool IsLocked(DbException exception) =>
        exception.Data["HelpLink.EvtID"] is Deadlock or LockTimeout or SnapshotConflict or MigrationsBusy;

    internal override string Guid => Word(36);

    internal override string Integer => "bigint";

    internal override string Real => "float";

    internal override string Text => "nvarchar(max)";

    internal override string Word(int length) => $"nvarchar({length}) COLLATE Latin1_General_100_BIN2";

    internal override string NumberedKey => "bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY";

    internal override string FolderOf(string path) =>
        $"SUBSTRING({path}, 1, CASE WHEN CHARINDEX(',', {path}) = 0 THEN 0 ELSE LEN({path}) - CHARINDEX(',', REVERSE({path})) END)";

    internal override string UtcNow => "CONVERT(nvarchar(23), SYSUTCDATETIME(), 126) + 'Z'";

    internal override string DropIndex(string table, string index) => $"DROP INDEX {index} ON {table}";

    internal override string Computed(string expression) => $"AS ({expression}) PERSISTED";

    internal override string First(string orderedSelect, string count) => $"{orderedSelect} OFFSET 0 ROWS FETCH NEXT {count} ROWS ONLY";

    internal override string FirstFree(string columns, string table, string where, string order, string count) =>
        First($"SELECT {columns} FROM {table} WITH (UPDLOCK, READPAST, ROWLOCK) WHERE {where} ORDER BY {order}", count);

    internal override string InsertIfNew(string table, string columns, string values, string isThere) => InsertUnless(table, columns, values, isThere);

    internal override string InsertUnless(string table, string columns, string values, string isThere) =>
        $"""
        INSERT INTO {table} ({columns})
        SELECT {values}
        WHERE NOT EXISTS (SELECT 1 FROM {table} WITH (UPDLOCK, HOLDLOCK) WHERE {isThere})
        """;

    /// <remarks>Without SET NOCOUNT the driver would add the trigger's rows to those of the statement.</remarks>
    internal override IEnumerable<string> Triggers(Counted counted) =>
    [
        $"""
        CREATE TRIGGER {counted.Changes}Written ON {counted.Table} AFTER INSERT, UPDATE, DELETE AS
        BEGIN
            SET NOCOUNT ON;
            INSERT INTO {counted.Changes} ({counted.Columns}, change)
            SELECT {counted.Columns}, SUM(change) FROM (
                SELECT {counted.NamedValues("")}, 1 AS change FROM inserted WHERE {counted.IsCounted("")}
                UNION ALL
                SELECT {counted.NamedValues("")}, -1 AS change FROM deleted WHERE {counted.IsCounted("")}) AS moved
            GROUP BY {counted.Columns} HAVING SUM(change) <> 0;
        END
        """,
    ];

    internal override string SumsAsTheyStand => " WITH (HOLDLOCK)";

    internal override string ChangesAsTheyStand => " WITH (REPEATABLEREAD)";

    /// <remarks>Through a table of its own: of a table with triggers the server returns nothing directly. That table ends with the statement.</remarks>
    internal override string UpdateReturning(string table, string key, string chosenKeys, string stillTrue, string changes, string columns) =>
        $"""
        SELECT TOP 0 {columns} INTO #changed FROM {table};
        UPDATE {table} SET {changes}
        OUTPUT {string.Join(", ", columns.Split(", ").Select(column => $"inserted.{column}"))} INTO #changed
        WHERE {key} IN ({chosenKeys}) AND {stillTrue};
        SELECT {columns} FROM #changed;
        """;
}
