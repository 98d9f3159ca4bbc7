using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A system that works on jobs is asked afterwards what one came to whose answer was lost.</summary>
public sealed class LostJobTests
{
    private const string Job = "job-1";

    private static readonly Budget s_oneImage = new() { Name = "daily", Period = BudgetPeriod.Day, Money = new MicroUsd(10_000), Key = "AutoTag:Budgets:daily" };

    private Site _site = null!;
    private MediaItem _photo = null!;
    private SettleJobs _jobs = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
        _site.Budgets.Add(s_oneImage);
        _photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(_photo)], default);
        _jobs = new SettleJobs(_site.Ledger, _site, new Prices(_site), _site.Clock, NullLogger<SettleJobs>.Instance);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task A_call_that_was_cut_off_counts_as_what_its_job_came_to_and_its_budget_is_free_again()
    {
        await CutOffAsync(request => request.OnBegun!(Job));
        _site.Provider.Bills[Job] = new JobBill(Charged.Yes, new Usage { Cost = new MicroUsd(300) });
        Assert.That(await SpentAsync(), Is.EqualTo(new MicroUsd(10_000)), "perhaps paid");

        Assert.That(await _jobs.RunAsync(default), Is.Zero, "it may not be counted yet");
        _site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.That(await _jobs.RunAsync(default), Is.EqualTo(1));
        Assert.That(await _jobs.RunAsync(default), Is.Zero);

        LedgerEntry call = await CallAsync();
        Assert.That(
            (call.Cost, call.PriceBasis, call.Charged, call.Outcome, call.Failure, call.RequestId),
            Is.EqualTo(((MicroUsd?)new MicroUsd(300), PriceBasis.Reported, Charged.Yes, CallOutcome.CutOff, (FailureKind?)FailureKind.Unavailable, Job)));
        Assert.That(await SpentAsync(), Is.EqualTo(new MicroUsd(300)));
        Assert.That(await _site.Ledger.RecomputeAsync(default), Is.Zero);
    }

    [Test]
    public async Task The_jobs_of_another_system_that_had_the_same_name_are_not_asked_about()
    {
        await CutOffAsync(request => request.OnBegun!(Job));
        _site.Provider.Bills[Job] = new JobBill(Charged.Yes, new Usage { Cost = new MicroUsd(300) });
        _site.Provider.Declaration = _site.Provider.Declaration with { Alias = "another" };
        _site.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.That(await _jobs.RunAsync(default), Is.Zero);
    }

    [Test]
    public async Task A_call_whose_end_was_read_is_not_asked_about()
    {
        _site.Provider.Does(async (request, _) =>
        {
            await request.OnBegun!(Job);
            return VisionReply.Failed(new Failure(FailureKind.Refused, "It failed after a while.") { Charged = Charged.Unknown }) with { RequestId = Job };
        });
        await _site.WorkAsync();
        _site.Provider.Bills[Job] = new JobBill(Charged.Yes, new Usage { Cost = new MicroUsd(300) });
        _site.Clock.Advance(TimeSpan.FromMinutes(6));

        Assert.That(((await CallAsync()).RequestId, await _jobs.RunAsync(default)), Is.EqualTo((Job, 0)));
    }

    [Test]
    public async Task A_job_that_never_ran_costs_nothing()
    {
        await CutOffAsync(request => request.OnBegun!(Job));
        _site.Provider.Bills[Job] = new JobBill(Charged.No, new Usage { ComputeSeconds = 0 });

        _site.Clock.Advance(TimeSpan.FromMinutes(6));
        await _jobs.RunAsync(default);

        LedgerEntry call = await CallAsync();
        Assert.That((call.Cost, call.PriceBasis, call.Charged), Is.EqualTo(((MicroUsd?)MicroUsd.Zero, PriceBasis.Free, Charged.No)));
    }

    [Test]
    public async Task An_id_that_comes_after_the_call_was_cut_off_is_asked_by_all_the_same()
    {
        Func<string, Task>? later = null;
        await CutOffAsync(request =>
        {
            later = request.OnBegun;
            return Task.CompletedTask;
        });
        Assert.That((await CallAsync()).RequestId, Is.Null);

        await later!(Job);
        _site.Provider.Bills[Job] = new JobBill(Charged.Yes, new Usage { Cost = new MicroUsd(300) });
        _site.Clock.Advance(TimeSpan.FromMinutes(6));
        await _jobs.RunAsync(default);

        Assert.That((await CallAsync()).Cost, Is.EqualTo(new MicroUsd(300)));
    }

    [Test]
    public async Task A_system_that_does_not_answer_keeps_nobody_waiting_for_longer_than_half_a_minute()
    {
        await CutOffAsync(request => request.OnBegun!(Job));
        _site.Clock.Advance(TimeSpan.FromMinutes(6));
        _site.Provider.IsSilentAboutJobs = true;

        Task<int> asking = _jobs.RunAsync(default);
        _site.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.That(await asking.WaitAsync(TimeSpan.FromMinutes(1)), Is.Zero);
        Assert.That((await CallAsync()).Charged, Is.EqualTo(Charged.Unknown));
    }

    [Test]
    public async Task What_the_system_does_not_tell_within_a_day_stays_perhaps_paid()
    {
        await CutOffAsync(request => request.OnBegun!(Job));

        _site.Clock.Advance(TimeSpan.FromHours(23));
        Assert.That(await _jobs.RunAsync(default), Is.Zero);
        _site.Provider.Bills[Job] = new JobBill(Charged.Yes, new Usage { Cost = new MicroUsd(300) });
        _site.Clock.Advance(TimeSpan.FromHours(2));
        Assert.That(await _jobs.RunAsync(default), Is.Zero);

        LedgerEntry call = await CallAsync();
        Assert.That((call.Cost, call.PriceBasis, call.Charged), Is.EqualTo(((MicroUsd?)new MicroUsd(10_000), PriceBasis.Reserved, Charged.Unknown)));
    }

    private async Task CutOffAsync(Func<VisionRequest, Task> first)
    {
        using var stop = new CancellationTokenSource();
        using var cutOff = new CancellationTokenSource();
        _site.Provider.Does(async (request, token) =>
        {
            await first(request);
            await stop.CancelAsync();
            await cutOff.CancelAsync();
            token.ThrowIfCancellationRequested();
            return VisionReply.Answered([]);
        });
        Lease lease = (await _site.Claim.NextAsync(1, default)).Single();
        Task walk = _site.Walk.WalkAsync(lease, stop.Token, cutOff.Token);
        Assert.That(async () => await walk.WaitAsync(TimeSpan.FromMinutes(1)), Throws.InstanceOf<OperationCanceledException>());
    }

    private async Task<LedgerEntry> CallAsync() => (await _site.Ledger.ForMediaAsync(_photo.Key, 10, default)).Single();

    private async Task<MicroUsd> SpentAsync() => (await _site.Reservations.LevelsAsync([s_oneImage], default)).Single().Spent;
}
