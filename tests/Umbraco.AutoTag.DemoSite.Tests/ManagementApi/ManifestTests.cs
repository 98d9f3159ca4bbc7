using System.Text.Json.Nodes;
using DemoSite.Seeding;

namespace DemoSite.Tests.ManagementApi;

internal sealed class ManifestTests
{
    private ApiSite _site = null!;

    [OneTimeSetUp]
    public async Task Start() => _site = await ApiSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task What_a_package_adds_is_told_to_those_who_signed_in_unless_it_is_public()
    {
        using Browser admin = await Browser.SignedInAsync(_site, DemoUsers.Admin);
        using var stranger = new Browser(_site.Address);

        string[] forUsers = Names(await admin.ReadAsync("/manifest/manifest/private"));
        HttpResponseMessage open = await stranger.PlainAsync(new HttpRequestMessage(HttpMethod.Get, Browser.Api + "/manifest/manifest/public"));

        Assert.Multiple(async () =>
        {
            Assert.That(forUsers, Does.Contain("Closed").And.Not.Contain("Open").And.Not.Contain("Broken"));
            Assert.That(Names(JsonNode.Parse(await open.Content.ReadAsStringAsync())!), Is.EqualTo(new[] { "Open" }));
        });
    }

    [Test]
    public async Task The_token_for_the_cache_is_replaced()
    {
        using Browser admin = await Browser.SignedInAsync(_site, DemoUsers.Admin);

        JsonNode closed = (await admin.ReadAsync("/manifest/manifest/private")).AsArray().Single(manifest => (string?)manifest!["name"] == "Closed")!;

        Assert.Multiple(() =>
        {
            Assert.That((string?)closed["id"], Is.EqualTo("Closed.Id"));
            Assert.That((string?)closed["extensions"]![0]!["element"], Does.Match("^/App_Plugins/Closed/x.js\\?v=[0-9a-f]{12}$"));
        });
    }

    [TestCase("/news-dashboard", """{"items":[]}""")]
    [TestCase("/tree/document/root?skip=0&take=100", """{"total":0,"items":[]}""")]
    public async Task What_the_first_screen_asks_for_and_this_site_has_none_of_is_an_empty_answer_and_no_error(string path, string answer)
    {
        using Browser admin = await Browser.SignedInAsync(_site, DemoUsers.Admin);

        Assert.That((await admin.ReadAsync(path)).ToJsonString(), Is.EqualTo(answer));
    }

    private static string[] Names(JsonNode manifests) => [.. manifests.AsArray().Select(manifest => (string)manifest!["name"]!)];
}
