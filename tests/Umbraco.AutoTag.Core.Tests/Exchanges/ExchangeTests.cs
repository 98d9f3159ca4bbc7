using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Tests.Exchanges;

/// <summary>What is written down of an exchange; every provider's own is in the contract of the providers.</summary>
public sealed class ExchangeTests
{
    private const string Key = "sesame-open-4711";
    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 3_000).Select(i => (byte)(i * 7 + 1))];
    private static readonly PreparedImage s_picture = new(s_bytes, ImageFormat.Jpeg, new PixelSize(64, 48));
    private static readonly string s_base64 = Convert.ToBase64String(s_bytes);

    [Test]
    public async Task Nothing_is_written_down_where_nobody_asked_for_it()
    {
        using HttpClient client = ClientOf(new HttpResponseMessage { Content = new StringContent("fine") });
        using (var earlier = Begin())
        {
            Assert.That(earlier.Exchanges, Is.Empty);
        }

        using HttpResponseMessage answer = await client.GetAsync(new Uri("https://vision.example/"));

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("fine"));
        Assert.That(ExchangeRecording.Current, Is.Null);
    }

    [Test]
    public async Task Two_calls_at_once_are_written_down_apart()
    {
        async Task<string> AskAsync(string path)
        {
            using HttpClient client = ClientOf(new HttpResponseMessage { Content = new StringContent(path) });
            using ExchangeRecording recording = Begin();
            await Task.Yield();
            using HttpResponseMessage answer = await client.GetAsync(new Uri($"https://vision.example/{path}"));
            await answer.Content.ReadAsStringAsync();
            return recording.Exchanges.Single().Request.Address;
        }

        Assert.That(await Task.WhenAll(AskAsync("a"), AskAsync("b")), Is.EqualTo(new[] { "https://vision.example/a", "https://vision.example/b" }));
    }

    [Test]
    public async Task A_header_that_is_not_known_to_be_harmless_is_named_and_its_value_is_not()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://vision.example/v1?key=abcdef&api-version=2024-02-01&sig=xyz");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/2026");
        request.Headers.TryAddWithoutValidation("X-Team", "media");
        request.Headers.TryAddWithoutValidation("anthropic-version", "2026-10-21");

        SentRequest sent = (await SendAsync(request, "{}")).Request;

        Assert.Multiple(() =>
        {
            Assert.That(sent.Address, Is.EqualTo("https://vision.example/v1?key=[hidden]&api-version=2024-02-01&sig=[hidden]"));
            Assert.That(sent.Headers, Does.Contain(new HeaderLine("Authorization", null)).And.Contain(new HeaderLine("X-Team", null)).And.Contain(new HeaderLine("anthropic-version", "2026-10-21")));
        });
    }

    [Test]
    public async Task A_picture_in_JSON_in_a_form_or_by_itself_becomes_its_type_and_length()
    {
        string json = JsonSerializer.Serialize(new { image_url = $"data:image/jpeg;base64,{s_base64}", prompt = "What is it?" });
        using var form = new MultipartFormDataContent { { new StringContent("en"), "language" }, { new ReadOnlyMemoryContent(s_bytes), "file", "picture.jpg" } };
        form.Last().Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");

        string inJson = await BodyOfAsync(new StringContent(json, Encoding.UTF8, "application/json"));
        string inForm = await BodyOfAsync(form);
        string alone = await BodyOfAsync(new ByteArrayContent(s_bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } });

        Assert.Multiple(() =>
        {
            Assert.That(inJson, Does.Contain("data:image/jpeg;base64,[image/jpeg, 3,000 bytes]").And.Contain("What is it?").And.Not.Contain(s_base64[..20]));
            Assert.That(inForm, Does.Contain("[image/jpeg, 3,000 bytes]").And.Contain("name=language").And.Contain("en"));
            Assert.That(alone, Is.EqualTo("[application/octet-stream, 3,000 bytes]"));
        });
    }

    [TestCase("{\"a\":\"KEY\"}", TestName = "A secret in JSON is hidden")]
    [TestCase("{\"KEY\":1}", TestName = "A secret as a name in JSON is hidden")]
    [TestCase("{\"a\":\"ESCAPED\"}", TestName = "A secret in JSON's own spelling is hidden")]
    [TestCase("{\"a\":\"BASE64\"}", TestName = "A secret in base64 is hidden")]
    [TestCase("<p>KEY</p>", TestName = "A secret in a page is hidden")]
    [TestCase("{\"a\":\"KEY", TestName = "A secret in an answer that breaks off is hidden")]
    [TestCase("{\"access_token\":\"somebody-elses\"}", TestName = "What is named a token is hidden")]
    [TestCase("{\"hfToken\":\"somebody-elses\"}", TestName = "What is named a token in camel case is hidden")]
    [TestCase("Bearer somebody-elses-9", TestName = "What looks like a token is hidden")]
    public async Task A_secret_in_an_answer_is_hidden(string body)
    {
        string answer = body
            .Replace("KEY", Key.ToUpperInvariant(), StringComparison.Ordinal)
            .Replace("ESCAPED", string.Concat(Key.Select(c => $"\\u{(int)c:x4}")), StringComparison.Ordinal)
            .Replace("BASE64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)), StringComparison.Ordinal);

        string told = (await SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://vision.example/"), answer)).Response!.Body;

        Assert.That(told, Does.Contain("[hidden]").And.Not.Contain(Key).IgnoreCase.And.Not.Contain("somebody-elses"));
    }

    [Test]
    public async Task What_is_cut_off_does_not_end_in_half_a_secret()
    {
        string answer = new string('.', ObservedContent.MostBytes - 8) + Key;

        ReceivedResponse told = (await SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://vision.example/"), answer)).Response!;

        Assert.That((told.IsCut, told.Body.Contains(Key[..4], StringComparison.Ordinal)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Who_reads_the_answer_gets_it_whole()
    {
        byte[] answer = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
        using HttpClient client = ClientOf(new HttpResponseMessage { Content = new ByteArrayContent(answer) });
        using ExchangeRecording recording = Begin();

        using HttpResponseMessage response = await client.GetAsync(new Uri("https://vision.example/"), HttpCompletionOption.ResponseHeadersRead);

        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(answer));
    }

    [Test]
    public void Where_no_answer_comes_the_kind_of_the_failure_is_told_and_its_message_is_not()
    {
        using var client = new HttpClient(new ExchangeObserver { InnerHandler = new Scripted(() => throw new HttpRequestException(HttpRequestError.NameResolutionError, Key)) });
        using ExchangeRecording recording = Begin();

        Assert.CatchAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://vision.example/")));

        Exchange told = recording.Exchanges.Single();
        Assert.That((told.Response, told.BrokenBy), Is.EqualTo(((ReceivedResponse?)null, "NameResolutionError")));
    }

    [Test]
    public async Task What_turns_a_line_around_or_cannot_be_seen_is_shown_as_such()
    {
        string told = (await SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://vision.example/"), "good\u202Edab\u0007")).Response!.Body;

        Assert.That(told, Is.EqualTo("good\uFFFDdab\uFFFD"));
    }

    private static async Task<string> BodyOfAsync(HttpContent content) =>
        (await SendAsync(new HttpRequestMessage(HttpMethod.Post, "https://vision.example/") { Content = content }, "{}")).Request.Body!;

    private static async Task<Exchange> SendAsync(HttpRequestMessage request, string answer)
    {
        using HttpClient client = ClientOf(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") });
        using ExchangeRecording recording = Begin();
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.ReadAsStringAsync();
        return recording.Exchanges.Single();
    }

    private static HttpClient ClientOf(HttpResponseMessage answer) => new(new ExchangeObserver { InnerHandler = new Scripted(() => answer) });

    private static ExchangeRecording Begin() => ExchangeRecording.Begin(
        new Connection("vision", new ConnectionOptions { ApiKey = Key }, Provider: null!, Http: null!), s_picture, TimeProvider.System);

    private sealed class Scripted(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
