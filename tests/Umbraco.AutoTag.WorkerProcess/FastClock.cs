namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>
/// A clock that runs faster than the world's, the same for all processes that are told the same beginning: leases of minutes run out in
/// seconds, and nothing in the code under test has to know of it.
/// </summary>
/// <param name="beginning">What it shows when it begins.</param>
/// <param name="begunAt">When it begins, by the world's clock.</param>
/// <param name="speed">How much faster it runs.</param>
public sealed class FastClock(DateTimeOffset beginning, DateTimeOffset begunAt, double speed) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => beginning + (System.GetUtcNow() - begunAt) * speed;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => (long)(System.GetElapsedTime(0).Ticks * speed);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Slower(dueTime), Slower(period));

    private TimeSpan Slower(TimeSpan time) => time > TimeSpan.Zero ? time / speed : time;
}
