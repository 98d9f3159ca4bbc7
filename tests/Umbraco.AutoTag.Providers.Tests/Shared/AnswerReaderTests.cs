using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

public sealed class AnswerReaderTests
{
    private const VisionTasks AltTextAndKeywords = VisionTasks.AltText | VisionTasks.Keywords;

    [Test]
    public void A_member_whose_name_is_no_legal_text_does_not_cost_the_answer()
    {
        ReadAnswer read = AnswerReader.Read("""{"\ud800":1,"altText":"x"}""", cutOff: false, VisionTasks.AltText, "en");

        Assert.That(read.Observations!.Single().Value, Is.EqualTo("x"));
    }

    private static readonly InLanguage s_danishToo = new("da", AltTextAndKeywords);

    [Test]
    public void What_is_said_in_another_language_says_so()
    {
        ReadAnswer read = AnswerReader.Read(
            """{"altText":"A dog.","altText_da":"En hund.","altText_de":"Ein Hund.","keywords":["dog"],"keywords_da":[{"name":"hund","confidence":0.9}]}""",
            cutOff: false,
            AltTextAndKeywords,
            "en",
            [s_danishToo]);

        Assert.That(read.Observations!.Select(o => (o.Value, o.Language)), Is.EqualTo(new[] { ("A dog.", "en"), ("dog", "en"), ("En hund.", "da"), ("hund", "da") }), "and what nobody asked for is not taken");
    }

    [TestCase("""{"altText":"A dog.","altText_da":"En hund.","keywords":["dog"],"keywords_da":["hund","kat""", true)]
    [TestCase("""{"altText":"A dog.","altText_da":"En hund.","keywords":["dog","ca""", false)]
    [TestCase("""{"altText":"A dog.","keywords":["dog"],"keywords_da":["hund","kat""", false)]
    public void An_answer_that_was_cut_off_before_a_language_was_whole_is_none(string text, bool isWhole)
    {
        ReadAnswer read = AnswerReader.Read(text, cutOff: true, AltTextAndKeywords, "en", [s_danishToo]);

        Assert.That(read.Observations is not null, Is.EqualTo(isWhole));
    }

    // Everything that was asked stands there whole, but for the end of the list: what is there was said.
    [TestCase("""{"altText":"A dog.","keywords":[{"name":"dog","confidence":0.9},{"name":"bicy""")]
    [TestCase("""{"altText":"A dog.","keywords":[{"name":"dog","confidence":0.9},""")]
    [TestCase("""{"altText":"A dog.","keywords":[{"name":"dog","confidence":0.9}""")]
    [TestCase("""{"altText":"A dog.","keywords":["dog","bicy""")]
    [TestCase("""{"altText":"A dog.","keywords":["dog",{"na""")]
    [TestCase("{'altText': 'A dog.', 'keywords': ['dog', 'bicy")]
    [TestCase("Sure!\n```json\n{\"altText\":\"A dog.\",\"keywords\":[\"dog\", \"bi, ]cy")]
    public void A_list_that_was_cut_off_keeps_the_keywords_that_are_whole(string text)
    {
        ReadAnswer read = AnswerReader.Read(text, cutOff: true, AltTextAndKeywords, "en");

        Assert.That(read.Observations!.Select(o => o.Value), Is.EqualTo(new[] { "A dog.", "dog" }));
    }

    [TestCase("""{"keywords":[{"name":"dog"},{"na""", TestName = "the alt text is missing")]
    [TestCase("""{"keywords":["dog"],"altText":"A do""", TestName = "the alt text is cut off")]
    [TestCase("""{"altText":"A dog.","keywords":["dog"],"mo""", TestName = "a member nobody asked for is cut off")]
    [TestCase("""{"altText":"A dog.","keywords":["do""", TestName = "no keyword is whole")]
    [TestCase("""{"altText":"A dog.","keywords":["dog"]""", TestName = "nobody knows what came after the list")]
    [TestCase("""{"altText":"A dog.","keywords":[["dog","cat""", TestName = "the list is none of keywords")]
    [TestCase("{'altText':'A dog.','keywords':['the dog's basket','cat", TestName = "an apostrophe among single quotes")]
    [TestCase("{'altText':'A dog.','keywords':['dog, cat", TestName = "a comma among single quotes")]
    public void What_was_cut_off_anywhere_else_is_not_guessed_at(string text) =>
        Assert.That(AnswerReader.Read(text, cutOff: true, AltTextAndKeywords, "en").Failure, Is.EqualTo(FailureKind.Malformed));

    [TestCase("true", true)]
    [TestCase("false", false)]
    [TestCase("null", false)]
    [TestCase("\"yes\"", false)]
    [TestCase("1", false)]
    public void Only_a_plain_yes_says_that_a_picture_is_decoration(string json, bool expected)
    {
        ReadAnswer read = AnswerReader.Read($$"""{"altText":"","decorative":{{json}}}""", cutOff: false, VisionTasks.AltText | VisionTasks.Decorative, "en");

        Assert.That(read.Observations!.Select(o => o.Kind), Is.EqualTo(expected ? [ObservationKind.Decorative] : Array.Empty<ObservationKind>()));
    }

    [TestCase("0.9", 0.9)]
    [TestCase("1", 1)]
    [TestCase("96", 0.96)]
    [TestCase("10.5", 0.105)]
    [TestCase("\"9%\"", 0.09)]
    [TestCase("1.5", 0.15)]
    [TestCase("7", null)]
    [TestCase("9", null)]
    [TestCase("10", null)]
    [TestCase("\"9\"", null)]
    [TestCase("250", null)]
    [TestCase("-1", null)]
    public void A_number_that_may_be_on_two_scales_is_none(string json, double? expected)
    {
        ReadAnswer read = AnswerReader.Read($$"""{"keywords":[{"name":"dog","confidence":{{json}}}]}""", cutOff: false, VisionTasks.Keywords, "en");

        Assert.That(read.Observations!.Single().Confidence.Value, Is.EqualTo(expected));
    }

    [TestCase("95, 8, 40", 0.95, 0.08, 0.40, TestName = "percent: one of them is above 10")]
    [TestCase("95, 1, 0.5", 0.95, 0.01, 0.005, TestName = "percent: so are those that look like shares")]
    [TestCase("9, 2, 6.5", null, 0.2, 0.65, TestName = "0 to 10: doubt is kept, certainty is no number")]
    [TestCase("9, 0.9, 10", null, 0.09, null, TestName = "0 to 10: a share among them is doubt")]
    [TestCase("\"60%\", 0.9, 0.2", 0.6, 0.9, 0.2, TestName = "shares beside a percent sign")]
    [TestCase("\"60%\", 9, 2", 0.6, 0.09, 0.02, TestName = "a percent sign among bare numbers")]
    [TestCase("0.9, 250, -3", 0.9, null, null, TestName = "what is on no scale tells nothing of the others")]
    [TestCase("1, 0.5, null", 1.0, 0.5, null, TestName = "shares")]
    public void What_numbers_count_in_is_told_by_their_whole_list(string numbers, double? first, double? second, double? third)
    {
        string keywords = string.Join(',', numbers.Split(", ").Select((number, place) => $$"""{"name":"k{{place}}","confidence":{{number}}}"""));

        ReadAnswer read = AnswerReader.Read($$"""{"keywords":[{{keywords}}]}""", cutOff: false, VisionTasks.Keywords, "en");

        Assert.That(
            read.Observations!.Select(o => o.Confidence.Value is { } value ? Math.Round(value, 6) : (double?)null), Is.EqualTo(new[] { first, second, third }));
    }

    [TestCase("\"yes\"", "helmet", "helmet")]
    [TestCase("\"Yes.\"", "helmet", "helmet")]
    [TestCase("true", "helmet", "helmet")]
    [TestCase("false", "helmet", null)]
    [TestCase("true", null, null)]
    [TestCase("false", null, null)]
    [TestCase("\"no\"", "helmet", null)]
    [TestCase("\"unknown\"", "helmet", null)]
    [TestCase("null", "helmet", null)]
    [TestCase("\"two people\"", "helmet", null)]
    [TestCase("\"yes, but only the child\"", "helmet", null)]
    [TestCase("\"winter\"", null, "winter")]
    [TestCase("\"early spring.\"", null, "early spring")]
    [TestCase("\"no\"", null, null)]
    [TestCase("\"Yes\"", null, null)]
    [TestCase("\"unknown\"", null, null)]
    [TestCase("\"\"", null, null)]
    [TestCase("\"it seems to be winter\"", null, null)]
    [TestCase("\"no brand\"", null, null)]
    [TestCase("\"Not visible.\"", null, null)]
    [TestCase("\"unclear\"", null, null)]
    [TestCase("\"None, sorry\"", null, null)]
    [TestCase("\"keine Marke\"", null, null)]
    [TestCase("\"ukendt\"", null, null)]
    [TestCase("\"aucune marque\"", null, null)]
    [TestCase("\"ninguna\"", null, null)]
    [TestCase("\"geen merk\"", null, null)]
    [TestCase("\"North Face\"", null, "North Face")]
    [TestCase("\"nonfiction\"", null, "nonfiction")]
    [TestCase("\"https://evil.example/a\"", null, null)]
    public void A_plain_answer_to_the_sites_question_becomes_a_keyword_without_a_number(string json, string? keyword, string? expected)
    {
        ReadAnswer read = AnswerReader.Read(
            $$"""{"answer":{{json}},"keywords":["dog"]}""", cutOff: false, VisionTasks.Keywords | VisionTasks.Answer, "en", question: new PictureQuestion("Is it?", keyword));

        Assert.That(
            read.Observations!.Where(o => o.Kind == ObservationKind.Answer).Select(o => (o.Value, o.Confidence.IsKnown, o.Language)),
            Is.EqualTo(expected is null ? [] : new[] { (expected, false, "en") }));
        Assert.That(read.Observations!.Single(o => o.Kind == ObservationKind.Keyword).Value, Is.EqualTo("dog"));
    }

    [Test]
    public void An_answer_to_what_nobody_asked_is_not_heard() => Assert.That(
        AnswerReader.Read("""{"altText":"A dog.","answer":"winter"}""", cutOff: false, VisionTasks.AltText | VisionTasks.Answer, "en").Observations!.Single().Kind,
        Is.EqualTo(ObservationKind.AltText));

    [Test]
    public void An_answer_that_was_cut_off_before_the_sites_question_is_none() => Assert.That(
        AnswerReader.Read("""{"keywords":["dog","ca""", cutOff: true, VisionTasks.Keywords | VisionTasks.Answer, "en", question: new PictureQuestion("Is it?")).Failure,
        Is.EqualTo(FailureKind.Malformed));

    [Test]
    public void Decoration_that_nobody_asked_about_is_not_heard() =>
        Assert.That(AnswerReader.Read("""{"altText":"A dog.","decorative":true}""", cutOff: false, VisionTasks.AltText, "en").Observations!.Single().Kind, Is.EqualTo(ObservationKind.AltText));
}
