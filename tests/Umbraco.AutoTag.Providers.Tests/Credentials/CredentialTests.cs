using Azure.Core;
using Azure.Identity;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Azure;
using Umbraco.AutoTag.Providers.AzureImageAnalysis;
using Umbraco.AutoTag.Providers.Google;
using Umbraco.AutoTag.Providers.GoogleVision;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Credentials;

public sealed class CredentialTests
{
    private const string Account = "a-service-account's-secret-json";

    private VendorServer _server = null!;
    private HttpClient _http = null!;

    [SetUp]
    public async Task StartVendor()
    {
        _server = await VendorServer.StartAsync();
        _http = new HttpClient();
        _server.Answer(200, """{"responses":[{}],"tagsResult":{"values":[]}}""");
    }

    [TearDown]
    public async Task StopVendor()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private static IEnumerable<IVisionProvider> WithKeysOrTokens => [new GoogleVisionProvider(), new AzureImageAnalysisProvider()];

    [TestCaseSource(nameof(WithKeysOrTokens))]
    public async Task With_a_credential_its_token_goes_and_the_key_does_not(IVisionProvider provider)
    {
        await Ask(provider, new BearerOf("ya29.TEST"), Account);

        ReceivedRequest sent = _server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Headers["Authorization"], Is.EqualTo("Bearer ya29.TEST"));
            Assert.That(sent.Headers.Values.Append(sent.Body).Append(sent.PathAndQuery), Has.None.Contains(Account));
            Assert.That(sent.Headers.Keys, Has.None.EqualTo("x-goog-api-key").And.None.EqualTo("Ocp-Apim-Subscription-Key"));
        });
    }

    [TestCaseSource(nameof(WithKeysOrTokens))]
    public async Task A_credential_that_nobody_brings_keeps_everything_here(IVisionProvider provider)
    {
        VisionReply reply = await Ask(provider, credential: null, Account);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Credential"));
            Assert.That(_server.Received, Is.Empty);
        });
    }

    [TestCase("aws")]
    [TestCase("passport")]
    public async Task A_credential_that_the_system_does_not_take_keeps_everything_here(string wanted)
    {
        VisionReply reply = await Ask(new GoogleVisionProvider(), new BearerOf("ya29.TEST"), Account, wanted);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(_server.Received, Is.Empty);
        });
    }

    [Test]
    public async Task Entra_asks_for_the_scope_of_the_ai_services()
    {
        var identity = new Identity();

        await Ask(new AzureImageAnalysisProvider(), new EntraCredential(identity), key: null);

        Assert.Multiple(() =>
        {
            Assert.That(identity.Scopes, Is.EqualTo(new[] { "https://cognitiveservices.azure.com/.default" }));
            Assert.That(_server.Received.Single().Headers["Authorization"], Is.EqualTo("Bearer eyJ.TEST"));
        });
    }

    [Test]
    public async Task Entras_refusal_is_told_and_nothing_is_sent()
    {
        VisionReply reply = await Ask(new AzureImageAnalysisProvider(), new EntraCredential(new Identity { Refuses = true }), key: null);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unauthorised));
            Assert.That(reply.Failure.Sent, Is.False);
            Assert.That(reply.Failure.Message, Does.Contain("Cognitive Services User").And.Not.Contain("secret of the refusal"));
            Assert.That(_server.Received, Is.Empty);
        });
    }

    private static IEnumerable<Exception> LostTokens => [new TaskCanceledException(), new HttpRequestException(HttpRequestError.ConnectionError), new IOException()];

    [TestCaseSource(nameof(LostTokens))]
    public async Task A_token_service_that_does_not_answer_costs_nothing(Exception lost)
    {
        VisionReply reply = await Ask(new GoogleVisionProvider(), new NoTokenToday(lost), Account);

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That((reply.Failure.Code, reply.Failure.Sent, reply.Failure.Charged), Is.EqualTo(("token", false, Charged.No)));
            Assert.That(reply.Failure.Message, Does.Contain("'demo' its token"));
            Assert.That(_server.Received, Is.Empty);
        });
    }

    [Test]
    public void Whoever_stops_waiting_for_a_token_is_told_that_nothing_was_sent() =>
        Assert.That(
            async () => await Ask(new GoogleVisionProvider(), new NoTokenToday(new TaskCanceledException()), Account, cancellationToken: new CancellationToken(canceled: true)),
            Throws.TypeOf<NothingSentException>());

    [TestCase("nonsense")]
    [TestCase("{}")]
    [TestCase("""{"type":"authorized_user","client_id":"x"}""")]
    public async Task A_key_that_is_no_service_account_is_named_at_start_and_not_sent(string key)
    {
        var google = new GoogleCloudCredential();

        VisionReply reply = await Ask(new GoogleVisionProvider(), google, key);

        Assert.Multiple(() =>
        {
            Assert.That(google.Validate(new ConnectionOptions { ApiKey = key }).Single(), Does.Contain(":ApiKey must be the JSON of a service account's key"));
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unauthorised));
            Assert.That(reply.Failure.Message, Does.Not.Contain(key));
            Assert.That(_server.Received, Is.Empty);
        });
    }

    private Task<VisionReply> Ask(IVisionProvider provider, ICredential? credential, string? key, string? wanted = null, CancellationToken cancellationToken = default)
    {
        var options = new ConnectionOptions { Endpoint = _server.Address, ApiKey = key, Credential = wanted ?? provider.Declaration.Credentials.Single() };
        var request = new VisionRequest
        {
            Image = new PreparedImage(new byte[] { 1, 2, 3 }, ImageFormat.Png, new PixelSize(80, 80)),
            Tasks = VisionTasks.Keywords,
            Language = "en",
        };
        return provider.AskAsync(new Connection("demo", options, provider, _http) { Credential = credential }, request, cancellationToken);
    }

    private sealed class NoTokenToday(Exception lost) : ICredential
    {
        public string Alias => "google";

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<Failure?> AuthoriseAsync(Connection connection, HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromException<Failure?>(lost);
    }

    private sealed class Identity : TokenCredential
    {
        public bool Refuses { get; init; }

        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return Refuses ? throw new AuthenticationFailedException("the secret of the refusal") : ValueTask.FromResult(new AccessToken("eyJ.TEST", DateTimeOffset.MaxValue));
        }
    }
}
