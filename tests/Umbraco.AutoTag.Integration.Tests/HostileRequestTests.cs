using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What a hostile or clumsy client gets: an error in the API's own form, and nothing done.</summary>
internal sealed class HostileRequestTests
{
    private const string Decide = "suggestions/decide";

    private Site _site = null!;
    private Editor _editor = null!;
    private Guid _photo;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync();
        _editor = await _site.MediaEditorAsync();
        _photo = await _editor.UploadAsync(Repository.TwoDogs);
        await _editor.SeesAsync(_photo, "Done");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [TestCase("""{ "decisions": [null] }""")]
    [TestCase("""{ "decisions": [{ "decision": "Reject" }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}" }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": null, "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": 2, "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": 99, "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "99", "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Perhaps", "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Edit", "value": 5, "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Edit", "value": "half a character \ud83d", "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "accept, reject", "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Accept,Edit", "expectedVersion": 1 }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Reject" }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Reject", "expectedVersion": null }] }""")]
    [TestCase("""{ "decisions": [{ "id": "{id}", "decision": "Reject", "expectedVersion": 0 }] }""")]
    [TestCase("""{ "decisions": [] }""")]
    [TestCase("""{ "decisions": null }""")]
    [TestCase("""{ "decisions": {} }""")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("")]
    public async Task A_decision_that_is_not_understood_is_refused_and_changes_nothing(string body)
    {
        JsonNode before = await AltTextAsync();

        HttpResponseMessage answer = await _editor.SendTextAsync(Decide, body.Replace("{id}", before["suggestions"]![0]!.Text("id")));

        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await AltTextAsync()).ToJsonString(), Is.EqualTo(before.ToJsonString()));
        });
    }

    [TestCase(Decide, """{ "decisions": {} }""")]
    [TestCase(Decide, """{ "decisions": [{ "id": "x" }] }""")]
    [TestCase(Decide, "{")]
    [TestCase("media/{photo}/tag", """{ "force": "perhaps" }""")]
    public async Task A_refusal_is_for_people_and_names_no_type_of_the_server(string path, string body)
    {
        HttpResponseMessage answer = await _editor.SendTextAsync(path.Replace("{photo}", $"{_photo}"), body);

        string text = await answer.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(JsonNode.Parse(text)!.Text("operationStatus"), Is.EqualTo("InvalidRequest"));
            Assert.That(JsonNode.Parse(text)!.Text("detail"), Is.Not.Empty);
            Assert.That(text, Does.Not.Contain("Umbraco.AutoTag").And.Not.Contain("System."));
        });
    }

    [Test]
    public async Task A_decision_that_does_not_say_which_version_was_seen_is_told_where_to_find_it()
    {
        HttpResponseMessage answer = await _editor.SendTextAsync(Decide, $$"""{ "decisions": [{ "id": "{{Guid.NewGuid()}}", "decision": "Reject" }] }""");

        string? detail = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.Text("detail");
        Assert.That((answer.StatusCode, detail), Is.EqualTo(
            (HttpStatusCode.BadRequest, "Each decision needs expectedVersion: the version of the suggestion that the editor saw, as the image's report names it.")));
    }

    [Test]
    public async Task Of_editors_who_decide_at_once_one_wins_and_field_and_suggestion_agree()
    {
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg"));
        JsonNode seen = (await _editor.SeesAsync(photo, "Done")).Suggestions("AltText").First();

        JsonNode[] answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(turn => _editor.DecideAsync(turn % 2 == 0 ? "Reject" : "Accept", seen)));

        JsonNode field = (await _editor.GetAsync($"media/{photo}")).Field("AltText");
        bool isThere = field["value"]!.AsArray().Count == 1;
        Assert.Multiple(() =>
        {
            Assert.That(answers.Count(answer => answer["outcomes"]![0]!.Text("result") == "Done"), Is.EqualTo(1));
            Assert.That(field["suggestions"]![0]!.Text("state"), Is.EqualTo(isThere ? "Accepted" : "Rejected"));
        });
    }

    [TestCase("status")]
    [TestCase("media/recent")]
    [TestCase("media/{photo}")]
    public async Task What_belongs_to_one_editor_is_kept_by_nobody_on_the_way(string path)
    {
        HttpResponseMessage answer = await _editor.AskAsync(HttpMethod.Get, path.Replace("{photo}", $"{_photo}"));

        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
    }

    private async Task<JsonNode> AltTextAsync() => (await _editor.GetAsync($"media/{_photo}")).Field("AltText");
}
