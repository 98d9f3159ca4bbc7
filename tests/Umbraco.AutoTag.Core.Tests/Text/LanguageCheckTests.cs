using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Tests.Text;

public sealed class LanguageCheckTests
{
    private static readonly Dictionary<string, string[]> s_sentences = new()
    {
        ["en"] = ["Two dogs sit at a window and look out", "A red barn next to a field of wheat", "Grace Hopper in uniform at her desk with a flag behind her"],
        ["da"] = ["To hunde sidder ved et vindue og ser ud", "En rød lade ved siden af en hvedemark", "Et barn leger med en bold på stranden"],
        ["de"] = ["Zwei Hunde sitzen am Fenster und schauen hinaus", "Eine rote Scheune neben einem Weizenfeld", "Ein Kind spielt mit einem Ball am Strand"],
        ["fr"] = ["Deux chiens sont assis à la fenêtre et regardent dehors", "Une grange rouge à côté d'un champ de blé", "Un enfant joue avec un ballon sur la plage"],
        ["es"] = ["Dos perros sentados en la ventana miran hacia afuera", "Un granero rojo junto a un campo de trigo", "Un niño juega con una pelota en la playa"],
        ["nl"] = ["Twee honden zitten voor het raam en kijken naar buiten", "Een rode schuur naast een tarweveld in de zon", "Een kind speelt met een bal op het strand"],
    };

    [Test]
    public void A_sentence_never_contradicts_its_own_language() => Assert.Multiple(() =>
    {
        foreach ((string language, string[] sentences) in s_sentences)
        {
            Assert.That(sentences.Where(sentence => LanguageCheck.Contradicts(sentence, language)), Is.Empty, language);
        }
    });

    [Test]
    public void A_sentence_of_one_of_the_six_languages_can_be_seen_not_to_be_of_another() => Assert.Multiple(() =>
    {
        foreach ((string asked, string answered) in from asked in s_sentences.Keys from answered in s_sentences.Keys where asked != answered select (asked, answered))
        {
            Assert.That(s_sentences[answered].Count(sentence => LanguageCheck.Contradicts(sentence, asked)), Is.AtLeast(1), $"asked {asked}, answered {answered}");
        }
    });

    [TestCase("Две собаки у окна", "en", true)]
    [TestCase("窓辺の二匹の犬", "da", false, Description = "too short to tell")]
    [TestCase("窓辺に座って外を見ている二匹の犬", "da", true)]
    [TestCase("Two dogs sit at a window and look out", "ru", true)]
    [TestCase("Автомобиль Volkswagen Golf", "ru", false)]
    [TestCase("A Tokyo street sign that says 東京", "en", false)]
    [TestCase("Two dogs at a window", "pl", false)]
    [TestCase("Golden retriever", "da", false)]
    [TestCase("Mona Lisa, Musée du Louvre, Paris", "en", false)]
    [TestCase("Two dogs sit at a window and look out", "xx", false)]
    public void Only_a_clear_case_counts(string text, string asked, bool contradicts) =>
        Assert.That(LanguageCheck.Contradicts(text, asked), Is.EqualTo(contradicts));
}
