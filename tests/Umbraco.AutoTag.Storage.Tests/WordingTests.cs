using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class WordingTests(Engine engine) : StorageTest(engine)
{
    private IWordingStore Wordings => Server.GetRequiredService<IWordingStore>();

    [Test]
    public async Task A_question_is_kept_once_for_all_images_and_each_answer_with_its_call()
    {
        AnalysisKey key = A.Analysis().Key;
        AnalysisKey another = A.Analysis("other bytes").Key;
        (Guid first, Guid second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await Wordings.KeepAsync(first, key, new Wording("Describe [picture]", "{\"altText\":\"æøå 🐕\"}", IsCut: false), default);
        await Wordings.KeepAsync(second, another, new Wording(Asked: null, "{\"altText\":\"A cat\"}", IsCut: true), default);

        Assert.That(await Wordings.FindAsync(first, default), Is.EqualTo(new Wording("Describe [picture]", "{\"altText\":\"æøå 🐕\"}", IsCut: false)));
        Assert.That(await Wordings.FindAsync(second, default), Is.EqualTo(new Wording("Describe [picture]", "{\"altText\":\"A cat\"}", IsCut: true)));
        Assert.That(await Wordings.FindAsync(Guid.CreateVersion7(), default), Is.Null);
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagQuestion"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_kept_stays_and_another_question_has_its_own_words()
    {
        AnalysisKey key = A.Analysis().Key;
        (Guid first, Guid second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await Wordings.KeepAsync(first, key, new Wording("Describe", "A dog", IsCut: false), default);
        await Wordings.KeepAsync(first, key, new Wording("Describe it", "A cat", IsCut: false), default);
        await Wordings.KeepAsync(second, key with { StepPart = "another prompt" }, new Wording("Name it", "A cat", IsCut: false), default);

        Assert.That(await Wordings.FindAsync(first, default), Is.EqualTo(new Wording("Describe", "A dog", IsCut: false)));
        Assert.That((await Wordings.FindAsync(second, default))!.Asked, Is.EqualTo("Name it"));
    }

    [Test]
    public async Task A_question_can_be_kept_before_its_answers_come_and_is_kept_once_too()
    {
        AnalysisKey key = A.Analysis().Key;
        var call = Guid.CreateVersion7();

        await Wordings.KeepQuestionAsync(key, "Describe [picture], æøå 🐕", default);
        await Wordings.KeepQuestionAsync(key, "Describe it", default);
        await Wordings.KeepQuestionAsync(key with { Language = "da" }, "Beskriv", default);
        await Wordings.KeepAsync(call, key, new Wording(Asked: null, "A dog", IsCut: false), default);

        Assert.That(await Wordings.FindAsync(call, default), Is.EqualTo(new Wording("Describe [picture], æøå 🐕", "A dog", IsCut: false)));
    }

    [Test]
    public async Task The_oldest_answers_are_forgotten_first_and_their_question_stays_for_the_others()
    {
        AnalysisKey key = A.Analysis().Key;
        var calls = new List<Guid>();
        for (int day = 0; day < 4; day++)
        {
            // Ids in the other direction than time: what was kept first counts, not what sorts first.
            calls.Add(new Guid(9 - day, 0, 0, new byte[8]));
            await Wordings.KeepAsync(calls[day], key, new Wording("Describe", $"A dog {day}", IsCut: false), default);
            Clock.Advance(TimeSpan.FromDays(1));
        }

        DateTimeOffset ofTheLast = Clock.GetUtcNow().AddDays(-1);
        int first = await Wordings.ForgetAsync(ofTheLast, 2, default);
        Assert.That((first, await KeptAsync(calls)), Is.EqualTo((2, "--23")));
        int second = await Wordings.ForgetAsync(ofTheLast, 2, default);

        Assert.That((second, await KeptAsync(calls)), Is.EqualTo((1, "---3")));
        Assert.That((await Wordings.FindAsync(calls[3], default))!.Asked, Is.EqualTo("Describe"));
    }

    private async Task<string> KeptAsync(List<Guid> calls)
    {
        string kept = "";
        foreach (Guid call in calls)
        {
            kept += (await Wordings.FindAsync(call, default))?.Answered[^1] ?? '-';
        }

        return kept;
    }
}
