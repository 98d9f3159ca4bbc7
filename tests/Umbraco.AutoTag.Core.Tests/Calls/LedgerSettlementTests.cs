using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Core.Tests.Calls;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LedgerSettlementTests
{
    private readonly FakeClock _clock = new();
    private readonly ILedgerStore _ledger = Substitute.For<ILedgerStore>();
    private readonly IReservationStore _reservations = Substitute.For<IReservationStore>();
    private readonly Next _next = new();
    private readonly List<LedgerEntry> _rows = [];

    [SetUp]
    public void EverythingIsKept()
    {
        _reservations.SendingAsync(default, default, default, default, default).ReturnsForAnyArgs(true);
        _ledger.AppendAsync(Arg.Do<LedgerEntry>(_rows.Add), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
    }

    [Test]
    public async Task A_call_is_noted_before_it_goes_out_and_leaves_one_row()
    {
        bool isNoted = false;
        _next.Does = (_, _) =>
        {
            isNoted = _reservations.ReceivedCalls().Any(call => call.GetMethodInfo().Name == nameof(IReservationStore.SendingAsync));
            _clock.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(new CalledReply(VisionReply.Answered([], new Usage { Cost = new MicroUsd(300) }), CallId: null));
        };

        CalledReply called = await CallAsync(Demo.Call().Reserved());

        LedgerEntry row = _rows.Single();
        Assert.That(isNoted);
        Assert.That(
            (row.CallId, row.Cost, row.Charged, row.Outcome, row.Latency),
            Is.EqualTo((called.CallId!.Value, (MicroUsd?)new MicroUsd(300), Charged.Yes, CallOutcome.Answered, TimeSpan.FromSeconds(3))));
    }

    [Test]
    public async Task A_failure_that_was_perhaps_paid_for_counts_at_what_was_put_aside()
    {
        _next.Fails(FailureKind.Unavailable, Charged.Unknown);

        await CallAsync(Demo.Call().Reserved(microUsd: 7_000));

        LedgerEntry row = _rows.Single();
        Assert.That((row.Cost, row.PriceBasis, row.Failure), Is.EqualTo(((MicroUsd?)new MicroUsd(7_000), PriceBasis.Reserved, (FailureKind?)FailureKind.Unavailable)));
    }

    [Test]
    public void A_call_that_is_cut_off_is_perhaps_paid_for_and_whoever_counts_hears_of_it()
    {
        Failure? heard = null;
        _next.Throws(new OperationCanceledException());

        Assert.That(async () => await CallAsync(Demo.Call().Reserved() with { OnCutOff = failure => heard = failure }), Throws.InstanceOf<OperationCanceledException>());

        Assert.That((_rows.Single().Outcome, _rows.Single().Charged, heard?.Charged), Is.EqualTo((CallOutcome.CutOff, Charged.Unknown, (Charged?)Charged.Unknown)));
    }

    [Test]
    public void What_certainly_did_not_leave_leaves_no_row()
    {
        _next.Throws(new NothingSentException("A token was waited for.", default));

        Assert.That(async () => await CallAsync(Demo.Call().Reserved()), Throws.InstanceOf<NothingSentException>());

        Assert.That((_rows.Count, NotSent), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Nor_does_what_was_held_back_behind_it()
    {
        _next.Fails(new Failure(FailureKind.Throttled, "No permit.") { Sent = false });

        CalledReply called = await CallAsync(Demo.Call().Reserved());

        Assert.That((called.CallId, NotSent, _rows.Count), Is.EqualTo(((Guid?)null, 1, 0)));
    }

    [Test]
    public async Task Where_what_was_put_aside_is_gone_nothing_is_sent()
    {
        _reservations.SendingAsync(default, default, default, default, default).ReturnsForAnyArgs(false);

        CalledReply called = await CallAsync(Demo.Call().Reserved());

        Assert.That((_next.Calls.Count, called.Reply.Failure!.Kind, called.Reply.Failure.Sent), Is.EqualTo((0, FailureKind.Throttled, false)));
    }

    [Test]
    public async Task A_ledger_that_cannot_be_written_hides_no_answer()
    {
        _ledger.AppendAsync(default!, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("the database is away"));

        Assert.That((await CallAsync(Demo.Call().Reserved())).Reply.Failure, Is.Null);
    }

    [Test]
    public async Task A_jobs_id_is_noted_at_once_and_stands_in_the_row()
    {
        _next.Does = async (call, _) =>
        {
            await call.Request.OnBegun!("job-1");
            return new CalledReply(VisionReply.Failed(new Failure(FailureKind.Unavailable, "Too slow.") { Charged = Charged.Unknown }), CallId: null);
        };

        await CallAsync(Demo.Call(provider: Demo.WithJobs()).Reserved());

        await _reservations.Received(1).BegunAsync(_rows.Single().CallId, "job-1", Arg.Any<CancellationToken>());
        Assert.That(_rows.Single().RequestId, Is.EqualTo("job-1"));
    }

    [Test]
    public async Task That_a_jobs_id_cannot_be_noted_stops_no_call()
    {
        _reservations.BegunAsync(default, default!, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("the database is away"));
        _next.Does = async (call, _) =>
        {
            await call.Request.OnBegun!("job-1");
            return Next.Answer();
        };

        Assert.That((await CallAsync(Demo.Call(provider: Demo.WithJobs()).Reserved())).Reply.Failure, Is.Null);
    }

    [Test]
    public async Task A_source_that_sends_nothing_leaves_nothing()
    {
        await CallAsync(Demo.Call(provider: Demo.Local()));

        Assert.That((_next.Calls.Count, _rows.Count, _reservations.ReceivedCalls().Count()), Is.EqualTo((1, 0, 0)));
    }

    private int NotSent => _reservations.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IReservationStore.NotSentAsync));

    private Task<CalledReply> CallAsync(VisionCall call) => new LedgerSettlement(
        _next, _ledger, _reservations, new Prices(Substitute.For<IPriceCatalogue>()), _clock, NullLogger<LedgerSettlement>.Instance).CallAsync(call, default);
}
