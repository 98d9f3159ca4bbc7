using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Text;

public sealed class AltTextTests
{
    [TestCase("A black and white photo of two sailors", "Two sailors")]
    [TestCase("Et billede af to hunde ved et vindue", "To hunde ved et vindue")]
    [TestCase("Billedet viser en rød lade", "En rød lade")]
    [TestCase("Das Bild zeigt einen Hund am Fenster", "Ein Hund am Fenster")]
    [TestCase("Ein Foto von einer Katze", "Eine Katze")]
    [TestCase("Bild von zwei Kindern", "Zwei Kindern")]
    [TestCase("Une photo d'un chien à la fenêtre", "Un chien à la fenêtre")]
    [TestCase("Image de deux bateaux", "Deux bateaux")]
    [TestCase("Una imagen de un perro en la ventana", "Un perro en la ventana")]
    [TestCase("La imagen muestra dos barcos", "Dos barcos")]
    [TestCase("Een afbeelding van twee honden", "Twee honden")]
    [TestCase("De foto toont een rode schuur", "Een rode schuur")]
    public void It_does_not_say_that_it_is_a_picture_in_six_languages(string said, string written) => Assert.That(Alt(said), Is.EqualTo(written));

    [TestCase("Image du port de Marseille")]
    [TestCase("Picture frames on a wall")]
    [TestCase("Fotografen ved sit stativ")]
    [TestCase("Bilderrahmen an einer Wand")]
    [TestCase("Fotografías antiguas sobre una mesa")]
    public void What_only_looks_like_it_stays(string said) => Assert.That(Alt(said), Is.EqualTo(said));

    [TestCase("A harbour at dusk, creating a serene atmosphere.", "A harbour at dusk.")]
    [TestCase("A harbour at dusk, evoking a sense of calm and nostalgia", "A harbour at dusk")]
    [TestCase("Two dogs at a window. The overall scene conveys a peaceful mood.", "Two dogs at a window.")]
    [TestCase("En havn i skumringen, hvilket skaber en rolig stemning.", "En havn i skumringen.")]
    [TestCase("Ein Hafen in der Dämmerung, was eine ruhige Atmosphäre schafft.", "Ein Hafen in der Dämmerung.")]
    [TestCase("Un port au crépuscule, créant une atmosphère paisible.", "Un port au crépuscule.")]
    [TestCase("Un puerto al anochecer, creando un ambiente tranquilo.", "Un puerto al anochecer.")]
    [TestCase("Een haven in de schemering, wat een rustige sfeer creëert.", "Een haven in de schemering.")]
    public void It_ends_before_the_commentary(string said, string written) => Assert.That(Alt(said), Is.EqualTo(written));

    [TestCase("A potter at the wheel, creating a tall vase.")]
    [TestCase("A nurse giving a child a vaccine, both smiling.")]
    [TestCase("A weather balloon measuring the upper atmosphere.")]
    [TestCase("Workers in a hall, adding bolts to a frame.")]
    [TestCase("The scene of the accident. The picture is taken from the north.")]
    public void What_is_to_be_seen_is_no_commentary(string said) => Assert.That(Alt(said), Is.EqualTo(said));

    [TestCase("dog, cat, window, wooden chair")]
    [TestCase("Beach; sunset; palm tree; sea")]
    [TestCase("A picture.")]
    [TestCase("IMG_20240102_113040")]
    [TestCase("Screenshot 2024-01-02 11.30.40")]
    [TestCase("My summer holiday.jpeg")]
    public void Keywords_file_names_and_nothing_at_all_are_no_alternative(string said) => Assert.That(Alt(said), Is.Null);

    [TestCase("Salt, pepper, garlic and olive oil on a table")]
    [TestCase("Red, white and blue flags")]
    [TestCase("Image 4 of the exhibition shows a red barn")]
    public void A_sentence_with_commas_is_a_sentence(string said) => Assert.That(Alt(said), Is.Not.Null);

    [Test]
    public void A_text_that_is_too_long_ends_with_its_last_whole_sentence()
    {
        string first = "Two brown dogs sit on a window sill and look out at the garden.";
        string said = $"{first} {string.Concat(Enumerable.Repeat("Behind them there is a room with many things. ", 10))}";

        Assert.That(Alt(said), Does.StartWith(first).And.EndWith("things.").And.Length.LessThanOrEqualTo(250));
    }

    [Test]
    public void Cleaning_twice_changes_nothing_more()
    {
        string? once = Alt("This is an image of a harbour at dusk, creating a serene atmosphere.");

        Assert.That(Alt(once!), Is.EqualTo(once));
    }

    private static string? Alt(string said) => FieldText.Clean(Field.AltText, said);
}
