using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What each way in which a provider can fail does to an image. The table of rules is the core's; here it holds on the wire.</summary>
[OneMajor]
internal sealed class FaultTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    private Site _site = null!;
    private Editor _editor = null!;

    [SetUp]
    public async Task Start()
    {
        _site = await Site.StartReadyAsync(new() { ["AutoTag:Connections:local:Timeout"] = $"{s_timeout}" });
        _editor = await _site.MediaEditorAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        await Run.Vision.ResetAsync();
        await _site.DisposeAsync();
    }

    // How often it fails: what is neither charged nor refused is sent again at once, twice at most.
    [TestCase("rate-limit", 1, "Throttled", "Throttled")]
    [TestCase("rate-limit-seconds", 1, "Throttled", "Throttled")]
    [TestCase("rate-limit-fraction", 1, "Throttled", "Throttled")]
    [TestCase("rate-limit-date", 1, "Throttled", "Throttled")]
    [TestCase("out-of-credit", 1, "OutOfCredit", "OutOfCredit")]
    [TestCase("auth-failure", 1, "Unauthorised", "Unauthorised")]
    [TestCase("server-error", 3, "Unavailable", "Ok")]
    [TestCase("unavailable", 3, "Unavailable", "Ok")]
    [TestCase("gateway-page", 3, "Unavailable", "Ok")]
    [TestCase("hang", 1, "Unavailable", "Ok")]
    [TestCase("reset", 1, "Unavailable", "Ok")]
    [TestCase("truncated", 1, "Unavailable", "Ok")]
    [TestCase("not-json", 1, "Malformed", "Ok")]
    [TestCase("huge", 1, "Malformed", "Ok")]
    public async Task After_a_failure_that_passes_the_image_waits_and_is_tagged_in_the_end(string fault, int times, string reasonCode, string health)
    {
        await Run.Vision.OrderAsync(fault, count: times);
        Guid photo = await _editor.UploadAsync(Repository.DemoPhoto("two-dogs-window.jpg"));
        if (fault == "hang")
        {
            await Eventually.IsAsync(Run.Vision.CallsAsync, calls => calls.Count == 1, "a call that is not answered");
            _site.Clock.MoveOn(s_timeout);
        }

        JsonNode waiting = await Eventually.IsAsync(
            () => _editor.GetAsync($"media/{photo}"), item => item["reasonCode"] is not null || item.Text("state") == "Done", "the failure");
        JsonNode connection = (await _editor.GetAsync("status"))["connections"]!.AsArray().Single(known => known!.Text("alias") == "local")!;
        // Longer than any wait: a quarter of an hour and a fifth of that.
        await _site.PassAsync(TimeSpan.FromMinutes(20));
        await _editor.SeesAsync(photo, "Done");

        Assert.Multiple(() =>
        {
            Assert.That(waiting.Text("state"), Is.EqualTo("Waiting"));
            Assert.That(waiting.Text("reasonCode"), Is.EqualTo(reasonCode));
            Assert.That(waiting.Text("reason"), Is.Not.Empty.And.Not.Contain("Exception").And.Not.Contain("<"));
            Assert.That(waiting["dueAt"], Is.Not.Null);
            Assert.That(connection.Text("health"), Is.EqualTo(health));
            Assert.That(_site.Stored(photo, "altText"), Is.Not.Empty);
        });
    }

    [Test]
    public async Task One_server_error_is_not_even_noticed()
    {
        await Run.Vision.OrderAsync("server-error", count: 1);
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await _editor.SeesEndAsync(photo);

        Assert.That(item.Text("state"), Is.EqualTo("Done"));
        Assert.That((await _site.CallsForAsync(photo)).Select(call => call.Failure), Is.EquivalentTo(new FailureKind?[] { FailureKind.Unavailable, null }));
    }

    [TestCase("bad-image", "Skipped", "BadImage")]
    [TestCase("refusal", "Skipped", "Refused")]
    public async Task A_final_answer_ends_the_work_after_one_call(string fault, string state, string reasonCode)
    {
        await Run.Vision.OrderAsync(fault);
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await _editor.SeesEndAsync(photo);

        Assert.Multiple(async () =>
        {
            Assert.That(item.Text("state"), Is.EqualTo(state));
            Assert.That(item.Text("reasonCode"), Is.EqualTo(reasonCode));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(1));
            Assert.That(_site.Stored(photo, "altText"), Is.Null.Or.Empty);
        });
    }

    [Test]
    public async Task An_answer_that_is_never_understood_is_given_up_after_two_calls()
    {
        await Run.Vision.OrderAsync("not-json");
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);
        await Eventually.IsAsync(() => _editor.GetAsync($"media/{photo}"), item => item.Text("reasonCode") == "Malformed", "the first failure");
        _site.Clock.MoveOn(TimeSpan.FromMinutes(1));

        JsonNode failed = await _editor.SeesEndAsync(photo);

        Assert.Multiple(async () =>
        {
            Assert.That(failed.Text("state"), Is.EqualTo("Failed"));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(2));
        });
    }

    [TestCase("cut-off")]
    [TestCase("empty")]
    [TestCase("fooled-prose")]
    public async Task Words_without_form_are_asked_for_once_more_and_both_calls_are_in_the_ledger(string fault)
    {
        await Run.Vision.OrderAsync(fault, count: 1);
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await _editor.SeesEndAsync(photo);

        Assert.Multiple(async () =>
        {
            Assert.That(item.Text("state"), Is.EqualTo("Done"), item.Text("reason"));
            Assert.That(_site.Stored(photo, "altText"), Does.Contain("dog").IgnoreCase);
            Assert.That((await _site.CallsForAsync(photo)).Select(call => call.Failure), Is.EquivalentTo(new FailureKind?[] { FailureKind.Malformed, null }));
        });
    }

    [Test]
    public async Task Words_without_form_are_given_up_after_one_repair()
    {
        await Run.Vision.OrderAsync("fooled-prose");
        Guid photo = await _editor.UploadAsync(Repository.InstructionPhotos[0]);

        JsonNode failed = await _editor.SeesEndAsync(photo);

        Assert.Multiple(async () =>
        {
            Assert.That((failed.Text("state"), failed.Text("reasonCode")), Is.EqualTo(("Failed", "Malformed")));
            Assert.That(failed.Text("reason"), Does.Contain("asked once more").And.Not.Contain("APPROVED"));
            Assert.That(await _site.CallsForAsync(photo), Has.Count.EqualTo(2));
            Assert.That(_site.Stored(photo, "altText"), Is.Null.Or.Empty);
        });
    }

    [Test]
    public async Task A_picture_whose_model_does_what_it_says_gets_short_plain_words_and_nothing_else()
    {
        await Run.Vision.OrderAsync("fooled");
        Guid[] photos = await Task.WhenAll(Repository.InstructionPhotos.Select(file => _editor.UploadAsync(file)));

        foreach (Guid photo in photos)
        {
            JsonNode item = await _editor.SeesAsync(photo, "Done");
            string everything = string.Concat(
                _site.Stored(photo, "altText"), _site.Stored(photo, "title"), _site.Stored(photo, "keywords"),
                string.Concat(item["fields"]!.AsArray().SelectMany(field => field!["suggestions"]!.AsArray()).Select(suggestion => suggestion!.Text("value"))));
            Assert.Multiple(() =>
            {
                Assert.That(_site.Stored(photo, "altText"), Does.StartWith("APPROVED BY THE EDITOR. Read on").And.Length.LessThanOrEqualTo(251));
                Assert.That(item.Value("Keywords"), Is.EqualTo(new[] { "sign" }));
                Assert.That(everything, Does.Not.Contain("<").And.Not.Contain("evil.example").And.Not.Contain("onerror"));
                Assert.That(_site.Stored(photo, "umbracoFile"), Does.Not.Contain("other.png"));
            });
        }
    }

    [TestCase("prose")]
    [TestCase("fenced")]
    [TestCase("wrong-type")]
    [TestCase("slow")]
    [TestCase("wrong-model")]
    public async Task An_odd_answer_that_can_be_understood_is_used(string fault)
    {
        await Run.Vision.OrderAsync(fault, count: 1);
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await Eventually.IsAsync(
            () => _editor.GetAsync($"media/{photo}"),
            seen => seen.Text("state") == "Done" || (fault != "slow" && seen["reasonCode"] is not null),
            "an image that is tagged");

        Assert.Multiple(() =>
        {
            Assert.That(item.Text("state"), Is.EqualTo("Done"), item.Text("reason"));
            Assert.That(_site.Stored(photo, "altText"), Does.Contain("dog").IgnoreCase);
        });
    }

    [Test]
    public async Task The_model_that_really_answered_is_told_although_another_was_asked_for()
    {
        await Run.Vision.OrderAsync("wrong-model", count: 1);
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode origin = (await _editor.SeesAsync(photo, "Done")).Suggestions("AltText").Single()["origin"]!;

        Assert.That((origin.Text("modelAsked"), origin.Text("modelReported")), Is.EqualTo(("nanodet-g-composed-2026-11-01", "nanodet-h-composed-2027-01-01")));
    }

    [Test]
    public async Task Markup_and_hidden_characters_never_reach_a_property()
    {
        await Run.Vision.OrderAsync("markup", count: 1);
        Guid photo = await _editor.UploadAsync(Repository.TwoDogs);

        JsonNode item = await _editor.SeesAsync(photo, "Done");

        string everything = string.Concat(
            _site.Stored(photo, "altText"), _site.Stored(photo, "title"), _site.Stored(photo, "keywords"),
            string.Concat(item["fields"]!.AsArray().SelectMany(field => field!["suggestions"]!.AsArray()).Select(suggestion => suggestion!.Text("value"))));
        Assert.Multiple(() =>
        {
            Assert.That(_site.Stored(photo, "altText"), Does.StartWith("Two dogs"));
            Assert.That(item.Value("Keywords"), Does.Contain("dog").And.Contain("window"));
            Assert.That(everything, Does.Not.Contain("<").And.Not.Contain(">").And.Not.Contain("onerror"));
            Assert.That(everything.Where(letter => char.IsControl(letter) || letter is '\u202E' or '\u200B'), Is.Empty);
        });
    }
}
