using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Umbraco.AutoTag.Storage.Tests.SqlServer;

/// <summary>
/// Stands in for SQL Server, which cannot be had where these tests run. Every statement is handed to an independent T-SQL parser and refused, as
/// the server would, where that finds it wrong; then the few words that only SQL Server knows are put into SQLite's, and SQLite runs it.
/// This shows that the statements are T-SQL and that their meaning is right. It shows nothing of SQL Server's locks, types or plans.
/// </summary>
internal sealed partial class SqlServerStandIn : DbProviderFactory
{
    public const string ProviderName = "Microsoft.Data.SqlClient";

    public static SqlServerStandIn Instance { get; } = new();

    private static int s_refusal;

    /// <summary>Refuses the next statement as the server would: with a number, which the driver puts into the exception's data.</summary>
    public static void RefuseNext(int number) => s_refusal = number;

    public override DbConnection CreateConnection() => new Connection();

    private sealed class Connection : SqliteConnection
    {
        [AllowNull]
        public override string ConnectionString
        {
            get => base.ConnectionString;

            // SQLite knows no names of applications.
            set
            {
                var parts = new DbConnectionStringBuilder { ConnectionString = value };
                parts.Remove("Application Name");
                base.ConnectionString = parts.ConnectionString;
            }
        }

        public override void Open()
        {
            base.Open();
            using SqliteCommand readersDoNotWait = base.CreateCommand();
            readersDoNotWait.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF";
            readersDoNotWait.ExecuteNonQuery();
            CreateFunction("CHARINDEX", (string part, string text) => text.IndexOf(part, StringComparison.Ordinal) + 1, isDeterministic: true);
            CreateFunction("LEN", (string text) => text.TrimEnd(' ').Length, isDeterministic: true);
            CreateFunction("REVERSE", (string text) => string.Concat(text.Reverse()), isDeterministic: true);
        }

        // For those who speak T-SQL; what the driver sends of its own goes through CreateCommand.
        protected override DbCommand CreateDbCommand() => new Command { Connection = this, Transaction = Transaction };
    }

    private sealed class Command : SqliteCommand
    {
        // Everything that runs comes through here.
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (Interlocked.Exchange(ref s_refusal, 0) is var number and not 0)
            {
                throw new SqliteException($"Refused with {number}.", errorCode: 1) { Data = { ["HelpLink.EvtID"] = $"{number}" } };
            }

            if (Fetch().Matches(CommandText).Any(fetch => fetch.Groups[1].Value is ['@', .. string name] && Convert.ToInt64(Parameters[name].Value) < 1))
            {
                throw new SqliteException("The number of rows provided for a FETCH clause must be greater than zero.", errorCode: 1);
            }

            CommandText = TSqlParser.ErrorIn(CommandText) is { } error
                ? throw new SqliteException($"Not T-SQL: {error} in: {CommandText}", errorCode: 1)
                : Trigger().Match(CommandText) is { Success: true } trigger ? RowTriggers(trigger) : InSqlite(CommandText);
            return base.ExecuteReader(behavior);
        }

        // SQL Server runs a trigger once for all rows that a statement has changed, SQLite once for each: then the tables of what was inserted and
        // deleted have one row.
        private string RowTriggers(Match trigger)
        {
            string table = trigger.Groups["table"].Value;
            string[] columns = [.. ColumnsOf(table)];
            string Row(string name) => $"(SELECT {string.Join(", ", columns.Select(column => $"{name}.{column} AS {column}"))})";
            string None() => $"(SELECT {string.Join(", ", columns.Select(column => $"NULL AS {column}"))} WHERE 1 = 0)";
            string On(string what, string inserted, string deleted) =>
                $"CREATE TRIGGER {trigger.Groups["name"].Value}{what} AFTER {what} ON {table} BEGIN " +
                trigger.Groups["body"].Value
                    .Replace("SET NOCOUNT ON;", "", StringComparison.Ordinal)
                    .Replace("FROM inserted", $"FROM {inserted}", StringComparison.Ordinal)
                    .Replace("FROM deleted", $"FROM {deleted}", StringComparison.Ordinal);
            return string.Join(";\n", On("INSERT", Row("NEW"), None()), On("UPDATE", Row("NEW"), Row("OLD")), On("DELETE", None(), Row("OLD")));
        }

        private IEnumerable<string> ColumnsOf(string table)
        {
            using var ask = new SqliteCommand($"SELECT name FROM pragma_table_info('{table}')", Connection, Transaction);
            using SqliteDataReader reader = ask.ExecuteReader();
            while (reader.Read())
            {
                yield return reader.GetString(0);
            }
        }
    }

    private static string InSqlite(string tsql)
    {
        if (tsql.StartsWith("SET LOCK_TIMEOUT", StringComparison.Ordinal) || tsql.Contains("sp_getapplock", StringComparison.Ordinal))
        {
            return "SELECT 1";
        }

        string sql = Fetch().Replace(tsql, "LIMIT $1");
        sql = Hints().Replace(sql, "");
        sql = DropIndex().Replace(sql, "DROP INDEX $1");
        sql = sql.Replace("CONVERT(nvarchar(23), SYSUTCDATETIME(), 126) + 'Z'", "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')", StringComparison.Ordinal);
        sql = sql.Replace("bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY", "INTEGER PRIMARY KEY", StringComparison.Ordinal);
        sql = Type().Replace(sql, "TEXT");
        sql = Computed().Replace(sql, "INTEGER GENERATED ALWAYS AS ($1) VIRTUAL");
        sql = sql.Replace("INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA_NAME() AND TABLE_NAME", "sqlite_master WHERE type = 'table' AND name", StringComparison.Ordinal);
        return Output().Replace(sql, match => $"{match.Groups["update"].Value}{match.Groups["rest"].Value} RETURNING {match.Groups["columns"].Value.Replace("inserted.", "", StringComparison.Ordinal)}");
    }

    [GeneratedRegex(@"OFFSET 0 ROWS FETCH NEXT (@\w+|\((?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)) ROWS ONLY")]
    private static partial Regex Fetch();

    [GeneratedRegex(@" WITH \((UPDLOCK|READPAST|ROWLOCK|HOLDLOCK|REPEATABLEREAD|, )+\)")]
    private static partial Regex Hints();

    [GeneratedRegex(@"nvarchar\((\d+|max)\)( COLLATE \w+)?")]
    private static partial Regex Type();

    [GeneratedRegex(@"^DROP INDEX (\w+) ON \w+$")]
    private static partial Regex DropIndex();

    [GeneratedRegex(@"^CREATE TRIGGER (?<name>\w+) ON (?<table>\w+) AFTER INSERT, UPDATE, DELETE AS\s+BEGIN(?<body>.*END)$", RegexOptions.Singleline)]
    private static partial Regex Trigger();

    [GeneratedRegex(@"AS \((CASE .*?)\) PERSISTED")]
    private static partial Regex Computed();

    // What changed goes into a table of its own, which is then read.
    [GeneratedRegex(
        @"^SELECT TOP 0 .*? INTO #changed FROM \w+;\s*(?<update>UPDATE .*?)OUTPUT (?<columns>inserted\.\w+(, inserted\.\w+)*) INTO #changed\s+(?<rest>WHERE .*);\s*SELECT .*? FROM #changed;$",
        RegexOptions.Singleline)]
    private static partial Regex Output();
}
