using Microsoft.Extensions.Configuration;
using Umbraco.AutoTag.Storage;
using Umbraco.Cms.Core;

namespace Umbraco.AutoTag.Start;

/// <summary>
/// Where AutoTag keeps its tables: in the database of the connection string <c>autoTagDbDSN</c> where the site names one; else beside Umbraco's
/// own tables; but where those are in SQLite, in an SQLite file of its own, so that its writes never wait for Umbraco's locks and Umbraco's never
/// for its.
/// </summary>
internal static class AutoTagDatabase
{
    private const string Own = "autoTagDbDSN";
    private const string OwnFile = $"Data Source={DataDirectory}/AutoTag.sqlite.db";
    private const string DataDirectory = "|DataDirectory|";

    public static DatabaseSettings SettingsFrom(IConfiguration configuration)
    {
        (string provider, string connectionString) = Choose(configuration);
        return DatabaseSettings.For(
            provider,
            connectionString.Replace(DataDirectory, AppDomain.CurrentDomain.GetData("DataDirectory") as string ?? ".", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The provider's name and the connection string, as configured.</summary>
    public static (string Provider, string ConnectionString) Choose(IConfiguration configuration) =>
        Named(configuration, Own, Constants.ProviderNames.SQLLite)
        ?? OfSite(configuration)
        ?? (Constants.ProviderNames.SQLLite, OwnFile);

    // A connection string without a provider is SQL Server's, as it is for Umbraco.
    private static (string Provider, string ConnectionString)? OfSite(IConfiguration configuration) =>
        Named(configuration, Constants.System.UmbracoConnectionName, Constants.ProviderNames.SQLServer) is { } site
        && !site.Provider.Equals(Constants.ProviderNames.SQLLite, StringComparison.OrdinalIgnoreCase)
            ? site
            : null;

    private static (string Provider, string ConnectionString)? Named(IConfiguration configuration, string name, string usualProvider) =>
        configuration.GetConnectionString(name) is { Length: > 0 } connectionString
            ? (configuration.GetConnectionString($"{name}_ProviderName") is { Length: > 0 } provider ? provider : usualProvider, connectionString)
            : null;
}
