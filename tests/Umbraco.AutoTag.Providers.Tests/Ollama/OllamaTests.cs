using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Ollama;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Ollama;

public sealed class OllamaTests : ProviderContract
{
    private static IEnumerable<ProviderSample> AllSamples => Samples.Of("ollama").Where(sample => (string?)sample.Request["path"] == "/api/chat");

    private static ProviderSample Installed => Samples.Of("ollama").Single(sample => (string?)sample.Request["path"] == "/api/tags");

    protected override IVisionProvider Provider { get; } = new OllamaProvider();

    protected override void Configure(ConnectionOptions options) => options.Model = "gemma4:12b";

    protected override string SuccessWith(IEnumerable<string> keywords) => Reply("gemma4:12b", ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => Reply("gemma4:12b", ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => Reply("gemma4:12b", text);

    protected override string ErrorSaying(string message) => new JsonObject { ["error"] = message }.ToJsonString();

    [TestCaseSource(nameof(AllSamples))]
    public async Task Each_sample_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        JsonObject documented = sample.Request["body"]!.AsObject();
        bool hasKey = sample.RequestHeaders.Any(h => h.Key == "Authorization");
        Connection connection = Connect(o =>
        {
            o.Model = (string)documented["model"]!;
            o.ApiKey = hasKey ? Key : null;
            o.Settings["MaxOutputTokens"] = "512";
        });

        await Replay(sample, connection, Question);

        ReceivedRequest sent = Server.Received[0];
        string[] ours = ["$.messages[0].content", "$.messages[1].content", "$.format"];
        Assert.Multiple(() =>
        {
            Assert.That(sent.Method, Is.EqualTo("POST"));
            Assert.That(sent.PathAndQuery, Is.EqualTo("/api/chat"));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(sent.Headers.ContainsKey("Authorization"), Is.EqualTo(hasKey));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), ours), Is.EqualTo(RequestShape.Of(documented, ours)));
        });
    }

    [TestCase("gemma4:12b", "gemma4:12b@3f1c0a9be7d2")]
    [TestCase("qwen3-vl:235b-cloud", "qwen3-vl:235b-cloud", TestName = "What runs in the cloud has no digest here: the stub's says nothing")]
    [TestCase("unlisted", "unlisted")]
    public async Task The_version_is_the_digest_of_what_is_installed_under_the_name(string model, string expected)
    {
        Installs(model, Installed.Body);
        Connection connection = Connect(o => o.Model = model);
        using var recording = ExchangeRecording.Begin(connection, Picture, TimeProvider.System);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(reply.ModelReported, Is.EqualTo(expected));
            Assert.That(Server.Received.Select(r => $"{r.Method} {r.PathAndQuery}"), Is.EqualTo(new[] { "POST /api/chat", "GET /api/tags" }));
            Assert.That(recording.Exchanges.Select(exchange => exchange.IsBeside), Is.EqualTo(new[] { false, true }), "what it came to is read in the first");
        });
    }

    [TestCase("gemma4:12b", null, DestinationKind.ThisMachine)]
    [TestCase("gpt-oss:120b-cloud", null, DestinationKind.Vendor)]
    [TestCase("qwen3-vl:Cloud ", null, DestinationKind.Vendor)]
    [TestCase("gemma4:12b", "kimi-k2:cloud", DestinationKind.Vendor)]
    [TestCase("cloudy", null, DestinationKind.ThisMachine)]
    public void Pictures_for_a_model_in_the_cloud_go_there_though_the_server_that_is_asked_is_here(string model, string? ofAStep, DestinationKind kind) =>
        Assert.That(Destination.Of(Connect(o => o.Model = model), [ofAStep]), Has.Property(nameof(Destination.Kind)).EqualTo(kind)
            .And.Property(nameof(Destination.Host)).EqualTo(kind == DestinationKind.Vendor ? "ollama.com" : Server.Address.Host));

    [TestCase("https://ollama.com:443", "photos@ollama.com", DestinationKind.Vendor, "ollama.com")]
    [TestCase("https://gpu.example:8443/x", "photos@gpu.example", DestinationKind.Address, "gpu.example")]
    [TestCase("http://gpubox:11434", "photos@gpubox", DestinationKind.Address, "gpubox")]
    [TestCase("http://localhost:11435", "photos", DestinationKind.ThisMachine, "127.0.0.1", TestName = "Another server on this machine is no other place")]
    [TestCase("somewhere", "photos", DestinationKind.ThisMachine, "127.0.0.1", TestName = "An address that is none is not told")]
    public async Task A_model_that_is_passed_on_under_another_name_is_told_with_where_it_goes(string remote, string reported, DestinationKind kind, string host)
    {
        Installs("photos", $$"""{"models":[{"name":"photos:latest","remote_model":"qwen3-vl:235b","remote_host":"{{remote}}","digest":"0b7d1f5c2e9a4836b1c0"}]}""");
        Connection connection = Connect(o => o.Model = "photos");

        string? answered = (await Provider.AskAsync(connection, Question, CancellationToken.None)).ModelReported;

        Assert.Multiple(() =>
        {
            Assert.That(answered, Is.EqualTo(reported));
            Assert.That(Destination.Of(connection, [null, answered]), Is.EqualTo(new Destination(kind, host)));
            Assert.That(ModelWatch.AgreementOf(Provider.Declaration, "photos", answered!), Is.Not.EqualTo(ModelAgreement.Other));
        });
    }

    [Test]
    public void A_digest_behind_a_name_is_no_place() =>
        Assert.That(Destination.Of(Connect(), ["gemma4:12b@3f1c0a9be7d2"]).Kind, Is.EqualTo(DestinationKind.ThisMachine));

    [Test]
    public async Task A_name_without_a_tag_means_latest()
    {
        Installs("llava", """{"models":[{"name":"llava:latest","digest":"aabbccddeeff00112233"}]}""");

        Assert.That((await Provider.AskAsync(Connect(o => o.Model = "llava"), Question, CancellationToken.None)).ModelReported, Is.EqualTo("llava@aabbccddeeff"));
    }

    [TestCase("""{"models":[{"name":"gemma4:12b","digest":"<script>alert(1)"}]}""")]
    [TestCase("""{"models":[{"name":"gemma4:12b"}]}""")]
    [TestCase("""{"models":"none"}""")]
    [TestCase("not json")]
    public async Task A_version_that_cannot_be_read_is_not_invented(string installed)
    {
        Installs("gemma4:12b", installed);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.ModelReported, Is.EqualTo("gemma4:12b"));
            Assert.That(reply.Observations, Is.Not.Empty);
        });
    }

    [Test]
    public async Task An_answer_is_kept_where_the_time_runs_out_before_its_version_is_known()
    {
        using var time = new CancellationTokenSource();
        Server.Answer(async context =>
        {
            if (context.Request.Path == "/api/tags")
            {
                await time.CancelAsync();
            }

            await context.Response.WriteAsync(Reply("gemma4:12b", ModelText.Of(["dog"])));
        });

        VisionReply reply = await Ask(time.Token);

        Assert.Multiple(() =>
        {
            Assert.That(Keywords(reply), Is.EqualTo(new[] { "dog" }));
            Assert.That(reply.ModelReported, Is.EqualTo("gemma4:12b"));
            Assert.That(Server.Received, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task A_model_that_is_not_installed_says_how_to_get_it()
    {
        Server.Answer(404, """{"error":"model 'nope' not found"}""");

        Failure failure = (await Provider.AskAsync(Connect(o => o.Model = "nope"), Question, CancellationToken.None)).Failure!;

        Assert.That(failure.Message, Does.EndWith("run there: ollama pull nope"));
    }

    [Test]
    public async Task Where_nobody_answers_on_this_machine_the_message_asks_whether_it_runs()
    {
        await Server.DisposeAsync();

        Assert.That((await Ask()).Failure!.Message, Does.EndWith("Is Ollama running (ollama serve)?"));
    }

    [Test]
    public async Task Each_setting_changes_the_request()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o =>
        {
            o.Settings["ContextTokens"] = "16384";
            o.Settings["KeepAlive"] = "2h";
            o.Settings["Think"] = "unset";
        });

        await Provider.AskAsync(connection, Question with { Model = "other:1b" }, CancellationToken.None);

        JsonNode body = JsonNode.Parse(Server.Received[0].Body)!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)body["model"], Is.EqualTo("other:1b"));
            Assert.That((int?)body["options"]!["num_ctx"], Is.EqualTo(16_384));
            Assert.That((int?)body["options"]!["num_predict"], Is.EqualTo(1_024));
            Assert.That((string?)body["keep_alive"], Is.EqualTo("2h"));
            Assert.That(body.AsObject().ContainsKey("think"), Is.False);
            Assert.That((string?)body["format"]!["type"], Is.EqualTo("object"));
        });
    }

    [Test]
    public void On_this_machine_no_key_is_needed_and_elsewhere_it_is()
    {
        var options = new ConnectionOptions { Provider = "ollama", Model = "gemma4:12b" };
        Assert.That(Provider.Validate(options), Is.Empty);

        options.Endpoint = new Uri("https://ollama.com");
        Assert.That(Provider.Validate(options).Single(), Does.StartWith("AutoTag:Connections:{alias}:ApiKey is missing"));

        options.Settings["Auth"] = "none";
        Assert.That(Provider.Validate(options), Is.Empty);
    }

    [TestCase("ContextTokens", "64", "must be a whole number from 2048 to 262144")]
    [TestCase("KeepAlive", "for ever", "must be a number with s, m or h")]
    [TestCase("Think", "hard", "must be one of false, true, unset")]
    public void A_wrong_setting_is_named_with_its_key(string key, string value, string must) =>
        Assert.That(Provider.Validate(Connect(o => o.Settings[key] = value).Options).Single(), Does.StartWith($"AutoTag:Connections:{{alias}}:Settings:{key} {must}"));

    [Test]
    public void It_costs_nothing_and_needs_no_price() =>
        Assert.That(new Core.Ledger.Prices(new ListPrices()).AtMost(Connect(o => o.Model = "a-model-of-my-own"), Question), Is.EqualTo(Estimate.Free));

    private void Installs(string model, string installed) => Server.Answer(async context =>
        await context.Response.WriteAsync(context.Request.Path == "/api/tags" ? installed : Reply(model, ModelText.Of(["dog"]))));

    private static string Reply(string model, string content) => new JsonObject
    {
        ["model"] = model,
        ["message"] = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = content,
        },
        ["done"] = true,
        ["done_reason"] = "stop",
        ["prompt_eval_count"] = 331,
        ["eval_count"] = 58,
    }.ToJsonString();
}
