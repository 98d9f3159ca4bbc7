using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.TestKit.Providers;
using A = Umbraco.AutoTag.TestKit.A;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What an admin learns of the connections, and what a test of one shows.</summary>
[OneMajor]
internal sealed class ConnectionTests
{
    private const string Secret = "sesame-open-4711";

    [Test]
    public async Task An_admin_sees_where_pictures_go_what_answers_what_it_costs_and_no_secret()
    {
        await using Site site = await Site.StartAsync(new()
        {
            ["AutoTag:Connections:local:ApiKey"] = Secret,
            ["AutoTag:Connections:cloud:Provider"] = "anthropic",
            ["AutoTag:Connections:cloud:ApiKey"] = Secret,
            ["AutoTag:Connections:cloud:Model"] = "claude-haiku-5-5",
            ["AutoTag:Profile:Steps:0:Connection"] = "local",
        });
        Editor admin = await site.AdminAsync();

        JsonNode list = await admin.GetAsync("connections");

        JsonNode local = Of(list, "local"), cloud = Of(list, "cloud"), file = Of(list, "embedded-metadata");
        Assert.Multiple(() =>
        {
            Assert.That((local["destination"]!.Text("kind"), local["destination"]!.Text("host")), Is.EqualTo(("ThisMachine", "127.0.0.1")));
            Assert.That((cloud["destination"]!.Text("kind"), cloud["destination"]!.Text("host"), cloud["destination"]!["region"]), Is.EqualTo(("Vendor", "api.anthropic.com", (JsonNode?)null)));
            Assert.That((file["destination"]!.Text("kind"), file.Text("family")), Is.EqualTo(("Nowhere", "EmbeddedMetadata")));
            Assert.That((local["inUse"]!.GetValue<bool>(), cloud["inUse"]!.GetValue<bool>()), Is.EqualTo((true, false)));
            Assert.That((local["price"]!.Text("source"), cloud["price"]!.Text("source"), file["price"]!.Text("source")), Is.EqualTo(("Configured", "Listed", "Free")));
            Assert.That(cloud["price"]!["perThousand"]!["high"]!.GetValue<long>(), Is.GreaterThan(0));
            Assert.That(cloud["price"]!.Text("listedOn"), Is.Not.Null);
            Assert.That((cloud["hasKey"]!.GetValue<bool>(), cloud["model"]!["pinnable"]!.GetValue<bool>()), Is.EqualTo((true, true)));
            Assert.That(list.ToJsonString(), Does.Not.Contain(Secret));
        });
    }

    [Test]
    public async Task Where_a_server_on_this_machine_passes_the_model_on_its_answer_says_where_the_pictures_go()
    {
        await using VendorServer ollama = await VendorServer.StartAsync();
        ollama.Answer(context => context.Response.WriteAsync(context.Request.Path == "/api/tags"
            ? """{"models":[{"name":"photos:latest","remote_model":"qwen3-vl:235b","remote_host":"https://ollama.com:443","digest":"0b7d1f5c2e9a4836b1c0"}]}"""
            : """{"model":"photos","done":true,"done_reason":"stop","message":{"role":"assistant","content":"{\"keywords\":[\"dog\"],\"altText\":\"A dog.\"}"}}"""));
        await using Site site = await Site.StartAsync(new()
        {
            ["AutoTag:Connections:gpu:Provider"] = "ollama",
            ["AutoTag:Connections:gpu:Endpoint"] = ollama.Address.ToString(),
            ["AutoTag:Connections:gpu:Model"] = "photos",
        });
        Editor admin = await site.AdminAsync();

        JsonNode before = Of(await admin.GetAsync("connections"), "gpu")["destination"]!;
        JsonNode test = await admin.PostAsync("connections/gpu/test");
        JsonNode after = Of(await admin.GetAsync("connections"), "gpu")["destination"]!;

        Assert.Multiple(() =>
        {
            Assert.That(before.Text("kind"), Is.EqualTo("ThisMachine"), "nobody can know it before");
            Assert.That(test.Text("modelReported"), Is.EqualTo("photos@ollama.com"));
            Assert.That((after.Text("kind"), after.Text("host")), Is.EqualTo(("Vendor", "ollama.com")));
        });
    }

    [TestCase("moondream", null, "photos")]
    [TestCase("photos", "moondream", null)]
    public async Task Where_it_passes_on_the_model_of_a_later_step_only_that_is_told_too(string ofConnection, string? ofFirstStep, string? ofLaterStep)
    {
        await using Site site = await Site.StartAsync(new()
        {
            ["AutoTag:Connections:gpu:Provider"] = "ollama",
            ["AutoTag:Connections:gpu:Endpoint"] = "http://127.0.0.1:11434",
            ["AutoTag:Connections:gpu:Model"] = ofConnection,
            ["AutoTag:Profile:Steps:0:Connection"] = "gpu",
            ["AutoTag:Profile:Steps:0:Tasks"] = "Keywords",
            ["AutoTag:Profile:Steps:0:Model"] = ofFirstStep,
            ["AutoTag:Profile:Steps:1:Connection"] = "gpu",
            ["AutoTag:Profile:Steps:1:Tasks"] = "AltText",
            ["AutoTag:Profile:Steps:1:Model"] = ofLaterStep,
        });
        Editor admin = await site.AdminAsync();
        LedgerEntry here = A.Call(connection: "gpu") with { ModelAsked = "moondream", ModelReported = "moondream", SentAt = A.Moment.AddMinutes(1) };
        await site.Get<ILedgerStore>().AppendAsync(A.Call(connection: "gpu") with { ModelAsked = "photos", ModelReported = "photos@ollama.com" }, default);
        await site.Get<ILedgerStore>().AppendAsync(here, default);

        JsonNode destination = Of(await admin.GetAsync("connections"), "gpu")["destination"]!;

        Assert.That((destination.Text("kind"), destination.Text("host")), Is.EqualTo(("Vendor", "ollama.com")));
    }

    [Test]
    public async Task A_limit_that_only_a_models_own_step_is_under_is_told()
    {
        await using Site site = await Site.StartAsync(new()
        {
            ["AutoTag:Connections:router:Provider"] = "openrouter",
            ["AutoTag:Connections:router:ApiKey"] = Secret,
            ["AutoTag:Connections:router:Model"] = "qwen/qwen3-vl-30b",
            ["AutoTag:Profile:Steps:0:Connection"] = "router",
            ["AutoTag:Profile:Steps:0:Tasks"] = "Keywords",
            ["AutoTag:Profile:Steps:1:Connection"] = "router",
            ["AutoTag:Profile:Steps:1:Tasks"] = "AltText",
            ["AutoTag:Profile:Steps:1:Model"] = "qwen/qwen3-vl-8b:free",
        });
        Editor admin = await site.AdminAsync();

        JsonNode limits = Of(await admin.GetAsync("connections"), "router")["limits"]!;

        Assert.That((limits["rateLimitRequests"]?.GetValue<int>(), limits["rateLimitSeconds"]?.GetValue<double>()), Is.EqualTo(((int?)20, (double?)60)));
    }

    [Test]
    public async Task A_wrong_configuration_is_told_at_its_connection_in_a_sentence_that_names_the_key()
    {
        await using Site site = await Site.StartAsync(new()
        {
            ["AutoTag:Connections:odd:Provider"] = "no-such-system",
            ["AutoTag:Connections:keyless:Provider"] = "anthropic",
            ["AutoTag:Connections:keyless:Model"] = "claude-haiku-5-5",
        });
        Editor admin = await site.AdminAsync();

        JsonNode list = await admin.GetAsync("connections");
        HttpResponseMessage test = await admin.AskAsync(HttpMethod.Post, "connections/keyless/test");

        Assert.Multiple(async () =>
        {
            Assert.That(list["broken"]!.AsArray().Single()!.Text("alias"), Is.EqualTo("odd"));
            Assert.That(list["broken"]![0]!["problems"]!.ToJsonString(), Does.Contain("AutoTag:Connections:odd:Provider"));
            Assert.That(Of(list, "keyless")["problems"]!.AsArray().Single()!.GetValue<string>(), Does.StartWith("AutoTag:Connections:keyless:ApiKey is missing"));
            Assert.That(Of(list, "local")["problems"]!.AsArray(), Is.Empty);
            Assert.That(test.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(await test.Content.ReadAsStringAsync(), Does.Contain("AutoTag:Connections:keyless:ApiKey"));
        });
    }

    [Test]
    public async Task A_value_of_the_wrong_kind_is_told_by_its_key_and_not_repeated()
    {
        await using Site site = await Site.StartAsync(new() { ["AutoTag:Connections:local:Concurrency"] = Secret });
        Editor admin = await site.AdminAsync();

        JsonNode list = await admin.GetAsync("connections");

        Assert.Multiple(() =>
        {
            Assert.That(list["broken"]!.AsArray().Single()!.Text("alias"), Is.EqualTo("local"));
            Assert.That(list["broken"]![0]!["problems"]![0]!.GetValue<string>(), Does.StartWith("AutoTag:Connections:local:Concurrency holds a value of another kind"));
            Assert.That(list.ToJsonString(), Does.Not.Contain(Secret));
        });
    }

    [Test]
    public async Task A_test_shows_the_raw_exchange_without_secrets_and_is_paid_for_without_an_image()
    {
        await using Site site = await Site.StartAsync(new() { ["AutoTag:Connections:local:ApiKey"] = Secret });
        Editor admin = await site.AdminAsync();

        JsonNode test = await admin.PostAsync("connections/local/test");

        JsonNode exchange = test["exchanges"]!.AsArray().Single()!;
        LedgerEntry entry = (await site.Get<ILedgerStore>().ForMediaAsync(Guid.Empty, 10, default)).Single();
        JsonNode detail = Of(await admin.GetAsync("connections"), "local");
        Assert.Multiple(() =>
        {
            Assert.That((test["failure"], test["sent"]!.GetValue<bool>()), Is.EqualTo(((JsonNode?)null, true)));
            Assert.That(test["observations"]!.AsArray(), Is.Not.Empty);
            Assert.That((exchange.Text("method"), exchange.Text("address")), Is.EqualTo(("POST", $"http://127.0.0.1:{Run.Vision.Port}/v1/chat/completions")));
            Assert.That(exchange.Text("body"), Does.Contain("data:image/jpeg;base64,[image/jpeg, ").And.Contain("nanodet-g-composed-2026-11-01"));
            Assert.That(exchange["headers"]!.AsArray().Single(header => header!.Text("name") == "Authorization")!["value"], Is.Null);
            Assert.That((exchange["response"]!["status"]!.GetValue<int>(), exchange["response"]!.Text("body")), Is.EqualTo((200, exchange["response"]!.Text("body"))));
            Assert.That(exchange["response"]!.Text("body"), Does.Contain("choices"));
            Assert.That(test.ToJsonString(), Does.Not.Contain(Secret).And.Not.Contain("/9j/4"));
            Assert.That(test["cost"]!["microUsd"]!.GetValue<long>(), Is.EqualTo(entry.Cost!.Value.Amount));
            Assert.That((entry.Connection, entry.Path, entry.Outcome), Is.EqualTo(("local", "", CallOutcome.Answered)));
            Assert.That(detail["spend"]!["today"]!["calls"]!.GetValue<long>(), Is.EqualTo(1));
            Assert.That(detail["model"]!["watch"]!.Text("agreement"), Is.EqualTo("Same"));
        });
    }

    [Test]
    public async Task A_test_that_fails_says_why_and_is_among_the_last_errors()
    {
        await using Site site = await Site.StartAsync();
        Editor admin = await site.AdminAsync();
        await Run.Vision.OrderAsync("auth-failure");

        JsonNode test = await admin.PostAsync("connections/local/test");
        JsonNode detail = Of(await admin.GetAsync("connections"), "local");
        await Run.Vision.ResetAsync();
        JsonNode again = await admin.PostAsync("connections/local/test");
        JsonNode after = Of(await admin.GetAsync("connections"), "local");

        Assert.Multiple(() =>
        {
            Assert.That((test["failure"]!.Text("kind"), test["exchanges"]![0]!["response"]!["status"]!.GetValue<int>()), Is.EqualTo(("Unauthorised", 401)));
            Assert.That((detail["failures"]![0]!.Text("kind"), detail["failures"]![0]!["isTest"]!.GetValue<bool>()), Is.EqualTo(("Unauthorised", true)));
            Assert.That(detail["status"]!.Text("health"), Is.EqualTo("Unauthorised"));
            Assert.That((again["failure"], after["status"]!.Text("health")), Is.EqualTo(((JsonNode?)null, "Ok")), "a test is the probe, and lets the connection go on");
        });
    }

    [Test]
    public async Task Images_that_wait_for_a_held_connection_go_on_when_a_test_finds_it_mended()
    {
        await using Site site = await Site.StartReadyAsync();
        Editor admin = await site.AdminAsync();
        Editor editor = await site.MediaEditorAsync();
        await Run.Vision.OrderAsync("auth-failure");
        Guid photo = await editor.UploadAsync(Repository.TwoDogs);
        await Eventually.IsAsync(() => editor.GetAsync($"media/{photo}"), item => item.Text("reasonCode") == "Unauthorised", "the refusal");
        await Run.Vision.ResetAsync();

        JsonNode test = await admin.PostAsync("connections/local/test");

        Assert.That(test["failure"], Is.Null);
        await editor.SeesAsync(photo, "Done");
    }

    [Test]
    public async Task The_metadata_in_a_file_can_be_tested_and_nothing_goes_over_the_network()
    {
        await using Site site = await Site.StartAsync();

        JsonNode test = await (await site.AdminAsync()).PostAsync("connections/embedded-metadata/test");

        Assert.Multiple(() =>
        {
            Assert.That(test["observations"]!.AsArray().Select(observation => observation!.Text("value")), Does.Contain("house").And.Contain("A house in the sun"));
            Assert.That((test["exchanges"]!.AsArray().Count, test.Text("priceBasis")), Is.EqualTo((0, "Free")));
        });
    }

    [Test]
    public async Task A_connection_that_is_not_configured_cannot_be_tested()
    {
        await using Site site = await Site.StartAsync(new() { ["AutoTag:Enabled"] = "false" });
        Editor admin = await site.AdminAsync();

        Assert.That((await admin.AskAsync(HttpMethod.Post, "connections/nobody/test")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await admin.AskAsync(HttpMethod.Post, "connections/local/test")).StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "AutoTag is switched off");
        Assert.That(await Run.Vision.CallsAsync(), Is.Empty);
    }

    [Test]
    public async Task The_catalogue_names_who_uses_a_model_and_marks_what_ends_soon()
    {
        await using Site site = await Site.StartAsync(new()
        {
            ["AutoTag:Connections:cloud:Provider"] = "openai",
            ["AutoTag:Connections:cloud:ApiKey"] = Secret,
            ["AutoTag:Connections:cloud:Model"] = "gpt-4o-2024-11-20",
        });
        JsonNode catalogue = await (await site.AdminAsync()).GetAsync("catalogue");

        JsonNode model = Model(catalogue, "openai", "gpt-4o-2024-11-20");
        Assert.Multiple(() =>
        {
            Assert.That(catalogue["models"]!.AsArray(), Has.Count.GreaterThan(100));
            Assert.That(model["connections"]!.AsArray().Single()!.GetValue<string>(), Is.EqualTo("cloud"));
            Assert.That((model.Text("retiresOn"), model["contextTokens"]!.GetValue<int>(), model["isFetched"]!.GetValue<bool>()), Is.EqualTo(("2027-01-14", 128_000, false)));
            Assert.That(model.Text("retirement"), Is.EqualTo(RetirementOf(new DateOnly(2027, 1, 14), DateOnly.FromDateTime(site.Clock.GetUtcNow().UtcDateTime))));
            Assert.That(catalogue["mayRefresh"]!.GetValue<bool>(), Is.False);
        });
    }

    [Test]
    public async Task A_fetched_list_takes_the_place_of_the_one_that_came_with_AutoTag_and_outlives_a_restart()
    {
        await using VendorServer openRouter = await VendorServer.StartAsync();
        openRouter.Answer(200, """
            {"data":[
              {"id":"acme/sees-2","name":"Acme: <b>Sees</b> 2","context_length":4096,"architecture":{"input_modalities":["image","text"],"output_modalities":["text"]},
               "pricing":{"prompt":"0.0000005","completion":"0.000002"},"supported_parameters":["structured_outputs"],"expiration_date":"2999-01-01"},
              {"id":"acme/blind","architecture":{"input_modalities":["text"],"output_modalities":["text"]},"pricing":{"prompt":"0","completion":"0"}}]}
            """);
        Dictionary<string, string?> settings = new()
        {
            ["AutoTag:Catalogue:AllowRefresh"] = "true",
            ["AutoTag:Catalogue:Address"] = $"{openRouter.Address}api/v1/models",
            ["AutoTag:Connections:router:Provider"] = "openrouter",
            ["AutoTag:Connections:router:ApiKey"] = Secret,
            ["AutoTag:Connections:router:Model"] = "acme/sees-2",
        };
        Site site = await Site.StartAsync(settings);
        JsonNode refreshed = await (await site.AdminAsync()).PostAsync("catalogue/refresh");
        openRouter.Answer(500, "down");
        HttpResponseMessage failed = await (await site.AdminAsync()).AskAsync(HttpMethod.Post, "catalogue/refresh");
        await using Site restarted = await site.RestartAsync(settings);
        JsonNode kept = await (await restarted.AdminAsync()).GetAsync("catalogue");
        JsonNode asked = Of(await (await restarted.AdminAsync()).GetAsync("connections"), "router");

        Assert.Multiple(() =>
        {
            foreach (JsonNode catalogue in new[] { refreshed, kept })
            {
                JsonNode[] models = [.. catalogue["models"]!.AsArray().Where(model => model!.Text("vendor") == "openrouter").Select(model => model!)];
                Assert.That(models.Select(model => (model.Text("id"), model.Text("name"), model["usdPerMillionInputTokens"]!.GetValue<decimal>())), Is.EqualTo(new[] { ("acme/sees-2", "Acme: Sees 2", 0.5m) }));
                Assert.That((catalogue["fetched"]!.Text("source"), catalogue["fetched"]!["count"]!.GetValue<int>()), Is.EqualTo(("openrouter", 1)));
                Assert.That(catalogue["models"]!.AsArray().Any(model => model!.Text("vendor") == "anthropic"), "the other vendors' stay");
            }

            Assert.That(asked["model"]!.Text("retiresOn"), Is.EqualTo("2999-01-01"), "the connection tells the end of its model, too");
            Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
            Assert.That(openRouter.Received.Select(request => (request.PathAndQuery, request.Headers.ContainsKey("Authorization"))), Is.All.EqualTo(("/api/v1/models", false)));
        });
    }

    private static JsonNode Of(JsonNode list, string alias) => list["items"]!.AsArray().Single(item => item!["status"]!.Text("alias") == alias)!;

    private static JsonNode Model(JsonNode catalogue, string vendor, string id) =>
        catalogue["models"]!.AsArray().Single(model => model!.Text("vendor") == vendor && model!.Text("id") == id)!;

    private static string RetirementOf(DateOnly day, DateOnly today) => day <= today ? "Past" : day <= today.AddDays(60) ? "Soon" : "Later";
}
