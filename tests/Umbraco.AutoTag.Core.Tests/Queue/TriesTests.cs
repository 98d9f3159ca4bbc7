using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Tests.Queue;

public sealed class TriesTests
{
    [Test]
    public void What_may_have_been_paid_for_is_counted_whatever_its_kind()
    {
        Tries tries = Tries.Parse("Malformed/paid=1 Unavailable=7 Unavailable/paid=2");

        Assert.That((tries.Paid, default(Tries).Paid), Is.EqualTo((3, 0)));
    }

    [TestCase(FailureKind.Refused, Charged.No, true, ExpectedResult = true)]
    [TestCase(FailureKind.Unavailable, Charged.Unknown, true, ExpectedResult = true)]
    [TestCase(FailureKind.Unavailable, Charged.No, true, ExpectedResult = false)]
    [TestCase(FailureKind.Refused, Charged.No, false, ExpectedResult = false)]
    public bool An_attempt_is_wasted_that_may_have_been_paid_for_or_ends_the_same_way_each_time(FailureKind kind, Charged charged, bool sent) =>
        FailureRules.IsWasted(new Failure(kind, "It did not work.") { Charged = charged, Sent = sent });
}
