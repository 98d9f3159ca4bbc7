using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.RunPod;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.RunPod;

public sealed class RunPodTests : ProviderContract
{
    private const string Endpoint = "demoendpoint1";

    private static IEnumerable<ProviderSample> Run => Samples.Of("runpod").Where(sample => ((string)sample.Request["path"]!).Contains("/runsync?", StringComparison.Ordinal));

    private static ProviderSample Completed => Samples.Of("runpod").Single(sample => (string?)sample.Request["method"] == "GET");

    private static ProviderSample Vllm => Samples.Of("runpod").Single(sample => ((string)sample.Request["path"]!).EndsWith("/chat/completions", StringComparison.Ordinal));

    protected override IVisionProvider Provider { get; } = new RunPodProvider(new HastyClock(TimeSpan.FromSeconds(8)));

    protected override void Configure(ConnectionOptions options) => options.Settings["EndpointId"] = Endpoint;

    protected override string SuccessWith(IEnumerable<string> keywords) => Job("COMPLETED", new JsonObject { ["text"] = ModelText.Of(keywords) });

    protected override string SuccessScoring(string score) => Job("COMPLETED", new JsonObject { ["text"] = ModelText.Scoring(score) });

    protected override string SuccessWriting(string text) => Job("COMPLETED", new JsonObject { ["text"] = text });

    protected override string ErrorSaying(string message) => new JsonObject { ["error"] = message }.ToJsonString();

    [TestCaseSource(nameof(Run))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        string path = (string)sample.Request["path"]!;
        Connection connection = Connect(o =>
        {
            o.Settings["EndpointId"] = path.Split('/')[2];
            o.Settings["MaxOutputTokens"] = "512";
        });

        VisionReply reply = await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received[0];
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo(path));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), "$.input.prompt"), Is.EqualTo(RequestShape.Of(sample.Request["body"], "$.input.prompt")));
            Assert.That(reply.Usage.ComputeSeconds, Is.EqualTo((decimal?)sample.Expect["usage"]?["computeSeconds"] ?? reply.Usage.ComputeSeconds));
        });
    }

    [Test]
    public async Task A_vllm_worker_is_asked_through_the_chat_completions_it_speaks()
    {
        JsonObject documented = Vllm.Request["body"]!.AsObject();
        documented["messages"]![1]!["content"]![0]!["image_url"]!.AsObject().Remove("detail");
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.Settings["Worker"] = "vllm";
            o.Settings["MaxOutputTokens"] = "512";
        });

        VisionReply reply = await Replay(Vllm, connection, Question);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)Vllm.Request["path"]));
            Assert.That(Vllm.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(documented, ChatReply.OurOwn)));
            Assert.That(reply.ModelReported, Is.EqualTo("demo-vlm"));
        });
    }

    [TestCase("runsync")]
    [TestCase("run")]
    public async Task A_job_that_waits_for_a_worker_is_looked_at_until_it_has_ended(string mode)
    {
        int looks = 0;
        Answer(context => context.Request.Method == "GET" && ++looks == 2 ? Completed.Body : Job(looks == 0 ? "IN_QUEUE" : "IN_PROGRESS"));

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["Mode"] = mode), Question, CancellationToken.None);

        SampleExpectation.Verify(Completed.Expect, reply);
        Assert.Multiple(() =>
        {
            Assert.That(Asked[0], Is.EqualTo($"POST /v2/{Endpoint}/{(mode == "run" ? "run" : "runsync?wait=120000")}"));
            Assert.That(Asked.Skip(1), Is.EqualTo(Enumerable.Repeat($"GET {(string)Completed.Request["path"]!}", 2)));
        });
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Whoever_stops_waiting_cancels_the_job(CancellationToken testOver)
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer(context =>
        {
            if (context.Request.Method == "GET")
            {
                cancellation.Cancel();
            }
            else if (context.Request.Path == $"/v2/{Endpoint}/cancel/sync-0test-u1")
            {
                cancelled.SetResult();
            }

            return Job("IN_PROGRESS");
        });

        Assert.That(async () => await Ask(cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        await cancelled.Task.WaitAsync(testOver);
    }

    [Test]
    public async Task What_a_lost_job_came_to_is_asked_by_its_id()
    {
        Answer(_ => Completed.Body);

        JobBill? bill = await ((IJobProvider)Provider).BillAsync(Connect(), "sync-0test-u1", default);

        Assert.That((bill!.Charged, bill.Usage.ComputeSeconds), Is.EqualTo((Charged.Yes, (await Ask()).Usage.ComputeSeconds)));
        Assert.That(Asked[0], Is.EqualTo($"GET /v2/{Endpoint}/status/sync-0test-u1"));
    }

    [Test]
    public async Task A_vllm_worker_has_no_jobs_to_ask_about()
    {
        Assert.That(await ((IJobProvider)Provider).BillAsync(Connect(o => (o.Model, o.Settings["Worker"]) = ("m", "vllm")), "sync-0test-u1", default), Is.Null);
        Assert.That(Asked, Is.Empty);
    }

    [Test]
    public async Task A_look_that_cannot_be_read_is_repeated_and_the_job_begun_once()
    {
        int looks = 0;
        Answer(context => context.Request.Method != "GET" ? Job("IN_QUEUE") : ++looks switch { < 6 => "{", 6 => Job("RESTARTING"), _ => Completed.Body });

        VisionReply reply = await Ask();

        SampleExpectation.Verify(Completed.Expect, reply);
        Assert.That(Asked.Count(line => line.StartsWith("POST", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase(500)]
    [TestCase(503)]
    public async Task A_servers_error_where_a_job_is_begun_may_have_begun_one(int status)
    {
        Server.Answer(status, "{}");

        Assert.That((await Ask()).Failure!.Charged, Is.EqualTo(Charged.Unknown));
    }

    [Test]
    public async Task A_job_that_failed_after_it_ran_is_perhaps_paid_for()
    {
        Server.Answer(200, """{"id":"x","status":"FAILED","executionTime":1840,"error":"CUDA out of memory"}""");

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Charged, Is.EqualTo(Charged.Unknown));
            Assert.That(reply.Failure.Message, Does.Contain("CUDA out of memory"));
            Assert.That(reply.Usage.ComputeSeconds, Is.EqualTo(1.84m));
            Assert.That(reply.RequestId, Is.EqualTo("x"));
        });
    }

    [TestCase("\"{\\\"keywords\\\":[\\\"dog\\\"]}\"", TestName = "a text")]
    [TestCase("""["{\"keywords\":", "[\"dog\"]}"]""", TestName = "pieces of a text")]
    [TestCase("""{"answer":"{\"keywords\":[\"dog\"]}"}""", TestName = "a text under another name")]
    [TestCase("""{"keywords":["dog"],"model":"mine@7"}""", TestName = "the answer itself")]
    [TestCase("""{"choices":[{"message":{"content":"{\"keywords\":[\"dog\"]}"}}]}""", TestName = "a chat completion")]
    public async Task A_worker_may_write_its_answer_as(string output)
    {
        Server.Answer(200, Job("COMPLETED", JsonNode.Parse(output)));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    [Test]
    public async Task Text_in_the_picture_is_not_taken_for_the_whole_answer()
    {
        Server.Answer(200, Job("COMPLETED", JsonNode.Parse("""{"keywords":["door"],"altText":"A door.","text":"EXIT"}""")));

        VisionReply reply = await Ask();

        Assert.That(reply.Observations?.Select(o => (o.Kind, o.Value)), Is.EquivalentTo(new[]
        {
            (ObservationKind.Keyword, "door"), (ObservationKind.AltText, "A door."), (ObservationKind.Text, "EXIT"),
        }));
    }

    [Test]
    public async Task The_picture_can_carry_its_media_type()
    {
        Server.Answer(200, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(o => o.Settings["ImageForm"] = "data-uri"), Question, CancellationToken.None);

        Assert.That((string?)JsonNode.Parse(Server.Received.Single().Body)!["input"]!["image"], Does.StartWith("data:image/png;base64,"));
    }

    [TestCase("EndpointId", "../x", "must be the id of your serverless endpoint")]
    [TestCase("Worker", "mine", "must be one of own, vllm")]
    [TestCase("Mode", "later", "must be one of runsync, run")]
    [TestCase("ExecutionSeconds", "1", "must be a whole number from 5 to 300")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [Test]
    public void A_vllm_worker_needs_a_model() =>
        Assert.That(Provider.Validate(Connect(o => o.Settings["Worker"] = "vllm").Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Model is missing"));

    [TestCase("vllm", null, "AutoTag:Connections:{alias}:UsdPerComputeSecond has no effect with Worker 'vllm'")]
    [TestCase("vllm", 0.001, null)]
    [TestCase("own", null, null)]
    public void A_price_by_the_second_is_none_where_no_seconds_are_told(string worker, double? perImage, string? problem)
    {
        ConnectionOptions options = Connect(o =>
        {
            o.Model = "demo-vlm";
            o.Settings["Worker"] = worker;
            o.UsdPerComputeSecond = 0.00019m;
            o.UsdPerImage = (decimal?)perImage;
        }).Options;

        Assert.That(Provider.Validate(options), problem is null ? Is.Empty : Has.One.StartsWith(problem));
    }

    [TestCase("own", true)]
    [TestCase("vllm", false)]
    public void A_price_per_second_is_offered_where_seconds_are_told(string worker, bool tells) =>
        Assert.That(Provider.TellsTime(Connect(o => o.Settings["Worker"] = worker).Options), Is.EqualTo(tells));

    private IReadOnlyList<string> Asked => [.. Server.Received.Select(r => $"{r.Method} {r.PathAndQuery}")];

    private void Answer(Func<HttpContext, string> body) => Server.Answer(context => context.Response.WriteAsync(body(context)));

    private static string Job(string status, JsonNode? output = null) => new JsonObject
    {
        ["id"] = "sync-0test-u1",
        ["status"] = status,
        ["executionTime"] = 1_840,
        ["output"] = output,
    }.ToJsonString();
}
