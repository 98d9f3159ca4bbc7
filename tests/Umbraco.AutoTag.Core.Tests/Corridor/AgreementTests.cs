using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

public sealed class AgreementTests
{
    [TestCase(new[] { 0.8, 0.9 }, 0.94)]
    [TestCase(new[] { 0.5, 0.5 }, 0.625)]
    [TestCase(new[] { 0.6, 0.6 }, 0.72)]
    [TestCase(new[] { 0.6, 0.6, 0.6 }, 0.804)]
    [TestCase(new[] { 1.0, 0.2 }, 1.0)]
    [TestCase(new[] { 0.4, 0.0 }, 0.4)]
    public void The_formula_of_the_docs_holds(double[] weights, double together) =>
        Assert.That(Agreement.Of(weights).Value, Is.EqualTo(together));

    [Test]
    public void A_source_that_agrees_never_makes_a_value_less_sure_and_a_surer_one_never_either()
    {
        double[] steps = [.. Enumerable.Range(0, 21).Select(step => step / 20.0)];
        foreach (double first in steps)
        {
            foreach (double second in steps)
            {
                double together = Agreement.Of([first, second]).Value!.Value;
                Assert.That(together, Is.GreaterThanOrEqualTo(Math.Max(first, second)).And.LessThanOrEqualTo(1));
                Assert.That(Agreement.Of([second, first]).Value, Is.EqualTo(together), "whoever is named first");
                foreach (double third in steps)
                {
                    Assert.That(Agreement.Of([first, second, third]).Value, Is.GreaterThanOrEqualTo(together), $"{first} {second} {third}");
                    Assert.That(
                        Agreement.Of([first, second, Math.Min(1, third + 0.05)]).Value,
                        Is.GreaterThanOrEqualTo(Agreement.Of([first, second, third]).Value),
                        $"{first} {second} {third}");
                }
            }
        }
    }

    [TestCase(0.99, ConfidenceSource.SelfReported, Agreement.UnscoredWeight)]
    [TestCase(0.3, ConfidenceSource.SelfReported, 0.3)]
    [TestCase(0.99, ConfidenceSource.Score, 0.99)]
    public void An_opinion_of_oneself_weighs_no_more_than_no_number_and_its_doubt_counts(double confidence, ConfidenceSource source, double weight) =>
        Assert.That(Agreement.Weight(Confidence.Of(confidence), source), Is.EqualTo(weight));
}
