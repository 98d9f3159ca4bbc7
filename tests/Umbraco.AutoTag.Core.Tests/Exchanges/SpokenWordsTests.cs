using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Exchanges;

/// <summary>What a provider says was asked and answered, where AutoTag does not see the network.</summary>
public sealed class SpokenWordsTests
{
    private const string Key = "sesame-open-4711";

    [Test]
    public async Task It_is_kept_like_what_was_seen_the_question_once_for_all_images()
    {
        var kept = new KeptWords();
        var words = new WordByWord(kept, TimeProvider.System, NullLogger.Instance);
        int questions = 0;
        foreach (string answer in (string[])["{\"a\":1}", "{\"b\":2}"])
        {
            using ExchangeRecording heard = words.Listen(s_key, s_call);
            SpokenWords.Note(() => $"Describe {SpokenWords.Picture}, time {++questions}", answer);
            await words.KeepAsync(s_key, Guid.NewGuid(), heard);
        }

        Assert.That(kept.All, Is.EqualTo(new[]
        {
            new Wording("Describe [picture], time 1", "{\n  \"a\": 1\n}", IsCut: false), new Wording(null, "{\n  \"b\": 2\n}", IsCut: false),
        }));
    }

    [Test]
    public void The_first_question_and_the_last_answer_count_because_a_repair_says_more_and_the_last_word_counted()
    {
        using ExchangeRecording heard = Begin();

        SpokenWords.Note(() => "Describe", "{broken");
        SpokenWords.Note(() => "Describe, and mind the form", "{}");

        Assert.That(heard.Spoken, Is.EqualTo(new Wording("Describe", "{}", IsCut: false)));
    }

    [Test]
    public void No_secret_of_the_connection_and_nothing_that_looks_like_one_is_in_it()
    {
        using ExchangeRecording heard = Begin();

        SpokenWords.Note(() => $"The key is {Key}.", "My key is sesame-open-4711, and yours is sk-1234567890abcdef!");

        Assert.That(heard.Spoken, Is.EqualTo(new Wording("The key is [hidden].", "My key is [hidden], and yours is [hidden]!", IsCut: false)));
    }

    [Test]
    public void Of_an_endless_answer_the_beginning_is_kept_and_no_secret_that_is_cut_in_the_middle()
    {
        using ExchangeRecording heard = Begin();

        SpokenWords.Note(() => "Describe", string.Concat(Enumerable.Repeat("a dog ", 10_922)) + Key + " and so on");

        Assert.That(heard.Spoken!.IsCut, Is.True);
        Assert.That(heard.Spoken.Answered, Does.StartWith("a dog a dog").And.Not.Contain("sesame"));
    }

    [Test]
    public void Where_nobody_listens_nothing_is_made_of_it() =>
        Assert.That(() => SpokenWords.Note(() => throw new InvalidOperationException("nobody wants the question"), "{}"), Throws.Nothing);

    private static readonly Connection s_connection = new("site", new ConnectionOptions { Provider = "site", ApiKey = Key }, Provider: null!, Http: null!);

    private static readonly AnalysisKey s_key = new(ContentHash.Of("picture"u8.ToArray()), "part", "en");

    private static readonly VisionCall s_call = new()
    {
        Connection = s_connection,
        Request = new VisionRequest { Image = null, Tasks = VisionTasks.AltText, Language = "en" },
        MediaKey = Guid.NewGuid(),
        Path = "-1,1",
        RevisionId = "r",
        LongSide = 1_024,
    };

    private static ExchangeRecording Begin() => ExchangeRecording.Begin(s_connection, picture: null, TimeProvider.System);
}
