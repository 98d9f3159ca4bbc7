using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.Core.Tests.Exchanges;

public sealed class WordByWordTests
{
    [Test]
    public void The_first_question_and_the_last_answer_are_kept_because_a_repair_says_more_and_the_last_word_counted()
    {
        Wording? kept = WordByWord.WordingOf([Exchange("Describe", "{broken"), Exchange("Describe, and mind the form", "{}")]);

        Assert.That(kept, Is.EqualTo(new Wording("Describe", "{}", IsCut: false)));
    }

    [Test]
    public void What_was_asked_beside_the_question_is_not_the_answer_of_it() =>
        Assert.That(
            WordByWord.WordingOf([Exchange("Describe", "{}"), Exchange(null, "what is left in the account") with { IsBeside = true }]),
            Is.EqualTo(new Wording("Describe", "{}", IsCut: false)));

    [Test]
    public void The_pictures_size_is_not_a_part_of_the_question() =>
        Assert.That(
            WordByWord.WordingOf([Exchange("{\"image\": \"data:image/jpeg;base64,[image/jpeg, 12,345 bytes]\"}", "{}")])!.Asked,
            Is.EqualTo("{\"image\": \"data:image/jpeg;base64,[picture]\"}"));

    [Test]
    public void A_long_answer_is_cut_and_says_so_and_no_character_of_it_is_cut_in_half()
    {
        Wording kept = WordByWord.WordingOf([Exchange("Describe", new string('a', Wording.MostCharacters - 1) + "🐕")])!;

        Assert.That((kept.Answered, kept.IsCut), Is.EqualTo((new string('a', Wording.MostCharacters - 1), true)));
    }

    [Test]
    public void Where_nothing_came_back_or_the_last_word_was_not_written_down_nothing_is_kept()
    {
        Assert.That(WordByWord.WordingOf([]), Is.Null);
        Assert.That(WordByWord.WordingOf([new Exchange(SentRequest.Unheard, Response: null, "TimedOut", TimeSpan.Zero)]), Is.Null);
        Assert.That(WordByWord.WordingOf([.. Enumerable.Repeat(Exchange("Describe", "still at it"), ExchangeRecording.MostExchanges)]), Is.Null);
    }

    [Test]
    public void Where_only_answers_were_written_down_there_is_no_question() =>
        Assert.That(WordByWord.WordingOf([Exchange(null, "{}")]), Is.EqualTo(new Wording(null, "{}", IsCut: false)));

    private static Exchange Exchange(string? asked, string answered) => new(
        asked is null ? SentRequest.Unheard : new SentRequest("POST", "https://example.com", [], asked),
        new ReceivedResponse(200, "OK", [], answered, IsCut: false),
        BrokenBy: null,
        TimeSpan.Zero);
}
