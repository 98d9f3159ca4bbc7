using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>The key and the picture go to the vendor and nowhere else.</content>
public abstract partial class ProviderContract
{
    private static readonly string s_picture = Convert.ToBase64String(Picture.Bytes.Span);

    /// <summary>Vendors repeat what they were sent.</summary>
    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(429)]
    [TestCase(500)]
    public async Task A_key_or_a_picture_that_the_vendor_repeats_is_not_in_the_message(int status)
    {
        string said = $"wrong {Key} in Bearer {Key} <b>for</b> data:image/png;base64,{s_picture}";
        Server.Answer(status, new JsonObject { ["code"] = "odd", ["message"] = said, ["error"] = new JsonObject { ["message"] = said, ["code"] = Key } }.ToJsonString());

        Failure failure = (await Ask()).Failure!;

        Assert.Multiple(() =>
        {
            AssertClean(failure.ToString());
            Assert.That(failure.ToString(), Does.Not.Contain("<b>"));
        });
    }

    /// <summary>What the ledger, the analysis and the item keep comes from the reply; what a site could log or trace is heard meanwhile.</summary>
    [TestCase(200)]
    [TestCase(401)]
    [TestCase(500)]
    public async Task Neither_key_nor_picture_reaches_logs_traces_or_what_is_kept(int status)
    {
        string body = status == 200 ? SuccessWith(["dog"]) : ErrorSaying("no");
        Server.Answer(status, body, headers: [KeyValuePair.Create("x-request-id", "id-1")]);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(_ear.Heard, Does.Contain("System.Net.Http"), "nothing was heard, so nothing is proved");
            AssertClean(_ear.Heard);
            AssertClean(JsonSerializer.Serialize(reply));
            AssertClean(Connect().ToString());
        });
    }

    /// <summary>An exception's text ends in a log.</summary>
    [Test]
    public async Task Neither_key_nor_picture_is_in_an_exception()
    {
        Server.Hang();
        using var cancellation = new CancellationTokenSource();
        Task<VisionReply> call = Ask(cancellation.Token);
        await Task.WhenAny(Server.Asked, call);
        await cancellation.CancelAsync();

        Exception? thrown = Assert.CatchAsync<OperationCanceledException>(async () => await call);

        AssertClean($"{thrown}\n{_ear.Heard}");
    }

    /// <summary>Addresses are written into logs on the way by everybody who sees them.</summary>
    [Test]
    public async Task The_picture_is_sent_in_the_body_and_not_in_the_address_or_a_header()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Ask();

        ReceivedRequest sent = Server.Received[0];
        Assert.That(sent.PathAndQuery + string.Join('\n', sent.Headers.Values), Does.Not.Contain(s_picture[..20]));
    }

    /// <summary>A key in a query ends in every log on the way: no address holds one, whoever wrote it there.</summary>
    [Test]
    public async Task A_key_in_the_query_of_an_address_is_refused_and_reaches_nobody()
    {
        Server.Answer(302, string.Empty, headers: [KeyValuePair.Create("Location", $"/elsewhere?api_key={Key}")]);
        Connection connection = Connect(o => o.Endpoint = new Uri(Server.Address, $"/?api_key={Key}"));

        string problems = string.Join('\n', Provider.Validate(connection.Options));
        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:Endpoint must be an address only"));
            Assert.That(Server.Received.Select(request => request.PathAndQuery), Is.Not.Empty.And.None.Contain(Key));
            AssertClean($"{problems}\n{reply.Failure}\n{JsonSerializer.Serialize(reply)}\n{_ear.Heard}");
        });
    }

    private static void AssertClean(string text) => Assert.That(text, Does.Not.Contain(Key).And.Not.Contain(s_picture[..20]));
}
