using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Tests.Text;

public sealed class PluralsTests
{
    [TestCase("en", "dogs dog", "boxes box", "puppies puppy", "movies movie", "knives knife", "wolves wolf", "children child", "red dogs red dog", "horses horse")]
    [TestCase("da", "hunde hund", "katte kat", "kvinder kvinde", "billeder billede", "børn barn", "bøger bog")]
    [TestCase("de", "hunde hund", "kinder kind", "katzen katze", "häuser haus", "bäume baum", "äpfel apfel", "autos auto", "lehrerinnen lehrerin")]
    [TestCase("fr", "chiens chien", "chevaux cheval", "bateaux bateau", "travaux travail")]
    [TestCase("es", "perros perro", "flores flor", "luces luz", "balcones balcón")]
    [TestCase("nl", "boeken boek", "katten kat", "bomen boom", "huizen huis", "wolven wolf", "kinderen kind", "auto's auto", "tafels tafel")]
    public void A_plural_finds_its_singular(string language, params string[] pairs) => Assert.Multiple(() =>
    {
        foreach (string pair in pairs)
        {
            string[] words = pair.Split(' ');
            (string plural, string singular) = words.Length == 4 ? ($"{words[0]} {words[1]}", $"{words[2]} {words[3]}") : (words[0], words[1]);
            Assert.That(Plurals.SingularsOf(plural, language), Does.Contain(singular), plural);
        }
    });

    [TestCase("en", "glasses", "glass")]
    [TestCase("en", "news", "new")]
    [TestCase("en", "bus", "bu")]
    [TestCase("en", "grass", "gras")]
    [TestCase("en", "as", "a")]
    [TestCase("es", "gafas", "gafa")]
    [TestCase("ja", "dogs", "dog")]
    public void What_only_looks_like_a_plural_is_none(string language, string word, string other) =>
        Assert.That(Plurals.SingularsOf(word, language), Does.Not.Contain(other));
}
