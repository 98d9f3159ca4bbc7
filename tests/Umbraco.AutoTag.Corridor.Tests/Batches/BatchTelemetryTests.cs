using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Telemetry;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What a site that collects metrics gets to see of batches.</summary>
internal sealed class BatchTelemetryTests : BatchTest<OpenAiVendor>
{
    [Test]
    public async Task Calls_in_a_batch_are_counted_with_their_cost_and_not_with_the_hours_they_lay_there()
    {
        using var collected = new Collector(AutoTagTelemetry.Name);
        Photos(2);

        Run run = await EndedAsync(await BeginAsync());

        Assert.That(run.State, Is.EqualTo(RunState.Done));
        Assert.That(collected.Sum("autotag.calls", ("autotag.connection", "vision"), ("autotag.outcome", "Answered")), Is.EqualTo(2));
        Assert.That(collected.Sum("autotag.cost", ("autotag.connection", "vision")), Is.EqualTo(2 * PerImage / 1e6).Within(1e-9));
        Assert.That(collected.Sum("gen_ai.client.operation.duration", ("autotag.connection", "vision")), Is.Zero);
    }
}
