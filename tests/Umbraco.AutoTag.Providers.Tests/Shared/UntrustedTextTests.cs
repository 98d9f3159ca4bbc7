using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

public sealed class UntrustedTextTests
{
    [TestCase(null, "")]
    [TestCase(" \t\n", "")]
    [TestCase("A dog.", "A dog.")]
    [TestCase("Tom &amp; Jerry", "Tom & Jerry")]
    [TestCase("5 < 7 and 9 > 3, I <3 you", "5 < 7 and 9 > 3, I <3 you")]
    [TestCase("<img src=x onerror=alert(1)>dog", "dog")]
    [TestCase("&lt;script&gt;dog&lt;/script&gt;", "dog")]
    [TestCase("<scr<b>ipt>dog", "dog")]
    [TestCase("<img src=x onerror=alert(1)<dog <", "img src=x onerror=alert(1) dog <")]
    [TestCase("see [the dog](https://example.com/x)", "see the dog")]
    [TestCase("## A **red** `bicycle`", "A red bicycle")]
    [TestCase("a\u202Eb\u200Bc\u2066d\uFEFFe\u00ADf\u0000g", "abcdefg")]
    [TestCase("two\r\n\u00A0 words", "two words")]
    [TestCase("cafe\u0301", "caf\u00E9")]
    [TestCase("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [TestCase("snake_case stays, 2*3*4 too", "snake_case stays, 2*3*4 too")]
    public void Text_becomes_one_line_of_plain_words(string? raw, string expected) => Assert.That(UntrustedText.Clean(raw, 100), Is.EqualTo(expected));

    [TestCase("one two three", 8, "one two")]
    [TestCase("one two three", 7, "one two")]
    [TestCase("abcdefgh", 3, "abc")]
    [TestCase("ab\U0001F408cd", 3, "ab")]
    public void A_long_text_is_cut_between_words_and_never_inside_a_character(string raw, int maxLength, string expected) =>
        Assert.That(UntrustedText.Clean(raw, maxLength), Is.EqualTo(expected));

    [TestCase("&amp;amp;amp;amp;amp;amp;amp;lt;b&gt;")]
    [TestCase("<<b>b>x</<b>b>")]
    [TestCase("**a** [b](c) <d> &lt;e&gt; # f")]
    public void Cleaning_twice_changes_nothing_more(string raw)
    {
        string once = UntrustedText.Clean(raw, 100);

        Assert.That(UntrustedText.Clean(once, 100), Is.EqualTo(once));
    }

    [TestCase("<")]
    [TestCase("&amp;")]
    [TestCase("[")]
    [TestCase("\u202E")]
    [TestCase("<a")]
    [TestCase("\n#")]
    [TestCase("a\u0301")]
    [CancelAfter(10_000)]
    public void A_megabyte_of_anything_is_cleaned(string part) =>
        Assert.That(UntrustedText.Clean(string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)), 100), Has.Length.LessThanOrEqualTo(100));
}
