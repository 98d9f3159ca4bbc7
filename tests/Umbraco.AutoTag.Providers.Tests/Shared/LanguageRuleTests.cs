using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

/// <summary>What is unknown is asked for; what is known not to be written is not.</summary>
public sealed class LanguageRuleTests
{
    private static IEnumerable<IVisionProvider> LanguageModels => VisionProviders.All.Where(provider => provider.Declaration is { Rank: SourceRank.LanguageModel, PromptVersion: not null });

    [Test]
    public void Captions_of_azure_are_english_and_its_tags_are_of_unknown_languages() => Assert.Multiple(() =>
    {
        Assert.That(LanguagesOf("azure-image-analysis", VisionTasks.AltText).Codes, Is.EqualTo(new[] { "en" }));
        Assert.That(LanguagesOf("azure-image-analysis", VisionTasks.Description).Codes, Is.EqualTo(new[] { "en" }));
        Assert.That(LanguagesOf("azure-image-analysis", VisionTasks.Keywords).Knowledge, Is.EqualTo(LanguageKnowledge.Unknown));
        Assert.That(Against("azure-image-analysis", VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Description, "da")?.Message, Does.Contain("does not write AltText, Description in 'da', only in en"));
        Assert.That(Against("azure-image-analysis", VisionTasks.Keywords, "da"), Is.Null);
    });

    [Test]
    public void What_stands_in_a_picture_is_read_whatever_the_language_of_the_profile() =>
        Assert.That(Against("google-vision", VisionTasks.Text | VisionTasks.Moderation, "da"), Is.Null);

    [TestCaseSource(nameof(LanguageModels))]
    public void The_languages_of_a_language_model_are_unknown_and_not_any(IVisionProvider provider) =>
        Assert.That(provider.Declaration.Languages.Knowledge, Is.EqualTo(LanguageKnowledge.Unknown));

    [Test]
    public void A_list_without_a_language_is_no_list() => Assert.That(() => AnswerLanguages.Only(), Throws.ArgumentException);

    private static AnswerLanguages LanguagesOf(string alias, VisionTasks task) => Find(alias).Declaration.Languages.Of(task);

    private static Failure? Against(string alias, VisionTasks tasks, string language) => LanguageRule.Against(
        new Connection("demo", new ConnectionOptions(), Find(alias), Http: null!),
        new VisionRequest { Image = null, Tasks = tasks, Language = language });

    private static IVisionProvider Find(string alias) => VisionProviders.All.Single(provider => provider.Declaration.Alias == alias);
}
