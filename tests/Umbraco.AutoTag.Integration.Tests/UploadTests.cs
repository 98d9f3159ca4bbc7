using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The main job, from dropping a photo into Media to its values.</summary>
internal sealed class UploadTests
{
    private Site _site = null!;

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task An_upload_before_the_set_up_waits_for_it_and_is_not_sent_to_anybody()
    {
        _site = await Site.StartAsync();
        Editor editor = await _site.MediaEditorAsync();
        Guid photo = await editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await WaitingForSetUpAsync(editor, photo);

        Assert.Multiple(async () =>
        {
            Assert.That(await _site.CallsForAsync(photo), Is.Empty);
            Assert.That(item["fields"]!.AsArray().Select(field => field!.Text("propertyAlias")), Is.All.Null);
            Assert.That(_site.Media.GetById(photo)!.Properties.Select(property => property.Alias), Has.None.AnyOf("altText", "title", "keywords"));
        });
    }

    [Test]
    public async Task After_the_set_up_the_photo_that_waited_for_it_gets_its_values_by_itself()
    {
        _site = await Site.StartAsync();
        Editor editor = await _site.MediaEditorAsync();
        Editor admin = await _site.AdminAsync();
        Guid photo = await editor.UploadAsync(Repository.TwoDogs);
        JsonNode waiting = await WaitingForSetUpAsync(editor, photo);

        JsonNode setUp = await admin.PostAsync("media-types/Image/setup");
        // AutoTag looks every five seconds whether a sweep was asked for.
        _site.Clock.MoveOn(TimeSpan.FromSeconds(5));
        JsonNode item = await editor.SeesAsync(photo, "Done");

        Assert.Multiple(async () =>
        {
            Assert.That(setUp["ready"]!.GetValue<bool>());
            Assert.That((waiting["dueAt"] is null, item["dueAt"] is null), Is.EqualTo((false, true)), "what waits has a due time, what is done has none");
            Assert.That(item.Value("AltText"), Has.One.Contains("dog"));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_photo_gets_alt_text_title_and_keywords_in_the_form_its_properties_store()
    {
        _site = await Site.StartReadyAsync();
        Editor editor = await _site.MediaEditorAsync();

        Guid photo = await editor.UploadAsync(Repository.TwoDogs);
        JsonNode item = await editor.SeesAsync(photo, "Done");
        await editor.DecideAsync("Accept", item.Suggestions("Keywords"));

        string[]? keywords = JsonSerializer.Deserialize<string[]>(_site.Stored(photo, "keywords")!);
        IMedia stored = _site.Media.GetById(photo)!;
        Assert.Multiple(() =>
        {
            Assert.That(_site.Stored(photo, "altText"), Does.Contain("dog").IgnoreCase);
            Assert.That(_site.Stored(photo, "title"), Is.Not.Empty);
            Assert.That(keywords, Does.Contain("dog"));
            Assert.That(_site.Get<ITagService>().GetTagsForEntity(stored.Key).Select(tag => tag.Text), Is.EquivalentTo(keywords!));
        });
    }

    [Test]
    public async Task Every_value_says_where_it_comes_from_which_model_said_so_and_what_it_cost()
    {
        _site = await Site.StartReadyAsync();
        Editor editor = await _site.MediaEditorAsync();
        Guid photo = await editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await editor.SeesAsync(photo, "Done");

        JsonNode altText = item.Suggestions("AltText").Single();
        JsonNode origin = altText["origin"]!;
        LedgerEntry call = (await _site.CallsForAsync(photo)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(item.Field("AltText").Text("owner"), Is.EqualTo("AutoTag"));
            Assert.That(altText.Text("state"), Is.EqualTo("Applied"));
            Assert.That(origin.Text("connection"), Is.EqualTo("local"));
            Assert.That(origin.Text("provider"), Is.EqualTo("openai-compatible"));
            Assert.That(origin.Text("modelAsked"), Is.EqualTo("nanodet-g-composed-2026-11-01"));
            Assert.That(origin.Text("modelReported"), Is.EqualTo("nanodet-g-composed-2026-11-01"));
            Assert.That(origin["cost"]!["microUsd"]!.GetValue<long>(), Is.GreaterThan(0).And.EqualTo(call.Cost!.Value.Amount));
            Assert.That(item["cost"]!["calls"]!.GetValue<long>(), Is.EqualTo(1));
        });
    }

    private static Task<JsonNode> WaitingForSetUpAsync(Editor editor, Guid photo) => Eventually.IsAsync(
        () => editor.GetAsync($"media/{photo}"),
        item => item["reasonCode"]?.GetValue<string>() == "NotSetUp",
        "the image waits for the set-up");
}
