using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

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

    [Test]
    public async Task Of_an_endless_item_of_a_list_the_beginning_is_kept_and_no_secret_that_is_cut_in_the_middle()
    {
        string beginning = $"{{\"text\":\"a dog {Key} ";
        string untilTheKeyIsCut = new('A', ObservedContent.MostBytes - beginning.Length - " sesame-op".Length);

        Wording words = await KeptOfAsync($"{beginning}{untilTheKeyIsCut} {Key}\"}}");

        Assert.That(words.IsCut, Is.True);
        Assert.That(words.Answered, Does.Contain("a dog [hidden] [").And.Not.Contain("sesame"));
    }

    [Test]
    public async Task A_long_item_of_a_list_is_cut_like_a_long_answer()
    {
        Wording words = await KeptOfAsync($"\"{string.Concat(Enumerable.Repeat("a dog ", 5_000))}\"");

        Assert.That((words.Asked, words.Answered.Length, words.IsCut), Is.EqualTo(((string?)null, Wording.MostCharacters, true)));
    }

    [TestCase("/")]
    [TestCase("\\/")]
    [TestCase("\\\\/")]
    [TestCase("\\u002F")]
    [TestCase("\\\\u002f")]
    public async Task A_picture_that_is_repeated_is_not_kept_however_it_is_written_and_though_it_is_cut_off(string slash)
    {
        foreach (int length in (int[])[5_000, 20_000])
        {
            string item = $"{{\"picture\":\"{string.Concat(Enumerable.Repeat($"QUJD{slash}", length))}\"}}";

            Assert.That((await KeptOfAsync(item)).Answered, Does.Contain("picture").And.Contain(" characters]").And.Not.Contain("QUJD"));
        }
    }

    private const string Key = "sesame-open-4711";

    private static async Task<Wording> KeptOfAsync(string item)
    {
        var kept = new KeptWords();
        var connection = new Connection("vision", new ConnectionOptions { ApiKey = Key }, Provider: null!, Http: null!);
        var key = new AnalysisKey(ContentHash.Of("picture"u8.ToArray()), "part", "en");
        await new WordByWord(kept, TimeProvider.System, NullLogger.Instance).KeepAsync(key, Guid.NewGuid(), connection, new ListedAnswer(Encoding.UTF8.GetBytes(item)));
        return kept.All.Single();
    }

    private static Exchange Exchange(string? asked, string answered) => new(
        asked is null ? SentRequest.Unheard : new SentRequest("POST", "https://example.com", [], asked),
        new ReceivedResponse(200, "OK", [], answered, IsCut: false),
        BrokenBy: null,
        TimeSpan.Zero);
}
