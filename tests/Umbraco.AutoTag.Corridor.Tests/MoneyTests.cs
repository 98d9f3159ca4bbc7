using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What a call costs on its way through the chain, and what is known of it whatever happens.</summary>
public sealed class MoneyTests
{
    private static readonly Budget s_twoImages = new() { Name = "daily", Period = BudgetPeriod.Day, Money = new MicroUsd(20_000), Key = "AutoTag:Budgets:daily" };

    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
        _site.Provider.Says(Alt("Two dogs at a window"));
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task A_call_is_reserved_at_its_price_and_leaves_a_row_and_no_reservation()
    {
        long openDuringTheCall = 0;
        _site.Provider.Does(async (_, _) =>
        {
            openDuringTheCall = await _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation WHERE callId IS NOT NULL");
            return VisionReply.Answered([Alt("Two dogs")], new Usage { Cost = new MicroUsd(300) });
        });

        LedgerEntry call = (await CallsOfAsync(await UploadAsync())).Single();

        Assert.That(openDuringTheCall, Is.EqualTo(1));
        Assert.That(
            (call.Reserved.Cost, call.Cost, call.PriceBasis, call.Charged, call.Outcome),
            Is.EqualTo(((MicroUsd?)new MicroUsd(10_000), (MicroUsd?)new MicroUsd(300), PriceBasis.Reported, Charged.Yes, CallOutcome.Answered)));
        Assert.That(await OpenReservationsAsync(), Is.Zero);
    }

    [Test]
    public async Task Over_budget_nothing_is_sent_and_the_item_says_which_budget_and_which_key_and_goes_on_the_next_day()
    {
        _site.Budgets.Add(s_twoImages);
        await UploadAsync();
        await UploadAsync(AnotherJpeg);
        MediaItem third = await UploadAsync(Photo());

        WorkItem waiting = await _site.StateOfAsync(third);
        Assert.That((_site.Provider.Calls, waiting.State, waiting.ReasonCode), Is.EqualTo((2, WorkState.Waiting, "OverBudget")));
        Assert.That(waiting.Reason, Is.EqualTo(
            "The budget 'daily' (AutoTag:Budgets:daily) allows 0.02 USD a day. 0.02 USD are spent, 0 USD are reserved for calls under way, and this call may " +
            "cost 0.01 USD. It opens again on 5 March 2026 at 00:00 UTC; to go on before, raise AutoTag:Budgets:daily:Usd."));
        Assert.That(waiting.Attempts, Is.Zero, "waiting for money is no attempt");
        Assert.That(await OpenReservationsAsync(), Is.Zero);

        _site.Clock.Advance(TimeSpan.FromHours(13));
        await _site.WorkAsync();
        Assert.That((_site.Provider.Calls, (await _site.StateOfAsync(third)).State), Is.EqualTo((3, WorkState.Done)));
    }

    [Test]
    public async Task What_waits_for_a_budget_is_made_ready_by_nobody_and_looked_at_again_when_the_next_day_begins()
    {
        _site.Budgets.Add(s_twoImages);
        await UploadAsync();
        await UploadAsync(AnotherJpeg);
        await UploadAsync(Photo());
        int madeReady = 0;
        _site.Library.WhileRendering = () => madeReady++;
        List<MediaItem> more = [];
        foreach (string name in new[] { "display-p3.jpg", "progressive.jpg", "lossy.webp" })
        {
            // Bytes after the end of a picture make another of it.
            more.Add(await UploadAsync([.. Photo(name), 1, 2, 3]));
        }

        WorkItem waiting = await _site.StateOfAsync(more[0]);
        Assert.Multiple(() =>
        {
            Assert.That((madeReady, waiting.State, waiting.ReasonCode), Is.EqualTo((0, WorkState.Waiting, "OverBudget")));
            Assert.That(waiting.Reason, Does.Contain("'daily' (AutoTag:Budgets:daily)"));
            Assert.That(waiting.DueAt, Is.EqualTo(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero)).Within(TimeSpan.FromSeconds(1)));
        });

        _site.Clock.Advance(TimeSpan.FromHours(11));
        Assert.That(await _site.Claim.NextAsync(10, default), Is.Empty, "nobody opens them in between");
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();
        Assert.That(_site.Provider.Calls, Is.EqualTo(4), "two more, of the next day");
    }

    [Test]
    public async Task What_waits_for_a_budget_goes_on_at_once_when_the_budget_is_raised()
    {
        _site.Budgets.Add(s_twoImages);
        await UploadAsync();
        await UploadAsync(AnotherJpeg);
        MediaItem third = await UploadAsync(Photo());

        _site.Budgets[0] = s_twoImages with { Money = new MicroUsd(30_000) };
        _site.Held.LetGo();
        Assert.That(await _site.Items.RecallAsync("OverBudget", default), Is.EqualTo(1));
        await _site.WorkAsync();

        Assert.That((await _site.StateOfAsync(third)).State, Is.EqualTo(WorkState.Done));
    }

    [Test]
    public async Task A_call_too_dear_for_its_budget_does_not_hold_the_cheaper_ones_of_its_connection()
    {
        _site.Budgets.Add(s_twoImages);
        _site.Options.UsdPerImage = 1;
        MediaItem dear = await UploadAsync();
        _site.Options.UsdPerImage = 0.01m;
        MediaItem cheap = await UploadAsync(AnotherJpeg);

        Assert.That(
            ((await _site.StateOfAsync(dear)).State, (await _site.StateOfAsync(cheap)).State), Is.EqualTo((WorkState.Waiting, WorkState.Done)));
    }

    [Test]
    public async Task A_call_whose_price_nobody_knows_is_not_sent_while_a_budget_in_money_applies()
    {
        _site.Options.UsdPerImage = null;
        _site.Budgets.Add(s_twoImages);

        WorkItem waiting = await _site.StateOfAsync(await UploadAsync());

        Assert.That((_site.Provider.Calls, waiting.State, waiting.ReasonCode), Is.EqualTo((0, WorkState.Waiting, "PriceUnknown")));
        Assert.That(waiting.Reason, Does.Contain("'daily'").And.Contain("AutoTag:Connections:vision:UsdPerImage"));
    }

    [Test]
    public async Task A_call_whose_credits_nobody_knows_is_not_sent_while_a_budget_in_credits_applies()
    {
        _site.Budgets.Add(s_twoImages with { Money = null, Credits = 5 });
        MediaItem photo = await UploadAsync();
        Assert.That((await _site.StateOfAsync(photo)).Reason, Does.Contain("AutoTag:Connections:vision:CreditsPerImage"));

        _site.Options.CreditsPerImage = 5;
        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _site.WorkAsync();
        Assert.That((await CallsOfAsync(photo)).Single().CreditsTaken, Is.EqualTo(1m), "as reported, although five were put aside");
    }

    [Test]
    public async Task Without_a_price_and_without_a_budget_a_call_goes_out_and_its_cost_is_unknown_not_zero()
    {
        _site.Options.UsdPerImage = null;

        LedgerEntry call = (await CallsOfAsync(await UploadAsync())).Single();

        Assert.That((call.Cost, call.PriceBasis), Is.EqualTo(((MicroUsd?)null, PriceBasis.Unknown)));
    }

    [Test]
    public async Task An_attempt_that_was_not_charged_costs_nothing_and_gives_back_what_was_put_aside()
    {
        _site.Budgets.Add(s_twoImages);
        _site.Provider.Fails(new Failure(FailureKind.Malformed, "?"));

        LedgerEntry call = (await CallsOfAsync(await UploadAsync())).Single();

        Assert.That((call.Cost, call.Charged, call.Outcome), Is.EqualTo(((MicroUsd?)MicroUsd.Zero, Charged.No, CallOutcome.Failed)));
        Assert.That(await OpenReservationsAsync(), Is.Zero);
    }

    [Test]
    public async Task Attempts_that_were_not_charged_share_what_was_put_aside_and_each_leaves_a_row()
    {
        _site.Budgets.Add(s_twoImages with { Money = new MicroUsd(10_000) });
        var openDuringTheCalls = new List<long>();
        _site.Provider.Does(async (_, _) =>
        {
            openDuringTheCalls.Add(await _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation WHERE callId IS NOT NULL"));
            return _site.Provider.Calls < 3 ? VisionReply.Failed(new Failure(FailureKind.Unavailable, "Overloaded.")) : VisionReply.Answered([Alt("Two dogs")]);
        });

        MediaItem photo = await UploadAsync();

        Assert.That(openDuringTheCalls, Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That((await CallsOfAsync(photo)).Select(call => call.Charged), Is.EquivalentTo(new[] { Charged.No, Charged.No, Charged.Yes }));
        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done), "the budget has room for one image");
        Assert.That(await OpenReservationsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_call_that_never_left_the_server_leaves_no_row()
    {
        _site.Provider.Fails(new Failure(FailureKind.Misconfigured, "This language is not spoken there.") { Sent = false });

        Assert.That(await CallsOfAsync(await UploadAsync()), Is.Empty);
        Assert.That(await OpenReservationsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_refusal_is_charged_and_a_charge_without_a_figure_counts_at_what_was_put_aside()
    {
        _site.Options.UsdPerImage = null;
        _site.Options.CreditsPerImage = 2;
        _site.Options.UsdPerCredit = 0.004m;
        _site.Provider.Fails(new Failure(FailureKind.Refused, "no") { Charged = Charged.Yes });

        LedgerEntry call = (await CallsOfAsync(await UploadAsync())).Single();

        Assert.That(
            (call.Cost, call.PriceBasis, call.CreditsTaken), Is.EqualTo(((MicroUsd?)new MicroUsd(8_000), PriceBasis.Reserved, (decimal?)2)));
    }

    [Test]
    public async Task A_time_out_is_perhaps_paid_at_what_was_put_aside()
    {
        _site.Provider.Does(async (_, token) =>
        {
            // Not longer: here nobody beats for the lease, and an item whose lease ran out is due again.
            _site.Clock.Advance(_site.Options.Timeout);
            await Task.Delay(Timeout.Infinite, token);
            return VisionReply.Answered([]);
        });

        LedgerEntry call = (await CallsOfAsync(await UploadAsync())).Single();

        Assert.That((call.Cost, call.PriceBasis, call.Charged), Is.EqualTo(((MicroUsd?)new MicroUsd(10_000), PriceBasis.Reserved, Charged.Unknown)));
    }

    [Test]
    public async Task A_time_out_before_anything_was_sent_is_not_paid_and_is_no_call()
    {
        _site.Provider.Does(async (_, token) =>
        {
            _site.Clock.Advance(_site.Options.Timeout);
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                throw new NothingSentException("Its token did not come.", token);
            }

            return VisionReply.Answered([]);
        });

        MediaItem photo = await UploadAsync();

        Assert.That((await CallsOfAsync(photo), await OpenReservationsAsync()), Is.EqualTo((Array.Empty<LedgerEntry>(), 0L)));
        Assert.That((await _site.StateOfAsync(photo)).Reason, Does.Contain("Nothing was sent").And.Contain("Its token did not come."));
    }

    [Test]
    public async Task A_call_whose_machine_is_paid_by_the_second_can_be_given_a_price_per_second()
    {
        _site.Options.UsdPerImage = null;
        _site.Budgets.Add(s_twoImages);
        _site.Provider.IsPaidByTime = true;

        WorkItem waiting = await _site.StateOfAsync(await UploadAsync());

        Assert.That(waiting.Reason, Does.Contain("AutoTag:Connections:vision:UsdPerComputeSecond, or AutoTag:Connections:vision:UsdPerImage"));
    }

    [Test]
    public async Task A_fault_of_ours_during_the_call_is_perhaps_paid_and_is_not_hidden()
    {
        _site.Provider.Does((_, _) => throw new InvalidCastException("a bug"));

        LedgerEntry call = (await CallsOfAsync(await UploadAsync())).First();

        Assert.That((call.Cost, call.Charged, call.Outcome), Is.EqualTo(((MicroUsd?)new MicroUsd(10_000), Charged.Unknown, CallOutcome.CutOff)));
        Assert.That(await OpenReservationsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_paid_answer_becomes_a_value_though_the_ledger_cannot_be_written_and_is_entered_later()
    {
        _site.Provider.Does(async (_, _) =>
        {
            await _site.AskAsync("ALTER TABLE autoTagLedger RENAME TO autoTagLedgerAway; SELECT 1");
            return VisionReply.Answered([Alt("Two dogs at a window")]);
        });
        MediaItem photo = await UploadAsync();

        Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs at a window"));
        Assert.That(await OpenReservationsAsync(), Is.EqualTo(1));

        await _site.AskAsync("ALTER TABLE autoTagLedgerAway RENAME TO autoTagLedger; SELECT 1");
        _site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await _site.Reservations.ExpireAsync(default), Is.EqualTo(1));
        LedgerEntry call = (await CallsOfAsync(photo)).Single();
        Assert.That((call.Outcome, call.Charged, call.Cost), Is.EqualTo((CallOutcome.Lost, Charged.Unknown, (MicroUsd?)new MicroUsd(10_000))));
        Assert.That(await _site.AskAsync($"SELECT COUNT(*) FROM autoTagAnalysis WHERE callId = '{call.CallId}'"), Is.EqualTo(1), "it names the row it was paid with");
    }

    [Test]
    public async Task A_worker_that_lost_its_lease_still_settles_what_its_call_cost()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) =>
        {
            _site.Clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(VisionReply.Answered([Alt("From a worker that was thought dead")]));
        });
        await _site.Intake.TakeAsync([Site.Saved(photo)], default);
        Lease lost = (await _site.Items.ClaimAsync("slow", 1, TimeSpan.FromSeconds(30), default)).Single();

        await _site.Walk.WalkAsync(lost, default);

        Assert.That((await CallsOfAsync(photo)).Single().Charged, Is.EqualTo(Charged.Yes));
        Assert.That(await OpenReservationsAsync(), Is.Zero);
    }

    private async Task<MediaItem> UploadAsync(byte[]? bytes = null)
    {
        MediaItem photo = _site.Library.Add(bytes ?? Jpeg);
        await _site.UploadAsync(photo);
        return photo;
    }

    private Task<IReadOnlyList<LedgerEntry>> CallsOfAsync(MediaItem photo) => _site.Ledger.ForMediaAsync(photo.Key, 10, default);

    private Task<long> OpenReservationsAsync() => _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation");
}
