using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Corridor.Tests;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>What must hold in the end, whatever happened.</summary>
internal static class Verdict
{
    private static readonly string[] s_tablesOfAnItem = ["autoTagWorkItem", "autoTagSuggestion", "autoTagDecision", "autoTagFieldWrite", "autoTagExemption", "autoTagWish"];

    public static async Task OnAsync(RacedItem item)
    {
        Assert.That(item.Borders.Errors, Is.Empty, "nothing throws");
        await OnMoneyAsync(item);
        await item.Site.SumsAreRightAsync();
        await OnWishesAsync(item);
        if (item.IsDeleted)
        {
            await OnDeletedAsync(item);
            return;
        }

        WorkItem? work = await item.Site.Items.FindAsync(item.Key, default);
        IReadOnlyList<Suggestion> suggestions = await item.Site.Suggestions.ForMediaAsync(item.Key, default);
        MediaItem now = item.Site.Library[item.Key];
        Assert.Multiple(() =>
        {
            OnHumans(item, now);
            OnState(item, work);
        });
        await OnNobodysAsync(item, now);
        Assert.That(await item.Site.AskAsync("SELECT COUNT(*) FROM autoTagFieldWrite WHERE confirmed = 0"), Is.Zero, "no write is left in doubt");
        if (work?.State == WorkState.Done && !item.IsTrashed)
        {
            OnMachines(item, now, work);
            OnSuggestions(item, now, suggestions);
            await OnAnalysesAsync(item);
        }
    }

    private static async Task OnMoneyAsync(RacedItem item)
    {
        Assert.That(await item.Site.AskAsync("SELECT COUNT(*) FROM autoTagLedger"), Is.EqualTo(item.Calls), "every call is in the ledger once");
        Assert.That(await item.Site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero, "nothing stays put aside");
        // A call that was on its way when the human said so cannot be called back.
        if (item.CallsWhenForbidden is { } before)
        {
            Assert.That(item.Calls - before, Is.LessThanOrEqualTo(item.IsPastLastLook ? 1 : 0), "what must not be sent is not sent");
        }
    }

    // The same twice, from both sides: what is open is wished for, and what is wished for is open.
    private static async Task OnWishesAsync(RacedItem item)
    {
        const string Open = "SELECT mediaKey, origin, requestedBy, enqueuedAt FROM autoTagWorkItem WHERE state IN (0, 1, 4) AND requestedBy IS NOT NULL AND runId IS NULL";
        const string Wished = "SELECT mediaKey, origin, requestedBy, askedAt FROM autoTagWish";
        Assert.That(await item.Site.AskAsync($"SELECT COUNT(*) FROM ({Open} EXCEPT {Wished})"), Is.Zero, "what an editor asked for outlasts the queue");
        Assert.That(await item.Site.AskAsync($"SELECT COUNT(*) FROM ({Wished} EXCEPT {Open})"), Is.Zero, "and nothing that is done is wished for");
    }

    private static async Task OnDeletedAsync(RacedItem item)
    {
        foreach (string table in s_tablesOfAnItem)
        {
            Assert.That(await item.Site.AskAsync($"SELECT COUNT(*) FROM {table}"), Is.Zero, $"nothing of a deleted item stays in {table}");
        }
    }

    private static async Task OnNobodysAsync(RacedItem item, MediaItem now)
    {
        if (item.IsOnlyAsked)
        {
            Assert.That(
                now.Fields.Where(field => !item.Humans.ContainsKey(field.Key) && !field.Value.IsEmpty).Select(field => $"{field.Key.Field}: {field.Value}"),
                Is.Empty,
                "whoever only asks what would be suggested has nothing written");
            Assert.That(await item.Site.AskAsync("SELECT COUNT(*) FROM autoTagFieldWrite WHERE decidedBy IS NULL"), Is.Zero, "nor has it been written for a moment");
        }
    }

    private static void OnHumans(RacedItem item, MediaItem now)
    {
        foreach ((FieldKey field, FieldValue value) in item.Humans)
        {
            Assert.That(now.Fields[field].ToString(), Is.EqualTo(value.ToString()), $"the human's {field.Field} stays");
        }
    }

    private static void OnState(RacedItem item, WorkItem? work)
    {
        WorkState[] right = item switch
        {
            { IsIgnored: true } => [WorkState.Ignored],
            { IsTrashed: true } or { IsExcluded: true } => [WorkState.Done, WorkState.Skipped],
            _ => [WorkState.Done],
        };
        bool hasNoWork = work is null && item.IsTrashed;
        Assert.That(hasNoWork || right.Contains(work!.State), Is.True, $"the item ends in the right state, not as {work}");
    }

    private static void OnMachines(RacedItem item, MediaItem now, WorkItem work)
    {
        Assert.That(work.ContentHash, Is.EqualTo(ContentHash.Of(item.Site.Library.FileOf(item.Key)).Hex), "what was looked at is the file of now");
        Assert.Multiple(() =>
        {
            if (!item.Humans.ContainsKey(Given.AltText) && !(item.IsAsked && now.Fields[Given.AltText].IsEmpty))
            {
                Assert.That(now.Fields[Given.AltText].Text, Is.EqualTo(item.Words.AltText), "the alt text is of this file");
            }

            if (!item.Humans.ContainsKey(Keywords) && !(item.IsAsked && now.Fields[Keywords].IsEmpty))
            {
                Assert.That(now.Fields[Keywords].Parts, Is.EquivalentTo(item.Words.Keywords), "the keywords are of this file");
            }
        });
    }

    private static void OnSuggestions(RacedItem item, MediaItem now, IReadOnlyList<Suggestion> suggestions)
    {
        IEnumerable<Suggestion> live = suggestions.Where(suggestion => suggestion.State is SuggestionState.Pending or SuggestionState.Applied);
        HashSet<string> words = [item.Words.AltText, .. item.Words.Keywords, "perhaps a cat"];
        Assert.Multiple(() =>
        {
            Assert.That(
                suggestions.Where(suggestion => suggestion.State is SuggestionState.Applied && !Holds(now, suggestion)).Select(Said), Is.Empty, "what says it is written is there");
            Assert.That(
                suggestions.Where(suggestion => suggestion is { State: SuggestionState.Accepted or SuggestionState.Edited, DecidedBy: not null } && !Holds(now, suggestion)).Select(Said),
                Is.Empty,
                "what a human said yes to is there");
            Assert.That(
                suggestions.Where(suggestion => suggestion.State == SuggestionState.Rejected && Holds(now, suggestion)).Select(Said), Is.Empty, "what a human said no to is not there");
            // In a field that has become a human's, the machine's earlier words stay what they are.
            Assert.That(
                live.Where(suggestion => !words.Contains(suggestion.Value) && !item.Humans.ContainsKey(suggestion.Field)).Select(Said),
                Is.Empty,
                "nothing is proposed that nobody says any more");
            Assert.That(suggestions.Select(suggestion => (suggestion.Field, FieldText.Fold(suggestion.Value))), Is.Unique, "nothing is proposed twice");
        });
    }

    // An answer that is kept under the wrong picture would be given to every copy of that picture.
    private static async Task OnAnalysesAsync(RacedItem item)
    {
        if (item.AskedAt is { } askedAt)
        {
            long newest = await item.Site.AskAsync("SELECT MAX(createdAt) FROM autoTagAnalysis");
            Assert.That(newest, Is.GreaterThanOrEqualTo(askedAt.UtcTicks), "who asked for a new answer got one");
        }

        MediaItem copy = item.Site.Library.Add(Jpeg);
        await item.Site.UploadAsync(copy);
        Assert.That(item.Site.Library[copy.Key].Fields[Given.AltText].Text, Does.Contain("dogs"), "a copy of the first picture gets the words of the first picture");
    }

    private static bool Holds(MediaItem now, Suggestion suggestion) =>
        now.Fields[suggestion.Field].Parts.Any(part => FieldText.Fold(part) == FieldText.Fold(suggestion.EditedValue ?? suggestion.Value));

    private static string Said(Suggestion suggestion) => $"{suggestion.State} {suggestion.Field.Field} '{suggestion.Value}'";
}
