using System.Net;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Membership;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Every endpoint, asked by everybody.</summary>
internal sealed class PermissionTests
{
    private const int Unauthorized = (int)HttpStatusCode.Unauthorized;
    private const int Forbidden = (int)HttpStatusCode.Forbidden;
    private const int NotFound = (int)HttpStatusCode.NotFound;
    private const int Conflict = (int)HttpStatusCode.Conflict;
    private const int Ok = (int)HttpStatusCode.OK;
    private const int BadRequest = (int)HttpStatusCode.BadRequest;

    private Site _site = null!;
    private Guid _inside;
    private Guid _outside;
    private Guid _suggestion;

    [OneTimeSetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync();
        Editor editor = await _site.MediaEditorAsync();
        IMedia own = _site.Folder("Finn's");
        IMedia others = _site.Folder("Others'");
        IUserService users = _site.Get<IUserService>();
        IUser finn = (await users.GetAsync(DemoUsers.FolderEditor.Key))!;
        finn.StartMediaIds = [own.Id];
        users.Save(finn);
        _inside = await editor.UploadAsync(Repository.TwoDogs, own.Key);
        _outside = await editor.UploadAsync(Repository.DemoPhoto("cat-chelsea.jpg"), others.Key);
        await editor.SeesAsync(_inside, "Done");
        _suggestion = Id((await editor.SeesAsync(_outside, "Done")).Suggestions("AltText").First());
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    // Who: anonymous, writer without Media, folder editor, media editor, admin.
    [TestCase("GET", "status", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "media/recent", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "media/failed", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/failed/retry", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "media/{inside}", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "media/{outside}", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("GET", "media/{unknown}", Unauthorized, Forbidden, NotFound, NotFound, NotFound)]
    [TestCase("POST", "media/{inside}/tag", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/{outside}/tag", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("POST", "media/{inside}/undo", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/{outside}/undo", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("POST", "media/{inside}/ignore", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/{outside}/ignore", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("DELETE", "media/{inside}/ignore", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("DELETE", "media/{outside}/ignore", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("GET", "media/{inside}/ask", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "media/{outside}/ask", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("POST", "media/{inside}/ask/local", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/{outside}/ask/local", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("GET", "media/{outside}/suggestions/{suggestion}/wording", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "media/{inside}/suggestions/{suggestion}/wording", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "media/selection/estimate", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/selection/tag", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/selection/ignore", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/selection/send-again", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "media/{outside}/decorative", Unauthorized, Forbidden, NotFound, Conflict, Conflict)]
    [TestCase("DELETE", "media/{outside}/decorative", Unauthorized, Forbidden, NotFound, Ok, Ok)]
    [TestCase("POST", "suggestions/decide", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("POST", "suggestions/take-back", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "review/images", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "review/values", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "review/suggestions", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "review/facets", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "coverage", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "coverage/images", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "coverage/export/images", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "coverage/export/folders", Unauthorized, Forbidden, Ok, Ok, Ok)]
    [TestCase("GET", "budgets", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "costs", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "costs/export/days", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "costs/export/calls", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "calibration", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "revisions", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "revisions/upgrade", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "revisions/upgrade", Unauthorized, Forbidden, Forbidden, Forbidden, Conflict)]
    [TestCase("POST", "revisions/upgrade/{inside}", Unauthorized, Forbidden, Forbidden, Forbidden, Conflict)]
    [TestCase("GET", "revisions/nobodys/settings", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("GET", "profile", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "profile/preview", Unauthorized, Forbidden, Forbidden, Forbidden, BadRequest)]
    [TestCase("PUT", "profile", Unauthorized, Forbidden, Forbidden, Forbidden, BadRequest)]
    [TestCase("DELETE", "profile?version=99", Unauthorized, Forbidden, Forbidden, Forbidden, Conflict)]
    [TestCase("GET", "connections", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "connections/local/pause", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "connections/local/resume", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "connections/local/test", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "catalogue", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "catalogue/refresh", Unauthorized, Forbidden, Forbidden, Forbidden, Conflict)]
    [TestCase("GET", "media-types", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "media-types/Image/setup", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "runs", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "runs/estimate", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "runs", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "runs/{run}", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "runs/{run}/start", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "runs/{run}/pause", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "runs/{run}/cancel", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "runs/{run}/retry", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("PUT", "runs/{run}/budget", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("PUT", "runs/{run}/pace", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "runs/sample", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("POST", "runs/sample/{inside}", Unauthorized, Forbidden, Forbidden, Forbidden, Ok)]
    [TestCase("GET", "runs/{run}/export", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("GET", "runs/{run}/undo", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    [TestCase("POST", "runs/{run}/undo", Unauthorized, Forbidden, Forbidden, Forbidden, NotFound)]
    public async Task Everybody_gets_the_answer_that_is_theirs(string method, string route, int anonymous, int writer, int folder, int media, int admin)
    {
        using Editor nobody = _site.Anonymous();
        string path = route.Replace("{inside}", $"{_inside}").Replace("{outside}", $"{_outside}").Replace("{unknown}", $"{Guid.Empty}").Replace("{run}", $"{Guid.Empty}").Replace("{suggestion}", $"{_suggestion}");
        object? body = route.StartsWith("media/selection/", StringComparison.Ordinal) ? new { keys = new[] { Guid.Empty } }
            : route.EndsWith("/decorative", StringComparison.Ordinal) ? new { seenValue = "words that no photo has" }
            : route.EndsWith("/tag", StringComparison.Ordinal) ? new { force = false }
            : route.EndsWith("decide", StringComparison.Ordinal) ? new { decisions = new[] { new { id = Guid.Empty, decision = "Reject", expectedVersion = 1 } } }
            : route.EndsWith("take-back", StringComparison.Ordinal) ? new { decisions = new[] { new { id = Guid.Empty, expectedVersion = 1 } } }
            : route == "runs" ? new { selection = new { } }
            : route == "revisions/upgrade" ? new { upgrade = new { connection = "local", from = "nobody's", to = "another" }, take = 3 }
            : route.StartsWith("revisions/upgrade/", StringComparison.Ordinal) ? new { connection = "local", from = "nobody's", to = "another" }
            : route == "runs/sample" ? new { selection = new { }, take = 3 }
            : method == "PUT" || route == "profile/preview" || route.EndsWith("retry", StringComparison.Ordinal) || route.EndsWith("estimate", StringComparison.Ordinal) ? new { }
            : null;

        async Task<int> AnswerTo(Editor editor) => (int)(await editor.AskAsync(new HttpMethod(method), path, body)).StatusCode;

        int[] answers =
        [
            await AnswerTo(nobody),
            await AnswerTo(await _site.SignedInAsync(DemoUsers.ContentEditor)),
            await AnswerTo(await _site.SignedInAsync(DemoUsers.FolderEditor)),
            await AnswerTo(await _site.SignedInAsync(DemoUsers.MediaEditor)),
            await AnswerTo(await _site.SignedInAsync(DemoUsers.Admin)),
        ];
        Assert.That(answers, Is.EqualTo(new[] { anonymous, writer, folder, media, admin }));
    }

    [Test]
    public void Every_endpoint_is_in_the_table()
    {
        string[] endpoints =
        [
            .. _site.Get<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("umbraco/autotag/", StringComparison.OrdinalIgnoreCase) == true)
                .Select(endpoint => $"{endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.Split("/v1/")[1]}")
                .Distinct(),
        ];
        IEnumerable<string> asked = typeof(PermissionTests).GetMethod(nameof(Everybody_gets_the_answer_that_is_theirs))!
            .GetCustomAttributes(typeof(TestCaseAttribute), inherit: false).Cast<TestCaseAttribute>()
            .Select(row => $"{row.Arguments[0]} {row.Arguments[1]}"
                .Replace("{inside}", "{key:guid}").Replace("{outside}", "{key:guid}").Replace("{unknown}", "{key:guid}").Replace("{run}", "{id:guid}").Replace("/Image/", "/{alias}/").Replace("/local/", "/{alias}/").Replace("/ask/local", "/ask/{alias}").Replace("{suggestion}", "{id:guid}").Replace("/nobodys/", "/{id}/").Split('?')[0])
            .Distinct();

        Assert.That(endpoints, Is.Not.Empty.And.EquivalentTo(asked));
    }

    [Test]
    public async Task A_folder_editor_sees_counts_and_rows_of_their_folder_only()
    {
        Editor finn = await _site.SignedInAsync(DemoUsers.FolderEditor);
        Editor mia = await _site.MediaEditorAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await RecentAsync(finn), Is.EqualTo(new[] { _inside }));
            Assert.That(await RecentAsync(mia), Is.EquivalentTo(new[] { _inside, _outside }));
            Assert.That(await CountedAsync(finn), Is.EqualTo(1));
            Assert.That(await CountedAsync(mia), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_folder_editor_cannot_decide_about_an_image_of_others()
    {
        JsonNode item = await (await _site.MediaEditorAsync()).GetAsync($"media/{_outside}");
        JsonNode before = item.Suggestions("AltText").First();

        JsonNode answer = await (await _site.SignedInAsync(DemoUsers.FolderEditor)).DecideAsync("Reject", before);

        JsonNode after = (await (await _site.MediaEditorAsync()).GetAsync($"media/{_outside}")).Suggestions("AltText").First();
        Assert.Multiple(() =>
        {
            Assert.That(answer["outcomes"]![0]!.Text("result"), Is.EqualTo("NotFound"));
            Assert.That(after.ToJsonString(), Is.EqualTo(before.ToJsonString()));
        });
    }

    [TestCase("Pending")]
    [TestCase("Applied")]
    public async Task A_folder_editor_reviews_their_folder_only_in_rows_groups_counts_and_samples(string queue)
    {
        Editor finn = await _site.SignedInAsync(DemoUsers.FolderEditor);
        Editor mia = await _site.MediaEditorAsync();
        Guid[] own = await OpenAsync(mia, _inside, queue);
        Guid[] all = [.. own, .. await OpenAsync(mia, _outside, queue)];

        foreach ((Editor editor, Guid[] expected) in new[] { (finn, own), (mia, all) })
        {
            JsonArray images = (await editor.GetAsync($"review/images?queue={queue}"))["items"]!.AsArray();
            JsonArray values = (await editor.GetAsync($"review/values?queue={queue}"))["items"]!.AsArray();
            JsonArray group = (await editor.GetAsync($"review/suggestions?queue={queue}"))["items"]!.AsArray();
            JsonNode facets = await editor.GetAsync($"review/facets?queue={queue}");
            Assert.Multiple(() =>
            {
                Assert.That(images.SelectMany(image => image!["suggestions"]!.AsArray()).Select(Id), Is.EquivalentTo(expected));
                Assert.That(group.Select(Id), Is.EquivalentTo(expected));
                Assert.That(values.Sum(value => value!["count"]!.GetValue<long>()), Is.EqualTo(expected.Length));
                Assert.That(facets["total"]!.GetValue<long>(), Is.EqualTo(expected.Length));
                foreach (string facet in new[] { "fields", "languages", "connections", "bands", "ages", "folders" })
                {
                    Assert.That(facets[facet]!.AsArray().Sum(count => count!["count"]!.GetValue<long>()), Is.EqualTo(expected.Length), facet);
                }

                Assert.That(facets["queues"]!.AsArray().Single(count => count!.Text("value") == queue)!["count"]!.GetValue<long>(), Is.EqualTo(expected.Length));
            });
        }

        string answers = string.Concat(await Task.WhenAll(new[] { "images", "values", "suggestions", "facets" }
            .Select(async list => (await finn.GetAsync($"review/{list}?queue={queue}")).ToJsonString())));
        Assert.That(answers, Does.Not.Contain($"{_outside}").And.Not.Contain("Others"));
    }

    [Test]
    public async Task Of_marked_images_a_folder_editor_counts_keeps_back_and_sends_again_only_their_own()
    {
        Editor finn = await _site.SignedInAsync(DemoUsers.FolderEditor);
        Editor mia = await _site.MediaEditorAsync();
        Guid folder = _site.Media.GetById(_site.Media.GetById(_inside)!.ParentId)!.Key;
        var marked = new { keys = new[] { _inside, _outside, folder, Guid.NewGuid() } };

        long images = (await finn.PostAsync("media/selection/estimate", marked))["images"]!.GetValue<long>();
        int kept = (await finn.PostAsync("media/selection/ignore", marked))["count"]!.GetValue<int>();
        JsonNode after = await finn.PostAsync("media/selection/estimate", marked);
        string? others = (await mia.GetAsync($"media/{_outside}")).Text("state");
        int sent = (await finn.PostAsync("media/selection/send-again", marked))["count"]!.GetValue<int>();

        Assert.That((images, kept, sent), Is.EqualTo((1L, 1, 1)));
        Assert.That((after["ignored"]!.GetValue<long>(), after["estimate"]!["images"]!.GetValue<long>()), Is.EqualTo((1L, 0L)));
        Assert.That(others, Is.EqualTo("Done"));
        Assert.That((await mia.PostAsync("media/selection/estimate", marked))["images"]!.GetValue<long>(), Is.EqualTo(2));
        Assert.That((await finn.PostAsync("media/selection/tag", marked))["count"]!.GetValue<int>(), Is.EqualTo(1));
        await finn.SeesAsync(_inside, "Done");
    }

    [Test]
    public async Task The_review_of_marked_images_shows_those_and_only_what_an_editor_sees()
    {
        static string Packed(params Guid[] keys) => System.Buffers.Text.Base64Url.EncodeToString([.. keys.SelectMany(key => key.ToByteArray(bigEndian: true))]);
        Editor finn = await _site.SignedInAsync(DemoUsers.FolderEditor);
        Editor mia = await _site.MediaEditorAsync();
        // Other tests decide and undo: whatever of an image is open lies in one queue or the other.
        async Task<IEnumerable<Guid>> ShownAsync(Editor editor, string images) =>
            (await Task.WhenAll(new[] { "Pending", "Applied" }.Select(queue => editor.GetAsync($"review/images?queue={queue}&images={images}"))))
                .SelectMany(page => page["items"]!.AsArray()).Select(image => image!["mediaKey"]!.GetValue<Guid>()).Distinct();

        Assert.Multiple(async () =>
        {
            Assert.That(await ShownAsync(mia, Packed(_outside)), Is.EqualTo(new[] { _outside }));
            Assert.That(await ShownAsync(finn, Packed(_outside, _inside)), Is.EqualTo(new[] { _inside }));
            Assert.That((int)(await mia.AskAsync(HttpMethod.Get, "review/facets?images=AAAA")).StatusCode, Is.EqualTo(400));
            Assert.That((int)(await mia.AskAsync(HttpMethod.Get, "review/facets?images=%21")).StatusCode, Is.EqualTo(400));
        });
    }

    [Test]
    public async Task A_folder_editor_finds_nothing_in_a_folder_of_others_by_naming_it()
    {
        Guid folder = _site.Media.GetById(_site.Media.GetById(_outside)!.ParentId)!.Key;

        JsonNode images = await (await _site.SignedInAsync(DemoUsers.FolderEditor)).GetAsync($"review/images?queue=Applied&folder={folder}");
        JsonNode facets = await (await _site.SignedInAsync(DemoUsers.FolderEditor)).GetAsync($"review/facets?queue=Applied&folder={folder}");

        Assert.That((images["items"]!.AsArray().Count, facets["total"]!.GetValue<long>()), Is.EqualTo((0, 0L)));
    }

    [Test]
    public async Task A_folder_editor_cannot_take_back_a_decision_about_an_image_of_others()
    {
        Editor mia = await _site.MediaEditorAsync();
        JsonNode suggestion = (await mia.GetAsync($"media/{_outside}")).Suggestions("AltText").First();
        JsonNode decided = (await mia.DecideAsync("Accept", suggestion))["outcomes"]![0]!["now"]!;
        object body = new { decisions = new[] { new { id = Id(suggestion), expectedVersion = decided["version"]!.GetValue<int>() } } };

        string? refused = (await (await _site.SignedInAsync(DemoUsers.FolderEditor)).PostAsync("suggestions/take-back", body))["outcomes"]![0]!.Text("result");
        string? allowed = (await mia.PostAsync("suggestions/take-back", body))["outcomes"]![0]!.Text("result");

        Assert.That((refused, allowed), Is.EqualTo(("NotFound", "Done")));
    }

    [Test]
    public async Task No_answer_tells_a_secret_or_the_address_behind_a_connection_to_an_editor()
    {
        string status = (await (await _site.MediaEditorAsync()).GetAsync("status")).ToJsonString();

        Assert.That(status, Does.Not.Contain("127.0.0.1"));
    }

    private static Guid Id(JsonNode? node) => node!["id"]!.GetValue<Guid>();

    private static async Task<Guid[]> OpenAsync(Editor editor, Guid image, string state)
    {
        JsonNode item = await editor.GetAsync($"media/{image}");
        return
        [
            .. item["fields"]!.AsArray()
                .SelectMany(field => field!["suggestions"]!.AsArray())
                .Where(suggestion => suggestion!.Text("state") == state)
                .Select(Id),
        ];
    }

    private static async Task<Guid[]> RecentAsync(Editor editor) =>
        [.. (await editor.GetAsync("media/recent"))["items"]!.AsArray().Select(item => item!["mediaKey"]!.GetValue<Guid>())];

    private static async Task<long> CountedAsync(Editor editor) =>
        (await editor.GetAsync("status"))["queue"]!.AsObject().Sum(count => count.Value!.GetValue<long>());
}
