using System.Net;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The profile, edited by administrators while the site runs.</summary>
internal sealed class ProfileTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string?> s_spare = new()
    {
        ["AutoTag:Connections:spare:Provider"] = "openai-compatible",
        ["AutoTag:Connections:spare:Endpoint"] = "http://127.0.0.1:9",
        ["AutoTag:Connections:spare:Model"] = "another-2026-01-01",
        ["AutoTag:Profile:Steps:0:Connection"] = "local",
    };

    private Site _site = null!;

    [OneTimeSetUp]
    public async Task Start() => _site = await Site.StartReadyAsync(s_spare);

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task What_an_admin_saves_holds_for_the_next_image_and_is_listed_with_who_and_why()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        settings["maxKeywords"] = 1;

        JsonNode saved = await SavedAsync(admin, settings, "one is enough");
        Guid photo = await admin.UploadAsync(Repository.TwoDogs);

        Assert.That((await admin.SeesAsync(photo, "Done")).Suggestions("Keywords"), Has.Length.EqualTo(1));
        JsonNode present = (await admin.GetAsync("revisions"))["items"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That(saved["isSaved"]!.GetValue<bool>(), Is.True);
            Assert.That(saved["savedBy"]!.Text("name"), Is.EqualTo(DemoUsers.Admin.Name));
            Assert.That(saved["problems"]!.AsArray(), Is.Empty);
            Assert.That(present["save"]!.Text("note"), Is.EqualTo("one is enough"));
            Assert.That(present["save"]!["by"]!.Text("name"), Is.EqualTo(DemoUsers.Admin.Name));
        });
    }

    [Test]
    public async Task Whoever_has_not_seen_the_newest_save_is_told_whose_it_is_and_changes_nothing()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        long? seen = await VersionAsync(admin);
        settings["maxKeywords"] = 11;
        await SavedAsync(admin, settings);
        string before = (await admin.GetAsync("profile")).ToJsonString();

        settings["maxKeywords"] = 12;
        HttpResponseMessage second = await PutAsync(admin, settings, seen);
        HttpResponseMessage back = await admin.AskAsync(HttpMethod.Delete, $"profile?version={seen}");

        JsonNode refusal = JsonNode.Parse(await second.Content.ReadAsStringAsync())!;
        Assert.That((second.StatusCode, back.StatusCode), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Conflict)));
        Assert.That(refusal["savedBy"]!.Text("name"), Is.EqualTo(DemoUsers.Admin.Name));
        Assert.That(refusal["version"]!.GetValue<long>(), Is.EqualTo((seen ?? 0) + 1));
        Assert.That((await admin.GetAsync("profile")).ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public async Task What_is_wrong_is_told_by_key_and_nothing_is_saved()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        long? seen = await VersionAsync(admin);
        settings["imageSize"] = 10;
        settings["steps"] = JsonNode.Parse("""
            [
                { "connection": "gone", "tasks": ["Keywords"], "fallbacks": [] },
                { "connection": "local", "tasks": ["Sing"], "model": "../../admin?x=y", "fallbacks": [{ "connection": "local", "model": "a b", "allowDearer": false }] }
            ]
            """);

        HttpResponseMessage answer = await PutAsync(admin, settings, seen);
        JsonNode preview = await admin.PostAsync("profile/preview", new { settings });

        string[] keys =
        [
            "AutoTag:Profile:Steps:1:Tasks", "AutoTag:Profile:ImageSize", "AutoTag:Profile:Steps:0:Connection", "AutoTag:Profile:Steps:1:Model", "AutoTag:Profile:Steps:1:Fallbacks:0:Model",
        ];
        JsonNode refusal = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(KeysOf(refusal), Is.EqualTo(keys));
            Assert.That(KeysOf(preview), Is.EqualTo(keys));
            Assert.That(await VersionAsync(admin), Is.EqualTo(seen));
        });
    }

    [TestCase("steps", "[null]")]
    [TestCase("steps", """[{ "connection": null, "fallbacks": [] }]""")]
    [TestCase("steps", """[{ "connection": "local", "tasks": [null], "fallbacks": [] }]""")]
    [TestCase("publish", "99")]
    [TestCase("thresholds", """[{ "category": 99, "writeFrom": 1 }]""")]
    [TestCase("sourcePriority", "[99]")]
    [TestCase("vocabulary", """{ "terms": [{ "preferred": "a", "synonyms": [null], "parents": [] }], "stopWords": [], "forbiddenWords": [], "closed": false, "foldPlurals": true }""")]
    [TestCase("vocabulary", "null")]
    public async Task Settings_that_are_none_are_refused(string name, string value)
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        settings[name] = JsonNode.Parse(value);

        Assert.That((await PutAsync(admin, settings, await VersionAsync(admin))).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task No_path_on_the_server_is_taken_from_the_browser()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        settings["vocabulary"]!["file"] = "/etc/passwd";

        JsonNode saved = await SavedAsync(admin, settings);

        Assert.That(saved["settings"]!["vocabulary"]!["file"], Is.Null);
        Assert.That((await _site.Get<IProfileStore>().NewestAsync(default))!.Settings, Does.Not.Contain("passwd"));
    }

    [Test]
    public async Task A_preview_says_what_changes_whether_it_is_asked_anew_and_what_it_costs_and_changes_nothing()
    {
        Editor admin = await _site.AdminAsync();
        await SavedAsync(admin, await ConfiguredAsync(admin));
        string before = (await admin.GetAsync("revisions")).ToJsonString();
        JsonNode stricter = await ConfiguredAsync(admin);
        stricter["writeFrom"] = 0.95;
        JsonNode larger = await ConfiguredAsync(admin);
        larger["imageSize"] = 2048;

        JsonNode same = await admin.PostAsync("profile/preview", new { settings = await ConfiguredAsync(admin) });
        JsonNode free = await admin.PostAsync("profile/preview", new { settings = stricter });
        JsonNode paid = await admin.PostAsync("profile/preview", new { settings = larger });

        Assert.Multiple(async () =>
        {
            Assert.That((same["changes"]!.AsArray().Count, same["asksAnew"]!.GetValue<bool>()), Is.EqualTo((0, false)));
            Assert.That((Single(free, "changes").Text("setting"), Single(free, "changes").Text("after")), Is.EqualTo(("thresholds.write", "0.95")));
            Assert.That((free["asksAnew"]!.GetValue<bool>(), paid["asksAnew"]!.GetValue<bool>()), Is.EqualTo((false, true)), "moving a threshold is free, a larger picture is not");
            Assert.That(paid["prices"]!.AsArray().Select(price => price!["imageSize"]!.GetValue<int>()), Is.EqualTo(new[] { 512, 1024, 2048 }));
            Assert.That(paid["prices"]!.AsArray().Select(price => price!["usdPerThousand"]!.GetValue<decimal>()), Is.Ordered.And.All.GreaterThan(0));
            Assert.That((await admin.GetAsync("revisions")).ToJsonString(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task What_another_server_saved_holds_here_after_the_next_look()
    {
        Editor admin = await _site.AdminAsync();
        await SavedAsync(admin, await ConfiguredAsync(admin));
        IProfileStore store = _site.Get<IProfileStore>();
        var revision = new Revision("as another server saw it", "default", "{}", _site.Clock.GetUtcNow());
        await store.SaveAsync(new NewProfile("""{"MaxKeywords":13}""", revision, Note: null, Guid.NewGuid()), await store.VersionAsync(default), default);
        string before = await PresentAsync(admin);

        _site.Clock.MoveOn(s_look);

        await Eventually.IsAsync(() => PresentAsync(admin), present => present != before, "the other server's settings");
        Assert.That(_site.Get<IProfiles>().Default.MaxKeywords, Is.EqualTo(13));
    }

    [Test]
    public async Task Work_that_begins_a_moment_after_another_server_has_saved_is_done_by_what_was_saved()
    {
        Editor admin = await _site.AdminAsync();
        await SavedAsync(admin, await ConfiguredAsync(admin));
        IProfileStore store = _site.Get<IProfileStore>();
        var revision = new Revision("as another server saw it a moment ago", "default", "{}", _site.Clock.GetUtcNow());
        await store.SaveAsync(new NewProfile("""{"MaxKeywords":2}""", revision, Note: null, Guid.NewGuid()), await store.VersionAsync(default), default);

        Guid photo = await admin.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg"));

        await admin.SeesAsync(photo, "Done");
        Assert.That(_site.Get<IProfiles>().Default.MaxKeywords, Is.EqualTo(2), "the clock stood still: nobody has looked but the worker");
    }

    [Test]
    public async Task While_a_newer_version_has_saved_the_profile_nothing_is_sent_and_the_page_can_say_whose_settings_it_shows()
    {
        Editor admin = await _site.AdminAsync();
        await BackAsync(admin);
        Guid photo = await admin.UploadAsync(Repository.DemoPhoto("coffee-cup.jpg"));
        await admin.SeesAsync(photo, "Done");
        int calls = (await _site.CallsForAsync(photo)).Count;
        IProfileStore store = _site.Get<IProfileStore>();
        var revision = new Revision("as a newer version saw it", "default", "{}", _site.Clock.GetUtcNow());
        await store.SaveAsync(new NewProfile("""{"WhatIsNew":true}""", revision, Note: null, Guid.NewGuid()), await store.VersionAsync(default), default);

        JsonNode profile = await admin.GetAsync("profile");
        (string Path, object? Body)[] asked =
        [
            ($"runs/sample/{photo}", null), ($"media/{photo}/ask/local", null), ($"revisions/upgrade/{photo}", new { connection = "local", from = "one", to = "another" }),
        ];
        foreach ((string path, object? body) in asked)
        {
            HttpResponseMessage answer = await admin.AskAsync(HttpMethod.Post, path, body);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), path);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("cannot be read by this version"), path);
        }

        Assert.Multiple(async () =>
        {
            Assert.That((profile["isSaved"]!.GetValue<bool>(), profile["isUnreadable"]!.GetValue<bool>()), Is.EqualTo((true, true)));
            Assert.That(profile["settings"]!.ToJsonString(), Is.EqualTo(profile["configured"]!.ToJsonString()));
            Assert.That((await _site.CallsForAsync(photo)).Count, Is.EqualTo(calls));
        });
        Assert.That((await BackAsync(admin))["isUnreadable"]!.GetValue<bool>(), Is.False);
    }

    [Test]
    public async Task An_earlier_revision_whose_settings_are_saved_again_is_the_present_one()
    {
        Editor admin = await _site.AdminAsync();
        await BackAsync(admin);
        string configured = await PresentAsync(admin);
        await admin.SeesAsync(await admin.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg")), "Done");
        JsonNode settings = await ConfiguredAsync(admin);
        settings["vocabulary"]!["stopWords"]!.AsArray().Add("image");
        settings["brandSheet"] = "British spelling.";
        await SavedAsync(admin, settings);
        string first = await PresentAsync(admin);
        settings["brandSheet"] = "American spelling.";
        await SavedAsync(admin, settings);

        JsonArray items = (await admin.GetAsync("revisions"))["items"]!.AsArray();
        await SavedAsync(admin, await admin.GetAsync($"revisions/{first}/settings"));
        string restored = await PresentAsync(admin);
        await SavedAsync(admin, await admin.GetAsync($"revisions/{configured}/settings"));

        Assert.That(items.Where(item => item!["isRestorable"]!.GetValue<bool>()).Select(item => item!.Text("id")), Does.Contain(first).And.Contain(configured));
        Assert.That(restored, Is.EqualTo(first));
        Assert.That(await PresentAsync(admin), Is.EqualTo(configured), "one that only the configuration ever made, too");
        Assert.That((await admin.AskAsync(HttpMethod.Get, "revisions/nobodys/settings")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Going_back_lets_the_configuration_hold_again_and_can_be_looked_at_before()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        settings["maxKeywords"] = 14;
        await SavedAsync(admin, settings);
        string[] notes = [.. (await admin.GetAsync("status"))["notes"]!.AsArray().Select(note => note!.GetValue<string>())];

        JsonNode before = await admin.PostAsync("profile/preview", new { settings = await ConfiguredAsync(admin) });
        JsonNode back = await BackAsync(admin);
        JsonNode after = await admin.PostAsync("profile/preview", new { settings = await ConfiguredAsync(admin) });

        Assert.That(before["changes"]!.AsArray().Select(change => (change!.Text("setting"), change!.Text("before"), change!.Text("after"))), Does.Contain(("maxKeywords", "14", "20")));
        Assert.That(after["changes"]!.AsArray(), Is.Empty, "that is what holds");
        Assert.That(notes, Has.One.StartsWith("What the configuration says under AutoTag:Profile is put aside"));
        Assert.That(back["isSaved"]!.GetValue<bool>(), Is.False);
        Assert.That(back["settings"]!.ToJsonString(), Is.EqualTo(back["configured"]!.ToJsonString()));
        Assert.That(_site.Get<IProfiles>().Default.MaxKeywords, Is.EqualTo(20));
    }

    [Test]
    public async Task A_saved_profile_whose_connection_is_gone_lets_the_site_start_and_wait_until_it_is_mended()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode settings = await ConfiguredAsync(admin);
        settings["steps"] = JsonNode.Parse("""[{ "connection": "spare", "fallbacks": [] }]""");
        settings["publish"] = "AfterReview";
        await SavedAsync(admin, settings);

        _site = await _site.RestartAsync();

        admin = await _site.AdminAsync();
        Guid photo = await admin.UploadAsync(Repository.TwoDogs);
        JsonNode status = await admin.GetAsync("status");
        JsonNode profile = await admin.GetAsync("profile");
        Assert.Multiple(async () =>
        {
            Assert.That(status["problems"]!.ToJsonString(), Does.Contain("saved in the backoffice").And.Contains("spare").And.Contains("AutoTag:Connections"));
            Assert.That(KeysOf(profile), Is.EqualTo(new[] { "AutoTag:Profile:Steps:0:Connection" }));
            Assert.That(profile["settings"]!["steps"]![0]!.Text("connection"), Is.EqualTo("spare"), "what was saved is shown, to be mended");
            Assert.That(await _site.CallsForAsync(photo), Is.Empty, "nobody else is asked in its place");
        });

        settings["steps"]![0]!["connection"] = "local";
        await SavedAsync(admin, settings);
        _site.Clock.MoveOn(s_look);

        JsonNode done = await admin.SeesAsync(photo, "Done");
        Assert.That(done.Suggestions("AltText").Select(suggestion => suggestion.Text("state")), Is.All.EqualTo("Pending"), "by the saved profile's rules");
    }

    private static JsonNode Single(JsonNode node, string list) => node[list]!.AsArray().Single()!;

    private static string?[] KeysOf(JsonNode node) => [.. node["problems"]!.AsArray().Select(problem => problem!.Text("key"))];

    private static async Task<JsonNode> ConfiguredAsync(Editor admin) => (await admin.GetAsync("profile"))["configured"]!.DeepClone();

    private static async Task<long?> VersionAsync(Editor admin) => (await admin.GetAsync("profile"))["version"]?.GetValue<long>();

    private static async Task<string> PresentAsync(Editor admin) => (await admin.GetAsync("revisions"))["items"]![0]!.Text("id")!;

    private static Task<HttpResponseMessage> PutAsync(Editor admin, JsonNode settings, long? version, string? note = null) =>
        admin.AskAsync(HttpMethod.Put, "profile", new { settings, version, note });

    private static async Task<JsonNode> SavedAsync(Editor admin, JsonNode settings, string? note = null)
    {
        HttpResponseMessage answer = await PutAsync(admin, settings, await VersionAsync(admin), note);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> BackAsync(Editor admin)
    {
        HttpResponseMessage answer = await admin.AskAsync(HttpMethod.Delete, $"profile?version={await VersionAsync(admin)}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
