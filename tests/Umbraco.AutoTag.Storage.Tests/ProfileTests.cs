using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>The profile as administrators save it.</summary>
public sealed class ProfileTests(Engine engine) : StorageTest(engine)
{
    private static readonly Guid s_anna = Guid.NewGuid();
    private static readonly Guid s_bo = Guid.NewGuid();

    private IProfileStore Profiles => Server.GetRequiredService<IProfileStore>();

    [Test]
    public async Task Nobody_has_saved_before_the_first_does()
    {
        Assert.That(await Profiles.VersionAsync(default), Is.Null);
        Assert.That(await Profiles.NewestAsync(default), Is.Null);
    }

    [Test]
    public async Task The_newest_save_holds_on_every_server_with_who_when_and_why()
    {
        await Profiles.SaveAsync(Settings("one", s_anna), seen: null, default);
        Clock.Advance(TimeSpan.FromHours(1));

        (SavedProfile? saved, bool isSaved) = await Profiles.SaveAsync(Settings("two", s_bo) with { Note = "less" }, seen: 1, default);

        var expected = new SavedProfile(2, """{"of":"two"}""", "revision two", "less", s_bo, Clock.GetUtcNow());
        Assert.That(isSaved, Is.True);
        Assert.That(saved, Is.EqualTo(expected));
        IProfileStore other = NewServer().GetRequiredService<IProfileStore>();
        Assert.That(await other.VersionAsync(default), Is.EqualTo(2));
        Assert.That(await other.NewestAsync(default), Is.EqualTo(expected));
    }

    [Test]
    public async Task Whoever_has_not_seen_the_newest_save_changes_nothing_and_learns_whose_it_is()
    {
        await Profiles.SaveAsync(Settings("one", s_anna), seen: null, default);

        foreach (long? seen in new long?[] { null, 0, 7 })
        {
            (SavedProfile? newest, bool isSaved) = await Profiles.SaveAsync(Settings("two", s_bo), seen, default);

            Assert.That(isSaved, Is.False);
            Assert.That(newest, Has.Property(nameof(SavedProfile.SavedBy)).EqualTo(s_anna));
        }

        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagProfile"), Is.EqualTo(1));
        Assert.That(await Revisions.FindAsync("revision two", default), Is.Null, "nothing half saved");
    }

    [Test]
    public async Task Of_administrators_who_save_at_once_on_different_servers_one_is_first()
    {
        IProfileStore[] servers = [.. Enumerable.Range(0, 6).Select(_ => Competitor().GetRequiredService<IProfileStore>())];

        (SavedProfile? Newest, bool IsSaved)[] ends = await Task.WhenAll(servers.Select((store, number) =>
            Task.Run(() => store.SaveAsync(Settings($"{number}", s_anna), seen: null, default))));

        SavedProfile first = ends.Single(end => end.IsSaved).Newest!;
        Assert.That(ends.Select(end => end.Newest), Is.All.EqualTo(first), "the others are told which");
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagProfile"), Is.EqualTo(1));
    }

    [Test]
    public async Task Going_back_to_the_configuration_is_a_save_like_any_other_and_loses_nothing()
    {
        await Profiles.SaveAsync(Settings("one", s_anna), seen: null, default);

        await Profiles.SaveAsync(Settings("none", s_bo) with { Settings = null }, seen: 1, default);

        Assert.That(await Profiles.NewestAsync(default), Is.EqualTo(new SavedProfile(2, null, "revision none", null, s_bo, Clock.GetUtcNow())));
        Assert.That((await Revisions.FindAsync("revision one", default))?.Settings, Is.EqualTo("""{"kept":"one"}"""));
    }

    [Test]
    public async Task A_saved_revision_is_listed_before_any_image_stands_under_it()
    {
        await Profiles.SaveAsync(Settings("one", s_anna) with { Note = "first" }, seen: null, default);
        await Profiles.SaveAsync(Settings("two", s_anna), seen: 1, default);
        Clock.Advance(TimeSpan.FromDays(1));
        await Profiles.SaveAsync(Settings("one", s_bo), seen: 2, default);
        await Profiles.SaveAsync(Settings("configured", s_bo) with { Settings = null }, seen: 3, default);

        IReadOnlyList<StandingRevision> standing = await Revisions.StandingAsync(default);

        Assert.That(standing.Select(one => (one.Revision.Id, one.Images, one.HasSettings)), Is.EquivalentTo(new[] { ("revision one", 0L, true), ("revision two", 0L, true) }));
        Assert.That(
            standing.Single(one => one.Revision.Id == "revision one").LastSave,
            Is.EqualTo(new ProfileSave(Clock.GetUtcNow(), s_bo, null)), "by whom it was saved last");
    }

    [Test]
    public async Task Settings_that_were_not_known_are_added_to_a_revision_and_known_ones_stay()
    {
        var revision = new Revision("r", "default", "{}", A.Moment);
        await Revisions.KeepAsync(revision, default);
        Assert.That((await Revisions.FindAsync("r", default))!.Settings, Is.Null, "as it was before settings were kept");

        await Revisions.KeepAsync(revision with { Settings = "first" }, default);
        await NewServer().GetRequiredService<IRevisionStore>().KeepAsync(revision with { Settings = "second", CreatedAt = A.Moment.AddDays(1) }, default);

        Assert.That(await Revisions.FindAsync("r", default), Is.EqualTo(revision with { Settings = "first" }));
    }

    private static NewProfile Settings(string name, Guid by) => new(
        $$"""{"of":"{{name}}"}""", new Revision($"revision {name}", "default", "{}", A.Moment) { Settings = $$"""{"kept":"{{name}}"}""" }, Note: null, by);
}
