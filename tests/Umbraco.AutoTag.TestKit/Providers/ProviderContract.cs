using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>
/// What every provider that sends pictures must do, whoever wrote it. A provider's test class derives from this and gives the provider, its options
/// and its samples (<c>[TestCaseSource]</c> cannot be inherited with data, so it calls <see cref="Replay"/> for each).
/// </summary>
public abstract class ProviderContract
{
    /// <summary>The key in use; it may appear in a request's headers and nowhere else.</summary>
    protected const string Key = "TEST-KEY";

    private HttpClient _http = null!;

    /// <summary>The vendor.</summary>
    protected VendorServer Server { get; private set; } = null!;

    /// <summary>The provider.</summary>
    protected abstract IVisionProvider Provider { get; }

    /// <summary>A good answer of this vendor with this many keywords.</summary>
    protected abstract string SuccessWith(IEnumerable<string> keywords);

    /// <summary>What this connection needs beyond endpoint and key.</summary>
    protected virtual void Configure(ConnectionOptions options) { }

    /// <summary>A picture of a few pixels.</summary>
    protected static PreparedImage Picture { get; } = new(
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42mM4oaEBRwzEcQDRQxGBoNNuZAAAAABJRU5ErkJggg=="),
        ImageFormat.Png,
        new PixelSize(4, 4));

    /// <summary>Everything the provider can be asked.</summary>
    protected VisionRequest Question => new() { Image = Picture, Tasks = Provider.Declaration.Tasks, Language = "en", MaxKeywords = 10 };

    /// <summary>Starts the vendor.</summary>
    [SetUp]
    public async Task StartVendor()
    {
        Server = await VendorServer.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Stops the vendor.</summary>
    [TearDown]
    public async Task StopVendor()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A connection to the vendor.</summary>
    protected Connection Connect(Action<ConnectionOptions>? change = null)
    {
        var options = new ConnectionOptions { Provider = Provider.Declaration.Alias, Endpoint = Server.Address, ApiKey = Key };
        Configure(options);
        change?.Invoke(options);
        return new Connection("demo", options, Provider, _http);
    }

    /// <summary>Asks once.</summary>
    protected Task<VisionReply> Ask(CancellationToken cancellationToken = default) => Provider.AskAsync(Connect(), Question, cancellationToken);

    /// <summary>Plays a sample's answer and compares what the provider makes of it with what the index says.</summary>
    protected async Task<VisionReply> Replay(ProviderSample sample, Connection connection, VisionRequest question)
    {
        Server.Answer(sample.Status, sample.Body, (string?)sample.Response["headers"]?["Content-Type"] ?? "text/plain", sample.Headers);
        VisionReply reply = await Provider.AskAsync(connection, question, CancellationToken.None);
        SampleExpectation.Verify(sample.Expect, reply);
        return reply;
    }

    /// <summary>A cut answer costs, and is not used.</summary>
    [Test]
    public async Task An_answer_that_breaks_off_is_unavailable_and_perhaps_paid_for()
    {
        Server.BreakOff("{\"code\":0,");

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Provider.Declaration.Charged ? Charged.Unknown : Charged.No));
        });
    }

    /// <summary>Truncated JSON.</summary>
    [Test]
    public async Task Half_a_json_document_is_malformed_and_paid_for()
    {
        string whole = SuccessWith(["dog"]);
        Server.Answer(200, whole[..(whole.Length / 2)]);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Provider.Declaration.Charged ? Charged.Yes : Charged.No));
        });
    }

    /// <summary>Every status a gateway answers with a page of its own.</summary>
    [TestCase(200, FailureKind.Misconfigured)]
    [TestCase(401, FailureKind.Unauthorised)]
    [TestCase(403, FailureKind.Unauthorised)]
    [TestCase(404, FailureKind.Misconfigured)]
    [TestCase(413, FailureKind.BadImage)]
    [TestCase(429, FailureKind.Throttled)]
    [TestCase(502, FailureKind.Unavailable)]
    [TestCase(503, FailureKind.Unavailable)]
    public async Task A_gateway_page_is_judged_by_its_status(int status, FailureKind expected)
    {
        Server.Answer(status, "<html><body><h1>Gateway</h1></body></html>", "text/html");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    /// <summary>JSON is JSON, whatever it is called.</summary>
    [TestCase("text/plain")]
    [TestCase("application/octet-stream")]
    [TestCase("text/html; charset=iso-8859-1")]
    public async Task A_good_answer_with_a_wrong_content_type_is_read(string contentType)
    {
        Server.Answer(200, "\uFEFF" + SuccessWith(["dog"]), contentType);

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    /// <summary>The key stays with the address it was given for.</summary>
    [Test]
    public async Task A_redirect_is_not_followed()
    {
        Server.Answer(307, string.Empty, headers: [KeyValuePair.Create("Location", "/elsewhere")]);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Endpoint"));
            Assert.That(Server.Received, Has.Count.EqualTo(1));
        });
    }

    /// <summary>An endless answer ends.</summary>
    [Test]
    public async Task An_answer_of_20_MB_is_not_read_to_its_end()
    {
        long sent = 0;
        Server.Answer(async context =>
        {
            byte[] blanks = new byte[64 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (int i = 0; i < 320 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(blanks, context.RequestAborted);
                sent += blanks.Length;
            }
        });

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
            Assert.That(reply.Failure.Code, Is.EqualTo("too-long"));
        });
    }

    /// <summary>Many keywords.</summary>
    [Test]
    public async Task Ten_thousand_keywords_are_bounded()
    {
        Server.Answer(200, SuccessWith(Enumerable.Range(0, 10_000).Select(i => $"word {i}")));

        Assert.That(Keywords(await Ask()), Has.Count.InRange(10, 1_000));
    }

    /// <summary>Untrusted words.</summary>
    [Test]
    public async Task Markup_control_and_direction_characters_do_not_survive()
    {
        Server.Answer(200, SuccessWith(["<script>dog</script>", "red\u202E\u200Bbicycle\u0000", "**bold** wall", " two\n\twords ", ""]));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog", "redbicycle", "bold wall", "two words" }));
    }

    /// <summary>Said twice.</summary>
    [Test]
    public async Task A_keyword_that_comes_twice_counts_once()
    {
        Server.Answer(200, SuccessWith(["Dog", "dog", "DOG "]));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "Dog" }));
    }

    /// <summary>A vendor that never answers.</summary>
    [Test]
    public async Task A_call_that_hangs_ends_when_it_is_cancelled()
    {
        Server.Hang();
        using var cancellation = new CancellationTokenSource();
        Task<VisionReply> call = Ask(cancellation.Token);
        await Server.Asked;

        await cancellation.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>Nobody there.</summary>
    [Test]
    public async Task A_server_that_is_not_there_is_unavailable_and_was_not_paid_for()
    {
        await Server.DisposeAsync();

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.No));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Endpoint"));
        });
    }

    /// <summary>TLS.</summary>
    [Test]
    public async Task A_server_without_tls_where_tls_is_expected_is_unavailable_and_was_not_paid_for()
    {
        Connection connection = Connect(o => o.Endpoint = new UriBuilder(Server.Address) { Scheme = "https" }.Uri);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.No));
        });
    }

    /// <summary>Vendors repeat what they were sent.</summary>
    [TestCase(400)]
    [TestCase(401)]
    [TestCase(429)]
    [TestCase(500)]
    public async Task A_key_or_a_picture_that_the_vendor_repeats_is_not_in_the_message(int status)
    {
        string picture = Convert.ToBase64String(Picture.Bytes.Span);
        string said = $"wrong {Key} in Bearer {Key} <b>for</b> data:image/png;base64,{picture}";
        Server.Answer(status, new JsonObject { ["code"] = "odd", ["message"] = said, ["error"] = new JsonObject { ["message"] = said, ["code"] = Key } }.ToJsonString());

        Failure failure = (await Ask()).Failure!;

        Assert.That(failure.ToString(), Does.Not.Contain(Key).And.Not.Contain(picture[..20]).And.Not.Contain("<b>"));
    }

    /// <summary>What the site configures is judged at start.</summary>
    [Test]
    public void A_missing_key_and_an_unknown_setting_are_named()
    {
        var options = new ConnectionOptions { Provider = Provider.Declaration.Alias, Endpoint = new Uri("http://vision.example.com") };
        options.Settings["Detial"] = "secret-in-the-wrong-place";

        string problems = string.Join('\n', Provider.Validate(options));

        Assert.Multiple(() =>
        {
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:ApiKey is missing"));
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:Settings:Detial is not a setting"));
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:Endpoint must begin with https://"));
            Assert.That(problems, Does.Not.Contain("secret-in-the-wrong-place"));
        });
    }

    /// <summary>A working configuration has no problems.</summary>
    [Test]
    public void A_complete_configuration_has_no_problems() => Assert.That(Provider.Validate(Connect().Options), Is.Empty);

    /// <summary>The keywords of an answer.</summary>
    protected static IReadOnlyList<string> Keywords(VisionReply reply)
    {
        Assert.That(reply.Failure, Is.Null);
        return [.. reply.Observations!.Where(o => o.Kind == ObservationKind.Keyword).Select(o => o.Value)];
    }
}
