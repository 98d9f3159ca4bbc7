using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.ServerEvents;
using Umbraco.Cms.Core.ServerEvents;

namespace DemoSite.Tests.ManagementApi;

internal sealed class ServerEventTests
{
    private ApiSite _site = null!;

    [OneTimeSetUp]
    public async Task Start() => _site = await ApiSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task A_save_in_the_background_reaches_an_open_backoffice()
    {
        IMedia image = _site.Image("watched");
        using Browser browser = await Browser.SignedInAsync(_site, DemoUsers.MediaEditor);
        using ClientWebSocket hub = await ConnectAsync(browser);

        await Task.Run(() => _site.Media.Save(image));
        JsonNode change = await NextNotifyAsync(hub);

        Assert.Multiple(() =>
        {
            Assert.That((string?)change["eventSource"], Is.EqualTo("Umbraco:CMS:Media"));
            Assert.That((string?)change["eventType"], Is.EqualTo("Updated"));
            Assert.That((Guid?)change["key"], Is.EqualTo(image.Key));
        });
    }

    [Test]
    public async Task A_user_without_media_hears_nothing_of_media()
    {
        using Browser writer = await Browser.SignedInAsync(_site, DemoUsers.ContentEditor);
        using ClientWebSocket hub = await ConnectAsync(writer);
        IMedia image = _site.Image("unheard");
        var last = new ServerEvent { EventType = "Updated", EventSource = "Test:Last", Key = Guid.CreateVersion7() };

        await _site.Get<IServerEventRouter>().NotifyUserAsync(last, DemoUsers.ContentEditor.Key);
        JsonNode first = await NextNotifyAsync(hub);

        Assert.That((string?)first["eventSource"], Is.EqualTo("Test:Last"), $"and not of {image.Key}");
    }

    [Test]
    public async Task Nobody_listens_without_signing_in()
    {
        using var stranger = new Browser(_site.Address);

        Assert.That(async () => await ConnectAsync(stranger), Throws.TypeOf<WebSocketException>());
        await Task.CompletedTask;
    }

    private static async Task<ClientWebSocket> ConnectAsync(Browser browser)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        await socket.ConnectAsync(
            new Uri($"ws://{browser.Site.Authority}/umbraco/serverEventHub?access_token=%5Bredacted%5D"), CancellationToken.None);
        await socket.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        await FramesAsync(socket);
        // OnConnected has run when the hub answers the next message: here, an unknown method, with an error nobody reads.
        await socket.SendAsync("{\"type\":1,\"invocationId\":\"1\",\"target\":\"nothing\",\"arguments\":[]}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        while (!(await FramesAsync(socket)).Any(frame => (int?)frame["type"] == 3))
        {
        }

        return socket;
    }

    private static async Task<JsonNode> NextNotifyAsync(ClientWebSocket socket)
    {
        while (true)
        {
            if ((await FramesAsync(socket)).FirstOrDefault(frame => (string?)frame["target"] == "notify") is { } frame)
            {
                return frame["arguments"]![0]!;
            }
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> FramesAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            length += received.Count;
            if (received.EndOfMessage)
            {
                return [.. Encoding.UTF8.GetString(buffer, 0, length).Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(text => JsonNode.Parse(text)!)];
            }
        }
    }
}
