using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Holds calls back while a connection is known not to work, lets one through when its time has come, and writes down how it went:
/// a thousand waiting images cost an empty account one probe per quarter of an hour, not a thousand refusals. When an outage begins is for
/// <see cref="CircuitBreaker"/> to say; when it ends is found out here.
/// </summary>
internal sealed class ConnectionGate(IVisionCaller inner, ConnectionHolds holds, TimeProvider clock) : IVisionCaller
{
    // A probe answers soon, or not for long: then these calls ask again.
    private static readonly TimeSpan s_whileAnotherProbes = TimeSpan.FromSeconds(5);

    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        ConnectionState? state = await holds.FindAsync(call.Connection, cancellationToken);
        if (state is null or { Health: ConnectionHealth.Ok })
        {
            return await PassAsync(call, state, cancellationToken);
        }

        if (HeldFor(state, call.IsTest) is { } wait)
        {
            return HeldBack(state, wait);
        }

        // Whether the connection works again is found out by what the site is asking for.
        return !call.IsTrial && await holds.ProbeAsync(state, call.Connection, cancellationToken) is { } probing
            ? await ProbeAsync(call, probing, cancellationToken)
            : HeldBack(state, s_whileAnotherProbes);
    }

    // Whoever tests a connection wants to know now whether what they mended works, and is the probe. What an admin has paused, or who asked to be
    // left in peace for a while, is left in peace all the same; and what a drift has stopped would answer a test as it answered before.
    private TimeSpan? HeldFor(ConnectionState state, bool isTest)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return state switch
        {
            { Health: ConnectionHealth.Paused or ConnectionHealth.Drifted } => FailureRules.For(FailureKind.Paused).FirstDelay,
            { Until: { } until } when until > now && !(isTest && state.Health != ConnectionHealth.Throttled) => until - now,
            { ProbeUntil: { } probing } when probing > now => s_whileAnotherProbes,
            _ => null,
        };
    }

    private async Task<CalledReply> PassAsync(VisionCall call, ConnectionState? state, CancellationToken cancellationToken)
    {
        CalledReply called = await inner.CallAsync(call, cancellationToken);
        // One unavailable call is no outage yet; and what another model answers to a trial, were it that the credit does not reach for it, says nothing of the site's own.
        if (!call.IsTrial && called.Reply.Failure is { Sent: true, Kind: not FailureKind.Unavailable } failure)
        {
            await holds.HoldAsync(state, call.Connection, failure);
        }

        return called;
    }

    private async Task<CalledReply> ProbeAsync(VisionCall call, ConnectionState probing, CancellationToken cancellationToken)
    {
        CalledReply called;
        try
        {
            called = await inner.CallAsync(call, cancellationToken);
        }
        catch (Exception)
        {
            await holds.EndProbeAsync(probing);
            throw;
        }

        await (called.Reply.Failure switch
        {
            null or { Sent: true, Kind: FailureKind.BadImage or FailureKind.Refused } => holds.ReleaseAsync(probing),
            { Sent: true } failure when FailureRules.For(failure.Kind).Connection is not null => holds.HoldAsync(probing, call.Connection, failure),
            // It answers, but nothing that could be understood: the items behind it must not be tried, and given up, on such answers.
            { Sent: true } failure => holds.HoldAsync(probing, call.Connection, AsBefore(probing, failure)),
            _ => holds.EndProbeAsync(probing),
        });
        return called;
    }

    private static Failure AsBefore(ConnectionState state, Failure failure) => new(KindOf(state.Health), state.Message ?? failure.Message);

    /// <summary>The <see cref="Failure.Code"/> of a call to a connection that a drift has stopped.</summary>
    public const string DriftedCode = "ModelDrifted";

    private static CalledReply HeldBack(ConnectionState state, TimeSpan wait) => new(
        VisionReply.Failed(new Failure(KindOf(state.Health), state.Message ?? $"{state.Connection} is held: {state.Health}.")
        {
            Code = state.Health == ConnectionHealth.Drifted ? DriftedCode : "connection-held",
            IsOwnCode = state.Health == ConnectionHealth.Drifted,
            RetryAfter = wait,
            Sent = false,
        }),
        CallId: null);

    private static FailureKind KindOf(ConnectionHealth health) => health switch
    {
        ConnectionHealth.OutOfCredit => FailureKind.OutOfCredit,
        ConnectionHealth.Unauthorised => FailureKind.Unauthorised,
        ConnectionHealth.Misconfigured => FailureKind.Misconfigured,
        ConnectionHealth.Unavailable => FailureKind.Unavailable,
        ConnectionHealth.Paused or ConnectionHealth.Drifted => FailureKind.Paused,
        _ => FailureKind.Throttled,
    };
}
