using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>An administrator tries another model on images before the configuration names it, on a real database file.</summary>
public sealed class UpgradeTests
{
    private static readonly ModelUpgrade s_upgrade = new("vision", "old", "new");

    private Site _site = null!;
    private CompareModels _compare = null!;
    private MediaItem _photo = null!;
    private VisionReply _new = null!;

    [SetUp]
    public async Task UploadAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.Model = "old";
        _site.Options.UsdPerImage = 0.002m;
        _new = Says("scripted-2027", Alt("Two dogs at a window"), Keyword("dog", 0.9), Keyword("window", 0.5));
        _site.Provider.Does((request, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromSeconds(request.Model == "new" ? 3 : 1));
            return Task.FromResult(request.Model == "new" ? _new : Says("scripted-2026", Alt("A dog"), Keyword("Dog", 0.92), Keyword("pet", 0.8)));
        });
        _photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(_photo);
        _compare = new CompareModels(_site.Sample, _site.Ledger, _site, _site);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task Both_models_are_told_side_by_side_with_what_each_cost_and_nothing_is_written()
    {
        IReadOnlyList<Suggestion> before = await _site.Suggestions.ForMediaAsync(_photo.Key, default);
        MediaItem fields = _site.Library[_photo.Key];

        ComparedModels compared = await CompareAsync();

        ComparedField keywords = compared.Fields.Single(field => field.Key == Keywords);
        ComparedField text = compared.Fields.Single(field => field.Key == AltText);
        Assert.Multiple(async () =>
        {
            Assert.That(keywords.Kept.Concat(["|"]).Concat(keywords.Gained).Concat(["|"]).Concat(keywords.Lost), Is.EqualTo(new[] { "Dog", "|", "window", "|", "pet" }));
            Assert.That((text.Kept, text.Gained[0], text.Lost[0]), Is.EqualTo((Array.Empty<string>(), "Two dogs at a window", "A dog")));
            Assert.That((compared.Present.Cost, compared.Present.Latency, compared.Present.Reported, compared.Present.Waiting), Is.EqualTo((new MicroUsd(2_000), TimeSpan.FromSeconds(1), "scripted-2026", 0)));
            Assert.That((compared.Other.Cost, compared.Other.Latency, compared.Other.Reported, compared.Other.Waiting), Is.EqualTo((new MicroUsd(2_000), TimeSpan.FromSeconds(3), "scripted-2027", 1)));
            Assert.That(compared.NewCalls.Select(call => (call.ModelAsked, call.Editor)), Is.EqualTo(new[] { ("new", (Guid?)Editor) }), "what the present model said is known");
            Assert.That(await _site.Suggestions.ForMediaAsync(_photo.Key, default), Is.EqualTo(before));
            Assert.That(_site.Library[_photo.Key].Fields, Is.EqualTo(fields.Fields));
        });
    }

    [Test]
    public async Task What_people_wrote_and_rejected_makes_no_difference_to_the_comparison()
    {
        Suggestion pet = (await _site.Suggestions.ForMediaAsync(_photo.Key, default)).Single(suggestion => suggestion.Value == "pet");
        await _site.Review.DecideAsync([new ReviewDecision(pet.Id, ReviewVerdict.Reject, pet.Version)], Editor, default);

        ComparedModels compared = await CompareAsync();

        Assert.That(compared.Fields.Single(field => field.Key == Keywords).Lost, Is.EqualTo(new[] { "pet" }));
    }

    [Test]
    public async Task Once_the_configuration_names_the_other_model_what_it_said_is_known_and_under_the_revision_it_was_asked_under()
    {
        RunEstimate before = await EstimateAsync();
        ComparedModels compared = await CompareAsync();
        await CompareAsync();
        RunEstimate after = await EstimateAsync();
        int calls = _site.Provider.Calls;

        _site.Options.Model = "new";
        await _site.TagNowAsync(_site.Library[_photo.Key]);

        Assert.Multiple(() =>
        {
            Assert.That((before.Calls, after.Calls), Is.EqualTo((1L, 0L)));
            Assert.That((calls, _site.Provider.Calls), Is.EqualTo((2, 2)));
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
            Assert.That(compared.NewCalls.Single().RevisionId, Is.EqualTo(RevisionOf.Profile(_site.Default, _site, _site.Clock.GetUtcNow()).Id));
        });
    }

    [Test]
    public async Task What_was_answered_to_another_name_of_the_connection_is_known()
    {
        _site.Connect("eyes", _site.Provider, usdPerImage: 0.002m, model: "old");
        _site.Default = _site.Default with { Steps = [_site.Default.Steps[0] with { Connection = "eyes" }] };

        Task<ComparedModels> look = _compare.LookAsync(_photo, s_upgrade with { Connection = "eyes" }, Editor, default);
        await _site.InItsTimeAsync(look);

        Assert.That(((await look).Present.HasAnswered, (await look).Other.HasAnswered, _site.Provider.Calls), Is.EqualTo((true, true, 2)));
        Assert.That((await look).Fields, Is.Not.Empty);
    }

    [TestCase(FailureKind.Misconfigured)]
    [TestCase(FailureKind.Unauthorised)]
    [TestCase(FailureKind.Unavailable)]
    [TestCase(FailureKind.OutOfCredit)]
    [TestCase(FailureKind.Throttled)]
    public async Task A_model_that_does_not_work_stops_nothing_that_the_site_is_asking_for(FailureKind kind)
    {
        _new = VisionReply.Failed(new Failure(kind, "There is no such model."));
        for (int i = 0; i < 4; i++)
        {
            Task<ComparedModels> look = CompareAsync();
            await _site.InItsTimeAsync(look);
            Assert.That(((await look).Other.HasAnswered, (await look).Other.Sampled.Failure?.Kind, (await look).Fields.Count), Is.EqualTo((false, (FailureKind?)kind, 0)));
        }

        MediaItem upload = _site.Library.Add(AnotherJpeg);
        await _site.UploadAsync(upload);

        Assert.That(_site.Library[upload.Key].Fields[AltText].Text, Is.EqualTo("A dog"));
    }

    [Test]
    public async Task A_trial_does_not_find_out_whether_a_connection_that_is_held_works_again()
    {
        await _site.ConnectionStates.ChangeAsync(
            null, new ConnectionState("vision", ConnectionHealth.OutOfCredit, _site.Clock.GetUtcNow(), "Empty.", _site.Clock.GetUtcNow()), default);
        _site.Clock.Advance(TimeSpan.FromHours(1));

        ComparedModels compared = await CompareAsync();

        Assert.That((compared.Other.Sampled.Failure?.Kind, _site.Provider.Calls), Is.EqualTo((FailureKind.OutOfCredit, 1)));
    }

    [Test]
    public async Task A_model_that_answers_under_another_name_does_not_stop_the_connection_either()
    {
        _site.Options.WhenModelDrifts = WhenModelDrifts.Stop;
        _site.Options.Model = "scripted-2026";
        var upgrade = new ModelUpgrade("vision", "scripted-2026", "new");

        await _compare.LookAsync(_site.Library[_photo.Key], upgrade, Editor, default);

        Assert.That((await _site.ConnectionStates.FindAsync("vision", default))?.Health, Is.Null.Or.EqualTo(ConnectionHealth.Ok));
    }

    [Test]
    public async Task Nobody_stands_in_for_a_model_that_is_compared()
    {
        ScriptedProvider other = _site.Connect("stand-in");
        other.Says(Alt("A stand-in's words"));
        Step step = _site.Default.Steps[0];
        _site.Default = _site.Default with { Steps = [step with { Fallbacks = [new Fallback(step with { Connection = "stand-in" }, "key") { AllowDearer = true }] }] };
        _new = VisionReply.Failed(new Failure(FailureKind.Refused, "It refuses to look.") { Charged = Charged.Yes });

        ComparedModels compared = await CompareAsync();

        Assert.That((compared.Other.HasAnswered, compared.Other.Sampled.WhyNothing, other.Calls), Is.EqualTo((false, "It refuses to look. It was paid for.", 0)));
    }

    [Test]
    public async Task A_budget_that_does_not_allow_it_holds()
    {
        _site.Budgets.Add(new Budget { Name = "tight", Period = BudgetPeriod.Day, Money = new MicroUsd(2_001), Key = "AutoTag:Budgets:tight" });

        ComparedModels compared = await CompareAsync();

        Assert.That((compared.Other.Sampled.Failure!.ReasonCode, _site.Provider.Calls), Is.EqualTo(("OverBudget", 1)));
    }

    [TestCase(0.9, true)]
    [TestCase(0.95, false)]
    public async Task An_image_that_does_not_need_the_models_step_is_none_that_it_did_not_answer_about(double bar, bool isSpared)
    {
        _site.Connect("cheap").Says(Keyword("dog", 0.92));
        _site.Default = _site.Default with
        {
            Steps = [new Step("cheap", VisionTasks.Keywords), new Step("vision", VisionTasks.AltText) { When = new Escalation("cheap", bar) }],
        };

        ComparedModels compared = await CompareAsync();

        Assert.That((compared.Present.IsNotNeeded, compared.Present.HasAnswered), Is.EqualTo((isSpared, !isSpared)));
        Assert.That((compared.Other.IsNotNeeded, compared.Other.HasAnswered), Is.EqualTo((isSpared, !isSpared)));
    }

    [Test]
    public async Task A_step_that_was_asked_and_failed_is_a_part_that_is_missing_though_it_is_not_always_asked()
    {
        _site.Default = _site.Default with
        {
            Steps = [new Step("vision", VisionTasks.Keywords), new Step("vision", VisionTasks.AltText) { When = new Escalation("vision", 0.95) }],
        };
        VisionReply refused = VisionReply.Failed(new Failure(FailureKind.Refused, "It refuses to describe it.") { Charged = Charged.Yes });
        _site.Provider.Does((request, _) => Task.FromResult(request.Tasks == VisionTasks.AltText ? refused : Says(request.Model!, Keyword("dog", 0.92))));

        ComparedModels compared = await CompareAsync();

        Assert.That((compared.Other.HasAnswered, compared.Other.IsNotNeeded), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task What_was_paid_for_the_present_model_in_vain_does_not_keep_the_other_one_from_being_asked()
    {
        MediaItem photo = _site.Library.Add(AnotherJpeg);
        _site.Provider.Does((request, _) => Task.FromResult(request.Model == "new"
            ? _new
            : VisionReply.Failed(new Failure(FailureKind.Throttled, "Slow down, after the first of your looks.") { Charged = Charged.Yes })));
        await _site.UploadAsync(photo);
        for (int i = 0; i < 5; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(2));
            await _site.WorkAsync();
        }

        Assert.That((await _site.StateOfAsync(photo)).Tries.Paid, Is.EqualTo(FailureRules.MaxPaidAttempts));
        _site.Clock.Advance(TimeSpan.FromHours(2));
        _site.Provider.Does((request, _) => Task.FromResult(request.Model == "new" ? _new : Says("scripted-2026", Alt("A dog"))));
        await _site.UploadAsync(_site.Library.Add([.. Jpeg, 0]));
        int calls = _site.Provider.Calls;

        ComparedModels compared = await _compare.LookAsync(_site.Library[photo.Key], s_upgrade, Editor, default);

        Assert.That((compared.Other.HasAnswered, compared.Other.Sampled.WhyNothing), Is.EqualTo((true, (string?)null)));
        Assert.That((compared.Present.HasAnswered, _site.Provider.Calls - calls), Is.EqualTo((false, 1)), "the present model is not paid for in vain once more");
    }

    private static VisionReply Says(string model, params Observation[] observations) => VisionReply.Answered(observations) with { ModelReported = model };

    private Task<ComparedModels> CompareAsync() => _compare.LookAsync(_site.Library[_photo.Key], s_upgrade, Editor, default);

    private Task<RunEstimate> EstimateAsync() => _site.Estimates.OfAsync(new RunSelection(), s_upgrade.In(_site.Default, _site), default);
}
