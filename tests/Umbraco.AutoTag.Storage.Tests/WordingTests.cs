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
}
