using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>An editor has another connection look at an image, on a real database file.</summary>
public sealed class AskOtherTests
{
    private Site _site = null!;
    private ScriptedProvider _other = null!;
    private AskOther _ask = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task UploadAsync()
    {
        _site = await Site.OpenAsync();
        _site.Provider.Says(Alt("A dog"), Keyword("dog", 0.92));
        _other = _site.Connect("second-opinion", usdPerImage: 0.002m, model: "another");
        _other.Says(Alt("Two dogs at a window"), Keyword("dog", 0.8), Keyword("window", 0.9));
        _photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(_photo);
        _ask = new AskOther(_site.Sample, _site.Suggestions, _site, _site.Clock, _site.Ear);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        using Site site = _site;
        await site.SumsAreRightAsync();
    }

    [Test]
    public async Task What_it_says_that_is_new_waits_for_a_yes_and_what_is_there_stays_as_it_is()
    {
        IReadOnlyList<Suggestion> before = await SuggestionsAsync();
        MediaItem fields = _site.Library[_photo.Key];

        await AskAsync();

        Suggestion[] added = [.. (await SuggestionsAsync()).Where(suggestion => before.All(earlier => earlier.Id != suggestion.Id))];
        Assert.Multiple(async () =>
        {
            Assert.That(added.Select(suggestion => (suggestion.Value, suggestion.State)), Is.EquivalentTo(new[]
            {
                ("Two dogs at a window", SuggestionState.Pending), ("window", SuggestionState.Pending),
            }));
            Assert.That((await SuggestionsAsync()).Except(added), Is.EquivalentTo(before));
            Assert.That(_site.Library[_photo.Key].Fields, Is.EqualTo(fields.Fields));
            Assert.That((await _site.Analyses.GetAsync([added[0].AnalysisId], default)).Single().Connection, Is.EqualTo("second-opinion"));
            Assert.That(_site.Ear.Heard.OfType<Tagged>().Last(), Has.Property("Waiting").EqualTo(2).And.Property("Written").Empty);
        });
    }

    [Test]
    public async Task Its_answer_is_paid_for_once_in_the_editors_name_and_asked_for_again_it_is_known()
    {
        await AskAsync();
        await AskAsync();

        LedgerEntry[] calls = [.. (await _site.Ledger.ForMediaAsync(_photo.Key, 10, default)).Where(call => call.Connection == "second-opinion")];
        Assert.That(calls.Select(call => (call.Cost, call.Editor)), Is.EqualTo(new[] { (new MicroUsd(2_000), (Guid?)Editor) }));
        Assert.That((await SuggestionsAsync()).Count(suggestion => suggestion.Value == "window"), Is.EqualTo(1));
    }

    [Test]
    public async Task It_is_told_how_much_of_what_it_says_is_new()
    {
        Assert.That((await AskAsync()).Waiting, Is.EqualTo(2));
        Assert.That(await AskAsync(), Has.Property("Waiting").Zero.And.Property("IsOvertaken").False);
    }

    [Test]
    public async Task Where_somebody_changes_the_suggestions_meanwhile_it_is_told_and_asking_again_costs_nothing()
    {
        await AskAsync();
        await _site.RunSqlAsync($"UPDATE autoTagSuggestion SET state = {(int)SuggestionState.Superseded} WHERE value = 'window'");
        var seams = new MeddlingSeams();
        var ask = new AskOther(_site.Sample, seams.Around(_site.Suggestions), _site, _site.Clock, _site.Ear);
        seams.Before = (call, _) =>
        {
            if (call == nameof(ISuggestionStore.SaveAsync))
            {
                _site.RunSqlAsync("UPDATE autoTagSuggestion SET version = version + 1 WHERE value = 'window'").GetAwaiter().GetResult();
            }
        };

        Asked overtaken = await ask.AskAsync(_site.Library[_photo.Key], _site.Find("second-opinion")!, Editor, default);
        Asked again = await AskAsync();

        Assert.That((overtaken.IsOvertaken, overtaken.Waiting), Is.EqualTo((true, 0)));
        Assert.That((again.IsOvertaken, again.Waiting, _other.Calls), Is.EqualTo((false, 1, 1)));
    }

    [Test]
    public async Task Of_two_editors_who_ask_it_at_once_one_is_told_so_and_everything_it_says_is_suggested_once()
    {
        var seams = new MeddlingSeams();
        var ask = new AskOther(_site.Sample, seams.Around(_site.Suggestions), _site, _site.Clock, _site.Ear);
        Asked? first = null;
        seams.Before = (call, _) =>
        {
            if (call == nameof(ISuggestionStore.SaveAsync))
            {
                first = AskAsync().GetAwaiter().GetResult();
            }
        };

        Asked second = await ask.AskAsync(_site.Library[_photo.Key], _site.Find("second-opinion")!, Editor, default);

        Assert.That((first!.Waiting, second.Waiting, second.IsOvertaken, _other.Calls), Is.EqualTo((2, 0, true, 1)));
        Assert.That((await SuggestionsAsync()).Select(suggestion => (suggestion.Field, suggestion.Value)), Is.Unique);
    }

    [Test]
    public async Task A_budget_that_does_not_allow_it_holds()
    {
        _site.Budgets.Add(new Budget { Name = "tight", Period = BudgetPeriod.Day, Money = new MicroUsd(1_999), Key = "AutoTag:Budgets:tight" });

        Sampled asked = (await AskAsync()).Sampled;

        Assert.That((asked.Failure!.ReasonCode, _other.Calls), Is.EqualTo(("OverBudget", 0)));
    }

    [Test]
    public async Task What_somebody_has_rejected_is_not_suggested_again_whoever_says_it()
    {
        await AskAsync();
        Suggestion window = (await SuggestionsAsync()).Single(suggestion => suggestion.Value == "window");
        await _site.Review.DecideAsync([new ReviewDecision(window.Id, ReviewVerdict.Reject, window.Version)], Editor, default);

        await AskAsync();

        Assert.That((await SuggestionsAsync()).Single(suggestion => suggestion.Value == "window").State, Is.EqualTo(SuggestionState.Rejected));
    }

    [Test]
    public async Task An_image_that_is_never_sent_is_not_sent_there_either()
    {
        await _site.Items.SetIgnoredAsync(_photo.Key, _photo.Path, ignored: true, Editor, default);

        await AskAsync();

        Assert.That(_other.Calls, Is.Zero);
    }

    [Test]
    public async Task An_image_with_three_calls_in_vain_behind_it_is_asked_about_all_the_same_because_somebody_wants_it()
    {
        MediaItem photo = await GivenUpAsync();

        Sampled asked = (await AskAsync(photo)).Sampled;

        Assert.That((asked.Failure, _other.Calls), Is.EqualTo(((Failure?)null, 1)));
        Assert.That((await _site.Suggestions.ForMediaAsync(photo.Key, default)).Select(suggestion => suggestion.Value), Has.Some.EqualTo("window"));
    }

    [Test]
    public async Task A_look_that_only_tries_the_profile_out_still_counts_what_was_paid_in_vain()
    {
        MediaItem photo = await GivenUpAsync();
        int calls = _site.Provider.Calls;

        Sampled tried = await _site.Sample.LookAsync(_site.Library[photo.Key], Editor, default);

        Assert.That((tried.Decision, _site.Provider.Calls), Is.EqualTo(((Decision?)null, calls)));
    }

    [TestCase(Charged.Yes, "It refuses to look. It was paid for.")]
    [TestCase(Charged.Unknown, "It refuses to look. It may have been paid for.")]
    [TestCase(Charged.No, "It refuses to look.")]
    public async Task Where_nothing_comes_of_it_it_is_told_whether_it_was_paid_for(Charged charged, string expected)
    {
        _other.Fails(new Failure(FailureKind.Refused, "It refuses to look.") { Charged = charged });

        Assert.That((await AskAsync()).Sampled.WhyNothing, Is.EqualTo(expected));
    }

    private async Task<MediaItem> GivenUpAsync()
    {
        MediaItem photo = _site.Library.Add(AnotherJpeg);
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down, after the first of your looks.") { Charged = Charged.Yes });
        await _site.UploadAsync(photo);
        for (int i = 0; i < 5; i++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(2));
            await _site.WorkAsync();
        }

        Assert.That((await _site.StateOfAsync(photo)).Tries.Paid, Is.EqualTo(FailureRules.MaxPaidAttempts));
        return photo;
    }

    private Task<Asked> AskAsync(MediaItem photo) => _ask.AskAsync(_site.Library[photo.Key], _site.Find("second-opinion")!, Editor, default);

    private Task<Asked> AskAsync() => AskAsync(_photo);

    private Task<IReadOnlyList<Suggestion>> SuggestionsAsync() => _site.Suggestions.ForMediaAsync(_photo.Key, default);
}
