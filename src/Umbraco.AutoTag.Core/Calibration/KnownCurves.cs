namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>
/// The curves that decisions are made with. Read anew after some minutes and not with each decision: one more yes among hundreds moves nothing, and images
/// that are decided one after the other are decided alike.
/// </summary>
public sealed class KnownCurves(ICalibrationStore counts, TimeProvider clock)
{
    /// <summary>How old they may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private sealed record Read(Curves Curves, DateTimeOffset At);

    private volatile Read? _last;

    /// <summary>The curves, at most <see cref="MaxAge"/> old.</summary>
    public async Task<Curves> CurrentAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_last is not { } last || now - last.At >= MaxAge)
        {
            _last = last = new Read(Curves.Of(await counts.CountsAsync(cancellationToken)), now);
        }

        return last.Curves;
    }
}
