using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.ChatClient;

namespace Umbraco.AutoTag.Providers.Tests.ChatClient;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ChatClientTests
{
    private readonly SiteClient _client = new();

    [Test]
    public async Task A_client_is_given_the_prompt_the_picture_first_the_question_and_the_schema()
    {
        VisionReply reply = await Ask(o =>
        {
            o.Model = "demo-1";
            o.Settings["MaxOutputTokens"] = "512";
        });

        ChatMessage[] messages = _client.Messages;
        Assert.Multiple(() =>
        {
            Assert.That(messages.Select(m => m.Role), Is.EqualTo(new[] { ChatRole.System, ChatRole.User }));
            Assert.That(messages[1].Contents.Select(c => c.GetType()), Is.EqualTo(new[] { typeof(DataContent), typeof(TextContent) }));
            Assert.That(((DataContent)messages[1].Contents[0]).Data.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(((DataContent)messages[1].Contents[0]).MediaType, Is.EqualTo("image/png"));
            Assert.That((_client.Options!.ModelId, _client.Options.MaxOutputTokens, _client.Options.Temperature), Is.EqualTo(("demo-1", 512, (float?)null)));
            Assert.That(((ChatResponseFormatJson)_client.Options.ResponseFormat!).Schema!.Value.GetProperty("properties").EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "altText", "keywords" }));
            Assert.That(reply.Observations!.Select(o => o.Value), Is.EquivalentTo(new[] { "dog", "A dog." }));
            Assert.That((reply.Usage.InputTokens, reply.Usage.OutputTokens), Is.EqualTo(((long?)100, (long?)20)));
            Assert.That((reply.ModelReported, reply.RequestId), Is.EqualTo(("demo-1-2026", "r-1")));
        });
    }

    [Test]
    public async Task A_client_that_knows_no_schema_is_told_the_form_in_words()
    {
        await Ask(o => o.Settings["StructuredOutput"] = "none");

        Assert.That(_client.Options!.ResponseFormat, Is.Null);
        Assert.That(((TextContent)_client.Messages[1].Contents[1]).Text, Does.Contain("The form: {\"altText\""));
    }

    [Test]
    public async Task A_client_is_found_by_the_key_it_was_registered_with()
    {
        IServiceProvider services = new ServiceCollection().AddKeyedSingleton<IChatClient>("vision", _client).AddAutoTagChatClients().BuildServiceProvider();
        IVisionProvider provider = services.GetRequiredService<IVisionProvider>();
        var options = new ConnectionOptions { Provider = "chat-client", Settings = { ["Client"] = "vision" } };

        VisionReply reply = await provider.AskAsync(new Connection("demo", options, provider, Http: null!), s_question, CancellationToken.None);

        Assert.That(reply.Observations, Is.Not.Empty);
        Assert.That(provider.Validate(options), Is.Empty);
    }

    [TestCase(null, "is missing, and the site has registered no IChatClient without a key")]
    [TestCase("vision", "is 'vision', under which the site has registered no IChatClient")]
    public async Task A_client_that_is_not_there_is_named_at_start_and_nothing_is_sent(string? name, string problem)
    {
        var provider = new ChatClientProvider(new ServiceCollection().BuildServiceProvider());
        var options = new ConnectionOptions { Provider = "chat-client", Settings = { ["Client"] = name ?? string.Empty } };

        VisionReply reply = await provider.AskAsync(new Connection("demo", options, provider, Http: null!), s_question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(provider.Validate(options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:Client {problem}"));
            Assert.That((reply.Failure!.Kind, reply.Failure.Sent), Is.EqualTo((FailureKind.Misconfigured, false)));
        });
    }

    [Test]
    public void A_setting_nobody_knows_and_an_address_are_named() => Assert.Multiple(() =>
    {
        Assert.That(Validate(o => o.Settings["Cleint"] = "x").Single(), Does.StartWith("AutoTag:Connections:{alias}:Settings:Cleint is not a setting"));
        Assert.That(Validate(o => o.Endpoint = new Uri("https://llm.example.com")).Single(), Does.StartWith("AutoTag:Connections:{alias}:Endpoint has no effect"));
    });

    private static IEnumerable<TestCaseData> Thrown()
    {
        yield return new TestCaseData(new HttpRequestException("no", null, HttpStatusCode.Unauthorized), FailureKind.Unauthorised, Charged.No);
        yield return new TestCaseData(new StatusException(429, "slow down"), FailureKind.Throttled, Charged.No);
        yield return new TestCaseData(new StatusException(429, "You have reached your weekly usage limit"), FailureKind.OutOfCredit, Charged.No);
        yield return new TestCaseData(new StatusException(402, "pay"), FailureKind.OutOfCredit, Charged.No);
        yield return new TestCaseData(new StatusException(404, "no such model"), FailureKind.Misconfigured, Charged.No);
        yield return new TestCaseData(new StatusException(400, "cannot decode"), FailureKind.BadImage, Charged.No);
        yield return new TestCaseData(new StatusException(503, "busy"), FailureKind.Unavailable, Charged.No);
        yield return new TestCaseData(new StatusException(504, "gave up"), FailureKind.Unavailable, Charged.Unknown);
        yield return new TestCaseData(new InvalidOperationException("wrapped", new StatusException(401, "no")), FailureKind.Unauthorised, Charged.No);
        yield return new TestCaseData(new InvalidOperationException("odd"), FailureKind.Unavailable, Charged.Unknown);
        yield return new TestCaseData(new TaskCanceledException("its own time-out"), FailureKind.Unavailable, Charged.Unknown);
    }

    [TestCaseSource(nameof(Thrown))]
    public async Task What_a_client_throws_becomes_a_failure(Exception thrown, FailureKind kind, Charged charged)
    {
        _client.Answers = _ => throw thrown;

        VisionReply reply = await Ask();

        Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((kind, charged)));
    }

    [Test]
    public async Task What_looks_like_a_key_or_a_picture_in_an_exception_is_not_in_the_message()
    {
        string picture = Convert.ToBase64String(new byte[200]);
        _client.Answers = _ => throw new StatusException(401, $"wrong key sk-proj-0123456789abcdef for data:image/png;base64,{picture} <b>x</b>");

        string message = (await Ask()).Failure!.Message;

        Assert.That(message, Does.Not.Contain("0123456789abcdef").And.Not.Contain(picture[..20]).And.Not.Contain("<b>"));
    }

    [TestCase("I'm sorry, but I can't help with that.", FailureKind.Refused)]
    [TestCase("A dog.", FailureKind.Malformed)]
    [TestCase("", FailureKind.Malformed)]
    public async Task What_is_no_answer_never_becomes_a_value(string text, FailureKind kind)
    {
        _client.Answers = _ => Task.FromResult(Saying(text));

        VisionReply reply = await Ask();

        Assert.That((reply.Observations, reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo(((IReadOnlyList<Observation>?)null, kind, Charged.Yes)));
        Assert.That(reply.Failure.Repairable, Is.EqualTo(kind == FailureKind.Malformed ? Repairable.Yes : Repairable.No));
    }

    [Test]
    public async Task A_filter_is_a_refusal_and_what_it_used_is_counted()
    {
        ChatResponse filtered = Saying("half a sen");
        filtered.FinishReason = ChatFinishReason.ContentFilter;
        _client.Answers = _ => Task.FromResult(filtered);

        VisionReply reply = await Ask();

        Assert.That((reply.Failure!.Kind, reply.Usage.InputTokens), Is.EqualTo((FailureKind.Refused, (long?)100)));
    }

    [Test]
    public async Task A_client_that_does_not_heed_the_token_is_left_alone_when_the_call_is_cancelled()
    {
        var never = new TaskCompletionSource<ChatResponse>();
        _client.Answers = _ => never.Task;
        using var cancellation = new CancellationTokenSource();
        Task<VisionReply> call = Ask(cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    private static readonly VisionRequest s_question = new()
    {
        Image = new PreparedImage(new byte[] { 1, 2, 3 }, ImageFormat.Png, new PixelSize(4, 4)),
        Tasks = VisionTasks.Keywords | VisionTasks.AltText,
        Language = "en",
    };

    private IEnumerable<string> Validate(Action<ConnectionOptions> change)
    {
        var options = new ConnectionOptions { Provider = "chat-client" };
        change(options);
        return Provider.Validate(options);
    }

    private IVisionProvider Provider => new ChatClientProvider(new ServiceCollection().AddSingleton<IChatClient>(_client).BuildServiceProvider());

    [Test]
    public async Task What_it_is_asked_and_answers_is_told_to_who_listens_without_the_picture()
    {
        using var recording = ExchangeRecording.Begin(new Connection("demo", new ConnectionOptions { Provider = "chat-client" }, Provider, Http: null!), s_question.Image, TimeProvider.System);

        await Ask();

        string[] parts = [.. _client.Messages[1].Contents.OfType<TextContent>().Select(part => part.Text)];
        Assert.Multiple(() =>
        {
            Assert.That(recording.Spoken!.Asked, Is.EqualTo(string.Join("\n\n", [_client.Messages[0].Text, "[picture]", .. parts])));
            Assert.That(recording.Spoken.Answered, Does.Contain("\"dog\""));
            Assert.That(recording.Exchanges, Is.Empty, "a test of the connection shows the network, and that AutoTag does not see");
        });
    }

    private Task<VisionReply> Ask(Action<ConnectionOptions>? change = null, CancellationToken cancellationToken = default)
    {
        var options = new ConnectionOptions { Provider = "chat-client" };
        change?.Invoke(options);
        return Provider.AskAsync(new Connection("demo", options, Provider, Http: null!), s_question, cancellationToken);
    }

    private static ChatResponse Saying(string text) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        ModelId = "demo-1-2026",
        ResponseId = "r-1",
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 20 },
    };

    private sealed class StatusException(int status, string message) : Exception(message)
    {
        public int Status { get; } = status;
    }

    /// <summary>A client of the site that answers as the test says.</summary>
    private sealed class SiteClient : IChatClient
    {
        public Func<CancellationToken, Task<ChatResponse>> Answers { get; set; } = _ => Task.FromResult(Saying(ModelText.Of(["dog"])));

        public ChatMessage[] Messages { get; private set; } = [];

        public ChatOptions? Options { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            (Messages, Options) = ([.. messages], options);
            return Answers(cancellationToken);
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
