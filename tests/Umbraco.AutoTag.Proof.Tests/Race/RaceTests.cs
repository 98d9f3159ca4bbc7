using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>
/// Humans and other workers come in between, at every border between the rooms and what they speak to: the human's value stays, nothing
/// throws, nothing is orphaned, and the image ends where it should.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class RaceTests
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);

    // All of them take several minutes: unless AUTOTAG_ALL_RACES is 1, a fourth is raced at each border, and late or unheard at each second.
    private static readonly bool s_all = Environment.GetEnvironmentVariable("AUTOTAG_ALL_RACES") == "1";

    private const int OneInFew = 4;
    private const int OneInSome = 10;

    /// <summary>Every happening at the borders of every beginning, heard of at once, late or never.</summary>
    public static IEnumerable<TestCaseData> Races()
    {
        string[] ofFirstLook = [.. BordersOf(Beginning.All[0]).Select(border => border.Item)];
        return
            from beginning in Beginning.All
            from border in BordersOf(beginning, ofFirstLook)
            from happening in Happening.All.Index()
            where s_all || IsRaced(beginning, border.Index, happening.Index)
            from hearing in HearingsOf(beginning, border.Index, happening.Item)
            select new TestCaseData(beginning, border.Index, happening.Item, hearing)
                .SetArgDisplayNames(beginning.Name, $"{border.Index:00} {border.Item}", happening.Item.Name, hearing.ToString());
    }

    private static bool IsRaced(Beginning beginning, int border, int happening) =>
        (border + happening) % (beginning.Raced == Raced.FourthAtEach ? OneInFew : OneInSome) == 0;

    private static Hearing[] HearingsOf(Beginning beginning, int border, Happening happening) =>
        happening.IsHeard && (s_all || (beginning.Raced == Raced.FourthAtEach && border % 2 == 0)) ? Enum.GetValues<Hearing>() : [Hearing.AtOnce];

    [TestCaseSource(nameof(Races))]
    public async Task Whatever_comes_in_between_a_humans_value_stays_and_nothing_is_lost(object beginning, int border, object happening, object hearing)
    {
        using RacedItem item = await RacedItem.OpenAsync((Hearing)hearing);
        await ((Beginning)beginning).PrepareAsync(item);
        item.Reopens();
        item.Site.Clock.Advance(s_moment);

        item.Borders.HappensAt(border, async () =>
        {
            item.Site.Clock.Advance(s_moment);
            await ((Happening)happening).HappensAsync(item);
            item.Site.Clock.Advance(s_moment);
        });
        await WalkAsync(item);
        Assert.That(item.Borders.IsArmed, Is.False, "the walk must come to that border");
        await item.HearAsync();
        await Quiet.ComeAsync(item);

        await Verdict.OnAsync(item);
    }

    private static async Task WalkAsync(RacedItem item)
    {
        foreach (Lease lease in await item.Site.Claim.NextAsync(1, default))
        {
            await item.Site.InItsTimeAsync(item.Site.Walk.WalkAsync(lease, default));
        }
    }

    private static IEnumerable<(int Index, string Item)> BordersOf(Beginning beginning, string[] ofFirstLook)
    {
        (int Index, string Item)[] borders = [.. BordersOf(beginning)];
        return s_all || beginning.Raced != Raced.SomeWhereNew
            ? borders
            : borders.Where(border => borders[..(border.Index + 1)].Count(earlier => earlier.Item == border.Item) > ofFirstLook.Count(known => known == border.Item));
    }

    // What happens between two calls is seen by the second one only: in front of each call is every moment there is.
    private static IEnumerable<(int Index, string Item)> BordersOf(Beginning beginning)
    {
        using RacedItem item = RacedItem.OpenAsync(Hearing.AtOnce).GetAwaiter().GetResult();
        beginning.PrepareAsync(item).GetAwaiter().GetResult();
        List<string> passed = item.Borders.Record();
        WalkAsync(item).GetAwaiter().GetResult();
        return [.. passed.Index()];
    }
}
