using Umbraco.AutoTag.Core.Analyses;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>Of many that want to look at the same picture, one does.</summary>
public sealed class LookTests(Engine engine) : StorageTest(engine)
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(8);
    private static readonly AnalysisKey s_dogs = A.Analysis("dogs").Key;

    [Test]
    public async Task A_second_item_waits_until_the_first_has_looked()
    {
        Look look = (await Looks.BeginAsync(s_dogs, Guid.NewGuid(), s_long, default))!;
        var other = Guid.NewGuid();

        Assert.That(await Looks.BeginAsync(s_dogs, other, s_long, default), Is.Null);
        Assert.That(await Looks.BeginAsync(A.Analysis("cats").Key, other, s_long, default), Is.Not.Null, "another picture is nobody's concern");
        await Looks.EndAsync(look, default);
        Assert.That(await Looks.BeginAsync(s_dogs, other, s_long, default), Is.Not.Null);
    }

    [Test]
    public async Task A_look_whose_server_was_killed_is_over_by_itself_and_leaves_nothing_behind()
    {
        await Looks.BeginAsync(s_dogs, Guid.NewGuid(), s_long, default);
        Clock.Advance(s_long);

        Assert.That(await Looks.BeginAsync(A.Analysis("cats").Key, Guid.NewGuid(), s_long, default), Is.Not.Null);
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLook"), Is.EqualTo(1));
        Assert.That(await Looks.BeginAsync(s_dogs, Guid.NewGuid(), s_long, default), Is.Not.Null);
    }

    [Test]
    public async Task An_item_that_comes_back_after_its_worker_died_does_not_wait_and_the_dead_one_ends_nothing_of_it()
    {
        var photo = Guid.NewGuid();
        Look before = (await Looks.BeginAsync(s_dogs, photo, s_long, default))!;

        Assert.That(await Looks.BeginAsync(s_dogs, photo, s_long, default), Is.Not.Null);
        await Looks.EndAsync(before, default);
        Assert.That(await Looks.BeginAsync(s_dogs, Guid.NewGuid(), s_long, default), Is.Null);
    }

    [Test]
    public async Task Of_many_servers_at_once_one_looks()
    {
        Look?[] looks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Competitor().GetRequiredService<ILookStore>().BeginAsync(s_dogs, Guid.NewGuid(), s_long, default))));

        Assert.That(looks.Count(look => look is not null), Is.EqualTo(1));
    }
}
