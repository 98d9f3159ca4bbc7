using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What the meter tells as saved: answers that were known already when somebody needed them.</summary>
public sealed class SavingTests
{
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
        _site.Provider.Says(Alt("Two dogs"));
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task The_same_picture_uploaded_twice_saves_what_it_had_cost()
    {
        await _site.UploadAsync(_site.Library.Add(Jpeg));
        Assert.That(await SavedAsync(), Is.Empty, "the first was paid for");

        await _site.UploadAsync(_site.Library.Add(Jpeg));

        DaySavings saved = (await SavedAsync()).Single();
        Assert.That((saved.Connection, saved.Answers, saved.Saved), Is.EqualTo(("vision", 1L, new MicroUsd(10_000))));
        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task What_the_sweep_brings_in_again_saves_nothing()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        await _site.RunSqlAsync("DELETE FROM autoTagWorkItem");

        await _site.Sweep.RunAsync(all: true, default);
        await _site.WorkAsync();

        WorkItem again = await _site.StateOfAsync(photo);
        Assert.That((again.State, again.Origin, _site.Provider.Calls), Is.EqualTo((WorkState.Done, WorkOrigin.Sweep, 1)));
        Assert.That(await SavedAsync(), Is.Empty);
    }

    private Task<IReadOnlyList<DaySavings>> SavedAsync() => _site.Costs.SavingsAsync(DateOnly.FromDateTime(_site.Start.UtcDateTime), default);
}
