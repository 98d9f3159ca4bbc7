using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.HealthChecks;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.Tests.HealthChecks;

/// <summary>What the health check says of the servers' clocks.</summary>
public sealed class ServerHealthTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [TestCase(15, StatusResultType.Success, "The clocks of servers and database agree.")]
    [TestCase(16, StatusResultType.Warning, "The clock of web-1 is 16 seconds ahead of the database's. Set the clocks by a time server.")]
    [TestCase(-15, StatusResultType.Success, "The clocks of servers and database agree.")]
    [TestCase(-16, StatusResultType.Warning, "The clock of web-1 is 16 seconds behind the database's. Set the clocks by a time server.")]
    [TestCase(30, StatusResultType.Warning, "The clock of web-1 is 30 seconds ahead of the database's. Set the clocks by a time server.")]
    [TestCase(31, StatusResultType.Error, "The clock of web-1 is 31 seconds ahead of the database's, so it takes no images from the queue. Set the clocks by a time server.")]
    public void A_clock_that_is_off_by_more_than_15_seconds_is_told_with_its_server(int seconds, StatusResultType type, string message)
    {
        HealthCheckStatus clocks = ClocksOf(Server("web-1", TimeSpan.FromSeconds(seconds), s_now), Server("web-2", TimeSpan.Zero, s_now));

        Assert.That((clocks.ResultType, clocks.Message), Is.EqualTo((type, message)));
    }

    [Test]
    public void Servers_that_are_off_together_and_one_that_is_alone_go_on_working()
    {
        HealthCheckStatus together = ClocksOf(Server("web-1", TimeSpan.FromMinutes(2), s_now), Server("web-2", TimeSpan.FromSeconds(110), s_now));
        HealthCheckStatus alone = ClocksOf(Server("web-1", TimeSpan.FromMinutes(2), s_now));

        Assert.That((together.ResultType, alone.ResultType), Is.EqualTo((StatusResultType.Warning, StatusResultType.Warning)));
    }

    [Test]
    public void The_clock_of_a_server_that_is_gone_is_nobodys_concern()
    {
        HealthCheckStatus clocks = ClocksOf(Server("web-1", TimeSpan.FromHours(1), s_now.AddMinutes(-3)), Server("web-2", TimeSpan.Zero, s_now));

        Assert.That(clocks.ResultType, Is.EqualTo(StatusResultType.Success));
    }

    private static HealthCheckStatus ClocksOf(params WorkerReport[] servers) => ServerHealth.Of(servers, s_now).Last();

    private static WorkerReport Server(string name, TimeSpan skew, DateTimeOffset seenAt) => new(name, "Auto", seenAt, seenAt, skew);
}
