using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Tells an outage from a call that went wrong. Once it does, the connection is held for all servers through its stored state, and
/// <see cref="ConnectionGate"/> finds out when it is over; the circuit itself only keeps the calls back that are past that gate already.
/// </summary>
/// <remarks>
/// A vision account takes a few calls per minute, 30 at most vendors that publish a limit. Polly's own minimum of 100 calls in 30 seconds
/// would never be reached: an image that is tried again after 5 and 10 seconds must be enough to see that nobody is there, and one that
/// failed among thirty that did not must not be. Failures here are calls that stayed unavailable after <see cref="Retry"/>.
/// </remarks>
internal sealed class CircuitBreaker(IVisionCaller inner, ConnectionHolds holds, TimeProvider clock) : IVisionCaller
{
    /// <summary>Calls in a <see cref="Window"/> below which nothing is concluded.</summary>
    public const int MinimumThroughput = 3;

    /// <summary>The part of the calls that fail in an outage.</summary>
    public const double FailureRatio = 0.5;

    /// <summary>How far it looks back.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    // The shortest Polly knows: over before the stored state lets the first call probe.
    private static readonly TimeSpan s_break = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_whileOpen = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ResiliencePipeline<CalledReply>> _circuits = new(StringComparer.OrdinalIgnoreCase);

    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        // A model that is down is no outage of those that the site asks for.
        if (call.IsTrial)
        {
            return await inner.CallAsync(call, cancellationToken);
        }

        ResiliencePipeline<CalledReply> circuit = _circuits.GetOrAdd(call.Connection.Alias, static (_, x) => x.self.Circuit(x.Connection), (self: this, call.Connection));
        try
        {
            return await circuit.ExecuteAsync(async token => await inner.CallAsync(call, token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return new CalledReply(VisionReply.Failed(Open(call)), CallId: null);
        }
    }

    private ResiliencePipeline<CalledReply> Circuit(Connection connection) =>
        new ResiliencePipelineBuilder<CalledReply> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<CalledReply>
            {
                FailureRatio = FailureRatio,
                MinimumThroughput = MinimumThroughput,
                SamplingDuration = Window,
                BreakDuration = s_break,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.Reply.Failure is { Sent: true, Kind: FailureKind.Unavailable }),
                OnOpened = async args =>
                {
                    if (args.Outcome.Result?.Reply.Failure is { } failure)
                    {
                        await holds.HoldNowAsync(connection, failure);
                    }
                },
            })
            .Build();

    private static Failure Open(VisionCall call) => new(FailureKind.Unavailable, $"{call.Connection.Alias} does not answer at the moment.")
    {
        Code = "connection-held",
        RetryAfter = s_whileOpen,
        Sent = false,
    };
}
