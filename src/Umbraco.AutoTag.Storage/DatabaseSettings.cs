using System.Data.Common;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage;

/// <summary>Which database, and how patient to be with it. Not a record: its text must never show the connection string.</summary>
public sealed class DatabaseSettings
{
    private readonly string _connectionString;

    /// <summary>A database of a driver that the host brings.</summary>
    /// <param name="factory">The driver.</param>
    /// <param name="dialect">What that database understands.</param>
    /// <param name="connectionString">Where it is. May hold a secret.</param>
    public DatabaseSettings(DbProviderFactory factory, Dialect dialect, string connectionString)
    {
        Factory = factory;
        Dialect = dialect;
        _connectionString = connectionString;
    }

    /// <summary>
    /// How long a statement waits for another connection's lock before its exception reaches the caller; two seconds where unset.
    /// SQLite rounds up to the next whole second.
    /// </summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(2);

    internal DbProviderFactory Factory { get; }

    internal Dialect Dialect { get; }

    internal string ConnectionString => field ??= Dialect.Configure(_connectionString, LockPatience);

    /// <summary>
    /// Settings from the names a site configures. The driver must be registered with <see cref="DbProviderFactories"/>, as Umbraco does with
    /// those of its own databases.
    /// </summary>
    /// <exception cref="NotSupportedException">AutoTag cannot use that database, or nobody brought its driver; the message says what to do.</exception>
    public static DatabaseSettings For(string providerName, string connectionString)
    {
        Dialect dialect = Dialect.Find(providerName) ?? throw new NotSupportedException(
            $"AutoTag cannot keep its tables with the database provider '{providerName}'. Name another database in " +
            "ConnectionStrings:autoTagDbDSN, and its provider in ConnectionStrings:autoTagDbDSN_ProviderName.");
        return DbProviderFactories.TryGetFactory(providerName, out DbProviderFactory? factory)
            || DbProviderFactories.TryGetFactory(dialect.ProviderName, out factory)
            ? new DatabaseSettings(factory, dialect, connectionString)
            : throw new NotSupportedException(
                $"The driver of the database provider '{dialect.ProviderName}' is not registered. Add the package {dialect.ProviderName} to the site, " +
                "and this line to Program.cs, before CreateUmbracoBuilder(): " +
                $"System.Data.Common.DbProviderFactories.RegisterFactory(\"{dialect.ProviderName}\", {dialect.FactoryName});");
    }
}
