using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Core.Tests.Corridor.Deciding;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

/// <summary>Fields in several languages: each is decided alone.</summary>
public sealed class LanguagesTests
{
    private static readonly FieldKey s_danishAlt = new(Field.AltText, "da");
    private static readonly FieldKey s_danishKeywords = new(Field.Keywords, "da");

    [Test]
    public void Each_language_is_written_with_its_own_words_and_has_suggestions_of_its_own()
    {
        Decision decision = Decide.On(InTwo([In("en", Alt("Two dogs at a window")), In("da", Alt("To hunde ved et vindue")), In("da", Keyword("hund", 0.5))]));

        Assert.That(decision.Writes[AltKey].Text, Is.EqualTo("Two dogs at a window"));
        Assert.That(decision.Writes[s_danishAlt].Text, Is.EqualTo("To hunde ved et vindue"));
        Assert.That(decision.Added.Select(added => (added.Field, added.Value, added.State)), Is.EquivalentTo(new[]
        {
            (AltKey, "Two dogs at a window", SuggestionState.Applied),
            (s_danishAlt, "To hunde ved et vindue", SuggestionState.Applied),
            (s_danishKeywords, "hund", SuggestionState.Pending),
        }));
    }

    [Test]
    public void What_a_person_wrote_in_one_language_keeps_nothing_from_being_written_in_another()
    {
        Decision decision = Decide.On(InTwo([In("en", Alt("Two dogs")), In("da", Alt("To hunde"))], alt: "Bella and Max"));

        Assert.That(decision.Writes.Keys, Is.EqualTo(new[] { s_danishAlt }));
        Assert.That(decision.Added.Single(added => added.Field == AltKey).PendingReason, Is.EqualTo(PendingReason.HumanValue));
    }

    [Test]
    public void A_word_without_a_language_is_in_the_one_that_was_asked_for()
    {
        Decision decision = Decide.On(InTwo([Keyword("dog", 0.9)]));

        Assert.That(decision.Writes.Keys, Is.EqualTo(new[] { KeywordsKey }));
    }

    [Test]
    public void A_text_is_held_against_the_language_of_its_own_field()
    {
        const string English = "Two dogs are looking out of the window of a house";

        Decision decision = Decide.On(InTwo([In("en", Alt(English)), In("da", Alt(English))]));

        Assert.That(decision.Writes.Keys, Is.EqualTo(new[] { AltKey }));
        Assert.That(decision.Added.Single(added => added.Field == s_danishAlt).PendingReason, Is.EqualTo(PendingReason.OtherLanguage));
    }

    [Test]
    public void A_closed_list_of_terms_is_of_one_language_and_what_is_not_to_be_said_of_all()
    {
        var words = new VocabularyWords { Terms = [new Term("canine", ["hund", "dog"], [])], ForbiddenWords = ["gun"], IsClosed = true };
        DecisionInput input = InTwo([In("en", Keyword("dog", 0.9)), In("en", Keyword("window", 0.9)), In("da", Keyword("hund", 0.9)), In("da", Keyword("gun", 0.9))]);

        Decision decision = Decide.On(input with { Profile = input.Profile with { Vocabulary = new Vocabulary(words, "en") } });

        Assert.That(decision.Writes[KeywordsKey].Parts, Is.EqualTo(new[] { "canine" }));
        Assert.That(decision.Writes[s_danishKeywords].Parts, Is.EqualTo(new[] { "hund" }));
    }

    [Test]
    public void A_field_in_a_language_that_is_not_wanted_any_more_is_let_be()
    {
        DecisionInput input = InTwo([In("en", Alt("Two dogs")), In("da", Alt("To hunde"))]);

        Decision decision = Decide.On(input with { Profile = input.Profile with { FieldLanguages = new Dictionary<Field, IReadOnlyList<string>>() } });

        Assert.That(decision.Writes.Keys, Is.EqualTo(new[] { AltKey }));
    }

    private static Observation In(string language, Observation said) => said with { Language = language };

    private static DecisionInput InTwo(Observation[] said, string? alt = null)
    {
        DecisionInput input = Given(said, alt: alt);
        MediaItem item = input.Item with
        {
            Fields = new Dictionary<FieldKey, FieldValue>(input.Item.Fields) { [s_danishAlt] = FieldValue.OfText(null), [s_danishKeywords] = FieldValue.OfKeywords([]) },
        };
        var languages = new Dictionary<Field, IReadOnlyList<string>> { [Field.AltText] = ["en", "da"], [Field.Keywords] = ["en", "da"] };
        return input with { Item = item, Profile = input.Profile with { FieldLanguages = languages } };
    }
}
