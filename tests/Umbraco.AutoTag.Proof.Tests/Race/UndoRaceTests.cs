using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Suggestions;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>An undo and an editor's decision about the same image, each wholly in front of every step of the other: what a human said yes to survives.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UndoRaceTests
{
    [Test]
    public async Task An_editor_decides_while_an_undo_is_under_way([Values] ReviewVerdict verdict)
    {
        for (int border = 0; ; border++)
        {
            using RacedItem item = await UploadedAsync();
            var undo = new Undo(item.Borders.Around<IMediaLibrary>(item.Site.Library), item.Borders.Around(item.Site.Suggestions), item.Site.Clock, item.Site.Ear);
            ReviewOutcome? outcome = null;
            item.Borders.HappensAt(border, async () => outcome = await DecideAsync(item, item.Site.Review, verdict));

            await undo.LastWriteAsync(item.Key, Editor, default);

            if (outcome is null)
            {
                Assert.That(border, Is.GreaterThan(6), "borders of an undo");
                return;
            }

            await JudgeAsync(item, outcome, $"border {border}");
        }
    }

    [Test]
    public async Task An_undo_comes_while_an_editor_decides([Values] ReviewVerdict verdict)
    {
        for (int border = 0; ; border++)
        {
            using RacedItem item = await UploadedAsync();
            var review = new Review(item.Borders.Around<IMediaLibrary>(item.Site.Library), item.Borders.Around(item.Site.Suggestions), item.Site.Clock, item.Site.Ear);
            item.Borders.HappensAt(border, () => item.Site.Undo.LastWriteAsync(item.Key, Editor, default));

            ReviewOutcome outcome = await DecideAsync(item, review, verdict);

            if (item.Borders.IsArmed)
            {
                Assert.That(border, Is.GreaterThan(3), "borders of a decision");
                return;
            }

            await JudgeAsync(item, outcome, $"border {border}");
        }
    }

    private static async Task<RacedItem> UploadedAsync()
    {
        RacedItem item = await RacedItem.OpenAsync(Hearing.AtOnce);
        await item.UploadedAsync();
        await item.Site.WorkAsync();
        return item;
    }

    private static async Task<ReviewOutcome> DecideAsync(RacedItem item, Review review, ReviewVerdict verdict)
    {
        Suggestion altText = await AltTextAsync(item);
        var decision = new ReviewDecision(altText.Id, verdict, altText.Version, verdict == ReviewVerdict.Edit ? "Rex and Bella" : null);
        return (await review.DecideAsync([decision], Editor, default)).Single();
    }

    private static async Task JudgeAsync(RacedItem item, ReviewOutcome outcome, string when)
    {
        Suggestion suggestion = await AltTextAsync(item);
        string? text = item.Site.Library[item.Key].Fields[AltText].Text;
        Assert.Multiple(() =>
        {
            if (outcome.Result == ReviewResult.Done)
            {
                Assert.That(suggestion.State, Is.EqualTo(outcome.Now!.State), $"the editor was told so, {when}");
            }

            bool isThere = suggestion.State switch
            {
                SuggestionState.Accepted or SuggestionState.Applied => text == suggestion.Value,
                SuggestionState.Edited => text == suggestion.EditedValue,
                _ => string.IsNullOrEmpty(text),
            };
            Assert.That(isThere, Is.True, $"{suggestion.State} and '{text}', {when}");
        });
    }

    private static async Task<Suggestion> AltTextAsync(RacedItem item) =>
        (await item.Site.Suggestions.ForMediaAsync(item.Key, default)).Single(suggestion => suggestion.Field == AltText);
}
