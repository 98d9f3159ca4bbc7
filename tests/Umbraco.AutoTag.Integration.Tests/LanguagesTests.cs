using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>An alt text in English and in Danish, from the set-up's button to the properties, on real HTTP.</summary>
internal sealed class LanguagesTests
{
    private Site _site = null!;
    private Editor _editor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync(new Dictionary<string, string?>
        {
            ["AutoTag:Profile:FieldLanguages:AltText:0"] = "en",
            ["AutoTag:Profile:FieldLanguages:AltText:1"] = "da",
        });
        _editor = await _site.MediaEditorAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task One_call_fills_a_property_for_each_language_and_each_is_decided_alone()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg"));
        JsonNode item = await _editor.SeesAsync(photo, "Done");
        JsonNode[] texts = [.. item["fields"]!.AsArray().Where(field => field!.Text("field") == "AltText").Select(field => field!)];

        await _editor.DecideAsync("Accept", texts[1]["suggestions"]![0]!);

        Assert.Multiple(async () =>
        {
            Assert.That((_site.Stored(photo, "altText"), _site.Stored(photo, "altText_da")), Is.EqualTo(("A cat", "Kat")));
            Assert.That(texts.Select(text => (text.Text("language"), text.Text("propertyAlias"), text.Text("owner"))), Is.EqualTo(new[] { ("en", "altText", "AutoTag"), ("da", "altText_da", "AutoTag") }));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
            Assert.That(await LanguagesLeftAsync(photo), Is.EqualTo(new[] { "en" }), "the Danish one has had its yes");
        });
    }

    [Test]
    public async Task A_language_that_the_site_does_not_have_is_noted_and_the_site_works_on()
    {
        _site.Configure("AutoTag:Profile:FieldLanguages:AltText:1", "nl");
        try
        {
            JsonNode status = await (await _site.AdminAsync()).GetAsync("status");

            Assert.That(status["isReady"]!.GetValue<bool>(), Is.True);
            Assert.That(status["notes"]!.AsArray().Select(note => note!.GetValue<string>()), Has.Some.Contains("'nl', which is not among the site's languages (en, da)"));
        }
        finally
        {
            _site.Configure("AutoTag:Profile:FieldLanguages:AltText:1", "da");
        }
    }

    private async Task<string?[]> LanguagesLeftAsync(Guid photo)
    {
        JsonNode item = await _editor.GetAsync($"media/{photo}");
        return [.. item["fields"]!.AsArray().OfType<JsonNode>()
            .Where(field => field.Text("field") == "AltText" && field["suggestions"]!.AsArray().Any(said => said!.Text("state") == "Applied"))
            .Select(field => field.Text("language"))];
    }
}
