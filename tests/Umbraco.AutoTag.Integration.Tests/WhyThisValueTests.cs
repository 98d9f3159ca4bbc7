using System.Net;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What an admin sees of a value's origin, and another opinion, on real HTTP.</summary>
internal sealed class WhyThisValueTests
{
    private const string Key = "TEST-KEY-0123456789";

    private Site _site = null!;
    private Guid _photo;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync(new Dictionary<string, string?> { ["AutoTag:Connections:local:ApiKey"] = Key });
        Editor mia = await _site.MediaEditorAsync();
        _photo = await mia.UploadAsync(Repository.TwoDogs);
        await mia.SeesAsync(_photo, "Done");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task An_admin_reads_what_was_asked_and_answered_without_the_key_and_the_picture()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode item = await admin.GetAsync($"media/{_photo}");
        JsonNode altText = item.Suggestions("AltText").First();

        JsonNode wording = await admin.GetAsync($"media/{_photo}/suggestions/{altText.Text("id")}/wording");

        Assert.Multiple(() =>
        {
            Assert.That(wording.Text("answered"), Does.Contain(altText.Text("value")!));
            Assert.That(wording.Text("asked"), Does.Contain("[picture]").And.Length.LessThan(16_000));
            Assert.That(wording.ToJsonString(), Does.Not.Contain(Key));
            Assert.That(wording["isCut"]!.GetValue<bool>(), Is.False);
        });
    }

    [Test]
    public async Task A_connection_that_has_said_it_already_is_asked_for_nothing_and_one_that_is_not_there_not_at_all()
    {
        Editor mia = await _site.MediaEditorAsync();
        JsonArray choices = (await mia.GetAsync($"media/{_photo}/ask"))["items"]!.AsArray();
        string before = (await mia.GetAsync($"media/{_photo}"))["fields"]!.ToJsonString();
        int calls = (await _site.CallsForAsync(_photo)).Count;

        JsonNode after = await mia.PostAsync($"media/{_photo}/ask/local");
        HttpResponseMessage nobody = await mia.AskAsync(HttpMethod.Post, $"media/{_photo}/ask/nobody");

        Assert.That(choices.Select(choice => (choice!.Text("connection"), choice!["likely"] is not null)), Is.EqualTo(new[] { ("local", true) }));
        Assert.That((after["item"]!["fields"]!.ToJsonString(), after["waiting"]!.GetValue<int>()), Is.EqualTo((before, 0)));
        Assert.That(await _site.CallsForAsync(_photo), Has.Count.EqualTo(calls));
        Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task An_admin_compares_another_model_before_it_is_configured_with_its_price_before_and_nothing_written()
    {
        Editor admin = await _site.AdminAsync();
        string before = (await admin.GetAsync($"media/{_photo}"))["fields"]!.ToJsonString();
        JsonNode choice = (await admin.GetAsync("revisions/upgrade"))["items"]!.AsArray().Single()!;
        var upgrade = new { connection = "local", from = choice.Text("model"), to = "another-model" };

        JsonNode sample = await admin.PostAsync("revisions/upgrade", new { upgrade, take = 3 });
        JsonNode compared = await admin.PostAsync($"revisions/upgrade/{_photo}", upgrade);
        JsonNode again = await admin.PostAsync($"revisions/upgrade/{_photo}", upgrade);
        JsonNode after = await admin.PostAsync("revisions/upgrade", new { upgrade, take = 3 });
        HttpResponseMessage hostile = await admin.AskAsync(HttpMethod.Post, $"revisions/upgrade/{_photo}", new { upgrade.connection, upgrade.from, to = "../x?y=z" });

        Assert.Multiple(async () =>
        {
            Assert.That(sample["images"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That((Calls(sample["present"]!), Calls(sample["other"]!), Calls(sample["library"]!)), Is.EqualTo((0, 1, 1)), "what the present model says is known");
            Assert.That((Calls(compared["cost"]!), Calls(again["cost"]!), Calls(after["library"]!)), Is.EqualTo((1, 0, 0)));
            Assert.That(compared["fields"]!.AsArray(), Is.Not.Empty);
            Assert.That((await admin.GetAsync($"media/{_photo}"))["fields"]!.ToJsonString(), Is.EqualTo(before));
            Assert.That(hostile.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        });
    }

    private static int Calls(JsonNode node) => node["calls"]!.GetValue<int>();
}
