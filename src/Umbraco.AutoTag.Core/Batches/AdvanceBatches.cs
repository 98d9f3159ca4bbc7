using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>
/// Brings batches forward by one step: begins one, or sees to one that is due. Everything is in the database: whichever server takes the next step,
/// and after whatever restart, goes on where the last one ended.
/// </summary>
public sealed class AdvanceBatches(
    IBatchStore batches, IRunStore runs, IConnections connections, BuildBatch build, SendBatch send, SettleBatch settle, TimeProvider clock, ILogger<AdvanceBatches> log)
{
    /// <summary>How long a batch that is not full waits for more.</summary>
    public static readonly TimeSpan CollectFor = TimeSpan.FromMinutes(1);

    /// <summary>How long a batch is looked for that the vendor does not show.</summary>
    public static readonly TimeSpan SearchFor = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(15);
    // Longer than what was put aside for a batch lives, but where a key was not let in before.
    private static readonly TimeSpan s_withoutConnection = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    // What has to be written down after the last picture.
    private static readonly TimeSpan s_toSend = TimeSpan.FromMinutes(5);

    /// <summary>Takes a step.</summary>
    /// <returns>True where something was done; false where nothing is to be done at this moment.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await batches.ClaimAsync(SendBatch.Lease, cancellationToken) is { } due)
        {
            await FollowAsync(due, cancellationToken);
            return true;
        }

        foreach (WaitingPile waiting in await batches.WaitingAsync(cancellationToken))
        {
            if (await BeginAsync(waiting, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> BeginAsync(WaitingPile waiting, CancellationToken cancellationToken)
    {
        bool isRunning = await runs.FindAsync(waiting.Pile.RunId, cancellationToken) is { State: RunState.Running };
        if (!isRunning || connections.Find(waiting.Pile.Connection) is not { Batches: { } offered } connection)
        {
            await batches.DissolveAsync(waiting.Pile, cancellationToken);
            return true;
        }

        bool isReady = waiting.Calls >= offered.Batches.MostRequests || clock.GetUtcNow() - waiting.OldestAt >= CollectFor;
        if (!isReady
            || !await send.IsOpenAsync(connection, cancellationToken)
            || await batches.BeginAsync(waiting.Pile, offered.Batches.MostRequests, SendBatch.Lease, cancellationToken) is not { } batch)
        {
            return false;
        }

        DateTimeOffset until = clock.GetUtcNow() + SendBatch.Lease - s_toSend;
        IReadOnlyList<BatchRequest> requests = await build.BuildAsync(batch, connection, until, cancellationToken);
        if (requests.Count > 0)
        {
            await send.SendAsync(batch, connection, requests, cancellationToken);
        }

        return true;
    }

    private async Task FollowAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.State == BatchState.Building)
        {
            // The server that built it died, and nothing had left it.
            await batches.ReturnAsync(batch, [.. (await batches.CallsAsync(batch.Id, cancellationToken)).Select(call => call.CallId)], cancellationToken);
            return;
        }

        if (connections.Find(batch.Pile.Connection) is not { Batches: not null } connection)
        {
            await WithoutConnectionAsync(batch, cancellationToken);
            return;
        }

        await (batch is { VendorId: { } vendorId } ? LookAsync(batch, connection, vendorId, cancellationToken) : SearchAsync(batch, connection, cancellationToken));
    }

    private Task WithoutConnectionAsync(Batch batch, CancellationToken cancellationToken)
    {
        log.LogWarning(
            "A batch is under way at {Connection}, which is no longer configured. Its answers are taken over when it is, within a week.", batch.Pile.Connection);
        return clock.GetUtcNow() - (batch.SentAt ?? batch.CreatedAt) >= s_withoutConnection
            ? batches.AbandonAsync(batch, BatchReasons.NotAskedAbout(batch.Pile.Connection), cancellationToken)
            : AgainAsync(batch, batch.IsStopping, cancellationToken);
    }

    private async Task SearchAsync(Batch batch, Connection connection, CancellationToken cancellationToken)
    {
        IReadOnlyList<BatchCall> calls = await batches.CallsAsync(batch.Id, cancellationToken);
        var lost = new LostBatch(batch.Id, batch.SentAt ?? batch.CreatedAt, calls.Select(call => call.CallId).ToHashSet());
        BatchSearch search = await InTimeAsync(token => connection.Batches!.FindAsync(connection, lost, token), BatchSearch.Failed, cancellationToken);
        await send.HeardAsync(batch, connection, search.Failure, cancellationToken);
        TimeSpan since = clock.GetUtcNow() - lost.SentAt;
        if (search.VendorId is { } vendorId)
        {
            log.LogInformation("Batch {Batch} was found at {Connection} as {VendorId}.", batch.Id, connection.Alias, vendorId);
            await batches.SentAsync(batch, vendorId, clock.GetUtcNow(), cancellationToken);
        }
        else if (since >= (search.IsOpen ? SendBatch.LongestWait(connection, search.Failure) : SearchFor))
        {
            await settle.WriteOffAsync(batch, connection, cancellationToken);
        }
        else
        {
            await AgainAsync(batch, batch.IsStopping, cancellationToken);
        }
    }

    private async Task LookAsync(Batch batch, Connection connection, string vendorId, CancellationToken cancellationToken)
    {
        bool isStopping = batch.IsStopping || await StopAsync(batch, connection, vendorId, cancellationToken);
        Dictionary<Guid, VisionRequest> asked = (await batches.CallsAsync(batch.Id, cancellationToken)).ToDictionary(call => call.CallId, call => call.Question);
        BatchLook look = await InTimeAsync(
            token => connection.Batches!.LookAsync(connection, vendorId, asked, token), BatchLook.Failed, cancellationToken);
        if (look.Failure is { } failure)
        {
            log.LogWarning("How batch {VendorId} of {Connection} is doing could not be found out: {Reason}", vendorId, connection.Alias, failure.Message);
        }

        await send.HeardAsync(batch, connection, look.Failure, cancellationToken);

        if (!isStopping && look is { IsOver: true, Failure: { } refused, Answers.Count: 0 })
        {
            // Some vendors take a batch and refuse it later, as a whole: nothing of it was looked at, as where it is refused at once.
            await send.NotTakenAsync(batch, connection, refused);
        }
        else if (look.IsOver && await settle.SettleAsync(batch with { IsStopping = isStopping }, connection, look.Answers, cancellationToken))
        {
            log.LogDebug("Batch {VendorId} of {Connection} is settled.", vendorId, connection.Alias);
        }
        else if (clock.GetUtcNow() - batch.SentAt >= (look.IsOver ? SendBatch.KeptFor(connection) : SendBatch.LongestWait(connection, look.Failure)))
        {
            await settle.WriteOffAsync(batch, connection, cancellationToken);
        }
        else
        {
            await AgainAsync(batch, isStopping, cancellationToken);
        }
    }

    /// <summary>True where the run was cancelled and the vendor took the wish to stop.</summary>
    private async Task<bool> StopAsync(Batch batch, Connection connection, string vendorId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(batch.Pile.RunId, cancellationToken) is not { State: RunState.Cancelled })
        {
            return false;
        }

        Failure? failure = await InTimeAsync(token => connection.Batches!.CancelAsync(connection, vendorId, token), late => late, cancellationToken);
        if (failure is not null)
        {
            log.LogWarning("{Connection} did not stop batch {VendorId}: {Reason}", connection.Alias, vendorId, failure.Message);
        }

        return failure is null;
    }

    private Task AgainAsync(Batch batch, bool isStopping, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMinutes(Math.Min(s_longestPause.TotalMinutes, Math.Pow(2, Math.Min(batch.Looks, 10))));
        return batches.LookAgainAsync(batch, clock.GetUtcNow() + pause, isStopping, cancellationToken);
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> ask, Func<Failure, T> late, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(s_timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return late(new Failure(FailureKind.Unavailable, $"No answer came within {s_timeout.TotalMinutes:0} minutes."));
        }
    }
}
