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
            Assert.That(await Permits.TakeAsync("local", s_threeAMinute, default), Is.Null);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await Permits.TakeAsync("LOCAL", s_threeAMinute, default), Is.EqualTo(A.Moment.AddMinutes(1)));
        Assert.That(await Permits.TakeAsync("other", s_threeAMinute, default), Is.Null, "another account has its own limit");
    }

    [Test]
    public async Task The_window_slides_with_every_permit_and_does_not_start_anew()
    {
        await Permits.TakeAsync("local", s_threeAMinute, default);
        Clock.Advance(TimeSpan.FromSeconds(59));
        await Permits.TakeAsync("local", s_threeAMinute, default);
        await Permits.TakeAsync("local", s_threeAMinute, default);

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await Permits.TakeAsync("local", s_threeAMinute, default), Is.Null, "the first is a minute old");
        Assert.That(await Permits.TakeAsync("local", s_threeAMinute, default), Is.EqualTo(A.Moment.AddSeconds(119)), "the others are not");
    }

    [Test]
    public async Task A_limit_that_was_lowered_waits_until_enough_permits_are_old()
    {
        for (int second = 0; second < 3; second++)
        {
            await Permits.TakeAsync("local", s_threeAMinute, default);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(await Permits.TakeAsync("local", s_threeAMinute with { Requests = 1 }, default), Is.EqualTo(A.Moment.AddSeconds(62)));
    }

    [Test]
    public async Task Old_permits_leave_the_table()
    {
        for (int minute = 0; minute < 10; minute++)
        {
            await Permits.TakeAsync("local", s_threeAMinute, default);
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagRatePermit"), Is.EqualTo(1));
    }
}
