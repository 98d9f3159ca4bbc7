using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What a human wrote stays, and what a human's browser lost comes back.</summary>
internal sealed class OwnershipTests
{
    private Site _site = null!;
    private Editor _editor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync();
        _editor = await _site.MediaEditorAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task A_text_that_an_editor_wrote_stays_when_the_image_is_tagged_again_and_the_machines_is_offered_beside_it()
    {
        Guid photo = await TaggedAsync();
        OpenItem open = await _editor.OpenAsync(photo);
        string machine = open["altText"]!.GetValue<string>();
        open["altText"] = "Bella and Max wait for the postman";
        await _editor.SaveAsync(open);
        await NoticedAsync(photo, "EditedByHand");

        await _editor.TagAsync(photo, force: true);
        JsonNode item = await OfferedAsync(photo, "AltText");

        JsonNode offered = item.Suggestions("AltText").First();
        Assert.Multiple(() =>
        {
            Assert.That(_site.Stored(photo, "altText"), Is.EqualTo("Bella and Max wait for the postman"));
            Assert.That(item.Field("AltText").Text("owner"), Is.EqualTo("Human"));
            Assert.That(offered.Text("value"), Is.EqualTo(machine));
            Assert.That(offered.Text("pendingReason"), Is.EqualTo("HumanValue"));
        });
    }

    [Test]
    public async Task A_field_that_an_editor_emptied_stays_empty()
    {
        Guid photo = await TaggedAsync();
        OpenItem open = await _editor.OpenAsync(photo);
        string? machine = open["title"]?.GetValue<string>();
        open["title"] = "A title";
        await _editor.SaveAsync(open);
        await NoticedAsync(photo, "EditedByHand");
        open["title"] = null;
        await _editor.SaveAsync(open);
        await NoticedAsync(photo, "RemovedByHand");

        await _editor.TagAsync(photo, force: true);
        JsonNode item = await _editor.SeesEndAsync(photo);

        Assert.Multiple(() =>
        {
            Assert.That(_site.Stored(photo, "title"), Is.Null.Or.Empty);
            Assert.That(item.Field("Title").Text("owner"), Is.EqualTo("Human"));
            Assert.That(
                item["history"]!.AsArray().OfType<JsonNode>().Where(entry => entry.Text("field") == "Title").Take(2).Select(entry =>
                    $"{entry.Text("kind")} {entry["before"]!.ToJsonString()} {entry["after"]!.ToJsonString()}"),
                Is.EqualTo(new[] { """RemovedByHand ["A title"] []""", $"""EditedByHand ["{machine}"] ["A title"]""" }));
        });
    }

    [Test]
    public async Task A_save_that_was_opened_before_AutoTag_wrote_brings_what_it_lost_back_as_suggestions()
    {
        (OpenItem stale, string[] written) = await OpenedBeforeAutoTagWroteAsync("cat-chelsea.jpg");
        Guid photo = stale.Key;

        await _editor.SaveAsync(stale);
        JsonNode item = await OfferedAsync(photo, "AltText");

        Assert.Multiple(() =>
        {
            Assert.That(item.Value("AltText"), Is.Empty);
            Assert.That(item.Suggestions("AltText").First().Text("value"), Is.EqualTo(written.Single()));
            Assert.That(item.Suggestions("AltText").First().Text("pendingReason"), Is.EqualTo("LostToStaleSave"));
            Assert.That(item.Suggestions("Title").First().Text("pendingReason"), Is.EqualTo("LostToStaleSave"));
        });
    }

    [Test]
    public async Task What_a_stale_save_lost_is_back_with_one_yes()
    {
        (OpenItem stale, string[] written) = await OpenedBeforeAutoTagWroteAsync("sheep-pasture.jpg");
        Guid photo = stale.Key;
        await _editor.SaveAsync(stale);
        JsonNode item = await OfferedAsync(photo, "AltText");

        await _editor.DecideAsync("Accept", item.Suggestions("AltText").First());

        Assert.That(_site.Stored(photo, "altText"), Is.EqualTo(written.Single()));
    }

    [Test]
    public async Task What_AutoTag_wrote_stays_its_own_where_a_later_write_died_before_it_was_saved()
    {
        Guid photo = await TaggedAsync();
        ISuggestionStore suggestions = _site.Get<ISuggestionStore>();
        FieldWrite written = (await suggestions.WritesAsync(photo, default)).First(write => write.Field.Field == Field.AltText);

        await suggestions.KeepWritesAsync(
            [
                written with
                {
                    Id = Guid.CreateVersion7(),
                    Before = written.After,
                    After = FieldValue.OfText("Never saved"),
                    WrittenAt = written.WrittenAt.AddMinutes(1),
                    Confirmed = false,
                },
            ],
            lease: null,
            default);

        JsonNode item = await _editor.GetAsync($"media/{photo}");
        Assert.That(item.Field("AltText").Text("owner"), Is.EqualTo("AutoTag"));
    }

    private async Task<Guid> TaggedAsync()
    {
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await _editor.SeesAsync(photo, "Done");
        return photo;
    }

    // Paused until the editor has the item open: nobody can be faster than they are.
    private async Task<(OpenItem Stale, string[] Written)> OpenedBeforeAutoTagWroteAsync(string file)
    {
        Editor admin = await _site.AdminAsync();
        await admin.PostAsync("connections/local/pause");
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto(file));
        OpenItem stale = await _editor.OpenAsync(photo);
        await admin.PostAsync("connections/local/resume");
        return (stale, (await _editor.SeesAsync(photo, "Done")).Value("AltText"));
    }

    // A save is followed behind the editor's back: two saves in a row may be seen as one.
    private Task<JsonNode> NoticedAsync(Guid photo, string kind) => Eventually.IsAsync(
        () => _editor.GetAsync($"media/{photo}"),
        item => item.Text("state") == "Done" && item["history"]!.AsArray().OfType<JsonNode>().Any(entry => entry.Text("kind") == kind),
        $"{kind} in the history");

    private Task<JsonNode> OfferedAsync(Guid photo, string field) => Eventually.IsAsync(
        () => _editor.GetAsync($"media/{photo}"),
        item => item.Text("state") == "Done" && item.Suggestions(field).Any(suggestion => suggestion.Text("state") == "Pending"),
        $"a suggestion for {field} that waits");
}
