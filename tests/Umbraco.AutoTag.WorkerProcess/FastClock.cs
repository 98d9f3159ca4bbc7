namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>
/// A clock that runs faster than the world's, the same for all processes that are told the same beginning: leases of minutes run out in
/// seconds, and nothing in the code under test has to know of it.
/// </summary>
public sealed class FastClock(DateTimeOffset beginning, double speed) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => beginning + (System.GetUtcNow() - beginning) * speed;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => (long)(System.GetElapsedTime(0).Ticks * speed);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Slower(dueTime), Slower(period));

    private TimeSpan Slower(TimeSpan time) => time > TimeSpan.Zero ? time / speed : time;
}
