namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>A database that the tests run on.</summary>
public enum Engine
{
    /// <summary>SQLite, a file per test.</summary>
    Sqlite,

    /// <summary>PostgreSQL, a schema per test on the run's own server.</summary>
    Postgres,

    /// <summary>What is sent to SQL Server, parsed as T-SQL and run by a stand-in: <see cref="SqlServer.SqlServerStandIn"/>.</summary>
    SqlServerStandIn,
}
