using Umbraco.AutoTag.Core.Budgets;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class BudgetAlertTests(Engine engine) : StorageTest(engine)
{
    private static readonly BudgetAlert s_alert = new("monthly", BudgetUnit.Money, A.Moment, 20.5m, 80);

    private IBudgetAlertStore Alerts => Server.GetRequiredService<IBudgetAlertStore>();

    [Test]
    public async Task Of_servers_that_see_it_at_once_one_tells()
    {
        for (int round = 0; round < 5; round++)
        {
            BudgetAlert alert = s_alert with { PeriodFrom = A.Moment.AddDays(round) };
            bool[] first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
                Competitor().GetRequiredService<IBudgetAlertStore>().NoteAsync(alert, default))));

            Assert.That(first.Count(told => told), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Another_part_period_limit_unit_or_budget_is_told_by_itself_and_what_was_told_comes_back()
    {
        BudgetAlert[] others =
        [
            s_alert with { Threshold = 100 },
            s_alert with { PeriodFrom = A.Moment.AddMonths(1) },
            s_alert with { Cap = 30 },
            s_alert with { Unit = BudgetUnit.Credits },
            s_alert with { Budget = "daily" },
        ];
        foreach (BudgetAlert alert in others.Prepend(s_alert))
        {
            Assert.That(await Alerts.NoteAsync(alert, default), Is.True, $"{alert}");
            await Alerts.ToldAsync(alert, default);
        }

        Assert.That(await Alerts.NoteAsync(s_alert with { Budget = "MONTHLY" }, default), Is.False, "names ignore case");
        Assert.That(
            await Alerts.SinceAsync(A.Moment, default), Is.EquivalentTo(others.Prepend(s_alert).Select(alert => new NotedAlert(alert, Clock.GetUtcNow()))));
        Assert.That((await Alerts.SinceAsync(A.Moment.AddDays(1), default)).Single().Alert, Is.EqualTo(others[1]));
    }

    [Test]
    public async Task What_a_server_noted_and_did_not_come_to_tell_another_one_tells()
    {
        await Alerts.NoteAsync(s_alert, default);
        Assert.That(await Alerts.NoteAsync(s_alert, default), Is.False, "the first may still be at it");
        Assert.That(await Alerts.SinceAsync(A.Moment, default), Is.Empty, "nobody was told yet");

        Clock.Advance(IBudgetAlertStore.TimeToTell);
        bool[] second = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Competitor().GetRequiredService<IBudgetAlertStore>().NoteAsync(s_alert, default))));
        Assert.That(second.Count(tells => tells), Is.EqualTo(1));

        await Alerts.ToldAsync(s_alert, default);
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await Alerts.NoteAsync(s_alert, default), Is.False, "it was told");
        Assert.That(await Alerts.SinceAsync(A.Moment, default), Has.Count.EqualTo(1));
    }
}
