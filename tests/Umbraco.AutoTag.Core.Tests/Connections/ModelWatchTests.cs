using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Connections;

public sealed class ModelWatchTests
{
    private static readonly ProviderDeclaration s_provider = new()
    {
        Alias = "test",
        Name = "Test",
        Tasks = VisionTasks.Keywords,
        Formats = [ImageFormat.Jpeg],
        MaxBytes = 1_000_000,
        Confidence = ConfidenceSource.None,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
    };

    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [TestCase("gpt-6-luna", "gpt-6-luna", ModelAgreement.Same)]
    [TestCase("GPT-6-Luna", "gpt-6-luna", ModelAgreement.Same)]
    [TestCase("models/gemini-3.5-flash", "gemini-3.5-flash", ModelAgreement.Same)]
    [TestCase("openai/gpt-6-luna", "gpt-6-luna", ModelAgreement.Same)]
    [TestCase("gpt-4o", "gpt-4o-2024-11-20", ModelAgreement.Version)]
    [TestCase("moondream", "moondream:latest@0123456789ab", ModelAgreement.Version)]
    [TestCase("google/gemma-4:free", "google/gemma-4", ModelAgreement.Version)]
    [TestCase("gpt-4o", "gpt-4o2", ModelAgreement.Other)]
    [TestCase("gpt-4o", "gpt-6-luna", ModelAgreement.Other)]
    [TestCase("latest", "2023-10-01", ModelAgreement.Version)]
    [TestCase("owner/model:0123abcd", "0123abcd", ModelAgreement.Same)]
    [TestCase(null, "gpt-6-luna", ModelAgreement.Unknown)]
    public void The_model_that_answers_is_the_one_a_version_of_it_or_another(string? asked, string reported, ModelAgreement agreement) =>
        Assert.That(ModelWatch.Of(s_provider, asked, [Answered(reported, daysAgo: 0)], s_now).Agreement, Is.EqualTo(agreement));

    [TestCase("1234567890", "2", ModelAgreement.Unknown)]
    [TestCase("our-deployment", "gpt-6-luna", ModelAgreement.Unknown)]
    [TestCase("owner/model", "4567abcd", ModelAgreement.Unknown)]
    [TestCase("owner/model:0123abcd", "0123abcd", ModelAgreement.Same)]
    [TestCase("owner/model:0123abcd", "4567abcd", ModelAgreement.Other)]
    [TestCase("general-image-recognition/versions/aa7f35c01e0642fda5cf400f543e7c40", "aa7f35c01e0642fda5cf400f543e7c40", ModelAgreement.Same)]
    [TestCase("general-image-recognition/versions/aa7f35c01e0642fda5cf400f543e7c40", "bb7f35c01e0642fda5cf400f543e7c40", ModelAgreement.Other)]
    [TestCase("arn:aws:rekognition:eu-west-1:1:project/dogs/version/dogs.2026/1", "3.0", ModelAgreement.Unknown)]
    [TestCase("gpt-4o", "gpt-4o-2024-11-20", ModelAgreement.Version)]
    public void Where_a_provider_tells_its_model_under_another_name_only_a_version_that_is_asked_for_can_be_missed(string asked, string reported, ModelAgreement agreement) =>
        Assert.That(ModelWatch.AgreementOf(s_provider with { ReportsAnotherName = true }, asked, reported), Is.EqualTo(agreement));

    [Test]
    public void Another_model_that_answered_not_long_ago_is_a_change()
    {
        ModelWatch watch = ModelWatch.Of(s_provider, "gpt-4o", [Answered("gpt-4o-2", daysAgo: 0), Answered("gpt-4o-1", daysAgo: 29)], s_now);

        Assert.That((watch.Reported, watch.Before, watch.BeforeAt), Is.EqualTo(("gpt-4o-2", "gpt-4o-1", (DateTimeOffset?)s_now.AddDays(-29))));
    }

    [TestCase("5501@2", "2", Description = "as it was told by an earlier AutoTag")]
    [TestCase("gemma4:12b", "gemma4:12b@3f1c0b7d1f5c", Description = "the digest could not be read this time")]
    public void The_same_model_told_in_part_is_no_change(string last, string before) =>
        Assert.That(ModelWatch.Of(s_provider, "gpt-4o", [Answered(last, daysAgo: 0), Answered(before, daysAgo: 1)], s_now).Before, Is.Null);

    [Test]
    public void What_answered_long_ago_is_none_any_more() =>
        Assert.That(ModelWatch.Of(s_provider, "gpt-4o", [Answered("gpt-4o-2", daysAgo: 0), Answered("gpt-4o-1", daysAgo: 31)], s_now).Before, Is.Null);

    [Test]
    public void Where_nothing_ever_said_what_it_is_nothing_is_known() =>
        Assert.That(ModelWatch.Of(s_provider, "gpt-4o", [], s_now), Is.EqualTo(new ModelWatch(null, null, ModelAgreement.Unknown, null, null)));

    private static AnsweringModel Answered(string name, int daysAgo) => new(name, s_now.AddDays(-100), s_now.AddDays(-daysAgo));
}
