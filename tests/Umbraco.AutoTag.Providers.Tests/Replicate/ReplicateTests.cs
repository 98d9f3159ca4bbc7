using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.Providers.Replicate;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Replicate;

public sealed class ReplicateTests : ProviderContract
{
    private const string Version = "5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa";

    private static IEnumerable<ProviderSample> Created => Samples.Of("replicate").Where(sample => (string?)sample.Request["method"] == "POST");

    private static ProviderSample Succeeded => Samples.Of("replicate").Single(sample => (string?)sample.Request["method"] == "GET");

    protected override IVisionProvider Provider { get; } = new ReplicateProvider(new HastyClock(TimeSpan.FromSeconds(8)));

    protected override void Configure(ConnectionOptions options) => options.Model = Version;

    protected override string SuccessWith(IEnumerable<string> keywords) => Prediction("succeeded", ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Prediction("succeeded", ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Prediction("succeeded", text);

    protected override string ErrorSaying(string message) => new JsonObject { ["detail"] = message }.ToJsonString();

    [TestCaseSource(nameof(Created))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        string prefer = sample.RequestHeaders.Single(h => h.Key == "Prefer").Value;
        Connection connection = Connect(o =>
        {
            o.Settings["WaitSeconds"] = prefer["wait=".Length..];
            o.Settings["Answer"] = sample.File.EndsWith("success-string.json", StringComparison.Ordinal) ? "caption" : "json";
        });

        VisionReply reply = await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received[0];
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), "$.input.prompt"), Is.EqualTo(RequestShape.Of(sample.Request["body"], "$.input.prompt")));
            Assert.That(reply.Usage.ComputeSeconds, Is.EqualTo((decimal?)sample.Expect["usage"]?["computeSeconds"] ?? reply.Usage.ComputeSeconds));
        });
    }

    [Test]
    public async Task A_prediction_that_is_still_starting_is_looked_at_until_it_has_ended_and_never_created_twice()
    {
        int looks = 0;
        Answer(context => context.Request.Method == "GET" && ++looks == 3 ? Succeeded.Body : Prediction(looks == 0 ? "starting" : "processing"));

        VisionReply reply = await Ask();

        SampleExpectation.Verify(Succeeded.Expect, reply);
        Assert.Multiple(() =>
        {
            Assert.That(Asked[0], Is.EqualTo("POST /v1/predictions"));
            Assert.That(Asked.Skip(1), Is.EqualTo(Enumerable.Repeat($"GET {(string)Succeeded.Request["path"]!}", 3)));
            Assert.That(Server.Received.Select(r => r.Headers["Authorization"]), Is.All.EqualTo($"Bearer {Key}"));
            Assert.That(reply.ModelReported, Is.EqualTo(Version));
            Assert.That(reply.RequestId, Is.EqualTo("test0rpl1cate"));
        });
    }

    [Test]
    public async Task A_look_that_fails_or_is_throttled_is_repeated()
    {
        int looks = 0;
        Server.Answer(async context =>
        {
            bool isLook = context.Request.Method == "GET";
            context.Response.StatusCode = !isLook ? 201 : ++looks switch { 1 => 502, 2 => 429, _ => 200 };
            context.Response.Headers.RetryAfter = "3";
            await context.Response.WriteAsync(!isLook ? Prediction("starting") : looks < 3 ? "{}" : Succeeded.Body);
        });

        Assert.That(Keywords(await Ask()), Has.Count.EqualTo(3));
    }

    // Whatever they say, they do not say that it has ended.
    private static IEnumerable<string> OddLooks =>
        ["<html>gateway</html>", "{\"id\":\"test0rpl1cate\",\"status\":", "[]", "null", "", "{\"detail\":\"?\"}", Prediction("queued"), Prediction("brand-new-word")];

    [TestCaseSource(nameof(OddLooks))]
    public async Task A_look_that_cannot_be_read_is_repeated_until_one_can(string odd)
    {
        int looks = 0;
        Answer(context => context.Request.Method != "GET" ? Prediction("starting") : ++looks < 8 ? odd : Succeeded.Body);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(Keywords(reply), Has.Count.EqualTo(3));
            Assert.That(Asked, Has.Exactly(1).EqualTo("POST /v1/predictions"));
            Assert.That(Asked, Has.None.Contain("cancel"));
        });
    }

    [TestCaseSource(nameof(OddLooks))]
    public async Task A_prediction_that_no_look_tells_anything_about_is_cancelled_and_perhaps_paid_for(string odd)
    {
        Answer(context => context.Request.Method == "GET" ? odd : Prediction("starting"));

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, Charged.Unknown)));
            Assert.That(Asked, Has.Exactly(1).EqualTo("POST /v1/predictions"));
            Assert.That(Asked, Has.Exactly(1).EqualTo("POST /v1/predictions/test0rpl1cate/cancel"));
        });
    }

    [TestCase(401)]
    [TestCase(404)]
    public async Task A_prediction_that_may_not_be_asked_about_is_given_up_after_three_looks_and_cancelled(int status)
    {
        Server.Answer(async context =>
        {
            context.Response.StatusCode = context.Request.Method == "GET" ? status : 201;
            await context.Response.WriteAsync(Prediction("starting"));
        });

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Charged, Is.EqualTo(Charged.Unknown));
            Assert.That(Asked.Count(line => line.StartsWith("GET", StringComparison.Ordinal)), Is.EqualTo(3));
            Assert.That(Asked[^1], Is.EqualTo("POST /v1/predictions/test0rpl1cate/cancel"));
        });
    }

    [TestCase(500, "{\"detail\":\"Internal server error\"}")]
    [TestCase(502, "<html>gateway</html>")]
    [TestCase(503, "{}")]
    public async Task A_servers_error_where_a_prediction_is_created_may_have_created_one(int status, string body)
    {
        Server.Answer(status, body);

        VisionReply reply = await Ask();

        Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, Charged.Unknown)), "what may be paid for is not sent again at once");
    }

    [TestCase("{\"predict_time\":2.4}", Charged.Unknown)]
    [TestCase("{}", Charged.Unknown)]
    [TestCase("{\"predict_time\":0}", Charged.No)]
    public async Task A_prediction_that_failed_is_perhaps_paid_for_unless_it_says_that_nothing_ran(string metrics, Charged charged)
    {
        JsonObject failed = JsonNode.Parse(Prediction("failed"))!.AsObject();
        failed["metrics"] = JsonNode.Parse(metrics);
        Server.Answer(201, failed.ToJsonString());

        Assert.That((await Ask()).Failure!.Charged, Is.EqualTo(charged));
    }

    [Test]
    public async Task A_prediction_that_cannot_be_asked_about_is_cancelled_and_perhaps_paid_for()
    {
        Server.Answer(async context =>
        {
            context.Response.StatusCode = context.Request.Method == "GET" ? 502 : 201;
            await context.Response.WriteAsync(Prediction("starting"));
        });

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.Unknown));
            Assert.That(Asked[^1], Is.EqualTo("POST /v1/predictions/test0rpl1cate/cancel"));
        });
    }

    [Test]
    public async Task A_prediction_that_never_ends_is_cancelled_when_the_connections_time_is_over()
    {
        Answer(_ => Prediction("processing"));

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Timeout"));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.Unknown));
            Assert.That(Asked, Has.Exactly(1).EqualTo("POST /v1/predictions"));
            Assert.That(Asked.TakeLast(2), Is.EqualTo(new[] { "POST /v1/predictions/test0rpl1cate/cancel", "GET /v1/predictions/test0rpl1cate" }));
        });
    }

    [TestCase("{\"predict_time\":2.4}", 2.4)]
    [TestCase("{\"predict_time\":0}", null, Description = "not counted yet is not free")]
    [TestCase("{}", null)]
    public async Task What_a_prediction_used_until_it_was_cancelled_is_asked_for(string metrics, double? seconds)
    {
        JsonObject cancelled = JsonNode.Parse(Prediction("canceled"))!.AsObject();
        cancelled["metrics"] = JsonNode.Parse(metrics);
        Answer(_ => Asked.Any(line => line.EndsWith("/cancel", StringComparison.Ordinal)) ? cancelled.ToJsonString() : Prediction("processing"));

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That((reply.Usage!.ComputeSeconds, reply.Failure!.Charged), Is.EqualTo(((decimal?)seconds, Charged.Unknown)));
            Assert.That(reply.RequestId, seconds is null ? Is.Null : Is.EqualTo("test0rpl1cate"), "what is not counted yet is asked later, like every job whose end nobody read");
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Timeout"));
        });
    }

    [Test]
    public async Task A_picture_that_was_refused_while_the_prediction_was_cancelled_is_refused_and_not_sent_again()
    {
        JsonObject refused = JsonNode.Parse(Prediction("failed"))!.AsObject();
        refused["error"] = "NSFW content detected. Try running it again, or try a different prompt.";
        Answer(_ => Asked.Any(line => line.EndsWith("/cancel", StringComparison.Ordinal)) ? refused.ToJsonString() : Prediction("processing"));

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Refused));
    }

    [Test]
    public async Task An_answer_that_came_while_the_prediction_was_cancelled_is_read()
    {
        Answer(_ => Asked.Any(line => line.EndsWith("/cancel", StringComparison.Ordinal)) ? Succeeded.Body : Prediction("processing"));

        Assert.That((await Ask()).Failure, Is.Null);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Whoever_stops_waiting_cancels_the_prediction(CancellationToken testOver)
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer(context =>
        {
            if (context.Request.Method == "GET")
            {
                cancellation.Cancel();
            }
            else if (context.Request.Path.Value!.EndsWith("/cancel", StringComparison.Ordinal))
            {
                cancelled.SetResult();
            }

            return Prediction("processing");
        });

        Assert.That(async () => await Ask(cancellation.Token), Throws.InstanceOf<OperationCanceledException>());

        await cancelled.Task.WaitAsync(testOver);
        Assert.That(Asked[^1], Is.EqualTo("POST /v1/predictions/test0rpl1cate/cancel"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Whoever_stops_waiting_before_the_id_is_known_cancels_it_as_soon_as_it_is(CancellationToken testOver)
    {
        using var cancellation = new CancellationTokenSource();
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Answer(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/cancel", StringComparison.Ordinal))
            {
                cancelled.SetResult();
            }
            else
            {
                await letGo.Task;
            }

            await context.Response.WriteAsync(Prediction("processing"));
        });
        Task<VisionReply> call = Ask(cancellation.Token);
        await Server.Asked;

        await cancellation.CancelAsync();
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        letGo.SetResult();

        await cancelled.Task.WaitAsync(testOver);
    }

    [Test]
    public async Task The_id_of_a_prediction_is_told_before_anybody_looks_at_it()
    {
        int looks = 0;
        Answer(context => context.Request.Method == "GET" && ++looks > 0 ? Succeeded.Body : Prediction("processing"));
        (string? Id, int Looks) told = default;

        await Provider.AskAsync(Connect(), Question with { OnBegun = Told }, default);

        Assert.That((told, looks), Is.EqualTo((("test0rpl1cate", 0), 1)));

        Task Told(string id)
        {
            told = (id, looks);
            return Task.CompletedTask;
        }
    }

    [TestCase("processing", TestName = "The_id_of_a_prediction_that_nobody_waits_for_any_more_is_told_when_it_comes")]
    [TestCase("succeeded", TestName = "The_id_of_a_prediction_that_had_ended_when_nobody_waited_any_more_is_told_when_it_comes")]
    [CancelAfter(30_000)]
    public async Task The_id_of_a_prediction_comes_late(string status, CancellationToken testOver)
    {
        using var cancellation = new CancellationTokenSource();
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Answer(async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/cancel", StringComparison.Ordinal))
            {
                await letGo.Task;
            }

            await context.Response.WriteAsync(Prediction(status));
        });
        Task<VisionReply> call = Provider.AskAsync(Connect(), Question with { OnBegun = Told }, cancellation.Token);
        await Server.Asked;

        await cancellation.CancelAsync();
        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        letGo.SetResult();

        Assert.That(await told.Task.WaitAsync(testOver), Is.EqualTo("test0rpl1cate"));

        Task Told(string id)
        {
            told.SetResult(id);
            return Task.CompletedTask;
        }
    }

    [TestCase("succeeded", "{\"predict_time\":2.4}", Charged.Yes, 2.4)]
    [TestCase("canceled", "{\"predict_time\":2.4}", Charged.Unknown, 2.4)]
    [TestCase("failed", "{\"predict_time\":2.4}", Charged.Unknown, 2.4)]
    [TestCase("canceled", "{\"predict_time\":0}", Charged.No, 0)]
    public async Task What_a_lost_prediction_came_to_is_told_by_its_own_figures(string status, string metrics, Charged charged, double seconds)
    {
        JsonObject prediction = JsonNode.Parse(Prediction(status))!.AsObject();
        prediction["metrics"] = JsonNode.Parse(metrics);
        Answer(_ => prediction.ToJsonString());

        JobBill? bill = await ((IJobProvider)Provider).BillAsync(Connect(), "test0rpl1cate", default);

        Assert.That(bill, Is.EqualTo(new JobBill(charged, new Usage { ComputeSeconds = (decimal)seconds })));
        Assert.That(Asked, Is.EqualTo(new[] { "GET /v1/predictions/test0rpl1cate" }));
    }

    [TestCase("processing", 200)]
    [TestCase("canceled", 200, Description = "it says nothing of its time")]
    [TestCase("succeeded", 404)]
    [TestCase("succeeded", 500)]
    public async Task What_is_not_said_of_a_lost_prediction_is_not_guessed(string status, int code)
    {
        Answer(context =>
        {
            context.Response.StatusCode = code;
            return Prediction(status);
        });

        Assert.That(await ((IJobProvider)Provider).BillAsync(Connect(), "test0rpl1cate", default), Is.Null);
    }

    [Test]
    public async Task An_id_that_would_lead_elsewhere_is_not_asked_by()
    {
        Answer(_ => Succeeded.Body);

        Assert.That(await ((IJobProvider)Provider).BillAsync(Connect(), "../account", default), Is.Null);
        Assert.That(Asked, Is.Empty);
    }

    [TestCase("cancel", TestName = "Whoever_stops_waiting_while_a_prediction_is_cancelled_is_let_go_at_once_and_it_is_perhaps_paid_for")]
    [TestCase("last look", TestName = "Whoever_stops_waiting_while_a_prediction_is_looked_at_for_the_last_time_is_let_go_at_once_and_it_is_perhaps_paid_for")]
    [CancelAfter(30_000)]
    public async Task Whoever_stops_waiting_while_a_prediction_is_given_up_is_let_go(string hanging, CancellationToken testOver)
    {
        using var cancellation = new CancellationTokenSource();
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isCancelled = false;
        Server.Answer(async context =>
        {
            bool isCancel = context.Request.Path.Value!.EndsWith("/cancel", StringComparison.Ordinal);
            if (hanging == "cancel" ? isCancel : isCancelled)
            {
                hangs.SetResult();
                await letGo.Task;
            }

            isCancelled |= isCancel;
            context.Response.StatusCode = context.Request.Method == "POST" ? 201 : 200;
            await context.Response.WriteAsync(Prediction("processing"));
        });
        Task<VisionReply> call = Ask(cancellation.Token);
        await hangs.Task.WaitAsync(testOver);

        await cancellation.CancelAsync();

        // By the provider's clock the cancelling may take for ever: what is waited for here is not its end.
        VisionReply reply = await call.WaitAsync(TimeSpan.FromSeconds(5), testOver);
        letGo.SetResult();
        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Code, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, "timeout", Charged.Unknown)));
            Assert.That(Asked, Has.Exactly(1).EqualTo("POST /v1/predictions/test0rpl1cate/cancel"));
        });
    }

    [Test]
    public async Task A_prediction_is_given_up_early_enough_to_be_cancelled_and_looked_at_before_the_calls_own_time_is_over()
    {
        var clock = new HastyClock(TimeSpan.FromSeconds(8));
        DateTimeOffset start = clock.GetUtcNow();
        TimeSpan? until = null;
        Answer(context =>
        {
            until = context.Request.Path.Value!.EndsWith("/cancel", StringComparison.Ordinal) ? clock.GetUtcNow() - start : until;
            return Prediction("processing");
        });

        // The looks come after 0.5, 1.25, 2.4, 4.1, 6.6 and 10.4 seconds.
        Connection connection = Connect(o => o.Timeout = TimeSpan.FromSeconds(10.5));
        await new ReplicateProvider(clock).AskAsync(connection, Question, CancellationToken.None);

        Assert.That(until, Is.EqualTo(TimeSpan.FromSeconds(6.6)).Within(TimeSpan.FromSeconds(0.1)));
    }

    [TestCase("../../account")]
    [TestCase("a/b")]
    [TestCase("")]
    public async Task An_id_that_would_lead_elsewhere_is_not_followed(string id)
    {
        Answer(_ => Prediction("processing", id: id));

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
        Assert.That(Asked, Is.EqualTo(new[] { "POST /v1/predictions" }));
    }

    [TestCase("yorickvp/llava-13b:" + Version, "/v1/predictions", Version)]
    [TestCase("openai/gpt-4o-mini", "/v1/models/openai/gpt-4o-mini/predictions", null)]
    public async Task A_model_is_a_version_or_an_official_name(string model, string path, string? version)
    {
        Server.Answer(201, SuccessWith(["dog"]));

        await Provider.AskAsync(Connect(), Question with { Model = model }, CancellationToken.None);

        ReceivedRequest sent = Server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.PathAndQuery, Is.EqualTo(path));
            Assert.That((string?)JsonNode.Parse(sent.Body)!["version"], Is.EqualTo(version));
        });
    }

    [TestCase("llava")]
    [TestCase("a/b/c")]
    [TestCase("../x")]
    [TestCase("owner/name:not-a-hash")]
    [TestCase("owner/name?x=1")]
    public async Task A_model_that_is_none_is_named_at_start_and_not_sent(string model)
    {
        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Model = model }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(Provider.Validate(Connect(o => o.Model = model).Options).Single(), Does.StartWith("AutoTag:Connections:{alias}:Model must be a version's hash"));
            Assert.That(reply.Failure!.Sent, Is.False);
            Assert.That(Server.Received, Is.Empty);
        });
    }

    [Test]
    public async Task Inputs_have_the_names_that_the_model_gives_them()
    {
        Server.Answer(201, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Settings["ImageField"] = "input_image";
            o.Settings["PromptField"] = "none";
            o.Settings["Input"] = """{"task":"image_captioning"}""";
        });

        await Provider.AskAsync(connection, Question, CancellationToken.None);

        JsonObject input = JsonNode.Parse(Server.Received.Single().Body)!["input"]!.AsObject();
        Assert.That(input.Select(i => i.Key), Is.EquivalentTo(new[] { "task", "input_image" }));
    }

    [TestCase("prompt", Repairable.Yes)]
    [TestCase("none", Repairable.No)]
    public async Task Only_a_model_that_takes_a_question_can_be_asked_again_in_other_words(string promptField, Repairable expected)
    {
        JsonNode prediction = JsonNode.Parse(SuccessWith(["dog"]))!;
        prediction["output"] = "A dog on a chair.";
        Server.Answer(201, prediction.ToJsonString());

        VisionReply reply = await Provider.AskAsync(Connect(o => o.Settings["PromptField"] = promptField), Question, CancellationToken.None);

        Assert.That((reply.Failure!.Kind, reply.Failure.Repairable), Is.EqualTo((FailureKind.Malformed, expected)));
    }

    [Test]
    public async Task Time_is_what_it_costs_where_the_site_names_a_price()
    {
        Server.Answer(201, Succeeded.Body);
        Connection connection = Connect(o => o.UsdPerComputeSecond = 0.001m);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That(new Core.Ledger.Prices(new ListPrices()).Of(connection, Question with { Model = Version }, reply), Is.EqualTo(((MicroUsd?)new MicroUsd(2_412), PriceBasis.Configured)));
    }

    [TestCase("ImageField", "a b", "must be an input's name")]
    [TestCase("Input", "[1]", "must be a JSON object")]
    [TestCase("Input", "{", "must be a JSON object")]
    [TestCase("Input", "{\"task\":\"a\",\"task\":\"b\"}", "must be a JSON object of further inputs, each once")]
    [TestCase("Input", "{\"prompt\":\"say cheese\"}", "must not name 'prompt'")]
    [TestCase("Answer", "poem", "must be one of json, caption")]
    [TestCase("WaitSeconds", "90", "must be a whole number from 1 to 60")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    private IReadOnlyList<string> Asked => [.. Server.Received.Select(r => $"{r.Method} {r.PathAndQuery}")];

    private void Answer(Func<HttpContext, string> body) => Server.Answer(async context =>
    {
        string text = body(context);
        context.Response.StatusCode = context.Request.Method == "POST" ? 201 : 200;
        await context.Response.WriteAsync(text);
    });

    private static string Prediction(string status, string? output = null, string id = "test0rpl1cate") => new JsonObject
    {
        ["id"] = id,
        ["model"] = "demo/vision-model",
        ["version"] = Version,
        ["status"] = status,
        ["output"] = output,
        ["error"] = null,
        ["urls"] = new JsonObject { ["get"] = "https://elsewhere.example/steal", ["cancel"] = "https://elsewhere.example/steal" },
    }.ToJsonString();
}
