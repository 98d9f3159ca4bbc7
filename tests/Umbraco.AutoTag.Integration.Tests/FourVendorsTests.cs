using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The demo site's ready profile: four vendors' wires, fallbacks and escalation, on real HTTP.</summary>
[OneMajor]
internal sealed class FourVendorsTests
{
    private const string Google = "/v1/images:annotate";
    private const string Azure = "/computervision/imageanalysis:analyze";
    private const string Chat = "/v1/chat/completions";
    private const string Describer = "/api/v1/generate_tags";

    private Site _site = null!;
    private Editor _editor = null!;

    [SetUp]
    public async Task Start()
    {
        Dictionary<string, string?> settings = new ConfigurationBuilder().AddJsonFile(Repository.FourVendors).Build().AsEnumerable()
            .Where(setting => setting.Value is not null)
            .ToDictionary();
        foreach (string alias in (string[])["google", "azure", "describer"])
        {
            settings[$"AutoTag:Connections:{alias}:Endpoint"] = $"http://127.0.0.1:{Run.Vision.Port}";
        }

        _site = await Site.StartReadyAsync(settings);
        _editor = await _site.MediaEditorAsync();
    }

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task A_sure_image_is_done_with_two_vendors_and_an_unsure_one_goes_on_to_a_third()
    {
        JsonNode sure = await SeesDoneAsync(await _editor.UploadAsync(Repository.DemoPhoto("officer-grace-hopper.jpg")));
        string[] askedForSure = await AskedAsync();
        JsonNode unsure = await SeesDoneAsync(await _editor.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg")));

        Assert.Multiple(async () =>
        {
            Assert.That(askedForSure, Is.EquivalentTo(new[] { Google, Azure }));
            Assert.That(SourceOf(sure, "Keywords").Text("connection"), Is.EqualTo("google"));
            Assert.That(SourceOf(sure, "AltText").Text("connection"), Is.EqualTo("azure"));
            Assert.That(StepOf(sure, "local").Text("need"), Is.EqualTo("NotNeeded"));
            Assert.That(sure["analysed"]!.GetValue<bool>(), Is.True, "what was not needed is not owed");

            Assert.That(await AskedAsync(), Is.EquivalentTo(new[] { Google, Azure, Google, Azure, Chat }));
            Assert.That(StepOf(unsure, "local").Text("need"), Is.EqualTo("Needed"));
            Assert.That(StepOf(unsure, "local")["sureness"]!.GetValue<double>(), Is.LessThan(0.60));
            Assert.That(SourceOf(unsure, "Title").Text("connection"), Is.EqualTo("local"));
        });
        JsonNode spared = (await (await _site.AdminAsync()).GetAsync("status"))["spared"]!.AsArray().Single()!;
        Assert.That((spared.Text("connection"), spared["images"]!.GetValue<long>(), spared["notNeeded"]!.GetValue<long>()), Is.EqualTo(("local", 2L, 1L)));
    }

    [Test]
    public async Task With_one_account_empty_another_vendor_stands_in_and_every_value_says_so()
    {
        await Run.Vision.OrderAsync("out-of-credit", endpoint: Google);

        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("officer-grace-hopper.jpg"));
        JsonNode item = await SeesDoneAsync(photo);

        Assert.Multiple(() =>
        {
            JsonNode source = SourceOf(item, "Keywords");
            Assert.That((source.Text("connection"), source["standsInFor"]!.Text("connection"), source["standsInFor"]!.Text("reasonCode")), Is.EqualTo(("azure", "google", "OutOfCredit")));
            Assert.That(StepOf(item, "google").Text("answeredBy"), Is.EqualTo("azure"));
            Assert.That(StepOf(item, "local").Text("need"), Is.EqualTo("NotNeeded"), "judged by whoever stood in");
        });

        // The account is filled again and let go on, and what was said in its place is not paid for again.
        await Run.Vision.ResetAsync();
        Editor admin = await _site.AdminAsync();
        await admin.PostAsync("connections/google/pause");
        await admin.PostAsync("connections/google/resume");
        await _editor.TagAsync(photo);
        await SeesDoneAsync(photo);
        Assert.That(await AskedAsync(), Is.Empty);
    }

    [Test]
    public async Task With_two_accounts_empty_the_dearer_one_stands_in_because_the_profile_allows_it()
    {
        await Run.Vision.OrderAsync("out-of-credit", endpoint: Azure);

        JsonNode item = await SeesDoneAsync(await _editor.UploadAsync(Repository.DemoPhoto("officer-grace-hopper.jpg")));

        Assert.That(SourceOf(item, "AltText").Text("connection"), Is.EqualTo("describer"));
        Assert.That(await AskedAsync(), Has.Exactly(1).EqualTo(Describer));
    }

    // Setting up has everything looked at once more, which costs nothing: the item may be at work again for a moment.
    private Task<JsonNode> SeesDoneAsync(Guid media) => Eventually.IsAsync(
        () => _editor.GetAsync($"media/{media}"),
        item => item.Text("state") == "Done" && item["steps"]!.AsArray().Count > 0,
        "an item that is done and says who was asked");

    private static JsonNode SourceOf(JsonNode item, string field) => item.Suggestions(field)[0]["origin"]!;

    private static JsonNode StepOf(JsonNode item, string connection) => item["steps"]!.AsArray().Single(step => step!.Text("connection") == connection)!;

    private static async Task<string[]> AskedAsync() => [.. (await Run.Vision.CallsAsync()).Select(call => call!.Text("endpoint")!)];
}
