using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>
/// Hands a batch over, once. That it goes out is written down before the first byte leaves: what a crash makes of it is looked up at the vendor
/// afterwards, and never sent again by itself.
/// </summary>
public sealed class SendBatch(IBatchStore batches, IRunStore runs, IConnectionStateStore states, IProfiles profiles, TimeProvider clock, ILoggerFactory logs)
{
    /// <summary>How long a server may have a batch in hand before another one sees to it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>How much longer than the vendor's own end a batch is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    // Where a vendor does not say how long it keeps answers, a mended key is waited for as long as with the one that does; what it no longer has it says itself.
    private static readonly TimeSpan s_keptPerhaps = TimeSpan.FromDays(29);

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_firstLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_beforeAnotherTry = TimeSpan.FromMinutes(1);

    private readonly ConnectionHolds _holds = new(states, profiles, clock, logs.CreateLogger<ConnectionHolds>());
    // What looks at batches hold at this moment, by alias. A restart forgets it: such a hold ends by its own time.
    private readonly ConcurrentDictionary<string, ConnectionState> _heldByLooks = new(StringComparer.OrdinalIgnoreCase);

    private readonly ILogger _log = logs.CreateLogger<SendBatch>();

    /// <summary>True where the connection may be called at this moment.</summary>
    public async Task<bool> IsOpenAsync(Connection connection, CancellationToken cancellationToken) =>
        await _holds.FindAsync(connection, cancellationToken) switch
        {
            null or { Health: ConnectionHealth.Ok } => true,
            { Health: ConnectionHealth.Paused or ConnectionHealth.Drifted } => false,
            { Until: var until } => until is null || until <= clock.GetUtcNow(),
        };

    /// <summary>How long after a batch was handed over nobody waits for it any more.</summary>
    /// <param name="connection">Who has it.</param>
    /// <param name="failure">Why it could not be asked about the last time; null where it could.</param>
    internal static TimeSpan LongestWait(Connection connection, Failure? failure)
    {
        // Nothing is lost by a question that nobody took: what is answered waits there until somebody mends what is in the way.
        bool wasNotHeard = failure is { Kind: FailureKind.Unauthorised or FailureKind.Unavailable or FailureKind.Throttled or FailureKind.OutOfCredit };
        return wasNotHeard ? KeptFor(connection) : connection.Batches!.Batches.Longest + Patience;
    }

    /// <summary>How long after a batch was handed over its answers are there to be fetched.</summary>
    internal static TimeSpan KeptFor(Connection connection) => connection.Batches!.Batches.KeptFor ?? s_keptPerhaps;

    /// <summary>Sends it.</summary>
    public async Task SendAsync(Batch batch, Connection connection, IReadOnlyList<BatchRequest> requests, CancellationToken cancellationToken)
    {
        // Making the pictures ready takes minutes, in which the connection may have been paused.
        if (!await IsOpenAsync(connection, cancellationToken))
        {
            await batches.ReturnAsync(batch, [.. requests.Select(request => request.CallId)], cancellationToken);
            return;
        }

        DateTimeOffset expiresAt = clock.GetUtcNow() + LongestWait(connection, failure: null);
        cancellationToken.ThrowIfCancellationRequested();
        // Not to be cut off half-way: a note of what is then not sent would count as lost.
        HashSet<Guid> inTime = [.. await batches.SendingAsync(batch, Lease, expiresAt, CancellationToken.None)];
        BatchRequest[] going = [.. requests.Where(request => inTime.Contains(request.CallId))];
        if (going.Length == 0)
        {
            return;
        }

        BatchSent sent = await SubmitAsync(connection, new BatchShipment(batch.Id, batch.Pile.Model, going));
        if (sent.VendorId is { } vendorId)
        {
            await batches.SentAsync(batch, vendorId, clock.GetUtcNow() + s_firstLook, CancellationToken.None);
            await ReleaseAsync(connection);
            _log.LogInformation("A batch of {Count} images went to {Connection} as {VendorId}.", going.Length, connection.Alias, vendorId);
        }
        else if (sent.IsInDoubt)
        {
            _log.LogWarning("It is not known whether {Connection} has batch {Batch}: {Reason} It is looked for there.", connection.Alias, batch.Id, sent.Failure!.Message);
            await batches.LookAgainAsync(batch, clock.GetUtcNow() + s_firstLook, batch.IsStopping, CancellationToken.None);
        }
        else
        {
            await NotTakenAsync(batch, connection, sent.Failure!);
        }
    }

    // Not cut off where the site stops: the host waits a while, and half a hand-over would have to be looked for and might count as lost.
    private async Task<BatchSent> SubmitAsync(Connection connection, BatchShipment shipment)
    {
        using var timer = new CancellationTokenSource(s_timeout, clock);
        try
        {
            return await connection.Batches!.SubmitAsync(connection, shipment, timer.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            return BatchSent.InDoubt(new Failure(FailureKind.Unavailable, $"{connection.Alias} did not answer within {s_timeout.TotalMinutes:0} minutes.")
            {
                Code = "timeout",
                Charged = Charged.Unknown,
            });
        }
    }

    /// <summary>Puts the calls of a batch that the vendor refused as a whole back in line, and holds whom the refusal concerns.</summary>
    internal async Task NotTakenAsync(Batch batch, Connection connection, Failure failure)
    {
        _log.LogWarning("{Connection} did not take a batch: {Reason}", connection.Alias, failure.Message);
        if (failure.Kind is FailureKind.Throttled or FailureKind.OutOfCredit or FailureKind.Unauthorised or FailureKind.Unavailable)
        {
            await _holds.HoldNowAsync(connection, failure);
        }
        else
        {
            // It says nothing about single calls: only this run cannot go on like this.
            await runs.MoveAsync(batch.Pile.RunId, RunState.Paused, BatchReasons.Refused, failure.Message, CancellationToken.None);
        }

        await batches.NotSentAsync(batch, clock.GetUtcNow() + (failure.RetryAfter ?? s_beforeAnotherTry), CancellationToken.None);
    }

    /// <summary>
    /// What a look at a batch tells of the connection itself: a key that is not let in holds it for all servers, and what was put aside is kept for as long
    /// as the answers can be had; one that is let in again lets go what such a look has held. What ordinary calls hold is theirs: a key may be let in to
    /// look at batches and to nothing else.
    /// </summary>
    internal async Task HeardAsync(Batch batch, Connection connection, Failure? failure, CancellationToken cancellationToken)
    {
        if (failure is { Kind: FailureKind.Unauthorised })
        {
            if (await _holds.HoldNowAsync(connection, failure) && await _holds.FindAsync(connection, cancellationToken) is { } now)
            {
                _heldByLooks[connection.Alias] = now;
            }

            await batches.KeepAsideAsync(batch, (batch.SentAt ?? batch.CreatedAt) + LongestWait(connection, failure) + Lease, cancellationToken);
        }
        else if (failure is null && _heldByLooks.TryRemove(connection.Alias, out ConnectionState? held))
        {
            // On the version that was written then: whatever has changed it since, a call that failed too or an admin, is not undone.
            await _holds.ReleaseAsync(held);
        }
    }

    private async Task ReleaseAsync(Connection connection)
    {
        if (await _holds.FindAsync(connection, CancellationToken.None) is { Health: not (ConnectionHealth.Ok or ConnectionHealth.Paused or ConnectionHealth.Drifted) } held)
        {
            await _holds.ReleaseAsync(held);
        }
    }
}
