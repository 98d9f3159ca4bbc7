using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Runs;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Which images a run is tried out on.</summary>
public sealed class ChooseSampleTests
{
    private Site _site = null!;
    private ChooseSample _choose = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _choose = new ChooseSample(new MemoryRunMedia(_site.Library), _site.RunFacts, _site, _site, _site.Rules, _site.Clock);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task Where_pictures_repeat_in_a_rhythm_the_sample_has_some_of_each_kind_about_as_many()
    {
        const int kinds = 4;
        for (int number = 0; number < kinds * ChooseSample.Most; number++)
        {
            _site.Library.Add(Jpeg);
        }

        List<Guid> all = [.. _site.Library.All.Select(item => item.Key)];

        IReadOnlyList<MediaItem> sample = await _choose.OfAsync(new RunSelection(), ChooseSample.Most, default);

        Assert.That(sample.DistinctBy(item => item.Key).Count(), Is.EqualTo(ChooseSample.Most));
        Assert.That(Enumerable.Range(0, kinds).Select(kind => sample.Count(item => all.IndexOf(item.Key) % kinds == kind)), Is.All.InRange(4, 6));
        Assert.That(await _choose.OfAsync(new RunSelection(), ChooseSample.Most, default), Is.EqualTo(sample), "asking again costs nothing");
    }

    [TestCase(4, 3)]
    [TestCase(21, 20)]
    [TestCase(20, 20)]
    [TestCase(2, 20)]
    public async Task No_image_is_in_a_sample_twice_however_few_there_are(int images, int take)
    {
        for (int number = 0; number < images; number++)
        {
            _site.Library.Add(Jpeg);
        }

        IReadOnlyList<MediaItem> sample = await _choose.OfAsync(new RunSelection(), take, default);

        Assert.That(sample.DistinctBy(item => item.Key).Count(), Is.EqualTo(Math.Min(images, take)));
        Assert.That(sample, Has.Count.EqualTo(Math.Min(images, take)));
    }

    [Test]
    public async Task The_images_of_which_the_present_answer_is_known_come_first()
    {
        MediaItem known = _site.Library.Add(Jpeg);
        await _site.UploadAsync(known);
        MediaItem unknown = _site.Library.Add(AnotherJpeg);

        Assert.That((await _choose.KnownFirstAsync(new RunSelection(), 1, default)).Select(item => item.Key), Is.EqualTo(new[] { known.Key }));
        Assert.That((await _choose.KnownFirstAsync(new RunSelection(), 3, default)).Select(item => item.Key), Is.EqualTo(new[] { known.Key, unknown.Key }));
    }
}
