namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>
/// Real time, which the test can move on: whoever waits for a moment that is passed over wakes up at once, as they would have by then. So a test
/// neither waits for the site's next look at its queue nor depends on when that comes.
/// </summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<MovableTimer> _timers = [];
    private long _ahead;

    public void MoveOn(TimeSpan by)
    {
        Interlocked.Add(ref _ahead, by.Ticks);
        MovableTimer[] timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        foreach (MovableTimer timer in timers)
        {
            timer.Follow();
        }
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MovableTimer(this, callback, state);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    private void Forget(MovableTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>A real timer that is set anew whenever the clock was moved.</summary>
    private sealed class MovableTimer : ITimer
    {
        private readonly Lock _lock = new();
        private readonly MovableClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _real;
        private DateTimeOffset? _dueAt;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public MovableTimer(MovableClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _real = TimeProvider.System.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _period = period;
                return _real.Change(dueTime, period);
            }
        }

        /// <summary>The clock was moved.</summary>
        public void Follow()
        {
            lock (_lock)
            {
                if (_dueAt is { } dueAt)
                {
                    TimeSpan wait = dueAt - _clock.GetUtcNow();
                    _real.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _period);
                }
            }
        }

        public void Dispose()
        {
            _clock.Forget(this);
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock.Forget(this);
            return _real.DisposeAsync();
        }

        private void Fire()
        {
            lock (_lock)
            {
                if (_dueAt is null)
                {
                    // It was over already when the clock was moved.
                    return;
                }

                _dueAt = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
            }

            _callback(_state);
        }
    }
}
