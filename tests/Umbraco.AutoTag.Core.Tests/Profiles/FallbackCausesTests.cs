using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Tests.Profiles;

public sealed class FallbackCausesTests
{
    private const FallbackCauses Everything = (FallbackCauses)~0;

    private static readonly Fallback s_fallback = new(new Step("spare", VisionTasks.Keywords), "key");

    [Test]
    public void Where_nothing_is_said_it_stands_in_for_an_empty_account_a_refusal_and_what_is_broken() => Assert.That(
        Enum.GetValues<FailureKind>().Where(s_fallback.StandsInFor),
        Is.EquivalentTo(new[] { FailureKind.OutOfCredit, FailureKind.Refused, FailureKind.Unavailable, FailureKind.Unauthorised, FailureKind.Misconfigured }));

    [Test]
    public void Whatever_is_said_it_never_stands_in_for_what_is_too_fast_over_budget_or_a_bad_image() => Assert.That(
        Enum.GetValues<FailureKind>().Where(kind => !(s_fallback with { On = Everything }).StandsInFor(kind)),
        Is.EquivalentTo(new[] { FailureKind.Throttled, FailureKind.OverBudget, FailureKind.BadImage }));
}
