using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>A server whose clock is off by more than leases can bear takes nothing from a queue that it shares.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AgreedTimeTests
{
    private static readonly DateTimeOffset s_databaseTime = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly Servers _servers = new();
    private readonly SetClock _clock = new();

    private AgreedTime Time => field ??= new AgreedTime(_servers, new WorkerName("web-1"), _clock, NullLogger<AgreedTime>.Instance);

    [TestCase(0, true)]
    [TestCase(30, true)]
    [TestCase(31, false)]
    [TestCase(95, false)]
    [TestCase(7_200, false)]
    [TestCase(-31, false)]
    public async Task Beside_a_server_whose_clock_is_right_it_works_up_to_a_quarter_of_a_lease_off(int seconds, bool works)
    {
        _servers.Others.Add(Server("web-2", TimeSpan.Zero));
        SetTo(TimeSpan.FromSeconds(seconds));

        Assert.That(await Time.IsKeptAsync(default), Is.EqualTo(works));
        Assert.That(Time.Problem is null, Is.EqualTo(works));
    }

    [Test]
    public async Task Alone_it_works_whatever_its_clock_says()
    {
        _servers.Others.Add(Server("web-1", TimeSpan.Zero));
        _servers.Others.Add(Server("web-2", TimeSpan.Zero, seenAt: s_databaseTime.AddMinutes(-3)));
        SetTo(TimeSpan.FromHours(2));

        Assert.That(await Time.IsKeptAsync(default));
    }

    [Test]
    public async Task Beside_a_server_that_never_works_it_works_whatever_its_clock_says()
    {
        _servers.Others.Add(Server("subscriber-1", TimeSpan.Zero, works: false));
        SetTo(TimeSpan.FromSeconds(31));

        Assert.That(await Time.IsKeptAsync(default));
    }

    [Test]
    public async Task Beside_servers_that_are_off_as_far_it_works_because_all_of_them_agree()
    {
        _servers.Others.Add(Server("web-2", TimeSpan.FromMinutes(10)));
        SetTo(TimeSpan.FromMinutes(10.4));

        Assert.That(await Time.IsKeptAsync(default));
    }

    [Test]
    public async Task A_clock_that_is_set_wrong_is_seen_at_once_and_one_that_is_set_right_again_with_the_next_look()
    {
        _servers.Others.Add(Server("web-2", TimeSpan.Zero));
        SetTo(TimeSpan.Zero);
        Assert.That(await Time.IsKeptAsync(default));

        SetTo(TimeSpan.FromSeconds(97));
        Assert.That(await Time.IsKeptAsync(default), Is.False);
        Assert.That(Time.Problem, Does.StartWith("The clock of web-1 is 97 seconds ahead of the database's and does not agree with that of web-2"));

        SetTo(TimeSpan.Zero);
        Assert.That(await Time.IsKeptAsync(default));
        Assert.That(Time.Problem, Is.Null);
    }

    [Test]
    public async Task It_is_not_looked_again_for_every_image()
    {
        SetTo(TimeSpan.Zero);
        await Time.IsKeptAsync(default);
        await Time.IsKeptAsync(default);
        Assert.That(_servers.Looks, Is.EqualTo(1));

        _clock.Pass(TimeSpan.FromSeconds(5));
        await Time.IsKeptAsync(default);
        Assert.That(_servers.Looks, Is.EqualTo(2));
    }

    private void SetTo(TimeSpan ahead)
    {
        _servers.Skew = ahead;
        _clock.Now = s_databaseTime + ahead;
    }

    // Each says by its own clock when it was seen, and when it worked.
    private static WorkerReport Server(string name, TimeSpan skew, DateTimeOffset? seenAt = null, bool works = true) =>
        new(name, "Auto", (seenAt ?? s_databaseTime) + skew, works ? (seenAt ?? s_databaseTime) + skew : null, skew);

    private sealed class SetClock : TimeProvider
    {
        private long _passed;

        public DateTimeOffset Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => _passed;

        public void Pass(TimeSpan time)
        {
            _passed += time.Ticks;
            Now += time;
        }
    }

    private sealed class Servers : IWorkerStore
    {
        public List<WorkerReport> Others { get; } = [];

        public TimeSpan Skew { get; set; }

        public int Looks { get; private set; }

        public Task ReportAsync(string worker, string mode, bool works, TimeSpan skew, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<WorkerReport>> AllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkerReport>>(Others);

        public Task<TimeSpan> SkewAsync(CancellationToken cancellationToken)
        {
            Looks++;
            return Task.FromResult(Skew);
        }
    }
}
