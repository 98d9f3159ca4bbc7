using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Who is asked where a step's own connection fails, who is not, and what is never paid for.</summary>
public sealed class FallbackTests
{
    private static readonly Failure s_empty = new(FailureKind.OutOfCredit, "The account is empty.");

    private static readonly Dictionary<string, Failure> s_inVain = new()
    {
        ["silent"] = new(FailureKind.Unavailable, "The answer never came.") { Charged = Charged.Unknown },
        ["odd"] = new(FailureKind.Malformed, "The answer could not be understood.") { Charged = Charged.Yes, Repairable = Repairable.Yes },
        ["cut off"] = new(FailureKind.Malformed, "The answer was cut off.") { Charged = Charged.Yes },
        ["refused"] = new(FailureKind.Refused, "It refuses to look at this picture.") { Charged = Charged.Yes },
    };

    private Site _site = null!;
    private ScriptedProvider _other = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
        _other = _site.Connect("other", usdPerImage: 0.01m, model: "other-1");
        _other.Says(Alt("Two spaniels"));
        Given(To("other"));
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [TestCase(FailureKind.OutOfCredit)]
    [TestCase(FailureKind.Refused)]
    [TestCase(FailureKind.Unavailable)]
    [TestCase(FailureKind.Unauthorised)]
    [TestCase(FailureKind.Misconfigured)]
    public async Task A_fallback_stands_in_and_the_answer_says_for_whom_and_why(FailureKind kind)
    {
        _site.Provider.Fails(new Failure(kind, "It does not work."));

        MediaItem photo = await UploadAsync();

        Assert.That((AltTextOf(photo), (await _site.StateOfAsync(photo)).State), Is.EqualTo(("Two spaniels", WorkState.Done)));
        Analysis answer = await AnswerOfAsync(photo);
        Assert.That((answer.Connection, answer.StandsInFor), Is.EqualTo(("other", (StandIn?)new StandIn("vision", kind))));
        LedgerEntry paid = (await _site.Ledger.ForMediaAsync(photo.Key, 10, default)).First(call => call.Failure is null);
        Assert.That((paid.CallId, paid.Connection), Is.EqualTo((answer.CallId!.Value, "other")));
    }

    [TestCase(FailureKind.Throttled)]
    [TestCase(FailureKind.BadImage)]
    [TestCase(FailureKind.Malformed)]
    public async Task A_fallback_does_not_stand_in_for_what_passes_cannot_work_or_was_not_asked_for(FailureKind kind)
    {
        _site.Provider.Fails(new Failure(kind, "Not now, or not this one.") { RetryAfter = TimeSpan.FromMinutes(1) });

        MediaItem photo = await UploadAsync();

        Assert.That((_other.Calls, (await _site.StateOfAsync(photo)).ReasonCode), Is.EqualTo((0, kind.ToString())));
    }

    [Test]
    public async Task A_budget_that_says_no_is_not_walked_around()
    {
        _site.Budgets.Add(new Budget { Name = "none", Period = BudgetPeriod.Day, Money = MicroUsd.Zero, Key = "AutoTag:Budgets:none" });

        MediaItem photo = await UploadAsync();

        Assert.That((_site.Provider.Calls, _other.Calls, (await _site.StateOfAsync(photo)).ReasonCode), Is.EqualTo((0, 0, "OverBudget")));
    }

    [Test]
    public async Task A_fallback_answers_to_its_own_causes_only()
    {
        Given(To("other") with { On = FallbackCauses.Malformed | FallbackCauses.Paused });
        _site.Provider.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        Assert.That((_other.Calls, (await _site.StateOfAsync(photo)).ReasonCode), Is.EqualTo((0, "OutOfCredit")));

        await _site.ConnectionStates.PauseAsync("vision", Editor, default);
        MediaItem paused = await UploadAsync(AnotherJpeg);

        Assert.That(AltTextOf(paused), Is.EqualTo("Two spaniels"), "an admin who wants it for a pause says so");
    }

    [Test]
    public async Task While_a_connection_is_held_its_fallback_goes_on_and_no_image_is_parked()
    {
        _site.Provider.Fails(s_empty);
        await UploadAsync();
        int askedOnce = _site.Provider.Calls;

        MediaItem[] more = [await UploadAsync(AnotherJpeg), await UploadAsync(Photo())];

        Assert.That(more.Select(AltTextOf), Is.All.EqualTo("Two spaniels"));
        Assert.That((askedOnce, _site.Provider.Calls, _other.Calls), Is.EqualTo((1, 1, 3)), "a held connection is not asked for each image");
        Assert.That((await _site.Items.CountAsync(PathScope.Everything, default))[WorkState.Done], Is.EqualTo(3));
    }

    [Test]
    public async Task When_the_connection_is_back_an_answer_of_its_fallback_is_not_paid_for_again()
    {
        _site.Provider.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        _site.Provider.Says(Alt("Two dogs"));
        _site.Clock.Advance(TimeSpan.FromHours(1));

        await _site.TagNowAsync(photo);
        MediaItem copy = await UploadAsync();

        Assert.That((_site.Provider.Calls, _other.Calls, AltTextOf(copy)), Is.EqualTo((1, 1, "Two spaniels")));
    }

    [Test]
    public async Task Asking_again_asks_the_connection_itself_first_and_the_newest_answer_stands()
    {
        _site.Provider.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        _site.Provider.Says(Alt("Two dogs"));
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.TagNowAsync(photo, force: true);
        Assert.That(AltTextOf(photo), Is.EqualTo("Two dogs"));

        _site.Provider.Fails(s_empty);
        _other.Says(Alt("Two old spaniels"));
        await _site.TagNowAsync(photo, force: true);
        await _site.TagNowAsync(photo);

        Assert.That((AltTextOf(photo), _site.Provider.Calls, _other.Calls), Is.EqualTo(("Two old spaniels", 3, 2)));
    }

    [Test]
    public async Task Whoever_looked_as_a_step_of_its_own_before_is_not_taken_for_a_stand_in()
    {
        _site.Default = _site.Default with { Steps = [new Step("other", VisionTasks.Keywords | VisionTasks.AltText)] };
        MediaItem photo = await UploadAsync();
        Given(To("other"));
        _site.Provider.Says(Alt("Two dogs"));

        await _site.TagNowAsync(photo);

        Assert.That((AltTextOf(photo), _site.Provider.Calls), Is.EqualTo(("Two dogs", 1)), "a library is re-tagged by a better model with the old one behind it");
    }

    [Test]
    public async Task A_fallback_that_has_answered_the_same_question_before_is_not_paid_again()
    {
        _site.Default = _site.Default with { Steps = [new Step("other", VisionTasks.Keywords | VisionTasks.AltText)] };
        MediaItem photo = await UploadAsync();
        Given(To("other"));
        _site.Provider.Fails(s_empty);

        await _site.TagNowAsync(photo);

        Assert.That((AltTextOf(photo), _other.Calls), Is.EqualTo(("Two spaniels", 1)));
        Assert.That((await AnswerOfAsync(photo)).StandsInFor?.Because, Is.EqualTo(FailureKind.OutOfCredit));
    }

    [Test]
    public async Task What_a_fallback_said_is_known_when_it_becomes_a_step_itself()
    {
        _site.Provider.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        _site.Default = _site.Default with { Steps = [new Step("other", VisionTasks.Keywords | VisionTasks.AltText)] };

        await _site.TagNowAsync(photo);

        Assert.That((AltTextOf(photo), _other.Calls), Is.EqualTo(("Two spaniels", 1)));
    }

    [Test]
    public async Task A_second_account_at_the_same_system_stands_in_as_any_other()
    {
        _site.All[1].Options.Model = null;
        _site.Provider.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        await _site.TagNowAsync(photo);

        Assert.That((_site.Provider.Calls, _other.Calls), Is.EqualTo((1, 1)));
        Assert.That((await AnswerOfAsync(photo)).StandsInFor, Is.EqualTo(new StandIn("vision", FailureKind.OutOfCredit)));
    }

    [Test]
    public async Task Fallbacks_are_asked_in_order_each_for_the_failure_before_it()
    {
        ScriptedProvider third = _site.Connect("third", usdPerImage: 0.01m, model: "third-1");
        third.Says(Alt("Two setters"));
        Given(To("other"), To("third"));
        _site.Provider.Fails(s_empty);
        _other.Fails(new Failure(FailureKind.Unauthorised, "The key is wrong."));

        MediaItem photo = await UploadAsync();

        Assert.That((AltTextOf(photo), (await AnswerOfAsync(photo)).StandsInFor), Is.EqualTo(("Two setters", new StandIn("vision", FailureKind.OutOfCredit))));
    }

    [Test]
    public async Task A_fallback_that_is_only_too_fast_is_waited_for_and_nobody_else_is_asked()
    {
        ScriptedProvider third = _site.Connect("third", usdPerImage: 0.01m, model: "third-1");
        Given(To("other"), To("third"));
        _site.Provider.Fails(s_empty);
        _other.Fails(new Failure(FailureKind.Throttled, "Slow down.") { RetryAfter = TimeSpan.FromSeconds(30) });

        MediaItem photo = await UploadAsync();

        WorkItem waits = await _site.StateOfAsync(photo);
        Assert.That((third.Calls, waits.ReasonCode, waits.WaitsFor, waits.Attempts), Is.EqualTo((0, "Throttled", "other", 0)));
    }

    [TestCase(0.02, "an image may cost up to 0.02 USD there, and up to 0.01 USD at the step's own connection")]
    [TestCase(null, "nobody knows what an image costs there, and it costs up to 0.01 USD at the step's own connection")]
    public async Task A_dearer_fallback_is_left_out_without_leave_and_the_item_says_which_key_gives_it(double? price, string why)
    {
        _site.All[1].Options.UsdPerImage = (decimal?)price;
        _site.Provider.Fails(s_empty);

        MediaItem photo = await UploadAsync();

        WorkItem waits = await _site.StateOfAsync(photo);
        Assert.That((_other.Calls, waits.State, waits.ReasonCode, waits.WaitsFor), Is.EqualTo((0, WorkState.Waiting, "OutOfCredit", "vision")));
        Assert.That(waits.Reason, Is.EqualTo(
            $"The account is empty. The fallback 'other' is left out because {why}. AutoTag:Profile:Steps:0:Fallbacks:0:AllowDearer = true allows it."));
    }

    [Test]
    public async Task A_dearer_fallback_stands_in_with_leave_and_a_cheaper_one_behind_it_without()
    {
        _site.All[1].Options.UsdPerImage = 0.02m;
        ScriptedProvider third = _site.Connect("third", usdPerImage: 0.001m, model: "third-1");
        third.Says(Alt("Two setters"));
        Given(To("other"), To("third"));
        _site.Provider.Fails(s_empty);
        Assert.That(AltTextOf(await UploadAsync()), Is.EqualTo("Two setters"), "left out, and the next one asked");

        Given(To("other") with { AllowDearer = true });

        Assert.That(AltTextOf(await UploadAsync(AnotherJpeg)), Is.EqualTo("Two spaniels"));
    }

    [Test]
    public async Task A_picture_that_was_refused_is_not_paid_for_again_and_again_while_its_fallback_is_waited_for()
    {
        _site.Provider.Fails(new Failure(FailureKind.Refused, "It refuses to look at this picture.") { Charged = Charged.Yes });
        _other.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        Assert.That((await _site.StateOfAsync(photo)).ReasonCode, Is.EqualTo("OutOfCredit"), "the fallback may have its say yet");

        for (int hour = 0; hour < 24; hour++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(1));
            await _site.WorkAsync();
        }

        WorkItem end = await _site.StateOfAsync(photo);
        Assert.That((_site.Provider.Calls, end.State, end.ReasonCode), Is.EqualTo((FailureRules.MaxPaidAttempts, WorkState.Skipped, "Refused")));
    }

    [Test]
    public async Task No_more_than_three_attempts_that_may_have_been_paid_for_whoever_makes_them()
    {
        ScriptedProvider third = _site.Connect("third", usdPerImage: 0.01m, model: "third-1");
        Given(To("other"), To("third"));
        var lost = new Failure(FailureKind.Unavailable, "The answer never came.") { Charged = Charged.Unknown };
        _site.Provider.Fails(lost);
        _other.Fails(lost);
        third.Fails(lost);
        MediaItem photo = await UploadAsync();
        for (int hour = 0; hour < 24; hour++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(1));
            await _site.WorkAsync();
        }

        WorkItem end = await _site.StateOfAsync(photo);
        Assert.That((_site.Provider.Calls + _other.Calls + third.Calls, end.State, end.ReasonCode), Is.EqualTo((3, WorkState.Failed, "Unavailable")));
    }

    [Test]
    public async Task No_more_than_three_calls_are_paid_for_in_vain_however_differently_each_fails(
        [Values("silent", "odd", "cut off", "refused")] string own, [Values("silent", "odd", "cut off", "refused")] string instead)
    {
        ScriptedProvider third = _site.Connect("third", usdPerImage: 0.01m, model: "third-1");
        Fallback Always(string connection) => To(connection) with { On = Fallback.UsualCauses | FallbackCauses.Malformed };
        Given(Always("other"), Always("third"));
        _site.Provider.Fails(s_inVain[own]);
        _other.Fails(s_inVain[instead]);
        third.Fails(s_inVain[own]);

        (WorkItem end, LedgerEntry[] paid) = await AfterADayAsync(await UploadAsync());

        Assert.That((paid.Length, end.State), Is.EqualTo((FailureRules.MaxPaidAttempts, WorkState.Failed)).Or.EqualTo((FailureRules.MaxPaidAttempts, WorkState.Skipped)));
    }

    [Test]
    public async Task A_step_that_comes_after_three_calls_in_vain_is_not_asked_before_somebody_tries_the_image_again()
    {
        Given(To("other") with { On = FallbackCauses.Malformed });
        ScriptedProvider next = _site.Connect("next", usdPerImage: 0.01m, model: "next-1");
        next.Says(Keyword("dog", 0.9));
        _site.Default = _site.Default with { Steps = [.. _site.Default.Steps, new Step("next", VisionTasks.Keywords)] };
        _site.Provider.Fails(s_inVain["odd"]);
        _other.Fails(s_inVain["silent"]);
        MediaItem photo = await UploadAsync();

        (WorkItem end, LedgerEntry[] paid) = await AfterADayAsync(photo);
        Assert.That((paid.Length, next.Calls, end.State), Is.EqualTo((3, 0, WorkState.Failed)));

        _site.Provider.Says(Alt("Two dogs"));
        await _site.TagNowAsync(photo);
        Assert.That((AltTextOf(photo), next.Calls), Is.EqualTo(("Two dogs", 1)));
    }

    [Test]
    public async Task An_answer_that_had_to_be_repaired_counts_where_another_step_fails()
    {
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.AltText), new Step("other", VisionTasks.Keywords)] };
        _site.Provider.Does((request, _) => Task.FromResult(request.IsRepair ? VisionReply.Answered([Alt("Two dogs")]) : VisionReply.Failed(s_inVain["odd"])));
        _other.Fails(s_inVain["silent"]);
        MediaItem photo = await UploadAsync();

        (WorkItem end, LedgerEntry[] paid) = await AfterADayAsync(photo);

        Assert.That((AltTextOf(photo), paid.Length, end.State, end.ReasonCode), Is.EqualTo(("Two dogs", 3, WorkState.Failed, "Unavailable")));
    }

    [Test]
    public async Task A_step_that_waits_does_not_have_another_paid_for_in_vain_without_end()
    {
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.AltText), new Step("other", VisionTasks.AltText)] };
        _site.Provider.Fails(new Failure(FailureKind.Malformed, "nonsense") { Charged = Charged.Yes });
        _other.Fails(s_empty);
        MediaItem photo = await UploadAsync();
        for (int hour = 0; hour < 24; hour++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(1));
            await _site.WorkAsync();
        }

        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(photo)).State), Is.EqualTo((3, WorkState.Failed)));
    }

    [Test]
    public async Task A_fallback_is_asked_only_what_the_step_asks()
    {
        VisionTasks asked = VisionTasks.None;
        _other.Does((request, _) =>
        {
            asked = request.Tasks;
            return Task.FromResult(VisionReply.Answered([Alt("Two spaniels")]));
        });
        _site.Provider.Fails(s_empty);

        await UploadAsync();

        Assert.That(asked, Is.EqualTo(VisionTasks.Keywords | VisionTasks.AltText));
    }

    [Test]
    public async Task What_a_fallback_cannot_say_stays_as_it_was_said_before()
    {
        _site.Provider.Says(Alt("Two dogs"), Keyword("dog", 0.9));
        MediaItem photo = await UploadAsync();
        Given(new Fallback(new Step("other", VisionTasks.Keywords), "AutoTag:Profile:Steps:0:Fallbacks:0"));
        _other.Says(Keyword("spaniel", 0.9));
        _site.Provider.Fails(s_empty);

        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.TagNowAsync(photo, force: true);

        SuggestionState[] states = [.. (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Select(suggestion => suggestion.State)];
        Assert.That(AltTextOf(photo), Is.EqualTo("Two dogs"));
        Assert.That(states, Has.Length.EqualTo(3).And.All.EqualTo(SuggestionState.Applied));
    }

    private async Task<(WorkItem End, LedgerEntry[] Paid)> AfterADayAsync(MediaItem photo)
    {
        for (int hour = 0; hour < 24; hour++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(1));
            await _site.WorkAsync();
        }

        IReadOnlyList<LedgerEntry> calls = await _site.Ledger.ForMediaAsync(photo.Key, 50, default);
        return (await _site.StateOfAsync(photo), [.. calls.Where(call => call is { Failure: not null, Charged: not Charged.No })]);
    }

    private void Given(params Fallback[] fallbacks) => _site.Default = _site.Default with
    {
        Steps = [new Step("vision", VisionTasks.Keywords | VisionTasks.AltText) { Fallbacks = fallbacks }],
    };

    private static Fallback To(string connection) =>
        new(new Step(connection, VisionTasks.Keywords | VisionTasks.AltText), "AutoTag:Profile:Steps:0:Fallbacks:0");

    private async Task<MediaItem> UploadAsync(byte[]? file = null)
    {
        MediaItem photo = _site.Library.Add(file ?? Jpeg);
        await _site.UploadAsync(photo);
        return photo;
    }

    private string? AltTextOf(MediaItem photo) => _site.Library[photo.Key].Fields[AltText].Text;

    private async Task<Analysis> AnswerOfAsync(MediaItem photo)
    {
        Suggestion text = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single(suggestion => suggestion.State == SuggestionState.Applied);
        return (await _site.Analyses.GetAsync([text.AnalysisId], default)).Single();
    }
}
