using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Corridor.Tests;
using Umbraco.AutoTag.Intake;
using Umbraco.AutoTag.Integration.Tests.Running;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Tests.Intake;

/// <summary>What happens to saves while more of them come than are followed.</summary>
public sealed class IntakePumpTests
{
    private const int Places = 10_000;

    private ComposedSite _site = null!;

    private IntakePump Pump => _site.Get<IntakePump>();

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await ComposedSite.OpenAsync();
        await _site.Get<Readiness>().EnsureAsync(default);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await Pump.StopAsync(default);
        await _site.DisposeAsync();
    }

    [Test]
    public async Task A_save_that_finds_no_place_any_more_neither_waits_nor_throws_and_has_the_sweep_look()
    {
        WorkSignal signal = _site.Get<WorkSignal>();
        Fill(Places - 1);
        PostSaved();
        Assert.That(signal.TakeMissed(), Is.False, "the last place is one");

        await Task.Run(PostSaved).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That(signal.TakeMissed());
    }

    [Test]
    public async Task What_found_no_place_the_sweep_brings_in_and_what_found_one_is_followed_as_ever()
    {
        using SweepWorker sweeps = _site.Make<SweepWorker>();
        await sweeps.StartAsync(default);
        await Eventually.IsAsync(async () => (await _site.Get<ISweepStore>().MarksAsync(default)).SweptTo, sweptTo => sweptTo is not null, "the sweep at start");

        Guid first = PostSaved();
        Fill(Places - 1);
        Guid lost = PostSaved();
        await Pump.StartAsync(default);
        await Eventually.IsAsync(() => WorkOnAsync(first), work => work?.Origin == WorkOrigin.Upload, "the first one as an upload");
        _site.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.IsAsync(() => WorkOnAsync(lost), work => work?.Origin == WorkOrigin.Sweep, "the lost one, found by the sweep");
        await sweeps.StopAsync(default);
    }

    /// <summary>Changes that cost little to follow.</summary>
    private void Fill(int places)
    {
        for (int place = 0; place < places; place++)
        {
            Pump.Post(new MediaChange.Deleted(Guid.NewGuid()));
        }
    }

    private Guid PostSaved()
    {
        MediaItem photo = _site.Library.Add(Given.Jpeg);
        Pump.Post(new MediaChange.Saved(new SavedMedia(photo.Key, photo.Path, photo.TypeAlias, HasFile: true, Trashed: false, IsImport: false), Image: null));
        return photo.Key;
    }

    private Task<WorkItem?> WorkOnAsync(Guid key) => _site.Get<IWorkItemStore>().FindAsync(key, default);
}
