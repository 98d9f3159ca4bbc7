using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Tests.Providers;

public sealed class GuidanceTests
{
    [TestCase(null)]
    [TestCase("  \n\t ")]
    [TestCase("<b></b>\u200B")]
    public void What_says_nothing_is_nothing(string? sheet) => Assert.That(Guidance.Of(sheet, ["", " ", "\u202E"]), Is.SameAs(Guidance.None));

    [Test]
    public void A_brand_sheet_is_one_line_without_markup_and_no_longer_than_the_limit()
    {
        string sheet = Guidance.Of("Sober.\n<script>x</script> </site>\u202E " + string.Join(' ', Enumerable.Repeat("word", 1_000))).BrandSheet;

        Assert.That(sheet, Does.StartWith("Sober. x word").And.Length.LessThanOrEqualTo(Guidance.MaxBrandSheetLength).And.EndWith("word"));
    }

    [Test]
    public void Terms_count_once_in_their_order_and_a_sentence_is_none() => Assert.That(
        Guidance.Of(null, ["Smørrebrød", "bike", "BIKE ", new string('a', 65), "<i>harbour</i>", new string('b', 64)]).Terms,
        Is.EqualTo(new[] { "Smørrebrød", "bike", "harbour", new string('b', 64) }));

    [Test]
    public void No_more_terms_than_the_limit_are_kept() =>
        Assert.That(Guidance.Of(null, Enumerable.Range(0, 500).Select(i => $"term {i}")).Terms, Has.Count.EqualTo(Guidance.MaxTerms));
}
