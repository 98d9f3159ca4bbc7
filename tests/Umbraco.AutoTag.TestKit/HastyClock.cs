namespace Umbraco.AutoTag.TestKit;

/// <summary>
/// A clock for code that looks again and again: short waits are over at once and move the clock by their length, longer ones never end. So an
/// hour of polling takes a moment, and no time-out cuts off what a test is waiting for.
/// </summary>
/// <param name="longestWait">Waits up to this are over at once.</param>
public sealed class HastyClock(TimeSpan longestWait) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HastyTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private bool Passes(TimeSpan wait)
    {
        if (wait < TimeSpan.Zero || wait > longestWait)
        {
            return false;
        }

        lock (_lock)
        {
            _now += wait;
        }

        return true;
    }

    private sealed class HastyTimer(HastyClock clock, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (clock.Passes(dueTime))
            {
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return true;
        }

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
