using Microsoft.Extensions.Configuration;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Tests.Start;

/// <summary>In which database the tables are: what <c>docs/storage.md</c> promises.</summary>
public sealed class AutoTagDatabaseTests
{
    private const string Sqlite = "Microsoft.Data.Sqlite";
    private const string SqlServer = "Microsoft.Data.SqlClient";

    [Test]
    public void Beside_an_sqlite_site_AutoTag_has_a_file_of_its_own() => Assert.That(
        Choose(("umbracoDbDSN", "Data Source=|DataDirectory|/Umbraco.sqlite.db"), ("umbracoDbDSN_ProviderName", Sqlite)),
        Is.EqualTo((Sqlite, "Data Source=|DataDirectory|/AutoTag.sqlite.db")));

    [TestCase(SqlServer)]
    [TestCase(null, Description = "Umbraco takes SQL Server where no provider is named")]
    [TestCase("")]
    public void On_a_sql_server_site_the_tables_are_in_the_sites_database(string? provider) => Assert.That(
        Choose(("umbracoDbDSN", "Server=db;Database=site"), ("umbracoDbDSN_ProviderName", provider)),
        Is.EqualTo((SqlServer, "Server=db;Database=site")));

    [Test]
    public void A_connection_string_of_its_own_wins_over_the_sites() => Assert.That(
        Choose(
            ("umbracoDbDSN", "Server=db;Database=site"),
            ("autoTagDbDSN", "Host=pg;Database=autotag"),
            ("autoTagDbDSN_ProviderName", "Npgsql")),
        Is.EqualTo(("Npgsql", "Host=pg;Database=autotag")));

    [Test]
    public void A_connection_string_of_its_own_without_a_provider_is_sqlites() => Assert.That(
        Choose(("umbracoDbDSN", "Server=db"), ("autoTagDbDSN", "Data Source=/data/AutoTag.db")),
        Is.EqualTo((Sqlite, "Data Source=/data/AutoTag.db")));

    [Test]
    public void Where_no_database_is_named_AutoTag_has_a_file_of_its_own() => Assert.That(
        Choose(("umbracoDbDSN", "")),
        Is.EqualTo((Sqlite, "Data Source=|DataDirectory|/AutoTag.sqlite.db")));

    [Test]
    public void A_site_on_a_database_that_AutoTag_does_not_know_is_told_what_to_do() => Assert.That(
        () => AutoTagDatabase.SettingsFrom(Configuration(("umbracoDbDSN", "Server=db"), ("umbracoDbDSN_ProviderName", "MySqlConnector"))),
        Throws.TypeOf<NotSupportedException>().With.Message.Contains("MySqlConnector").And.Message.Contains("ConnectionStrings:autoTagDbDSN"));

    private static (string Provider, string ConnectionString) Choose(params (string Name, string? Value)[] connectionStrings) =>
        AutoTagDatabase.Choose(Configuration(connectionStrings));

    private static IConfiguration Configuration(params (string Name, string? Value)[] connectionStrings) => new ConfigurationBuilder()
        .AddInMemoryCollection(connectionStrings.Select(pair => KeyValuePair.Create($"ConnectionStrings:{pair.Name}", pair.Value)))
        .Build();
}
