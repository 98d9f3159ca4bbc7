using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Identity;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Aws;
using Umbraco.AutoTag.Providers.Azure;
using Umbraco.AutoTag.Providers.Google;
using Umbraco.AutoTag.Providers.GoogleVision;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Credentials;

/// <summary>The vendors' own chains of credentials, as far as they go without leaving this machine: what they find in the environment and in files.</summary>
[NonParallelizable]
public sealed class ChainTests
{
    private readonly Dictionary<string, string?> _before = [];
    private VendorServer _server = null!;
    private string _folder = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await VendorServer.StartAsync();
        _folder = Directory.CreateTempSubdirectory("autotag-chain").FullName;
    }

    [TearDown]
    public async Task Stop()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _before.Clear();
        Directory.Delete(_folder, recursive: true);
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Aws_finds_a_temporary_key_in_the_environment_and_its_token_is_sent_and_signed()
    {
        Set("AWS_ACCESS_KEY_ID", "ASIAENVIRONMENT");
        Set("AWS_SECRET_ACCESS_KEY", "secret-of-the-environment");
        Set("AWS_SESSION_TOKEN", "token-of-the-environment");

        HttpRequestMessage signed = await AuthorisedAsync(new AwsCredential(new GoldenMoment()), "https://rekognition.eu-central-1.amazonaws.com");

        Assert.Multiple(() =>
        {
            Assert.That(signed.Headers.GetValues("X-Amz-Security-Token"), Is.EqualTo(new[] { "token-of-the-environment" }));
            Assert.That(signed.Headers.Authorization!.ToString(), Does.StartWith("AWS4-HMAC-SHA256 Credential=ASIAENVIRONMENT/20260115/eu-central-1/rekognition/aws4_request, ")
                .And.Contain(";x-amz-security-token").And.Not.Contain("secret-of-the-environment"));
        });
    }

    [Test]
    public async Task Aws_finds_a_key_in_the_profile_that_the_environment_names()
    {
        Set("AWS_ACCESS_KEY_ID", null);
        Set("AWS_SECRET_ACCESS_KEY", null);
        Set("AWS_SESSION_TOKEN", null);
        Set("AWS_PROFILE", "autotag");
        Set("AWS_SHARED_CREDENTIALS_FILE", WithText("credentials", "[default]\naws_access_key_id = AKIAWRONG\naws_secret_access_key = wrong\n\n[autotag]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret-of-the-profile\n"));
        Set("AWS_CONFIG_FILE", WithText("config", string.Empty));

        HttpRequestMessage signed = await AuthorisedAsync(new AwsCredential(new GoldenMoment()), "https://rekognition.eu-central-1.amazonaws.com");

        Assert.Multiple(() =>
        {
            Assert.That(signed.Headers.Authorization!.ToString(), Does.StartWith("AWS4-HMAC-SHA256 Credential=AKIAPROFILE/"));
            Assert.That(signed.Headers.Contains("X-Amz-Security-Token"), Is.False);
        });
    }

    [TestCase(true, TestName = "A service account in the configuration gets its token from where its JSON says")]
    [TestCase(false, TestName = "Googles chain finds the service account whose file the environment names")]
    public async Task Google(bool isConfigured)
    {
        _server.Answer(200, """{"access_token":"ya29.LOOPBACK","expires_in":3599,"token_type":"Bearer"}""");
        string account = ServiceAccount();
        Set("GOOGLE_APPLICATION_CREDENTIALS", isConfigured ? null : WithText("account.json", account));

        HttpRequestMessage sent = await AuthorisedAsync(new GoogleCloudCredential(), "https://vision.googleapis.com", isConfigured ? account : null);

        ReceivedRequest asked = _server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.Headers.Authorization!.ToString(), Is.EqualTo("Bearer ya29.LOOPBACK"));
            Assert.That(asked.PathAndQuery, Is.EqualTo("/token"));
            Assert.That(ClaimsIn(asked.Body)["iss"]!.GetValue<string>(), Is.EqualTo("autotag@site.iam.gserviceaccount.com"));
            Assert.That(ClaimsIn(asked.Body)["scope"]!.GetValue<string>(), Is.EqualTo("https://www.googleapis.com/auth/cloud-platform"));
        });
    }

    [Test]
    public async Task A_service_account_that_google_refuses_is_told_without_its_key()
    {
        _server.Answer(400, """{"error":"invalid_grant","error_description":"account disabled"}""");
        Connection connection = Connect("https://vision.googleapis.com", ServiceAccount());
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.Endpoint);

        Failure failure = (await new GoogleCloudCredential().AuthoriseAsync(connection, request, CancellationToken.None))!;

        Assert.That((failure.Kind, failure.Sent, request.Headers.Authorization), Is.EqualTo((FailureKind.Unauthorised, false, (object?)null)));
        Assert.That(failure.Message, Does.Not.Contain("PRIVATE KEY"));
    }

    [Test]
    public async Task Azures_chain_finds_a_client_with_a_secret_in_the_environment_and_its_token_goes()
    {
        Set("AZURE_TENANT_ID", "11111111-2222-3333-4444-555555555555");
        Set("AZURE_CLIENT_ID", "66666666-7777-8888-9999-000000000000");
        Set("AZURE_CLIENT_SECRET", "secret-of-the-client");
        _server.Answer(200, """{"token_type":"Bearer","expires_in":3599,"access_token":"eyJ.LOOPBACK"}""");

        HttpRequestMessage sent = await AuthorisedAsync(new EntraCredential(new DefaultAzureCredential(Here)), "https://site.cognitiveservices.azure.com");

        string asked = Uri.UnescapeDataString(_server.Received.Single(request => request.Method == "POST").Body.Replace('+', ' '));
        Assert.Multiple(() =>
        {
            Assert.That(sent.Headers.Authorization!.ToString(), Is.EqualTo("Bearer eyJ.LOOPBACK"));
            Assert.That(asked, Does.Contain("grant_type=client_credentials").And.Contain("client_id=66666666").And.Contain("client_secret=secret-of-the-client"));
            Assert.That(asked, Does.Contain("https://cognitiveservices.azure.com/.default"));
        });
    }

    [Test]
    public async Task A_client_that_entra_refuses_is_told_without_its_secret_and_nothing_is_sent()
    {
        _server.Answer(401, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}""");
        var identity = new ClientSecretCredential(
            "11111111-2222-3333-4444-555555555555",
            "66666666-7777-8888-9999-000000000000",
            "secret-of-the-client",
            new ClientSecretCredentialOptions { Transport = Here.Transport, DisableInstanceDiscovery = true, Retry = { MaxRetries = 0 } });
        Connection connection = Connect("https://site.cognitiveservices.azure.com", key: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.Endpoint);

        Failure failure = (await new EntraCredential(identity).AuthoriseAsync(connection, request, CancellationToken.None))!;

        Assert.That((failure.Kind, failure.Sent, request.Headers.Authorization), Is.EqualTo((FailureKind.Unauthorised, false, (object?)null)));
        Assert.That(failure.Message, Does.Not.Contain("secret-of-the-client"));
    }

    // Azure's library asks none but https://login.microsoftonline.com and its like: only the road there is another.
    private DefaultAzureCredentialOptions Here => new()
    {
        Transport = new HttpClientTransport(new HttpClient(new RoadTo(_server.Address))),
        DisableInstanceDiscovery = true,
        Retry = { MaxRetries = 0 },
    };

    private static async Task<HttpRequestMessage> AuthorisedAsync(ICredential credential, string endpoint, string? key = null)
    {
        Connection connection = Connect(endpoint, key);
        var request = new HttpRequestMessage(HttpMethod.Post, connection.Endpoint) { Content = new StringContent("{}") };
        Failure? failure = await credential.AuthoriseAsync(connection, request, CancellationToken.None);
        Assert.That(failure?.Message, Is.Null);
        return request;
    }

    private static Connection Connect(string endpoint, string? key) =>
        new("demo", new ConnectionOptions { Endpoint = new Uri(endpoint), ApiKey = key }, new GoogleVisionProvider(), Http: null!);

    private string ServiceAccount()
    {
        using var key = RSA.Create(2048);
        return new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = "site",
            ["private_key_id"] = "1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = "autotag@site.iam.gserviceaccount.com",
            ["client_id"] = "1",
            ["token_uri"] = new Uri(_server.Address, "token").AbsoluteUri,
        }.ToJsonString();
    }

    private static JsonNode ClaimsIn(string form)
    {
        string assertion = form.Split('&').Single(field => field.StartsWith("assertion=", StringComparison.Ordinal));
        return JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(assertion.Split('.')[1]))!;
    }

    private string WithText(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>Brings every request to one server, whatever its address.</summary>
    private sealed class RoadTo(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
