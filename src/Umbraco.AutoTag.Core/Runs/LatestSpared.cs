namespace Umbraco.AutoTag.Core.Runs;

/// <summary>
/// What was saved since the month began (UTC), as it was counted last. Counting a month of a large library takes seconds: whoever asks waits for it only
/// where nobody has asked before, and after a minute somebody's question has it counted again behind their back.
/// </summary>
public sealed class LatestSpared(SparedCalls spared, TimeProvider clock)
{
    private static readonly TimeSpan s_newEnough = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Counted? _counted;
    private Task? _counting;

    /// <summary>The lines of <see cref="SparedCalls"/>.</summary>
    /// <param name="cancellationToken">Stops waiting, not the count.</param>
    public async Task<IReadOnlyList<Spared>> ThisMonthAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (OfMonth(month) is not { } counted)
        {
            await CountAsync(month).WaitAsync(cancellationToken);
            return OfMonth(month)?.Lines ?? [];
        }

        if (now - counted.At >= s_newEnough)
        {
            _ = CountAsync(month);
        }

        return counted.Lines;
    }

    private Counted? OfMonth(DateTimeOffset month)
    {
        lock (_gate)
        {
            return _counted?.Month == month ? _counted : null;
        }
    }

    // One count at a time, however many ask.
    private Task CountAsync(DateTimeOffset month)
    {
        lock (_gate)
        {
            return _counting ??= Task.Run(async () =>
            {
                try
                {
                    DateTimeOffset at = clock.GetUtcNow();
                    IReadOnlyList<Spared> lines = await spared.SinceAsync(month, CancellationToken.None);
                    lock (_gate)
                    {
                        _counted = new Counted(month, at, lines);
                    }
                }
                finally
                {
                    lock (_gate)
                    {
                        _counting = null;
                    }
                }
            });
        }
    }

    private sealed record Counted(DateTimeOffset Month, DateTimeOffset At, IReadOnlyList<Spared> Lines);
}
