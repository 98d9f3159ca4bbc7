using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Profiles;

/// <summary>Who is asked what in which language.</summary>
public sealed class StepLanguagesTests
{
    private const VisionTasks Everything = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Decorative;

    private static readonly Dictionary<string, ProviderDeclaration> s_providers = new()
    {
        ["model"] = Declared(several: true),
        ["labels"] = Declared(several: false, "en", "da"),
        ["english"] = Declared(several: false, "en"),
        ["own-labels"] = Declared(several: false),
    };

    [Test]
    public void A_step_that_is_wanted_in_the_profiles_language_alone_stays_the_very_same(
        [Values("model", "labels", "english", "own-labels", "nobody")] string connection)
    {
        var step = new Step(connection, Everything) { Fallbacks = [new Fallback(new Step("labels", VisionTasks.Keywords), "key")] };

        Assert.That(In(step).Single(), Is.SameAs(step));
    }

    [Test]
    public void A_provider_that_can_is_asked_once_in_all_languages()
    {
        Step asked = In(new Step("model", Everything), (Field.AltText, ["en", "da", "de"]), (Field.Title, ["da"])).Single();

        Assert.That((asked.Language, asked.Tasks), Is.EqualTo(((string?)null, VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Decorative)));
        Assert.That(asked.AlsoIn, Is.EqualTo(new[] { new InLanguage("da", VisionTasks.AltText | VisionTasks.Title), new InLanguage("de", VisionTasks.AltText) }));
    }

    [Test]
    public void Another_is_asked_once_for_each_language_that_it_says_it_speaks()
    {
        (Field, string[]) keywords = (Field.Keywords, ["en", "da", "fr"]);

        Assert.That(In(new Step("labels", VisionTasks.Keywords), keywords).Select(step => step.Language), Is.EqualTo(new[] { null, "da" }));
        Assert.That(In(new Step("english", VisionTasks.Keywords), keywords).Select(step => step.Language), Is.EqualTo(new string?[] { null }));
        Assert.That(In(new Step("own-labels", VisionTasks.Keywords), keywords).Select(step => step.Language), Is.EqualTo(new string?[] { null }), "it would say the same again, and be paid for it");
    }

    [Test]
    public void A_question_of_the_sites_is_asked_in_the_profiles_language_and_once()
    {
        var question = new PictureQuestion("Is it winter?", "winter");
        var step = new Step("labels", VisionTasks.Keywords | VisionTasks.Answer) { Question = question };

        Assert.That(In(step, (Field.Keywords, ["en", "da"])).Select(asked => (asked.Language, asked.Question)), Is.EqualTo(new[] { ((string?)null, (PictureQuestion?)question), ("da", null) }));
    }

    [Test]
    public void A_field_may_be_in_another_language_than_the_profile_alone()
    {
        Step asked = In(new Step("labels", VisionTasks.Keywords), (Field.Keywords, ["da"])).Single();

        Assert.That((asked.Language, asked.Tasks, asked.AlsoIn.Count), Is.EqualTo(("da", VisionTasks.Keywords, 0)));
    }

    [Test]
    public void Whoever_stands_in_is_asked_in_the_same_languages_as_far_as_it_can()
    {
        Fallback model = new(new Step("model", VisionTasks.AltText), "key");
        Fallback labels = new(new Step("labels", VisionTasks.Keywords), "key");
        (Field, string[])[] fields = [(Field.AltText, ["en", "da"]), (Field.Keywords, ["en", "da"])];

        Step several = In(new Step("model", Everything) { Fallbacks = [model, labels] }, fields).Single();
        IReadOnlyList<Step> alone = In(new Step("labels", VisionTasks.AltText | VisionTasks.Keywords) { Fallbacks = [model] }, fields);

        Assert.Multiple(() =>
        {
            Assert.That(several.Fallbacks[0].Step.AlsoIn, Is.EqualTo(new[] { new InLanguage("da", VisionTasks.AltText) }), "only what it can do");
            Assert.That(several.Fallbacks[1].Step.AlsoIn, Is.Empty);
            Assert.That(alone.Select(step => (step.Language, step.Fallbacks.Single().Step.Language)), Is.EqualTo(new[] { ((string?)null, (string?)null), ("da", "da") }));
        });
    }

    private static IReadOnlyList<Step> In(Step step, params (Field Field, string[] Languages)[] fields) => new StepLanguages(
        "en",
        field => fields.Where(named => named.Field == field).Select(named => named.Languages).FirstOrDefault(["en"]),
        s_providers.GetValueOrDefault).Of(step);

    private static ProviderDeclaration Declared(bool several, params string[] languages) => new()
    {
        Alias = "fixed",
        Name = "Fixed",
        Tasks = Everything,
        Formats = [ImageFormat.Jpeg],
        MaxBytes = 1,
        Languages = languages.Length > 0 ? AnswerLanguages.Only(languages) : AnswerLanguages.Unknown,
        AnswersInSeveralLanguages = several,
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
    };
}
