using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>States of connections, permits of their rate limits, and the revisions that name them.</summary>
public sealed class ConnectionTests(Engine engine) : StorageTest(engine)
{
    private static readonly RateLimit s_threeAMinute = new(3, TimeSpan.FromMinutes(1));

    [Test]
    public async Task A_connection_has_one_state_whatever_the_case_of_its_alias()
    {
        var empty = new ConnectionState("Local", ConnectionHealth.OutOfCredit, A.Moment.AddMinutes(15), "The account is empty.", A.Moment) { Outages = 2, ProbeUntil = A.Moment };
        var well = new ConnectionState("local", ConnectionHealth.Ok, null, null, A.Moment.AddMinutes(15));
        var other = new ConnectionState("other", ConnectionHealth.Throttled, A.Moment, null, A.Moment);

        Assert.That(await States.AllAsync(default), Is.Empty);
        Assert.That(await States.ChangeAsync(null, empty, default), Is.True);
        Assert.That(await States.FindAsync("LOCAL", default), Is.EqualTo(empty with { Version = 1 }));
        Assert.That(await States.ChangeAsync(empty with { Version = 1 }, well, default), Is.True);
        Assert.That(await States.ChangeAsync(null, other, default), Is.True);
        Assert.That(await States.AllAsync(default), Is.EqualTo(new[] { well with { Version = 2 }, other with { Version = 1 } }));
    }

    [Test]
    public async Task Of_two_servers_that_saw_the_same_state_one_changes_it()
    {
        var down = new ConnectionState("local", ConnectionHealth.Unavailable, A.Moment, "Down.", A.Moment);

        Assert.That(await States.ChangeAsync(null, down, default), Is.True);
        Assert.That(await States.ChangeAsync(null, down, default), Is.False);
        ConnectionState seen = (await States.FindAsync("local", default))!;
        Assert.That(await States.ChangeAsync(seen, seen with { ProbeUntil = A.Moment.AddMinutes(1) }, default), Is.True);
        Assert.That(await States.ChangeAsync(seen, seen with { ProbeUntil = A.Moment.AddMinutes(2) }, default), Is.False);
        Assert.That((await States.FindAsync("local", default))!.ProbeUntil, Is.EqualTo(A.Moment.AddMinutes(1)));
    }

    [Test]
    public async Task Of_many_servers_at_once_one_probes()
    {
        await States.ChangeAsync(null, new ConnectionState("local", ConnectionHealth.Unavailable, A.Moment, "Down.", A.Moment), default);
        ConnectionState seen = (await States.FindAsync("local", default))!;

        bool[] probes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Competitor().GetRequiredService<IConnectionStateStore>()
            .ChangeAsync(seen, seen with { ProbeUntil = A.Moment.AddSeconds(number) }, default))));

        Assert.That(probes.Count(won => won), Is.EqualTo(1));
    }

    [Test]
    public async Task What_an_admin_has_paused_stays_paused_until_an_admin_lets_it_go_on()
    {
        var paul = Guid.NewGuid();
        var rita = Guid.NewGuid();
        var well = new ConnectionState("local", ConnectionHealth.Ok, null, null, A.Moment);
        await States.ChangeAsync(null, well, default);

        Assert.That(await States.PauseAsync("Local", paul, default), Is.True);
        Assert.That(await States.PauseAsync("local", rita, default), Is.False, "it is paused already");
        ConnectionState paused = (await States.FindAsync("local", default))!;
        Assert.That((paused.Health, paused.ChangedBy, paused.Until), Is.EqualTo((ConnectionHealth.Paused, (Guid?)paul, (DateTimeOffset?)null)));

        Assert.That(await States.ChangeAsync(paused, well, default), Is.False, "no call lifts it");
        Assert.That(await States.ResumeAsync("local", rita, default), Is.True);
        Assert.That(await States.ResumeAsync("local", rita, default), Is.False, "it is not paused");
        ConnectionState resumed = (await States.FindAsync("local", default))!;
        Assert.That((resumed.Health, resumed.ChangedBy, resumed.Message), Is.EqualTo((ConnectionHealth.Ok, (Guid?)rita, (string?)null)));
    }

    [Test]
    public async Task A_connection_that_a_drift_has_stopped_stays_so_until_an_admin_lets_it_go_on()
    {
        var rita = Guid.NewGuid();
        var drift = new ModelDrift("seer-1", "seer-2", A.Moment);

        Assert.That(await States.StopAsync("Local", drift, default), Is.True, "a connection that was never not well");
        Assert.That(await States.StopAsync("local", drift, default), Is.False, "it is stopped already");
        ConnectionState stopped = (await States.FindAsync("local", default))!;
        Assert.That((stopped.Health, stopped.Message), Is.EqualTo((ConnectionHealth.Drifted, drift.Sentence("Local"))));
        Assert.That(await States.DriftsAsync("LOCAL", default), Is.EqualTo(new[] { drift }));

        Assert.That(await States.ChangeAsync(stopped, stopped with { Health = ConnectionHealth.Throttled }, default), Is.False, "no call lifts it");
        Assert.That(await States.PauseAsync("local", rita, default), Is.False, "it is stopped already");
        Assert.That(await States.ResumeAsync("local", rita, default), Is.True);
        Assert.That(await States.DriftsAsync("local", default), Is.Empty);
        Assert.That(await States.StopAsync("local", drift, default), Is.False, "an admin has let exactly this go");
        Assert.That((await States.FindAsync("local", default))!.Health, Is.EqualTo(ConnectionHealth.Ok));
        Assert.That(await States.StopAsync("local", drift with { Answered = "seer-3" }, default), Is.True, "another one is another one");
    }

    [Test]
    public async Task A_drift_stops_what_is_paused_too_so_that_whoever_resumes_it_knows()
    {
        await States.PauseAsync("local", Guid.NewGuid(), default);

        Assert.That(await States.StopAsync("local", new ModelDrift(null, "seer-2", A.Moment), default), Is.True);
        Assert.That(((await States.FindAsync("local", default))!.Health, (await States.DriftsAsync("local", default)).Single().Asked), Is.EqualTo((ConnectionHealth.Drifted, (string?)null)));
    }

    [Test]
    public async Task Where_a_drift_is_no_longer_so_what_an_admin_has_paused_is_paused_again()
    {
        var paul = Guid.NewGuid();
        await States.PauseAsync("local", paul, default);
        await States.StopAsync("local", new ModelDrift(null, "seer-2", A.Moment), default);

        Assert.That(await States.ForgetDriftsAsync((await States.FindAsync("local", default))!, default), Is.True);
        ConnectionState state = (await States.FindAsync("local", default))!;
        Assert.That((state.Health, state.ChangedBy), Is.EqualTo((ConnectionHealth.Paused, (Guid?)paul)));
    }

    [Test]
    public async Task What_is_no_longer_so_is_forgotten_and_would_stop_it_again()
    {
        var drift = new ModelDrift("seer-1", "seer-2", A.Moment);
        await States.StopAsync("local", drift, default);
        ConnectionState stopped = (await States.FindAsync("local", default))!;

        Assert.That(await States.ForgetDriftsAsync(stopped with { Version = 7 }, default), Is.False, "its state is another by now");
        Assert.That(await States.ForgetDriftsAsync(stopped, default), Is.True);
        Assert.That(((await States.FindAsync("local", default))!.Health, (await States.DriftsAsync("local", default)).Count), Is.EqualTo((ConnectionHealth.Ok, 0)));
        Assert.That(await States.StopAsync("local", drift, default), Is.True);
    }

    [Test]
    public async Task A_connection_that_was_never_used_can_be_paused() =>
        Assert.That((await States.PauseAsync("new", Guid.NewGuid(), default), (await States.FindAsync("new", default))?.Health), Is.EqualTo((true, (ConnectionHealth?)ConnectionHealth.Paused)));

    [Test]
    public async Task A_revision_that_is_there_already_is_left_as_it_is()
    {
        var revision = new Revision("0123456789abcdef0123456789abcdef", "default", "{}", A.Moment);
        await Revisions.KeepAsync(revision, default);

        await Revisions.KeepAsync(revision with { CreatedAt = A.Moment.AddDays(1) }, default);

        Assert.That(await AskAsync<long>("SELECT createdAt FROM autoTagRevision"), Is.EqualTo(A.Moment.UtcTicks));
    }

    [Test]
    public async Task Permits_are_given_up_to_the_limit_and_then_the_moment_is_named_from_which_one_is_free()
    {
        for (int second = 0; second < 3; second++)
        {
            Assert.That(await TakeAsync("local"), Is.Null);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await TakeAsync("LOCAL"), Is.EqualTo(A.Moment.AddMinutes(1)));
        Assert.That(await TakeAsync("other"), Is.Null, "another account has its own limit");
    }

    [Test]
    public async Task The_window_slides_with_every_permit_and_does_not_start_anew()
    {
        await TakeAsync("local");
        Clock.Advance(TimeSpan.FromSeconds(59));
        await TakeAsync("local");
        await TakeAsync("local");

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await TakeAsync("local"), Is.Null, "the first is a minute old");
        Assert.That(await TakeAsync("local"), Is.EqualTo(A.Moment.AddSeconds(119)), "the others are not");
    }

    [Test]
    public async Task A_limit_that_was_lowered_waits_until_enough_permits_are_old()
    {
        for (int second = 0; second < 3; second++)
        {
            await TakeAsync("local");
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await TakeAsync("local", requests: 1), Is.EqualTo(A.Moment.AddSeconds(62)));
    }

    [Test]
    public async Task Old_permits_leave_the_table()
    {
        for (int minute = 0; minute < 10; minute++)
        {
            await TakeAsync("local");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagRatePermit"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_permit_is_taken_ahead_of_its_moment_and_counts_from_that_moment_on()
    {
        for (int taken = 0; taken < 3; taken++)
        {
            await TakeAsync("local");
        }

        Clock.Advance(TimeSpan.FromSeconds(56));
        RatePermit ahead = await Permits.TakeAsync("local", s_threeAMinute, TimeSpan.FromSeconds(5), insteadOf: null, default);
        for (int taken = 0; taken < 2; taken++)
        {
            await Permits.TakeAsync("local", s_threeAMinute, TimeSpan.FromSeconds(5), insteadOf: null, default);
        }

        RatePermit none = await Permits.TakeAsync("local", s_threeAMinute, TimeSpan.FromSeconds(5), insteadOf: null, default);
        Assert.That((ahead.Id is not null, ahead.From), Is.EqualTo((true, A.Moment.AddSeconds(60))));
        Assert.That((none.Id, none.From), Is.EqualTo(((Guid?)null, A.Moment.AddSeconds(120))));
    }

    [Test]
    public async Task A_permit_that_was_used_too_late_is_exchanged_for_one_of_that_moment()
    {
        RatePermit late = await Permits.TakeAsync("local", s_threeAMinute with { Requests = 1 }, TimeSpan.Zero, insteadOf: null, default);
        Clock.Advance(TimeSpan.FromSeconds(2));

        RatePermit now = await Permits.TakeAsync("local", s_threeAMinute with { Requests = 1 }, TimeSpan.Zero, late.Id, default);

        Assert.That((now.Id is not null, now.From), Is.EqualTo((true, A.Moment.AddSeconds(2))));
        Assert.That(await TakeAsync("local", requests: 1), Is.EqualTo(A.Moment.AddSeconds(62)));
    }

    /// <summary>Null where a permit is free now, else the moment from which one is.</summary>
    private async Task<DateTimeOffset?> TakeAsync(string connection, int requests = 3)
    {
        RatePermit permit = await Permits.TakeAsync(connection, s_threeAMinute with { Requests = requests }, TimeSpan.Zero, insteadOf: null, default);
        return permit.Id is null ? permit.From : null;
    }
}
