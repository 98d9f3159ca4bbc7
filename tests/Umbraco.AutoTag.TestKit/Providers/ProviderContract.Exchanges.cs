using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>What an admin sees of an exchange who tests a connection: everything but secrets and the picture.</content>
public abstract partial class ProviderContract
{
    /// <summary>The exchange is there, so that a test shows something, and tells no secret, whatever came back.</summary>
    [TestCase(200)]
    [TestCase(401)]
    [TestCase(500)]
    public async Task The_exchange_that_a_test_shows_tells_no_secret_and_no_picture(int status)
    {
        Server.Answer(status, status == 200 ? SuccessWith(["dog"]) : ErrorSaying("no"), headers: [KeyValuePair.Create("Set-Cookie", $"session={Key}")]);
        Connection connection = Connect();

        IReadOnlyList<Exchange> exchanges = await RecordAsync(connection);

        Assert.Multiple(() =>
        {
            Assert.That(exchanges, Is.Not.Empty);
            Assert.That(exchanges[0].Request.Address, Does.StartWith(Server.Address.ToString()));
            Assert.That(exchanges[0].Response!.Status, Is.EqualTo(status));
            Assert.That(exchanges[0].Response!.Headers.Single(header => header.Name == "Set-Cookie").Value, Is.Null);
            AssertTellsNoSecret(exchanges, connection);
        });
    }

    /// <summary>Vendors repeat what they were sent, in every form it can be written in.</summary>
    [Test]
    public async Task The_exchange_that_a_test_shows_tells_no_secret_that_the_vendor_repeats()
    {
        Connection connection = Connect();
        string key = connection.Options.ApiKey ?? Key;
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        string escaped = string.Concat(key.Select(c => $"\\u{(int)c:x4}"));
        string body = $$"""{"said":"Bearer {{Escaped(key)}}","basic":"{{basic}}","escaped":"{{escaped}}","picture":"{{s_picture}}","{{Escaped(key)}}":1,"twice":1,"twice":2}""";
        Server.Answer(400, body, headers: [KeyValuePair.Create("x-echo", basic)]);

        IReadOnlyList<Exchange> exchanges = await RecordAsync(connection);

        AssertTellsNoSecret(exchanges, connection);
    }

    private async Task<IReadOnlyList<Exchange>> RecordAsync(Connection connection)
    {
        using var recording = ExchangeRecording.Begin(connection, Picture, TimeProvider.System);
        await Provider.AskAsync(connection, Question, CancellationToken.None);
        return recording.Exchanges;
    }

    private static void AssertTellsNoSecret(IReadOnlyList<Exchange> exchanges, Connection connection)
    {
        string told = string.Join('\n', exchanges.SelectMany(Texts));
        string[] keys = [connection.Options.ApiKey ?? Key, .. (connection.Options.ApiKey ?? Key).Split(':')];
        foreach (string key in keys.Where(key => key.Length >= 4))
        {
            Assert.That(told, Does.Not.Contain(key).IgnoreCase);
            Assert.That(told, Does.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes(key))));
            Assert.That(told, Does.Not.Contain(Uri.EscapeDataString(key)).IgnoreCase);
        }

        Assert.That(told, Does.Not.Contain(s_picture[..20]).And.Not.Contain("AWS4-HMAC"));
        Assert.That(exchanges.SelectMany(exchange => exchange.Request.Headers).Where(header => IsSecret(header.Name)).Select(header => header.Value), Is.All.Null);
    }

    private static bool IsSecret(string header) =>
        header.Contains("auth", StringComparison.OrdinalIgnoreCase) || header.Contains("key", StringComparison.OrdinalIgnoreCase) || header.Contains("token", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Texts(Exchange exchange) =>
    [
        exchange.Request.Method, exchange.Request.Address, exchange.Request.Body ?? "", exchange.Response?.Reason ?? "", exchange.Response?.Body ?? "", exchange.BrokenBy ?? "",
        .. exchange.Request.Headers.Concat(exchange.Response?.Headers ?? []).Select(header => $"{header.Name}: {header.Value}"),
    ];

    private static string Escaped(string text) => JsonValue.Create(text).ToJsonString()[1..^1];
}
