using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What a site says of how it writes: who is told it, and whose answers it makes others of.</summary>
public sealed class GuidanceTests
{
    private readonly List<string> _told = [];
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _told.Clear();
        _site = await Site.OpenAsync();
        _site.Provider.Does((request, _) =>
        {
            _told.Add(request.Guidance.BrandSheet);
            return Task.FromResult(VisionReply.Answered([Alt("Two dogs")]));
        });
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task Who_is_asked_in_words_is_told_it_and_another_brand_sheet_is_another_question()
    {
        _site.Provider.Declaration = _site.Provider.Declaration with { PromptVersion = new PromptVersion("words-1") };
        MediaItem photo = _site.Library.Add(Jpeg);

        await WithSheetAsync(photo, "Sober.");
        await WithSheetAsync(photo, "Warm.");
        await WithSheetAsync(photo, "Sober.");

        Assert.That(_told, Is.EqualTo(new[] { "Sober.", "Warm." }), "an answer that is known is not paid for again");
    }

    [Test]
    public async Task A_classifier_is_not_told_it_and_its_answers_stay_known()
    {
        MediaItem photo = _site.Library.Add(Jpeg);

        await WithSheetAsync(photo, "Sober.");
        await WithSheetAsync(photo, "Warm.");

        Assert.That(_told, Is.EqualTo(new[] { string.Empty }));
    }

    [Test]
    public void A_site_that_says_nothing_asks_what_it_asked_before_there_was_anything_to_say()
    {
        _site.Provider.Declaration = _site.Provider.Declaration with { PromptVersion = new PromptVersion("words-1") };

        Assert.That(RevisionOf.Profile(_site.Default, _site, _site.Start).Snapshot, Does.Contain("\"prompt\":\"words-1\""));
    }

    private async Task WithSheetAsync(MediaItem photo, string sheet)
    {
        _site.Default = _site.Default with { Guidance = Guidance.Of(sheet) };
        await _site.TagNowAsync(photo);
    }
}
