using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Runs;

public sealed class RunEstimateTests
{
    private static readonly CostRange s_perCall = new(new MicroUsd(100), new MicroUsd(200), new MicroUsd(300));

    [Test]
    public void Costs_of_all_connections_are_added_up()
    {
        RunEstimate estimate = Of(Line(10, s_perCall), Line(5, CostRange.Exactly(new MicroUsd(1_000))));

        Assert.That((estimate.Calls, estimate.Cost), Is.EqualTo((15, new CostRange(new MicroUsd(6_000), new MicroUsd(7_000), new MicroUsd(8_000)))));
    }

    [Test]
    public void One_unknown_price_makes_the_whole_unknown_and_never_smaller() => Assert.That(Of(Line(10, s_perCall), Line(1, null)).Cost, Is.Null);

    [Test]
    public void An_unknown_price_of_no_calls_costs_nothing() => Assert.That(Of(Line(0, null)).Cost, Is.EqualTo(CostRange.Nothing));

    [Test]
    public void Connections_work_side_by_side_so_the_slowest_says_how_long_it_takes()
    {
        Assert.That(Of(Line(1, s_perCall, seconds: 60), Line(1, s_perCall, seconds: 90)).Duration, Is.EqualTo(TimeSpan.FromSeconds(90)));
        Assert.That(Of(Line(1, s_perCall, seconds: 60), Line(1, s_perCall)).Duration, Is.Null);
        Assert.That(Of(Line(0, s_perCall)).Duration, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Credits_are_told_where_a_connection_counts_in_them()
    {
        Assert.That(Of(Line(10, s_perCall)).Credits, Is.Null);
        Assert.That(Of(Line(10, s_perCall), Line(4, s_perCall) with { CreditsPerCall = 1.5m }).Credits, Is.EqualTo(6m));
    }

    [Test]
    public void A_batch_costs_its_share_where_there_is_one_and_steps_that_wait_for_each_other_take_their_times_together()
    {
        var terms = new BatchTerms(0.5m, TimeSpan.FromHours(24), TimeSpan.FromHours(48), 200, 1);
        ConnectionEstimate judge = Line(10, s_perCall) with { Connection = "Quick", Batches = terms };
        ConnectionEstimate beside = Line(10, s_perCall) with { Connection = "beside", Batches = terms };
        ConnectionEstimate dear = Line(4, s_perCall) with { Connection = "dear", Batches = terms, Escalation = new EscalationEstimate("quick", 0.6, 2, 8, 6, 10, null) };

        Assert.That(Of(judge, beside, Line(10, s_perCall)).Batch, Is.EqualTo(new BatchEstimate(new CostRange(new MicroUsd(2_000), new MicroUsd(4_000), new MicroUsd(6_000)), terms.Promise)));
        Assert.That(Of(judge, beside, dear).Batch!.Promise, Is.EqualTo(TimeSpan.FromHours(48)));
        Assert.That(Of(judge with { Batches = null }, dear).Batch!.Promise, Is.EqualTo(TimeSpan.FromHours(24)), "a classifier has answered at once");
        Assert.That(Of(judge with { Calls = 0 }, dear).Batch!.Promise, Is.EqualTo(TimeSpan.FromHours(24)), "what it would say is known");
        Assert.That(Of(Line(10, s_perCall)).Batch, Is.Null);
    }

    private static RunEstimate Of(params ConnectionEstimate[] lines) => new()
    {
        IsExact = true,
        LookedAt = 20,
        Images = 20,
        Free = 0,
        LeftOut = new Dictionary<string, long>(),
        FieldsEmpty = 0,
        FieldsOwn = 0,
        FieldsProtected = 0,
        Connections = lines,
    };

    private static ConnectionEstimate Line(long calls, CostRange? perCall, double? seconds = null) => new()
    {
        Connection = "vision",
        Model = null,
        Calls = calls,
        Known = 0,
        Basis = perCall is null ? EstimateBasis.Unknown : EstimateBasis.Prices,
        PastCalls = 0,
        PerCall = perCall,
        CreditsPerCall = null,
        RateLimit = null,
        Duration = seconds is { } known ? TimeSpan.FromSeconds(known) : null,
    };
}
