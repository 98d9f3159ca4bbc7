using System.Data.Common;
using System.Reflection;
using Umbraco.AutoTag.Storage.Counts;

namespace Umbraco.AutoTag.Storage.Dialects;

/// <summary>SQLite from 3.35 (RETURNING) on, in a file of AutoTag's own.</summary>
internal sealed class SqliteDialect : Dialect
{
    // SQLITE_BUSY and SQLITE_LOCKED, https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;

    public override string ProviderName => "Microsoft.Data.Sqlite";

    internal override string FactoryName => "Microsoft.Data.Sqlite.SqliteFactory.Instance";

    /// <remarks>
    /// The driver blocks its thread while it waits for a lock, and counts that wait in whole seconds. One second is the shortest it knows;
    /// waiting longer than that is done by <see cref="Database"/>, without a thread.
    /// </remarks>
    internal override string Configure(string connectionString, TimeSpan lockPatience)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        parts["Default Timeout"] = 1;
        return parts.ConnectionString;
    }

    // NORMAL is safe from corruption in WAL mode; a power cut may undo the last commits, which the sweep then finds again.
    internal override string OnOpen => "PRAGMA busy_timeout = 250; PRAGMA synchronous = NORMAL;";

    internal override string OnCreate => "PRAGMA journal_mode = WAL;";

    // A transaction begins with the only write lock.
    internal override string? MigrationLock => null;

    internal override string CountTables => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table";

    internal override bool HasOneWriter => true;

    /// <remarks>Read by reflection, because no driver is referenced: the base class offers neither the code nor a word for it.</remarks>
    internal override bool IsLocked(DbException exception)
    {
        PropertyInfo? code = exception.GetType().GetProperty("SqliteErrorCode");
        return code?.GetValue(exception) is Busy or Locked;
    }

    internal override string Guid => "TEXT";

    internal override string Integer => "INTEGER";

    internal override string Real => "REAL";

    internal override string Text => "TEXT";

    internal override string Word(int length) => "TEXT";

    internal override string NumberedKey => "INTEGER PRIMARY KEY";

    internal override string UtcNow => "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    internal override string Computed(string expression) => $"INTEGER GENERATED ALWAYS AS ({expression}) VIRTUAL";

    internal override string Sorted(string column) => $"+{column}";

    internal override string By(string index) => $" INDEXED BY {index}";

    // Only one connection writes at a time.
    internal override string FirstFree(string columns, string table, string where, string order, string count) =>
        First($"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}", count);

    internal override IEnumerable<string> Triggers(Counted counted)
    {
        string insert = $"INSERT INTO {counted.Changes} ({counted.Columns}, change)";
        string differs = string.Join(" OR ", counted.Watched.Select(column => $"OLD.{column} IS NOT NEW.{column}"));
        return
        [
            $"""
            CREATE TRIGGER {counted.Changes}Added AFTER INSERT ON {counted.Table} WHEN {counted.IsCounted("NEW.")}
            BEGIN {insert} VALUES ({counted.Values("NEW.")}, 1); END
            """,
            $"""
            CREATE TRIGGER {counted.Changes}Removed AFTER DELETE ON {counted.Table} WHEN {counted.IsCounted("OLD.")}
            BEGIN {insert} VALUES ({counted.Values("OLD.")}, -1); END
            """,
            $"""
            CREATE TRIGGER {counted.Changes}Moved AFTER UPDATE OF {string.Join(", ", counted.Watched)} ON {counted.Table}
            WHEN ({counted.IsCounted("OLD.")} OR {counted.IsCounted("NEW.")}) AND ({differs})
            BEGIN
                {insert} SELECT {counted.Values("OLD.")}, -1 WHERE {counted.IsCounted("OLD.")};
                {insert} SELECT {counted.Values("NEW.")}, 1 WHERE {counted.IsCounted("NEW.")};
            END
            """,
        ];
    }

    internal override string UpdateReturning(string table, string key, string chosenKeys, string stillTrue, string changes, string columns) =>
        $"UPDATE {table} SET {changes} WHERE {key} IN ({chosenKeys}) AND {stillTrue} RETURNING {columns}";
}
