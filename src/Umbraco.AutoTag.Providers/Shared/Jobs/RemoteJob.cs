using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Jobs;

/// <summary>
/// One job at a system that answers later, within one question: begun once, looked at until it has ended, and stopped where nobody waits for it
/// any more. It is never begun a second time, because both would be paid for.
/// </summary>
/// <param name="connection">Where.</param>
/// <param name="protocol">How.</param>
/// <param name="clock">Waits by it.</param>
internal sealed class RemoteJob(Connection connection, JobProtocol protocol, TimeProvider clock)
{
    /// <summary>Stands where only what a job used is read of its answer.</summary>
    internal static VisionRequest NoQuestion { get; } = new() { Image = null, Tasks = VisionTasks.None, Language = string.Empty };

    /// <summary>Looks in a row that the system may refuse before the job is given up; whatever else becomes of a look, it is looked again.</summary>
    private const int MostRefusedLooks = 3;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_timeToStop = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_mostTimeToEnd = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_timeToLearnItsId = TimeSpan.FromMinutes(2);

    private readonly long _start = clock.GetTimestamp();

    private Failure? _stoppedBecause;

    // The call's own time-out ends it for good: the stop and the last look have to be over before.
    private TimeSpan TimeToFinish =>
        connection.Options.Timeout - TimeSpan.FromTicks(Math.Min(s_mostTimeToEnd.Ticks, connection.Options.Timeout.Ticks / 10));

    private enum Told
    {
        Nothing,
        GoesOn,
        Ended,
        Refused,
    }

    /// <summary>What came of the job.</summary>
    /// <param name="question">What is asked: hears the job's id.</param>
    /// <param name="begin">Begins the job. The system may hold its answer back until the job has ended.</param>
    /// <param name="read">Reads the answer that ends it, or that says why it was not begun.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the job is being stopped. A job that was given up already is told as a failure instead, as soon.</exception>
    public async Task<VisionReply> AskAsync(
        VisionRequest question, Func<HttpRequestMessage> begin, Func<HttpAnswer, VisionReply> read, CancellationToken cancellationToken)
    {
        ExchangeResult exchange = await RunAsync(question, begin, cancellationToken);
        if (exchange.Answer is not { } answer)
        {
            return VisionReply.Failed(exchange.Failure!);
        }

        VisionReply reply = read(answer);
        // What was refused or could not be read is the job's own end, whenever that came.
        if (_stoppedBecause is { } because && reply.Failure is { Kind: FailureKind.Unavailable } stopped)
        {
            // A job that was stopped a moment ago may not be counted yet: that it took no time is no proof that it costs nothing. Then its end is not known, and it is asked later.
            return reply.Usage.ComputeSeconds > 0
                ? VisionReply.Failed(because with { Charged = stopped.Charged }, reply.Usage) with { RequestId = reply.RequestId }
                : VisionReply.Failed(because with { Charged = PerhapsCharged });
        }

        // Behind an error of the server's own the job may have been begun all the same: nothing may begin it again at once.
        return (int)answer.Status >= 500 && reply.Failure is { Charged: Charged.No } failure
            ? VisionReply.Failed(failure with { Charged = PerhapsCharged }, reply.Usage) with { RequestId = reply.RequestId }
            : reply;
    }

    /// <summary>What a job comes to that nobody waits for any more; null where it goes on, is not known any more, or where the system does not say.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="read">Reads the answer that ended it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<JobBill?> BillAsync(string id, Func<HttpAnswer, VisionReply> read, CancellationToken cancellationToken)
    {
        if (JobProtocol.SafeId(id) is null)
        {
            return null;
        }

        ExchangeResult look = await SendAsync(protocol.Look(id), s_timeToStop).WaitAsync(cancellationToken);
        if (ToldBy(look) != Told.Ended)
        {
            return null;
        }

        VisionReply reply = read(look.Answer!);
        return reply switch
        {
            { Usage.ComputeSeconds: 0 } => new JobBill(Charged.No, reply.Usage),
            { Failure: null } => new JobBill(HttpExchange.ChargedUnlessFree(connection, Charged.Yes), reply.Usage),
            { Usage.ComputeSeconds: > 0 } => new JobBill(reply.Failure.Charged, reply.Usage),
            _ => null,
        };
    }

    private async Task<ExchangeResult> RunAsync(VisionRequest question, Func<HttpRequestMessage> begin, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Not under the caller's token: a job whose id is not known yet could not be stopped.
        Task<ExchangeResult> beginning = SendAsync(begin(), connection.Options.Timeout + s_timeToLearnItsId);
        try
        {
            ExchangeResult begun = await beginning.WaitAsync(cancellationToken);
            if (UnfinishedIn(begun) is not { } id)
            {
                return begun;
            }

            // Not awaited: a job is watched whatever becomes of the note, which never throws.
            _ = question.OnBegun?.Invoke(id);
            return await WatchAsync(id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Not awaited: the caller is let go at once, whatever the system does. It never throws, and ends by itself.
            _ = StopWhenBegunAsync(question, beginning);
            throw;
        }
    }

    private async Task<ExchangeResult> WatchAsync(string id, CancellationToken cancellationToken)
    {
        TimeSpan pause = s_firstPause;
        var told = Told.GoesOn;
        for (int refused = 0; refused < MostRefusedLooks && clock.GetElapsedTime(_start) + pause < TimeToFinish;)
        {
            await Task.Delay(pause, clock, cancellationToken);
            ExchangeResult look = await HttpExchange.SendAsync(connection, protocol.Look(id), cancellationToken);
            told = ToldBy(look);
            if (told == Told.Ended)
            {
                return look;
            }

            refused = told == Told.Refused ? refused + 1 : 0;
            pause = PauseAfter(look, pause);
        }

        Failure givenUp = GivenUp(isLost: told != Told.GoesOn);
        try
        {
            // Both go on behind and end by themselves where nobody waits for them any more: the stop is on its way, and the caller is let go at once.
            await StopAsync(id).WaitAsync(cancellationToken);
            if (told == Told.GoesOn)
            {
                // What ran until then is on the bill, and the system's own figures say how much; an answer that came at the last moment is read as any other.
                ExchangeResult last = await SendAsync(protocol.Look(id), s_timeToStop).WaitAsync(cancellationToken);
                if (ToldBy(last) == Told.Ended)
                {
                    _stoppedBecause = givenUp;
                    return last;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The job was given up before the caller was: that is what is said, and that it may have to be paid for.
        }

        return new ExchangeResult(null, givenUp);
    }

    // The job goes on, whatever became of one look at it: a page, half a document or an error of the server's says nothing about it.
    private Told ToldBy(ExchangeResult look)
    {
        if (look.Answer is not { IsSuccess: true } answer)
        {
            return look.Answer is { } other && (int)other.Status is >= 300 and < 500 and not (408 or 425 or 429) ? Told.Refused : Told.Nothing;
        }

        using JsonDocument? document = answer.ToJson();
        return document is null ? Told.Nothing
            : protocol.HasEnded(document.RootElement) ? Told.Ended
            : protocol.UnfinishedIn(document.RootElement) is null ? Told.Nothing
            : Told.GoesOn;
    }

    private static TimeSpan PauseAfter(ExchangeResult look, TimeSpan pause)
    {
        TimeSpan longer = TimeSpan.FromTicks(Math.Min((pause * 1.5).Ticks, s_longestPause.Ticks));
        TimeSpan? asked = look.Answer is { IsSuccess: false } answer ? RetryAfter.Of(answer.Headers, ErrorEnvelope.Read(answer.Body)) : null;
        return asked > longer ? asked.Value : longer;
    }

    private string? UnfinishedIn(ExchangeResult exchange) => Read(exchange, protocol.UnfinishedIn);

    private static string? IdIn(ExchangeResult exchange) => Read(exchange, job => JobProtocol.SafeId(job.Text("id")));

    private static string? Read(ExchangeResult exchange, Func<JsonElement, string?> read)
    {
        using JsonDocument? document = exchange.Answer is { IsSuccess: true } answer ? answer.ToJson() : null;
        return document is null ? null : read(document.RootElement);
    }

    private async Task StopWhenBegunAsync(VisionRequest question, Task<ExchangeResult> beginning)
    {
        ExchangeResult begun = await beginning;
        Task stopped = UnfinishedIn(begun) is { } unfinished ? StopAsync(unfinished) : Task.CompletedTask;

        // Also where it had ended by then: nobody reads that answer, and what it cost can be asked by its id.
        if (IdIn(begun) is { } id && question.OnBegun is { } onBegun)
        {
            await onBegun(id);
        }

        await stopped;
    }

    private Task<ExchangeResult> StopAsync(string id) => SendAsync(protocol.Stop(id), s_timeToStop);

    private async Task<ExchangeResult> SendAsync(HttpRequestMessage request, TimeSpan atMost)
    {
        using HttpRequestMessage message = request;
        using var timer = new CancellationTokenSource(atMost, clock);
        try
        {
            return await HttpExchange.SendAsync(connection, message, timer.Token);
        }
        catch (OperationCanceledException)
        {
            return new ExchangeResult(null, GivenUp(isLost: false));
        }
    }

    private Charged PerhapsCharged => HttpExchange.ChargedUnlessFree(connection, Charged.Unknown);

    private Failure GivenUp(bool isLost) => new(
        FailureKind.Unavailable,
        isLost
            ? $"Connection '{connection.Alias}' began the work and then could not be asked how it stands; the work was stopped."
            : $"Connection '{connection.Alias}' did not finish within {connection.Options.Timeout.TotalSeconds:0} seconds; the work was stopped. Where it often takes so long, raise AutoTag:Connections:{connection.Alias}:Timeout.")
    {
        Code = isLost ? "answer-lost" : "timeout",
        Charged = PerhapsCharged,
    };
}
