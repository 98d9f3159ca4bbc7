using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What nobody told of is found: how many images have an alternative text follows from what is there.</summary>
public sealed class TakeStockTests
{
    private Site _site = null!;
    private MemoryImages _images = null!;
    private TakeStock _stock = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _images = new MemoryImages(_site.Library);
        _stock = new TakeStock(_images, _site.Library, _site.Coverage, _site, _site.Clock);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task What_was_there_before_AutoTag_is_counted_and_a_later_look_reads_only_what_was_saved_since()
    {
        MediaItem[] photos = [.. Enumerable.Range(0, 9).Select(_ => _site.Library.Add(Jpeg))];
        await _stock.RunAsync(all: false, default);
        Assert.That(await CountAsync(), Is.EqualTo(CoverageCounts.None with { Missing = 9 }));

        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _stock.RunAsync(all: false, default);
        _site.Library.EditorSaves(photos[3].Key, AltText, Text("Rex"));
        _site.Clock.Advance(TimeSpan.FromMinutes(10));
        int before = _images.Pages;
        await _stock.RunAsync(all: false, default);

        Assert.That(_images.Pages - before, Is.EqualTo(1));
        Assert.That(await CountAsync(), Is.EqualTo(CoverageCounts.None with { Missing = 8, Human = 1 }));
    }

    [Test]
    public async Task Once_a_day_everything_is_gone_through_and_what_moved_or_went_unnoticed_is_followed()
    {
        MediaItem[] photos = [.. Enumerable.Range(0, 4).Select(_ => _site.Library.Add(Jpeg))];
        await _stock.RunAsync(all: false, default);
        _site.Library.Move(photos[0].Key, "-1,2000,7");
        _site.Library.Trash(photos[1].Key);
        _site.Library.Delete(photos[2].Key);

        _site.Clock.Advance(TimeSpan.FromHours(23));
        await _stock.RunAsync(all: false, default);
        Assert.That((await CountAsync()).Missing, Is.EqualTo(4));

        _site.Clock.Advance(TimeSpan.FromHours(1));
        await _stock.RunAsync(all: false, default);

        IReadOnlyDictionary<string, CoverageCounts> folders = await _site.Coverage.CountAsync(PathScope.Everything, folder: null, default);
        Assert.That(folders.ToDictionary(folder => folder.Key, folder => folder.Value.Missing), Is.EquivalentTo(new Dictionary<string, long> { ["-1,2000"] = 1, ["-1"] = 1 }));
        Assert.That(await _site.Coverage.KeysAsync(after: null, 10, default), Does.Not.Contain(photos[2].Key));
    }

    [Test]
    public async Task A_process_that_ends_in_the_middle_is_followed_by_one_that_goes_on_there()
    {
        for (int i = 0; i < 11; i++)
        {
            _site.Library.Add(Jpeg);
        }

        _images.EndsAfter = 3;
        Assert.ThrowsAsync<OperationCanceledException>(() => _stock.RunAsync(all: false, default));
        Assert.That((await CountAsync()).Missing, Is.EqualTo(6));
        Assert.That((await _site.Coverage.MarksAsync(default)).CountedAllAt, Is.Null, "nobody is told that this is everything");

        _images.EndsAfter = null;
        int before = _images.Pages;
        await _stock.RunAsync(all: false, default);

        Assert.That(_images.Pages - before, Is.EqualTo(3));
        Assert.That((await CountAsync()).Missing, Is.EqualTo(11));
        Assert.That((await _site.Coverage.MarksAsync(default)).CountedAllAt, Is.Not.Null);
    }

    [Test]
    public async Task The_number_of_each_day_is_its_last_and_those_of_ninety_days_are_kept()
    {
        _site.Library.Add(Jpeg);
        await _stock.RunAsync(all: false, default);
        _site.Library.Add(Jpeg, (AltText, Text("Rex")));
        _site.Clock.Advance(TimeSpan.FromMinutes(10));
        await _stock.RunAsync(all: false, default);
        DateOnly first = Today;
        Assert.That(await DaysAsync(), Is.EqualTo(new[] { new CoverageDay(first, CoverageCounts.None with { Missing = 1, Human = 1 }) }));

        _site.Clock.Advance(TimeSpan.FromDays(TakeStock.DaysKept - 1));
        await _stock.RunAsync(all: false, default);
        Assert.That((await DaysAsync()).Select(day => day.Day), Is.EqualTo(new[] { first, Today }));

        _site.Clock.Advance(TimeSpan.FromDays(1));
        await _stock.RunAsync(all: false, default);
        Assert.That((await DaysAsync()).Select(day => day.Day), Does.Not.Contain(first));
    }

    [Test]
    public async Task While_another_server_is_at_it_nothing_is_read()
    {
        await _site.Coverage.TakeTurnAsync(_site.Clock.GetUtcNow().AddMinutes(5), isMine: false, default);

        Assert.That(await _stock.RunAsync(all: true, default), Is.False);
        Assert.That(_images.Pages, Is.Zero);
    }

    [Test]
    public async Task What_AutoTag_writes_and_an_editor_accepts_changes_hands_by_the_decision_alone()
    {
        _site.Provider.Says(Alt("Two dogs"));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        await _stock.RunAsync(all: false, default);
        Assert.That(await CountAsync(), Is.EqualTo(CoverageCounts.None with { Unreviewed = 1 }));

        Core.Suggestions.Suggestion applied = (await _site.Suggestions.ForMediaAsync(photo.Key, default)).Single();
        await _site.Review.DecideAsync([new Core.Corridor.ReviewDecision(applied.Id, Core.Corridor.ReviewVerdict.Accept, applied.Version)], Editor, default);

        Assert.That(await CountAsync(), Is.EqualTo(CoverageCounts.None with { Accepted = 1 }));
    }

    private DateOnly Today => DateOnly.FromDateTime(_site.Clock.GetUtcNow().UtcDateTime);

    private Task<IReadOnlyList<CoverageDay>> DaysAsync() => _site.Coverage.DaysAsync(DateOnly.MinValue, default);

    private async Task<CoverageCounts> CountAsync() =>
        (await _site.Coverage.CountAsync(PathScope.Everything, folder: null, default)).Values.Aggregate(CoverageCounts.None, (one, other) => one + other);
}
