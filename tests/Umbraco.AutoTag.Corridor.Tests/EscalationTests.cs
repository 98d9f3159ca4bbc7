using System.Security.Cryptography;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A dearer step that is asked only where the one before it was unsure.</summary>
public sealed class EscalationTests
{
    private static readonly Observation s_unscored = new(ObservationKind.Keyword, "dog", Confidence.Unknown, ConfidenceSource.None);

    private Site _site = null!;
    private ScriptedProvider _dear = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.001m;
        _dear = _site.Connect("dear", usdPerImage: 0.02m, model: "dear-1");
        _dear.Says(Alt("Two dogs at a window"));
        Below(0.60);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task A_sure_image_does_not_go_to_the_dearer_one_and_is_done()
    {
        _site.Provider.Says(Keyword("dog", 0.61), Keyword("chair", 0.2));

        MediaItem photo = await UploadAsync();

        Assert.That((_dear.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((0, WorkState.Done)));
    }

    [Test]
    public async Task An_image_at_the_bar_is_sure()
    {
        _site.Provider.Says(Keyword("dog", 0.60));

        await UploadAsync();

        Assert.That(_dear.Calls, Is.Zero);
    }

    [Test]
    public async Task An_unsure_image_goes_to_the_dearer_one()
    {
        _site.Provider.Says(Keyword("dog", 0.59), Alt("A dog, surely"));

        MediaItem photo = await UploadAsync();

        Assert.That((_dear.Calls, AltTextOf(photo)), Is.EqualTo((1, "A dog, surely")), "the earlier step still comes first where both have a say");
    }

    [Test]
    public async Task An_image_about_which_nothing_was_said_goes_to_the_dearer_one()
    {
        _site.Provider.Says();

        MediaItem photo = await UploadAsync();

        Assert.That((_dear.Calls, AltTextOf(photo)), Is.EqualTo((1, "Two dogs at a window")));
    }

    [Test]
    public async Task A_keyword_without_a_number_counts_as_sure_because_nobody_can_tell()
    {
        _site.Provider.Says(s_unscored, Keyword("chair", 0.2));

        await UploadAsync();

        Assert.That(_dear.Calls, Is.Zero);
    }

    [Test]
    public async Task Saved_again_and_tagged_again_it_comes_to_the_same_end_for_nothing()
    {
        _site.Provider.Says(Keyword("dog", 0.5));
        MediaItem unsure = await UploadAsync();
        _site.Provider.Says(Keyword("dog", 0.9));
        MediaItem sure = await UploadAsync(AnotherJpeg);

        await _site.TagNowAsync(unsure);
        await _site.TagNowAsync(sure);

        Assert.That((_site.Provider.Calls, _dear.Calls, AltTextOf(unsure), AltTextOf(sure)), Is.EqualTo((2, 1, "Two dogs at a window", (string?)null)));
    }

    [Test]
    public async Task Asked_again_a_step_that_has_become_sure_has_no_need_of_the_other_and_its_proposals_go()
    {
        _site.Provider.Says(Keyword("dog", 0.5));
        _dear.Says(Alt("Two dogs at a window"), Keyword("spaniel", 0.5));
        MediaItem photo = await UploadAsync();
        _site.Provider.Says(Keyword("dog", 0.9));

        await _site.TagNowAsync(photo, force: true);

        Assert.That(_dear.Calls, Is.EqualTo(1));
        Assert.That((await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(s => s.Value == "spaniel").State, Is.EqualTo(SuggestionState.Superseded));
    }

    [Test]
    public async Task Moving_the_bar_asks_the_dearer_one_about_what_is_below_it_now_and_pays_nobody_again()
    {
        _site.Provider.Says(Keyword("dog", 0.7));
        MediaItem photo = await UploadAsync();
        Below(0.80);
        await _site.TagNowAsync(photo);
        Below(0.60);
        await _site.TagNowAsync(photo);
        Below(0.80);
        await _site.TagNowAsync(photo);

        Assert.That((_site.Provider.Calls, _dear.Calls), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task While_the_first_has_no_answer_the_dearer_one_is_not_asked()
    {
        _site.Provider.Fails(new Failure(FailureKind.OutOfCredit, "The account is empty."));
        MediaItem photo = await UploadAsync();
        Assert.That((_dear.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((0, WorkState.Waiting)));

        _site.Provider.Says(Keyword("dog", 0.5));
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();

        Assert.That((_dear.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((1, WorkState.Done)));
    }

    [Test]
    public async Task A_fallback_is_judged_in_the_place_of_the_step_it_stands_in_for()
    {
        ScriptedProvider other = _site.Connect("other", usdPerImage: 0.001m, model: "other-1");
        Step first = _site.Default.Steps[0] with { Fallbacks = [new Fallback(new Step("other", VisionTasks.Keywords), "AutoTag:Profile:Steps:0:Fallbacks:0")] };
        _site.Default = _site.Default with { Steps = [first, _site.Default.Steps[1]] };
        _site.Provider.Fails(new Failure(FailureKind.OutOfCredit, "The account is empty."));
        other.Says(Keyword("dog", 0.9));
        await UploadAsync();
        other.Says(Keyword("dog", 0.3));
        await UploadAsync(AnotherJpeg);

        Assert.That((other.Calls, _dear.Calls), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task A_third_step_behind_the_second_is_asked_only_where_both_were_unsure()
    {
        ScriptedProvider dearest = _site.Connect("dearest", usdPerImage: 0.1m, model: "dearest-1");
        _site.Default = _site.Default with
        {
            Steps =
            [
                .. _site.Default.Steps.Take(1),
                new Step("dear", VisionTasks.Keywords) { When = new Escalation("vision", 0.6) },
                new Step("dearest", VisionTasks.AltText) { When = new Escalation("dear", 0.6) },
            ],
        };
        _site.Provider.Says(Keyword("dog", 0.9));
        await UploadAsync();
        _site.Provider.Says(Keyword("dog", 0.5));
        _dear.Says(Keyword("dog", 0.8));
        await UploadAsync(AnotherJpeg);
        _dear.Says(Keyword("dog", 0.4));
        await UploadAsync(Photo());

        Assert.That((_site.Provider.Calls, _dear.Calls, dearest.Calls), Is.EqualTo((3, 2, 1)));
    }

    [Test]
    public async Task Without_history_an_estimate_reckons_with_every_image_and_says_that_it_may_be_none()
    {
        Photos(10);

        ConnectionEstimate line = (await EstimateAsync()).Connections[1];

        Assert.That((line.Calls, line.Escalation!.CallsAtLeast, line.Escalation.CallsAtMost, line.Escalation.Past), Is.EqualTo((10L, 0L, 10L, (Unsure?)null)));
        Assert.That(line.Cost, Is.EqualTo(new CostRange(MicroUsd.Zero, new MicroUsd(200_000), new MicroUsd(200_000))));
    }

    [Test]
    public async Task An_estimate_knows_of_each_image_that_was_looked_at_and_learns_of_the_others_from_them()
    {
        // A fifth is unsure.
        MediaItem[] photos = Photos(40);
        int asked = 0;
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered([Keyword("dog", asked++ % 5 == 0 ? 0.5 : 0.9)])));
        foreach (MediaItem photo in photos)
        {
            await _site.UploadAsync(photo);
        }

        Photos(100);

        RunEstimate estimate = await EstimateAsync();

        ConnectionEstimate line = estimate.Connections[1];
        Assert.That((estimate.Images, estimate.Free, line.Known, line.Escalation!.Open, line.Escalation.Past), Is.EqualTo((140L, 40L, 8L, 100L, new Unsure(40, 8))));
        Assert.That((line.Calls, line.Escalation.CallsAtLeast, line.Escalation.CallsAtMost), Is.EqualTo((21L, 8L, 35L)), "9 of 42, give or take two standard errors");
        Assert.That((line.Escalation.Spared, line.Saved), Is.EqualTo((111L, (MicroUsd?)new MicroUsd(2_220_000))));
    }

    [Test]
    public async Task A_run_turns_out_within_what_the_estimate_said()
    {
        MediaItem[] photos = Photos(50);
        int asked = 0;
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered([Keyword("dog", asked++ % 4 == 0 ? 0.5 : 0.9)])));
        foreach (MediaItem photo in photos)
        {
            await _site.UploadAsync(photo);
        }

        MediaItem[] more = Photos(60);
        EscalationEstimate foretold = (await EstimateAsync()).Connections[1].Escalation!;
        int before = _dear.Calls;
        foreach (MediaItem photo in more)
        {
            await _site.UploadAsync(photo);
        }

        Assert.That(_dear.Calls - before, Is.InRange(foretold.CallsAtLeast, foretold.CallsAtMost));
    }

    [Test]
    public async Task Afterwards_it_is_told_how_many_images_did_not_need_it_and_what_that_saved()
    {
        MediaItem[] photos = Photos(50);
        int asked = 0;
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered([Keyword("dog", asked++ % 5 == 0 ? 0.5 : 0.9)])));
        _dear.Does((_, _) => Task.FromResult(VisionReply.Answered([Alt("Two dogs")], new Usage { Cost = new MicroUsd(15_000) })));
        foreach (MediaItem photo in photos)
        {
            await _site.UploadAsync(photo);
        }

        Spared spared = (await _site.Spared.SinceAsync(_site.Start, default)).Single();

        Assert.That(spared, Is.EqualTo(new Spared("dear", "vision", 0.6, 50, 40, new MicroUsd(600_000), EstimateBasis.PastCalls)));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task What_was_saved_is_counted_again_after_a_minute_and_nobody_waits_for_it(CancellationToken cancellationToken)
    {
        var latest = new LatestSpared(_site.Spared, _site.Clock);
        async Task<long> ImagesAsync() => (await latest.ThisMonthAsync(cancellationToken)).Single().Images;
        await UploadAsync();

        Assert.That(await ImagesAsync(), Is.EqualTo(1));

        await _site.UploadAsync(Photos(1).Single());
        Assert.That(await ImagesAsync(), Is.EqualTo(1), "counted a moment ago");
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await ImagesAsync(), Is.EqualTo(1), "as it was counted last");
        while (await ImagesAsync() != 2)
        {
            await Task.Yield();
        }
    }

    private void Below(double bar) => _site.Default = _site.Default with
    {
        Steps =
        [
            new Step("vision", VisionTasks.Keywords | VisionTasks.AltText),
            new Step("dear", VisionTasks.AltText) { When = new Escalation("vision", bar) },
        ],
    };

    private Task<RunEstimate> EstimateAsync() => _site.Estimates.OfAsync(new RunSelection(), default);

    private async Task<MediaItem> UploadAsync(byte[]? file = null)
    {
        MediaItem photo = _site.Library.Add(file ?? Jpeg);
        await _site.UploadAsync(photo);
        return photo;
    }

    // What follows the end of a JPEG is not part of the picture.
    private MediaItem[] Photos(int count) => [.. Enumerable.Range(0, count).Select(_ => _site.Library.Add([.. Jpeg, .. RandomNumberGenerator.GetBytes(16)]))];

    private string? AltTextOf(MediaItem photo) => _site.Library[photo.Key].Fields[AltText].Text;
}
