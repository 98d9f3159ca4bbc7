using System.Data.Common;
using System.Globalization;

namespace Umbraco.AutoTag.Storage.Dialects;

/// <summary>PostgreSQL from 12 (generated columns) on. Names are written as everywhere; PostgreSQL keeps them in lower case.</summary>
internal sealed class PostgresDialect : Dialect
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private const string SerializationFailure = "40001";
    private const string DeadlockDetected = "40P01";
    private const string LockNotAvailable = "55P03";

    // Any number that nobody else takes: "AutoTag" in ASCII.
    private const long MigrationLockKey = 0x41_75_74_6F_54_61_67;

    public override string ProviderName => "Npgsql";

    internal override string FactoryName => "Npgsql.NpgsqlFactory.Instance";

    /// <remarks>The lock time-out goes with the connection string, because a statement per opened connection would be a round trip more.</remarks>
    internal override string Configure(string connectionString, TimeSpan lockPatience)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        string ours = string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={lockPatience.TotalMilliseconds:0}");
        parts["Options"] = parts.TryGetValue("Options", out object? theirs) ? $"{ours} {theirs}" : ours;
        parts["Application Name"] = "Umbraco.AutoTag";
        return parts.ConnectionString;
    }

    internal override string? OnOpen => null;

    internal override string? OnCreate => null;

    internal override string MigrationLock =>
        string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = '30s'; SELECT pg_advisory_xact_lock({MigrationLockKey})");

    internal override string CountTables =>
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = lower(@table)";

    internal override bool IsLocked(DbException exception) => exception.SqlState is SerializationFailure or DeadlockDetected or LockNotAvailable;

    internal override string Guid => Word(36);

    internal override string Integer => "bigint";

    internal override string Real => "double precision";

    internal override string Text => "text";

    internal override string Word(int length) => $"varchar({length}) COLLATE \"C\"";

    internal override string UtcNow => """to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""";

    internal override string Computed(string expression) => $"bigint GENERATED ALWAYS AS ({expression}) STORED";

    // The driver takes a list as one array parameter.
    internal override string In(string column, string list) => $"{column} = ANY({list})";

    internal override string FirstFree(string columns, string table, string where, string order, string count) =>
        First($"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}", count) + " FOR UPDATE SKIP LOCKED";

    /// <remarks>MATERIALIZED: without it the planner may run the choice once per row of the table, and more would be taken than was asked for.</remarks>
    internal override string UpdateReturning(string table, string key, string chosenKeys, string stillTrue, string changes, string columns) =>
        $"""
        WITH chosen AS MATERIALIZED ({chosenKeys})
        UPDATE {table} SET {changes} WHERE {key} IN (SELECT {key} FROM chosen) AND {stillTrue} RETURNING {columns}
        """;
}
