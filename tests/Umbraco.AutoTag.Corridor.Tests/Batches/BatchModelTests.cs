using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A vendor that answers a batch with another model than it answered before.</summary>
internal sealed class BatchModelTests : BatchTest<OpenAiVendor>
{
    [Test]
    public async Task Another_model_in_a_batch_than_in_a_single_call_is_warned_of_once()
    {
        await Site.TagNowAsync(Site.Library.Add(Unique()));
        Vendor.AnswersAs = "gpt-5-mini-2025-08-07";
        Photos(3);

        await EndedAsync(await BeginAsync());

        Assert.That(
            Crashes.Heard.Warnings.Where(warning => warning.Contains("answers with the model", StringComparison.Ordinal)),
            Has.Exactly(1).Matches<string>(warning => warning.Contains("gpt-5-mini-2025-08-07, where it answered with gpt-4o-mini-2024-07-18", StringComparison.Ordinal)));
    }
}
