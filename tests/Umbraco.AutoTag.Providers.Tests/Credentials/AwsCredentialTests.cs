using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Aws;
using Umbraco.AutoTag.Providers.Rekognition;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Credentials;

public sealed class AwsCredentialTests
{
    // The example keys of AWS's own documentation.
    private const string Id = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly AwsCredential s_credential = new(new GoldenMoment());

    [Test]
    public async Task A_signed_call_is_the_golden_one_byte_for_byte()
    {
        ProviderSample golden = Samples.Of("aws-rekognition").Single(s => s.File == "aws-rekognition/sigv4-golden.json");
        var vendor = new Keeper();
        using var http = new HttpClient(vendor);
        Connection connection = Connect(Id, Secret) with { Http = http };
        connection.Options.Settings["MinScore"] = "0.55";

        await connection.Provider.AskAsync(connection, new VisionRequest
        {
            Image = new PreparedImage(new byte[] { 0, 1, 2, 3 }, ImageFormat.Png, new PixelSize(80, 80)),
            Tasks = VisionTasks.Keywords,
            Language = "en",
            MaxKeywords = 10,
        }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(vendor.Body, Is.EqualTo((string?)golden.Request["body"]!["$text"]));
            Assert.That(vendor.Headers["Authorization"], Is.EqualTo((string?)golden.Request["headers"]!["Authorization"]));
            Assert.That(vendor.Headers["X-Amz-Date"], Is.EqualTo((string?)golden.Request["headers"]!["X-Amz-Date"]));
            Assert.That(vendor.Headers["Content-Type"], Is.EqualTo("application/x-amz-json-1.1"));
        });
    }

    [Test]
    public async Task A_temporary_keys_session_token_is_signed_as_in_awss_own_vector()
    {
        // "post-sts-header-before" of the Signature Version 4 test suite that AWS publishes.
        const string Token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1N"
            + "tBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/") { Content = new ByteArrayContent([]) };

        await RequestSignature.AddAsync(
            request, new ImmutableCredentials(Id, Secret, Token), "service", "us-east-1", new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero), CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(request.Headers.GetValues("X-Amz-Security-Token"), Is.EqualTo(new[] { Token }));
            Assert.That(request.Headers.Authorization!.ToString(), Is.EqualTo(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, "
                + "Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"));
        });
    }

    [TestCase(Id, null, "ApiKey is missing")]
    [TestCase(null, Secret, "Settings:AccessKeyId is missing")]
    public void Half_a_key_is_named(string? id, string? secret, string sentence) =>
        Assert.That(s_credential.Validate(Connect(id, secret).Options).Single(), Does.Contain(sentence));

    [TestCase("https://rekognition.eu-central-1.amazonaws.com", 0)]
    [TestCase("https://rekognition-fips.us-east-1.amazonaws.com", 0)]
    [TestCase("https://rekognition.cn-north-1.amazonaws.com.cn", 0)]
    [TestCase("https://rekognition.eu-west-1.api.aws", 0)]
    [TestCase("https://gateway.example.com", 1)]
    public void The_region_is_in_the_endpoint_or_is_asked_for(string endpoint, int problems)
    {
        ConnectionOptions options = Connect(Id, Secret).Options;
        options.Endpoint = new Uri(endpoint);

        Assert.That(s_credential.Validate(options).Where(p => p.Contains("Settings:Region is missing")).ToArray(), Has.Length.EqualTo(problems));
    }

    [Test]
    public void No_key_at_all_means_awss_own_chain() => Assert.That(s_credential.Validate(Connect(null, null).Options), Is.Empty);

    private static Connection Connect(string? id, string? secret)
    {
        var options = new ConnectionOptions { Endpoint = new Uri("https://rekognition.us-east-1.amazonaws.com"), ApiKey = secret, Credential = "aws" };
        if (id is not null)
        {
            options.Settings["AccessKeyId"] = id;
        }

        return new Connection("demo", options, new RekognitionProvider(RekognitionOperation.Labels), Http: null!) { Credential = s_credential };
    }

    /// <summary>Keeps what would have been sent.</summary>
    private sealed class Keeper : HttpMessageHandler
    {
        public string Body { get; private set; } = string.Empty;

        public Dictionary<string, string> Headers { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated.Concat(request.Content.Headers.NonValidated))
            {
                Headers[name] = values.ToString();
            }

            return new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent("{}") };
        }
    }
}
