using System.Net;
using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>An admin pauses a connection: nothing is sent to it until they let it go on, and nothing is lost.</summary>
[OneMajor]
internal sealed class PauseTests
{
    private Site _site = null!;

    [SetUp]
    public async Task Start() => _site = await Site.StartReadyAsync();

    [TearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task While_a_connection_is_paused_images_wait_and_say_so_and_they_go_on_when_it_is_resumed()
    {
        Editor admin = await _site.AdminAsync();
        Editor editor = await _site.MediaEditorAsync();

        JsonNode paused = await admin.PostAsync("connections/local/pause");
        Guid photo = await editor.UploadAsync(Repository.TwoDogs);
        JsonNode waiting = await Eventually.IsAsync(() => editor.GetAsync($"media/{photo}"), item => item.Text("reasonCode") is not null, "a reason");
        JsonNode seenByEditor = (await editor.GetAsync("status"))["connections"]!.AsArray().Single(connection => connection!.Text("alias") == "local")!;
        int sent = (await Run.Vision.CallsAsync()).Count;
        JsonNode resumed = await admin.PostAsync("connections/local/resume");
        await editor.SeesAsync(photo, "Done");

        Assert.Multiple(() =>
        {
            Assert.That((paused.Text("health"), seenByEditor.Text("health"), resumed.Text("health")), Is.EqualTo(("Paused", "Paused", "Ok")));
            Assert.That(paused["changedBy"], Is.Not.Null);
            Assert.That((waiting.Text("state"), waiting.Text("reasonCode")), Is.EqualTo(("Waiting", "Paused")));
            Assert.That(sent, Is.Zero);
        });
    }

    [Test]
    public async Task A_connection_that_is_not_configured_cannot_be_paused()
    {
        HttpResponseMessage answer = await (await _site.AdminAsync()).AskAsync(HttpMethod.Post, "connections/nobody/pause");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
