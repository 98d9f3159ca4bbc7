using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>
/// What the network does wrong, met by the very client that the package registers. The provider contract holds every system to the same with a client of
/// its own.
/// </summary>
[NonParallelizable]
public sealed class ConnectionHttpTests
{
    private const string Key = "TEST-KEY";

    private const string Good = """{"responses":[{"labelAnnotations":[{"description":"dog","score":0.9}]}]}""";

    private static readonly byte[] s_picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42mM4oaEBRwzEcQDRQxGBoNNuZAAAAABJRU5ErkJggg==");

    private IWebProxy _siteProxy = null!;

    [SetUp]
    public void RememberProxy() => _siteProxy = HttpClient.DefaultProxy;

    [TearDown]
    public void RestoreProxy() => HttpClient.DefaultProxy = _siteProxy;

    [Test]
    public async Task A_server_with_a_certificate_nobody_trusts_is_told_nothing_and_named()
    {
        await using VendorServer untrusted = await VendorServer.StartUntrustedAsync();
        untrusted.Answer(200, Good);

        VisionReply reply = await AskAsync(untrusted.Address);

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Code, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, "network", Charged.No)));
            Assert.That(reply.Failure!.Message, Is.EqualTo("No secure connection to '127.0.0.1' of connection 'demo': its certificate is not trusted by this server. Nothing was sent."));
            Assert.That(untrusted.Received, Is.Empty);
        });
    }

    [TestCase(403)]
    [TestCase(407)]
    [TestCase(502)]
    public async Task The_sites_proxy_is_used_and_where_it_refuses_it_learns_the_host_and_nothing_else(int status)
    {
        await using VendorServer proxy = await VendorServer.StartAsync();
        proxy.Answer(status, string.Empty);
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);

        VisionReply reply = await AskAsync(new Uri("https://vendor.example"));

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Code, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, "network", Charged.No)));
            Assert.That(reply.Failure!.Message, Is.EqualTo("The proxy does not let connection 'demo' through to 'vendor.example'. Check the server's proxy settings."));
            Assert.That(proxy.Received, Is.Not.Empty);
            Assert.That(proxy.Received.Select(request => (request.Method, request.PathAndQuery, request.Body)), Is.All.EqualTo(("CONNECT", "vendor.example:443", string.Empty)));
            Assert.That(proxy.Received.SelectMany(request => request.Headers.Values), Has.None.Contains(Key));
        });
    }

    [Test]
    public async Task A_proxy_that_is_not_there_is_unavailable_and_nothing_was_paid_for()
    {
        VendorServer gone = await VendorServer.StartAsync();
        await gone.DisposeAsync();
        HttpClient.DefaultProxy = new WebProxy(new UriBuilder(gone.Address) { UserName = "site", Password = "sesame-4711" }.Uri);

        VisionReply reply = await AskAsync(new Uri("https://vendor.example"));

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Code, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, "network", Charged.No)));
            Assert.That(reply.Failure!.Message, Is.EqualTo(
                $"The proxy '{gone.Address.Authority}', through which connection 'demo' goes to 'vendor.example', cannot be reached. If it stays so, check the server's proxy settings."));
        });
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_carries_neither_key_nor_picture_elsewhere(int status)
    {
        await using VendorServer elsewhere = await VendorServer.StartAsync();
        elsewhere.Answer(200, Good);
        await using VendorServer vendor = await VendorServer.StartAsync();
        vendor.Answer(status, string.Empty, headers: [KeyValuePair.Create("Location", elsewhere.Address.ToString())]);

        VisionReply reply = await AskAsync(vendor.Address);

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Misconfigured, Charged.No)));
            Assert.That(reply.Failure!.Message, Does.Contain("AutoTag:Connections:demo:Endpoint"));
            Assert.That(vendor.Received.Select(request => request.Headers.Values.Contains(Key)), Is.EqualTo(new[] { true }));
            Assert.That(elsewhere.Received, Is.Empty);
        });
    }

    [Test]
    public async Task A_cookie_of_one_call_does_not_come_with_the_next()
    {
        await using VendorServer vendor = await VendorServer.StartAsync();
        vendor.Answer(200, Good, headers: [KeyValuePair.Create("Set-Cookie", "who=site; Path=/")]);
        await using ServiceProvider services = Services(vendor.Address);
        Connection connection = ConnectionOf(services);

        await AskAsync(connection);
        await AskAsync(connection);

        Assert.That(vendor.Received.Select(request => request.Headers.ContainsKey("Cookie")), Is.EqualTo(new[] { false, false }));
    }

    private static async Task<VisionReply> AskAsync(Uri address)
    {
        await using ServiceProvider services = Services(address);
        return await AskAsync(ConnectionOf(services));
    }

    private static Task<VisionReply> AskAsync(Connection connection) => connection.Provider.AskAsync(
        connection,
        new VisionRequest { Image = new PreparedImage(s_picture, ImageFormat.Png, new PixelSize(4, 4)), Tasks = VisionTasks.Keywords, Language = "en", MaxKeywords = 10 },
        CancellationToken.None);

    private static ServiceProvider Services(Uri address) => new ServiceCollection()
        .Configure<AutoTagOptions>(options => options.Connections["demo"] = new ConnectionOptions { Provider = "google-vision", Endpoint = address, ApiKey = Key })
        .AddConnectionHttp()
        .BuildServiceProvider();

    // As the site makes it, with the client by the name it is registered under.
    private static Connection ConnectionOf(ServiceProvider services) => new ConfiguredSite(
        services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>(),
        VisionProviders.All,
        [],
        services.GetRequiredService<IHttpClientFactory>(),
        new SiteLanguage(languages: null!)).All.Single(connection => connection.Alias == "demo");
}
