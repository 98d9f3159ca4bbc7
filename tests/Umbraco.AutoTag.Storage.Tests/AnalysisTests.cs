using Umbraco.AutoTag.Core.Analyses;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class AnalysisTests(Engine engine) : StorageTest(engine)
{
    [Test]
    public async Task An_analysis_is_found_under_its_key_as_it_was_kept()
    {
        Analysis analysis = A.Analysis();

        Assert.That(await Analyses.KeepAsync(analysis, replace: false, default), Is.SameAs(analysis));

        AssertSame(await Analyses.FindAsync(analysis.Key, default), analysis);
    }

    [Test]
    public async Task Another_content_step_or_language_is_another_question()
    {
        Analysis analysis = A.Analysis();
        await Analyses.KeepAsync(analysis, replace: false, default);

        Assert.That(await Analyses.FindAsync(A.Analysis("other bytes").Key, default), Is.Null);
        Assert.That(await Analyses.FindAsync(analysis.Key with { StepPart = "other" }, default), Is.Null);
        Assert.That(await Analyses.FindAsync(analysis.Key with { Language = "da" }, default), Is.Null);
    }

    [Test]
    public async Task What_a_connection_last_said_is_found_however_it_was_asked()
    {
        Analysis older = A.Analysis(stepPart: "old prompt");
        Analysis newer = A.Analysis(stepPart: "new prompt") with { CreatedAt = A.Moment.AddDays(1) };
        foreach (Analysis kept in new[] { newer, older, A.Analysis("other bytes"), A.Analysis(language: "da"), A.Analysis(stepPart: "elsewhere") with { Connection = "other" } })
        {
            await Analyses.KeepAsync(kept, replace: false, default);
        }

        AssertSame(await Analyses.LastAsync(older.Key.Content, "LOCAL", "en", default), newer);
        Assert.That(await Analyses.LastAsync(older.Key.Content, "nobody", "en", default), Is.Null);
    }

    [Test]
    public async Task Of_two_servers_that_asked_the_same_the_first_answer_stays_for_both()
    {
        Analysis first = A.Analysis();
        Analysis second = A.Analysis() with { ModelReported = "another" };
        await Analyses.KeepAsync(first, replace: false, default);

        AssertSame(await Analyses.KeepAsync(second, replace: false, default), first);
        Assert.That(await Analyses.GetAsync([second.Id], default), Is.Empty);
    }

    [Test]
    public async Task An_answer_that_was_paid_for_again_takes_the_key_and_the_old_one_stays_readable_by_its_id()
    {
        Analysis old = A.Analysis();
        Analysis renewed = A.Analysis() with { ModelReported = "newer", CreatedAt = A.Moment.AddDays(1) };
        await Analyses.KeepAsync(old, replace: false, default);

        Assert.That(await Analyses.KeepAsync(renewed, replace: true, default), Is.SameAs(renewed));

        AssertSame(await Analyses.FindAsync(old.Key, default), renewed);
        IReadOnlyList<Analysis> both = await Analyses.GetAsync([old.Id, renewed.Id, Guid.NewGuid()], default);
        Assert.That(both.Select(analysis => analysis.Id), Is.EquivalentTo(new[] { old.Id, renewed.Id }));
    }

    [Test]
    public async Task Free_sources_and_nothing_recognised_are_kept_too()
    {
        Analysis empty = A.Analysis() with { Observations = [], CallId = null, ModelAsked = null, ModelReported = null };
        await Analyses.KeepAsync(empty, replace: true, default);

        AssertSame(await Analyses.FindAsync(empty.Key, default), empty);
    }

    [Test]
    public async Task For_whom_an_analysis_stands_in_and_why_is_kept_with_it()
    {
        Analysis standIn = A.Analysis() with { StandsInFor = new StandIn("vision", Core.Providers.FailureKind.OutOfCredit) };
        await Analyses.KeepAsync(standIn, replace: false, default);

        AssertSame(await Analyses.FindAsync(standIn.Key, default), standIn);
    }

    private static void AssertSame(Analysis? actual, Analysis expected)
    {
        Assert.That(actual, Is.Not.Null);
        Assert.That(actual!.Observations, Is.EqualTo(expected.Observations));
        Assert.That(actual with { Observations = expected.Observations }, Is.EqualTo(expected));
    }
}
