using Polly;
using Polly.Retry;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Sends again what failed for a moment and was neither charged nor refused. Only waits that are short are waited for here; everything else
/// goes back to the durable queue, where a restart loses nothing. Every attempt has its own rate permit and its own row in the ledger.
/// </summary>
internal sealed class Retry : IVisionCaller
{
    /// <summary>Attempts after the first.</summary>
    public const int MoreAttempts = 2;

    /// <summary>The longest wait that is waited for in memory.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // A system that takes its time to fail is not asked again at once.
    private static readonly TimeSpan s_longestTrying = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);

    private readonly IVisionCaller _inner;
    private readonly RatePermits _permits;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<Attempt> _attempts;

    /// <param name="inner">What sends.</param>
    /// <param name="permits">For every attempt but the first, whose permit is taken before.</param>
    /// <param name="clock">Waits by it.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public Retry(IVisionCaller inner, RatePermits permits, TimeProvider clock, Func<double> jitter)
    {
        (_inner, _permits, _clock) = (inner, permits, clock);
        _attempts = new ResiliencePipelineBuilder<Attempt> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = MoreAttempts,
                Delay = s_firstPause,
                MaxDelay = LongestPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = jitter,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { MayRepeat: true }),
                // Null where the provider names no wait: then it is Polly's, which grows.
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.Called.Reply.Failure?.RetryAfter * (1 + jitter() / 5)),
            })
            .Build();
    }

    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        CalledReply? last = null;
        Attempt end = await _attempts.ExecuteAsync(
            async token =>
            {
                VisionCall attempt = call;
                if (last is not null)
                {
                    (Permit? permit, Failure? refusal) = await _permits.TakeAsync(call, insteadOf: null, token);
                    if (refusal is not null)
                    {
                        return new Attempt(NoPermit(last, refusal.RetryAfter ?? TimeSpan.Zero), MayRepeat: false);
                    }

                    attempt = call with { Permit = permit };
                }

                last = await _inner.CallAsync(attempt, token);
                return new Attempt(last, MayRepeat(last.Reply.Failure) && _clock.GetElapsedTime(start) < s_longestTrying);
            },
            cancellationToken);
        return end.Called;
    }

    private static bool MayRepeat(Failure? failure) => failure switch
    {
        { Sent: false } or { Charged: not Charged.No } => false,
        { Kind: FailureKind.Throttled } => FailureRules.Delay(failure, attempts: 1, jitter: 0) <= LongestPause,
        { Kind: FailureKind.Unavailable } => failure.RetryAfter is null || failure.RetryAfter <= LongestPause,
        _ => false,
    };

    private static CalledReply NoPermit(CalledReply last, TimeSpan wait)
    {
        Failure failure = last.Reply.Failure!;
        TimeSpan longer = failure.RetryAfter is { } asked && asked > wait ? asked : wait;
        return last with { Reply = VisionReply.Failed(failure with { RetryAfter = longer }, last.Reply.Usage) with { RequestId = last.Reply.RequestId } };
    }

    private sealed record Attempt(CalledReply Called, bool MayRepeat);
}
