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
        var empty = new ConnectionState("Local", ConnectionHealth.OutOfCredit, A.Moment.AddMinutes(15), "The account is empty.", A.Moment);
        var well = new ConnectionState("local", ConnectionHealth.Ok, null, null, A.Moment.AddMinutes(15));
        var other = new ConnectionState("other", ConnectionHealth.Throttled, A.Moment, null, A.Moment);

        Assert.That(await States.AllAsync(default), Is.Empty);
        await States.SetAsync(empty, default);
        Assert.That(await States.AllAsync(default), Is.EqualTo(new[] { empty }));
        await States.SetAsync(well, default);
        await States.SetAsync(other, default);
        Assert.That(await States.AllAsync(default), Is.EqualTo(new[] { well, other }));
    }

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
