using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>Whatever can happen to an image happens while an editor accepts a keyword for it, in front of every step of that.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReviewRaceTests
{
    private const string Proposed = "perhaps a cat";

    [TestCaseSource(nameof(Happenings))]
    public async Task What_humans_did_while_an_editor_accepts_stays_and_nothing_is_lost(object happening)
    {
        for (int border = 0; ; border++)
        {
            using RacedItem item = await RacedItem.OpenAsync(Hearing.AtOnce);
            await item.UploadedAsync();
            await item.Site.WorkAsync();
            item.Reopens();
            Suggestion cat = (await item.Site.Suggestions.ForMediaAsync(item.Key, default)).Single(suggestion => suggestion.Value == Proposed);
            var review = new Review(item.Borders.Around<IMediaLibrary>(item.Site.Library), item.Borders.Around(item.Site.Suggestions), item.Site.Clock, new Ear());
            item.Borders.HappensAt(border, async () =>
            {
                item.Site.Clock.Advance(TimeSpan.FromMilliseconds(50));
                await ((Happening)happening).HappensAsync(item);
                item.Site.Clock.Advance(TimeSpan.FromMilliseconds(50));
            });

            ReviewOutcome outcome = (await review.DecideAsync([new ReviewDecision(cat.Id, ReviewVerdict.Accept, cat.Version, null)], Editor, default)).Single();

            if (item.Borders.IsArmed)
            {
                Assert.That(border, Is.GreaterThan(3), "borders of a decision");
                return;
            }

            KeepsWhatHumansDid(item, outcome, $"border {border}, {outcome.Result}");
            await Quiet.ComeAsync(item);
            await Verdict.OnAsync(item);
        }
    }

    private static IEnumerable<TestCaseData> Happenings() => Happening.All.Select(happening => new TestCaseData(happening).SetArgDisplayNames(happening.Name));

    // The keyword may come to what a human made of the field meanwhile, and nothing else may.
    private static void KeepsWhatHumansDid(RacedItem item, ReviewOutcome outcome, string when)
    {
        if (item.IsDeleted)
        {
            return;
        }

        FieldValue now = item.Site.Library[item.Key].Fields[Keywords];
        if (item.Humans.TryGetValue(Keywords, out FieldValue? humans))
        {
            Assert.That(now.Parts.Where(word => word != Proposed), Is.EqualTo(humans.Parts.Where(word => word != Proposed)), $"the human's keywords, {when}");
        }

        if (outcome.Result == ReviewResult.Done)
        {
            item.Humans[Keywords] = now;
        }
    }
}
