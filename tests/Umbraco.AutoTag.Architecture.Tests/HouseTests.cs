using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Umbraco.AutoTag.Architecture.Tests;

/// <summary>Keeps the arrows of the house: <c>Umbraco.AutoTag → Storage, Providers → Core</c>, and what each room must never know.</summary>
public sealed class HouseTests
{
    private const string Core = "Umbraco.AutoTag.Core";
    private const string Providers = "Umbraco.AutoTag.Providers";
    private const string Storage = "Umbraco.AutoTag.Storage";
    private const string Package = "Umbraco.AutoTag";

    private static readonly string[] s_umbraco = ["Umbraco.Core", "Umbraco.Cms"];
    private static readonly string[] s_web = ["Microsoft.AspNetCore"];
    private static readonly string[] s_sql = ["Dapper", "System.Data", "Microsoft.Data", "Npgsql"];

    [Test]
    public void Core_knows_no_other_room() => Assert.That(ReferencesOf(Core), Has.None.StartsWith(Package));

    [TestCase(Providers)]
    [TestCase(Storage)]
    [TestCase(Providers + ".Aws")]
    [TestCase(Providers + ".Azure")]
    [TestCase(Providers + ".Google")]
    public void Providers_and_storage_know_core_and_nobody_else_of_the_house(string room) =>
        Assert.That(ReferencesOf(room).Where(name => name.StartsWith(Package, StringComparison.Ordinal)), Is.SubsetOf(new[] { Core }));

    [Test]
    public void The_door_to_the_sites_chat_clients_knows_what_providers_share() =>
        Assert.That(ReferencesOf(Providers + ".ChatClient").Where(name => name.StartsWith(Package, StringComparison.Ordinal)), Is.SubsetOf(new[] { Core, Providers }));

    [Test]
    public void The_package_knows_its_three_rooms() =>
        Assert.That(ReferencesOf(Package).Where(name => name.StartsWith(Package, StringComparison.Ordinal)), Is.SubsetOf(new[] { Core, Providers, Storage }));

    [TestCase(Core)]
    [TestCase(Providers)]
    [TestCase(Storage)]
    [TestCase(Providers + ".Aws")]
    [TestCase(Providers + ".Azure")]
    [TestCase(Providers + ".Google")]
    [TestCase(Providers + ".ChatClient")]
    public void Only_the_package_knows_umbraco_and_the_web_server(string room) =>
        Assert.That(ReferencesOf(room).Where(name => StartsWithAny(name, [.. s_umbraco, .. s_web])), Is.Empty);

    [TestCase(Core)]
    [TestCase(Providers)]
    public void Only_storage_knows_sql(string room) =>
        Assert.That(ReferencesOf(room).Where(name => StartsWithAny(name, s_sql)), Is.Empty);

    // The package says "the database is away" where a store's DbException reaches it; that is all it knows.
    [Test]
    public void The_package_knows_no_more_of_databases_than_that_they_fail() =>
        Assert.That(ReferencesOf(Package).Where(name => StartsWithAny(name, s_sql)), Is.SubsetOf(new[] { "System.Data.Common" }));

    [Test]
    public void Storage_brings_no_database_driver_and_speaks_no_http() => Assert.That(
        ReferencesOf(Storage).Where(name => StartsWithAny(name, ["Microsoft.Data", "Npgsql", "SQLite", "System.Net.Http"])), Is.Empty);

    [Test]
    public void The_only_umbraco_assembly_is_core_of_the_lowest_supported_version()
    {
        (string Name, Version Version)[] umbraco = [.. AssembliesOf(Package).Where(assembly => StartsWithAny(assembly.Name, s_umbraco))];

        Assert.That(umbraco, Is.EqualTo(new[] { ("Umbraco.Core", new Version(17, 6, 2, 0)) }));
    }

    private static bool StartsWithAny(string name, string[] prefixes) => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<string> ReferencesOf(string assembly) => AssembliesOf(assembly).Select(reference => reference.Name);

    private static IEnumerable<(string Name, Version Version)> AssembliesOf(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(TestContext.CurrentContext.TestDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(metadata.GetAssemblyReference)
                .Select(reference => (metadata.GetString(reference.Name), reference.Version)),
        ];
    }
}
