using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace Umbraco.AutoTag.Packaging.Tests;

/// <summary>Packs the house as a release would, unpacks it, and installs it into an empty site.</summary>
[NonParallelizable]
public sealed class PackageTests
{
    private static readonly string[] s_projects = ["Umbraco.AutoTag.Core", "Umbraco.AutoTag.Providers", "Umbraco.AutoTag.Storage", "Umbraco.AutoTag"];
    private static readonly string[] s_addOns = ["Umbraco.AutoTag.Providers.Aws", "Umbraco.AutoTag.Providers.Azure", "Umbraco.AutoTag.Providers.Google", "Umbraco.AutoTag.Providers.ChatClient"];

    private string _folder = null!;

    [OneTimeSetUp]
    public void Pack()
    {
        _folder = Directory.CreateTempSubdirectory("autotag-packages-").FullName;
        foreach (string project in s_projects.Concat(s_addOns))
        {
            Dotnet.Run(Dotnet.Repository, "pack", $"src/{project}/{project}.csproj", "-c", "Release", "-o", _folder, "--nologo", "-v", "q");
        }
    }

    [OneTimeTearDown]
    public void CleanUp() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_only_umbraco_dependency_is_core_from_17_6_2_up_to_but_not_including_19()
    {
        (string Id, string Version)[] umbraco = [.. DependenciesOf("Umbraco.AutoTag").Where(dependency => dependency.Id.StartsWith("Umbraco.Cms", StringComparison.Ordinal))];

        Assert.That(umbraco, Is.EqualTo(new[] { ("Umbraco.Cms.Core", "[17.6.2, 19.0.0)") }));
    }

    [Test]
    public void No_database_driver_and_no_vendor_library_comes_with_it()
    {
        string[] all = [.. s_projects.SelectMany(DependenciesOf).Select(dependency => dependency.Id).Distinct()];

        Assert.That(all.Except(["Dapper", "MetadataExtractor", "Polly.Core", "System.CommandLine", "Umbraco.Cms.Core", .. s_projects]), Has.All.StartWith("Microsoft.Extensions."));
    }

    [TestCase("Umbraco.AutoTag.Providers.Aws", "AWSSDK.Core")]
    [TestCase("Umbraco.AutoTag.Providers.Azure", "Azure.Identity")]
    [TestCase("Umbraco.AutoTag.Providers.Google", "Google.Apis.Auth")]
    public void A_vendors_library_comes_with_the_package_for_that_vendor_alone(string addOn, string library) =>
        Assert.That(DependenciesOf(addOn).Select(dependency => dependency.Id), Is.EquivalentTo(new[] { "Umbraco.AutoTag.Core", library, "Microsoft.Extensions.DependencyInjection.Abstractions" }));

    [Test]
    public void The_door_to_the_sites_chat_clients_brings_their_abstraction_and_no_client() => Assert.That(
        DependenciesOf("Umbraco.AutoTag.Providers.ChatClient").Select(dependency => dependency.Id),
        Is.SubsetOf(new[] { "Umbraco.AutoTag.Core", "Umbraco.AutoTag.Providers", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions" }));

    [Test]
    public void Each_package_says_who_made_it_under_which_licence_and_how_to_use_it()
    {
        foreach (string project in s_projects.Concat(s_addOns))
        {
            using ZipArchive package = Open(project);
            XElement metadata = Nuspec(package);
            string[] files = [.. package.Entries.Select(entry => entry.FullName)];
            Assert.Multiple(() =>
            {
                Assert.That(Value(metadata, "license"), Is.EqualTo("MIT"));
                Assert.That(Value(metadata, "readme"), Is.Not.Null.And.AnyOf(files));
                Assert.That(Value(metadata, "icon"), Is.Not.Null.And.AnyOf(files));
                Assert.That(Value(metadata, "description"), Has.Length.GreaterThan(40));
                Assert.That(files, Has.Member($"lib/net10.0/{project}.dll").And.Member($"lib/net10.0/{project}.xml"));
                Assert.That(File.Exists(PathOf(project, "snupkg")), "symbols are published beside it");
            });
        }
    }

    [Test]
    public void The_backoffice_extension_is_inside_with_a_manifest_that_umbraco_can_read()
    {
        using ZipArchive package = Open("Umbraco.AutoTag");
        ZipArchiveEntry? entry = package.GetEntry("staticwebassets/umbraco-package.json");

        Assert.That(entry, Is.Not.Null);
        using Stream stream = entry!.Open();
        using JsonDocument manifest = JsonDocument.Parse(stream);
        Assert.Multiple(() =>
        {
            Assert.That(manifest.RootElement.GetProperty("id").GetString(), Is.EqualTo("Umbraco.AutoTag"));
            Assert.That(manifest.RootElement.GetProperty("version").GetString(), Is.EqualTo(Value(Nuspec(package), "version")), "the backoffice caches by version");
            Assert.That(manifest.RootElement.GetProperty("allowPublicAccess").GetBoolean(), Is.False);
            Assert.That(manifest.RootElement.GetProperty("extensions").GetArrayLength(), Is.GreaterThan(0));
        });
    }

    [Test]
    public void Appsettings_are_completed_by_a_schema_that_comes_with_the_package()
    {
        using ZipArchive package = Open("Umbraco.AutoTag");

        Assert.That(
            package.Entries.Select(entry => entry.FullName),
            Has.Member("appsettings-schema.Umbraco.AutoTag.json").And.Member("buildTransitive/Umbraco.AutoTag.targets"));
    }

    [Test]
    public void A_site_that_installs_it_serves_the_extension_and_needs_no_other_step()
    {
        string site = Path.Combine(_folder, "site");
        Directory.CreateDirectory(site);
        File.WriteAllText(Path.Combine(site, "Site.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NoWarn>NU1603</NoWarn>
                <RestoreAdditionalProjectSources>{_folder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_folder, "restored")}</RestorePackagesPath>
                <RestoreFallbackFolders>$(NuGetPackageRoot)</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Umbraco.AutoTag" Version="*" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(site, "Program.cs"), "WebApplication.CreateBuilder(args).Build();");
        File.WriteAllText(Path.Combine(site, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(site, "Directory.Packages.props"), "<Project />");

        Dotnet.Run(site, "publish", "-c", "Release", "-o", Path.Combine(site, "out"), "--nologo", "-v", "q");

        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(site, "out", "wwwroot", "App_Plugins", "AutoTag", "umbraco-package.json")));
            Assert.That(File.Exists(Path.Combine(site, "out", "Umbraco.AutoTag.dll")));
        });
    }

    private string PathOf(string id, string extension) =>
        Directory.GetFiles(_folder, $"{id}.*.{extension}").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[id.Length + 1]));

    private ZipArchive Open(string id) => ZipFile.OpenRead(PathOf(id, "nupkg"));

    private IEnumerable<(string Id, string Version)> DependenciesOf(string id)
    {
        using ZipArchive package = Open(id);
        return [.. Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => ((string)element.Attribute("id")!, (string)element.Attribute("version")!))];
    }

    private static XElement Nuspec(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!;
    }

    private static string? Value(XElement nuspec, string name) => nuspec.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
