using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>The review queue across the library, as the screen asks for it.</summary>
internal sealed class ReviewQueueTests
{
    private Site _site = null!;
    private Editor _mia = null!;
    private readonly List<Guid> _images = [];

    [OneTimeSetUp]
    public async Task Start()
    {
        // Nothing is written before a yes: everything waits.
        _site = await Site.StartReadyAsync(new Dictionary<string, string?> { ["AutoTag:Profile:Publish"] = "AfterReview" });
        _mia = await _site.MediaEditorAsync();
        foreach (string photo in Directory.EnumerateFiles(Path.GetDirectoryName(Repository.TwoDogs)!, "*.jpg").Order(StringComparer.Ordinal).Take(4).Append(Repository.TwoDogs))
        {
            _images.Add(await _mia.UploadAsync(photo));
        }

        foreach (Guid image in _images)
        {
            await _mia.SeesAsync(image, "Done");
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task Pages_of_images_and_values_end_and_hold_everything_once()
    {
        long total = (await _mia.GetAsync("review/facets"))["total"]!.GetValue<long>();

        JsonNode[] images = await AllAsync("review/images?take=2");
        JsonNode[] values = await AllAsync("review/values?take=3");

        Assert.That(images.Select(image => image["mediaKey"]!.GetValue<Guid>()), Is.Unique.And.SubsetOf(_images));
        Assert.That(images.Sum(image => image["suggestions"]!.AsArray().Count), Is.EqualTo(total).And.GreaterThan(0));
        Assert.That(values.Sum(value => value["count"]!.GetValue<long>()), Is.EqualTo(total));
    }

    [Test]
    public async Task Each_facet_says_how_many_there_would_be_with_it_chosen()
    {
        JsonNode facets = await _mia.GetAsync("review/facets?field=Keywords");
        foreach ((string facet, string parameter) in new[] { ("fields", "field"), ("languages", "language"), ("connections", "connection"), ("bands", "band"), ("ages", "age") })
        {
            foreach (JsonNode? count in facets[facet]!.AsArray())
            {
                string rest = facet == "fields" ? string.Empty : "&field=Keywords";
                string? choice = count!.Text("value");
                JsonNode chosen = await _mia.GetAsync($"review/facets?{parameter}={choice}{rest}");
                Assert.That(chosen["total"]!.GetValue<long>(), Is.EqualTo(count!["count"]!.GetValue<long>()), $"{parameter}={choice}");
            }
        }
    }

    [Test]
    public async Task A_group_is_accepted_at_once_and_taken_back_at_once()
    {
        JsonNode value = (await _mia.GetAsync("review/values?field=Keywords"))["items"]![0]!;
        string filter = $"field=Keywords&language={value.Text("language")}&value={Uri.EscapeDataString(value.Text("key")!)}";
        JsonNode group = await _mia.GetAsync($"review/suggestions?{filter}");
        Assert.That((group["items"]!.AsArray().Count, group["isAll"]!.GetValue<bool>()), Is.EqualTo(((int)value["count"]!.GetValue<long>(), true)));

        JsonArray outcomes = (await _mia.DecideAsync("Accept", group["items"]!.AsArray().Select(member => member!)))["outcomes"]!.AsArray();
        Assert.That(outcomes.Select(outcome => outcome!.Text("result")), Is.All.EqualTo("Done"));
        Assert.That((await _mia.GetAsync($"review/suggestions?{filter}"))["items"]!.AsArray(), Is.Empty);
        Assert.That(_images.Count(image => _site.Stored(image, "keywords")?.Contains(value.Text("value")!, StringComparison.Ordinal) == true), Is.EqualTo(outcomes.Count));

        JsonNode back = await _mia.PostAsync("suggestions/take-back", new
        {
            decisions = outcomes.Select(outcome => new { id = outcome!["id"]!.GetValue<Guid>(), expectedVersion = outcome["now"]!["version"]!.GetValue<int>() }),
        });

        Assert.That(back["outcomes"]!.AsArray().Select(outcome => outcome!.Text("result")), Is.All.EqualTo("Done"));
        Assert.That((await _mia.GetAsync($"review/suggestions?{filter}"))["items"]!.AsArray(), Has.Count.EqualTo(outcomes.Count));
        Assert.That(_images.Select(image => _site.Stored(image, "keywords") ?? string.Empty), Is.All.Not.Contain(value.Text("value")));
    }

    [Test]
    public async Task The_second_of_two_editors_is_told_who_decided_what()
    {
        JsonNode suggestion = (await _mia.GetAsync("review/images?field=AltText"))["items"]![0]!["suggestions"]![0]!;
        JsonNode first = (await _mia.DecideAsync("Accept", suggestion))["outcomes"]![0]!;

        JsonNode second = (await (await _site.AdminAsync()).DecideAsync("Reject", suggestion))["outcomes"]![0]!;

        Assert.That(first.Text("result"), Is.EqualTo("Done"));
        Assert.That((second.Text("result"), second["now"]!.Text("state"), second["now"]!["decidedBy"]!.Text("name")), Is.EqualTo(("Changed", "Accepted", "Mia Media")));
        await _mia.PostAsync("suggestions/take-back", new { decisions = new[] { new { id = suggestion["id"]!.GetValue<Guid>(), expectedVersion = first["now"]!["version"]!.GetValue<int>() } } });
    }

    [Test]
    public async Task A_picture_that_an_editor_calls_decorative_stays_without_alt_text_and_says_so_until_it_is_taken_back()
    {
        JsonNode image = (await _mia.GetAsync("review/images?field=AltText"))["items"]![0]!;
        Guid key = image["mediaKey"]!.GetValue<Guid>();
        JsonNode suggestion = image["suggestions"]![0]!;

        JsonNode decided = (await _mia.DecideAsync("Decorative", suggestion))["outcomes"]![0]!;
        JsonNode item = await _mia.GetAsync($"media/{key}");
        await _mia.PostAsync("suggestions/take-back", new { decisions = new[] { new { id = suggestion["id"]!.GetValue<Guid>(), expectedVersion = decided["now"]!["version"]!.GetValue<int>() } } });
        JsonNode after = await _mia.GetAsync($"media/{key}");

        Assert.Multiple(() =>
        {
            Assert.That((decided.Text("result"), decided["now"]!.Text("state")), Is.EqualTo(("Done", "Rejected")));
            Assert.That((item.Field("AltText")["isDecorative"]!.GetValue<bool>(), item.Field("AltText").Text("owner"), item.Value("AltText")), Is.EqualTo((true, "Human", Array.Empty<string>())));
            Assert.That(item["history"]![0]!.Text("kind"), Is.EqualTo("Decorative"));
            Assert.That((after.Field("AltText")["isDecorative"]!.GetValue<bool>(), after.Field("AltText").Text("owner")), Is.EqualTo((false, "Nobody")));
        });
    }

    [Test]
    public async Task What_editors_decide_is_counted_for_admins_and_not_counted_once_it_is_taken_back()
    {
        Editor admin = await _site.AdminAsync();
        JsonNode suggestion = (await _mia.GetAsync("review/images?field=Keywords&connection=local"))["items"]![0]!["suggestions"]![0]!;
        long before = await DecidedAsync(admin);

        JsonNode decided = (await _mia.DecideAsync("Reject", suggestion))["outcomes"]![0]!;
        JsonNode counted = (await admin.GetAsync("calibration"))["items"]!.AsArray().First(item => item!.Text("field") == "Keywords")!;
        long after = await DecidedAsync(admin);
        await _mia.PostAsync("suggestions/take-back", new { decisions = new[] { new { id = suggestion["id"]!.GetValue<Guid>(), expectedVersion = decided["now"]!["version"]!.GetValue<int>() } } });

        Assert.That((after, await DecidedAsync(admin)), Is.EqualTo((before + 1, before)));
        Assert.That((counted.Text("connection"), counted.Text("outcome"), counted["proposal"]), Is.EqualTo(("local", "TooFew", (JsonNode?)null)));
    }

    [Test]
    public async Task Decisions_enough_propose_a_threshold_with_the_setting_that_takes_it_over()
    {
        await using (SqliteConnection database = await _site.OpenDatabaseAsync())
        {
            await using SqliteCommand command = database.CreateCommand();
            command.CommandText = "INSERT INTO autoTagCalibration VALUES ('local', 2, 2, 14, 80, 100), ('local', 2, 2, 17, 194, 200), ('local', 2, 2, 19, 99, 100)";
            await command.ExecuteNonQueryAsync();
        }

        JsonNode proposed = (await (await _site.AdminAsync()).GetAsync("calibration"))["items"]!.AsArray().Single(item => item!.Text("field") == "Description")!;

        Assert.That(proposed["proposal"]!.ToJsonString(), Is.EqualTo(JsonNode.Parse(
            """
            {
              "writeFrom": 0.85, "decided": 300, "accepted": 293, "key": "AutoTag:Profile:Thresholds:0",
              "value": "{ \"Connection\": \"local\", \"Field\": \"Description\", \"WriteFrom\": 0.85 }"
            }
            """)!.ToJsonString()));
        _site.Configure("AutoTag:Profile:Thresholds:0:Connection", "local");
        _site.Configure("AutoTag:Profile:Thresholds:0:Field", "Description");
        _site.Configure("AutoTag:Profile:Thresholds:0:WriteFrom", "0.85");
        JsonNode taken = (await (await _site.AdminAsync()).GetAsync("calibration"))["items"]!.AsArray().Single(item => item!.Text("field") == "Description")!;
        Assert.That((taken.Text("outcome"), taken["writeFrom"]!.GetValue<double>()), Is.EqualTo(("AsItIs", 0.85)));
    }

    [TestCase("review/images?after=nonsense")]
    [TestCase("review/values?after=nonsense")]
    [TestCase("review/images?take=0")]
    [TestCase("review/images?queue=Everything")]
    [TestCase("review/facets?folder=nowhere")]
    public async Task A_question_that_makes_no_sense_is_refused(string path) =>
        Assert.That((await _mia.AskAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

    private static async Task<long> DecidedAsync(Editor admin) =>
        (await admin.GetAsync("calibration"))["items"]!.AsArray().Where(item => item!.Text("field") == "Keywords").Sum(item => item!["decided"]!.GetValue<long>());

    private async Task<JsonNode[]> AllAsync(string path)
    {
        var all = new List<JsonNode>();
        for (string? after = string.Empty; after is not null;)
        {
            JsonNode page = await _mia.GetAsync(after.Length == 0 ? path : $"{path}&after={after}");
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            after = page.Text("next");
        }

        return [.. all];
    }
}
