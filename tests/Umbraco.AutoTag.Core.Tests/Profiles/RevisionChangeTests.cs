using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Tests.Profiles;

/// <summary>What an admin is told that has changed between two revisions.</summary>
public sealed class RevisionChangeTests
{
    [Test]
    public void Only_what_differs_is_named_by_its_place_with_both_values() => Assert.That(
        Between("""{"language":"en","thresholds":{"write":0.7,"review":0.4},"maxKeywords":20}""", """{"language":"en","thresholds":{"write":0.6,"review":0.4},"maxKeywords":10}"""),
        Is.EqualTo(new[] { new RevisionChange("thresholds.write", "0.7", "0.6"), new RevisionChange("maxKeywords", "20", "10") }));

    [Test]
    public void A_step_that_gets_a_fallback_is_the_same_step() => Assert.That(
        Between(
            """{"steps":[{"provider":"openai","model":"a"}]}""",
            """{"steps":[{"step":{"provider":"openai","model":"a"},"fallbacks":[{"step":{"provider":"ollama"},"on":3}]}]}"""),
        Is.EqualTo(new[] { new RevisionChange("steps[1].fallbacks[1].provider", null, "ollama"), new RevisionChange("steps[1].fallbacks[1].on", null, "3") }));

    [Test]
    public void What_one_of_them_does_not_have_is_empty_there() => Assert.That(
        Between("""{"steps":[{"model":"a"},{"model":"b"}],"old":1}""", """{"steps":[{"model":null}]}"""),
        Is.EquivalentTo(new[] { new RevisionChange("steps[1].model", "a", null), new RevisionChange("steps[2].model", "b", null), new RevisionChange("old", "1", null) }));

    private static IReadOnlyList<RevisionChange> Between(string earlier, string later) => RevisionChange.Between(Of(earlier), Of(later));

    private static Revision Of(string snapshot) => new("0", "default", snapshot, DateTimeOffset.UnixEpoch);
}
