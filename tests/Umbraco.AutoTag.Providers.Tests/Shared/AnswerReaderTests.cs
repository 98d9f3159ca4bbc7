using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

public sealed class AnswerReaderTests
{
    [Test]
    public void A_member_whose_name_is_no_legal_text_does_not_cost_the_answer()
    {
        ReadAnswer read = AnswerReader.Read("""{"\ud800":1,"altText":"x"}""", cutOff: false, VisionTasks.AltText, "en");

        Assert.That(read.Observations!.Single().Value, Is.EqualTo("x"));
    }
}
