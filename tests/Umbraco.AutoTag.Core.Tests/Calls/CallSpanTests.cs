using System.Diagnostics;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Tests.Calls;

// The listener hears every span of the process.
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CallSpanTests
{
    private readonly List<Activity> _spans = [];
    private readonly Next _next = new();
    private ActivityListener _listener = null!;

    [SetUp]
    public void Listen()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Umbraco.AutoTag",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [TearDown]
    public void StopListening() => _listener.Dispose();

    [Test]
    public async Task A_call_is_a_span_with_the_conventions_names()
    {
        _next.Does = (_, _) => Task.FromResult(new CalledReply(
            VisionReply.Answered([], new Usage { InputTokens = 900, OutputTokens = 40 }) with { ModelReported = "demo-1-2026", RequestId = "req-7" }, Guid.NewGuid()));

        await new CallSpan(_next).CallAsync(Demo.Call(options => options.Endpoint = new Uri("https://proxy.example:8443/v1?key=abc")), default);

        Activity span = _spans.Single();
        Assert.That((span.DisplayName, span.Kind, span.Status), Is.EqualTo(("chat demo-1", ActivityKind.Client, ActivityStatusCode.Unset)));
        Assert.That(span.TagObjects.ToDictionary(), Is.EquivalentTo(new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "demo",
            ["gen_ai.request.model"] = "demo-1",
            ["autotag.connection"] = "demo",
            ["gen_ai.response.model"] = "demo-1-2026",
            ["gen_ai.response.id"] = "req-7",
            ["gen_ai.usage.input_tokens"] = 900L,
            ["gen_ai.usage.output_tokens"] = 40L,
            ["server.address"] = "proxy.example",
            ["server.port"] = 8443,
        }));
    }

    [Test]
    public async Task A_failure_is_an_error_with_its_kind_and_code_and_without_words_of_the_system()
    {
        _next.Fails(new Failure(FailureKind.Unauthorised, $"It does not accept {Demo.Key}.") { Code = "invalid_api_key" });

        await new CallSpan(_next).CallAsync(Demo.Call(), default);

        Activity span = _spans.Single();
        Assert.That((span.Status, span.StatusDescription, span.GetTagItem("error.type")), Is.EqualTo((ActivityStatusCode.Error, "invalid_api_key", (object)"Unauthorised")));
        Assert.That(span.TagObjects.Select(tag => $"{tag.Value}"), Has.None.Contains(Demo.Key));
    }

    [Test]
    public void What_throws_ends_its_span()
    {
        _next.Throws(new InvalidOperationException("a fault of ours"));

        Assert.That(async () => await new CallSpan(_next).CallAsync(Demo.Call(), default), Throws.InvalidOperationException);
        Assert.That(_spans, Has.Count.EqualTo(1));
    }
}
