using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>Lets time pass until nothing is left to do: the queue runs empty, and a sweep over everything finds nothing more.</summary>
internal static class Quiet
{
    private const int MostRounds = 12;

    public static async Task ComeAsync(RacedItem item)
    {
        await WorkOffAsync(item);
        item.Site.Clock.Advance(TimeSpan.FromDays(1));
        await item.Site.Sweep.RunAsync(all: false, default);
        await WorkOffAsync(item);
        item.Site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await item.Site.Sweep.RunAsync(all: false, default), Is.Zero, "a second sweep finds nothing more to do");
        item.Site.Clock.Advance(TimeSpan.FromHours(1));
        await item.Site.Reservations.ExpireAsync(default);
    }

    private static async Task WorkOffAsync(RacedItem item)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            await item.Site.WorkAsync();
            WorkItem? work = await item.Site.Items.FindAsync(item.Key, default);
            if (work is not { State: WorkState.Waiting or WorkState.Working })
            {
                return;
            }

            item.Site.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Fail($"The item never comes to rest: {await item.Site.Items.FindAsync(item.Key, default)}");
    }
}
