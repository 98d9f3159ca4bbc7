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
public sealed class BudgetReservationTests
{
    private static readonly Budget s_daily = new() { Name = "daily", Period = BudgetPeriod.Day, Money = new MicroUsd(20_000), Key = "AutoTag:Budgets:daily" };

    private readonly FakeClock _clock = new();
    private readonly IReservationStore _reservations = Substitute.For<IReservationStore>();
    private readonly IBudgets _budgets = Substitute.For<IBudgets>();
    private readonly Next _next = new();

    [SetUp]
    public void NoBudget() => _budgets.For("demo").Returns([]);

    [Test]
    public async Task The_most_a_call_can_cost_is_put_aside_before_it_goes_on_also_without_a_budget()
    {
        await CallAsync(Priced());

        Reservation reservation = _next.Calls.Single().Reservation!;
        await _reservations.Received(1).ReserveAsync(reservation, Arg.Is<IReadOnlyList<Budget>>(applying => applying.Count == 0), Arg.Any<CancellationToken>());
        Assert.That((reservation.AtMost.Cost, reservation.ExpiresAt - _clock.GetUtcNow()), Is.EqualTo(((MicroUsd?)new MicroUsd(10_000), TimeSpan.FromSeconds(30 + 120))));
    }

    [Test]
    public async Task A_budget_that_says_no_sends_nothing_and_is_named()
    {
        _reservations.ReserveAsync(default!, default!, default).ReturnsForAnyArgs(new BudgetRefusal(s_daily, BudgetUnit.Money, 0.02m, 0.015m, 0, 0.01m));

        CalledReply called = await CallAsync(Priced());

        Assert.That((_next.Calls.Count, called.CallId, called.Reply.Failure!.Kind, called.Reply.Failure.Sent), Is.EqualTo((0, (Guid?)null, FailureKind.OverBudget, false)));
        Assert.That(called.Reply.Failure.Message, Does.Contain("AutoTag:Budgets:daily"));
    }

    [Test]
    public async Task The_connections_budgets_and_the_runs_own_are_asked()
    {
        _budgets.For("demo").Returns([s_daily]);
        var run = new RunBudget(Guid.NewGuid(), Money: new MicroUsd(5_000_000));

        await CallAsync(Priced() with { Run = run });

        await _reservations.Received(1).ReserveAsync(
            Arg.Any<Reservation>(), Arg.Is<IReadOnlyList<Budget>>(applying => applying.SequenceEqual(new[] { s_daily, run.Budget! })), Arg.Any<CancellationToken>());
    }

    [Test]
    public async Task What_has_no_price_is_not_sent_where_a_budget_in_money_applies_and_the_keys_that_mend_it_are_named()
    {
        _budgets.For("demo").Returns([s_daily]);

        CalledReply called = await CallAsync(Demo.Call());

        Assert.That((_next.Calls.Count, called.Reply.Failure!.ReasonCode), Is.EqualTo((0, "PriceUnknown")));
        Assert.That(called.Reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:UsdPerImage"));
        Assert.That(_reservations.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task What_was_paid_for_or_may_have_been_is_not_given_back([Values] bool isAnswered)
    {
        if (!isAnswered)
        {
            _next.Fails(FailureKind.Unavailable, Charged.Unknown);
        }

        await CallAsync(Priced());

        Assert.That(Released, Is.Zero);
    }

    [Test]
    public async Task What_was_not_charged_or_never_sent_is_given_back([Values] bool isSent)
    {
        _next.Fails(new Failure(FailureKind.Throttled, "Slow down.") { Sent = isSent });

        await CallAsync(Priced());

        Assert.That(Released, Is.EqualTo(1));
    }

    [Test]
    public void What_throws_gives_it_back()
    {
        _next.Throws(new InvalidOperationException("a fault of ours"));

        Assert.That(async () => await CallAsync(Priced()), Throws.InvalidOperationException);
        Assert.That(Released, Is.EqualTo(1));
    }

    [Test]
    public async Task That_it_cannot_be_given_back_now_hides_no_answer()
    {
        _next.Fails(FailureKind.Refused);
        _reservations.ReleaseAsync(default, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("the database is away"));

        Assert.That((await CallAsync(Priced())).Reply.Failure!.Kind, Is.EqualTo(FailureKind.Refused));
    }

    [Test]
    public async Task A_source_that_sends_nothing_needs_nothing()
    {
        _budgets.For("demo").Returns([s_daily]);

        await CallAsync(Demo.Call(provider: Demo.Local()));

        Assert.That(_next.Calls.Single().Reservation, Is.Null);
        Assert.That(_reservations.ReceivedCalls(), Is.Empty);
    }

    private int Released => _reservations.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IReservationStore.ReleaseAsync));

    private static VisionCall Priced() => Demo.Call(options => (options.UsdPerImage, options.Timeout) = (0.01m, TimeSpan.FromSeconds(30)));

    private Task<CalledReply> CallAsync(VisionCall call) => new BudgetReservation(
        _next, _reservations, _budgets, new Prices(Substitute.For<IPriceCatalogue>()), _clock, NullLogger<BudgetReservation>.Instance).CallAsync(call, default);
}
