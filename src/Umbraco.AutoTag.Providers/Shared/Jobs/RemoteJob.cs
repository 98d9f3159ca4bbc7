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
    /// <summary>Looks in a row that may go wrong before the job is given up.</summary>
    private const int MostLostLooks = 3;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_timeToStop = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_timeToLearnItsId = TimeSpan.FromMinutes(2);

    private readonly long _start = clock.GetTimestamp();

    /// <summary>The answer that ends the job, or why there is none.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the job is being stopped.</exception>
    public async Task<ExchangeResult> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Not under the caller's token: a job whose id is not known yet could not be stopped.
        Task<ExchangeResult> beginning = SendAsync(protocol.Begin(), connection.Options.Timeout + s_timeToLearnItsId);
        try
        {
            ExchangeResult begun = await beginning.WaitAsync(cancellationToken);
            return UnfinishedIn(begun) is { } id ? await WatchAsync(id, cancellationToken) : begun;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Not awaited: the caller is let go at once, whatever the system does. It never throws, and ends by itself.
            _ = StopWhenBegunAsync(beginning);
            throw;
        }
    }

    private async Task<ExchangeResult> WatchAsync(string id, CancellationToken cancellationToken)
    {
        TimeSpan pause = s_firstPause;
        int lost = 0;
        while (clock.GetElapsedTime(_start) + pause < connection.Options.Timeout)
        {
            await Task.Delay(pause, clock, cancellationToken);
            ExchangeResult look = await HttpExchange.SendAsync(connection, protocol.Look(id), cancellationToken);
            if (look.Answer is not { IsSuccess: true })
            {
                // The job goes on, whatever became of one look at it.
                if (++lost >= MostLostLooks)
                {
                    break;
                }
            }
            else if (UnfinishedIn(look) is null)
            {
                return look;
            }
            else
            {
                lost = 0;
            }

            pause = PauseAfter(look, pause);
        }

        await StopAsync(id);
        return new ExchangeResult(null, GivenUp(lost >= MostLostLooks));
    }

    private static TimeSpan PauseAfter(ExchangeResult look, TimeSpan pause)
    {
        TimeSpan longer = TimeSpan.FromTicks(Math.Min((pause * 1.5).Ticks, s_longestPause.Ticks));
        TimeSpan? asked = look.Answer is { IsSuccess: false } answer ? RetryAfter.Of(answer.Headers, ErrorEnvelope.Read(answer.Body)) : null;
        return asked > longer ? asked.Value : longer;
    }

    private string? UnfinishedIn(ExchangeResult exchange)
    {
        if (exchange.Answer is not { IsSuccess: true } answer)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return protocol.Unfinished(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task StopWhenBegunAsync(Task<ExchangeResult> beginning)
    {
        if (UnfinishedIn(await beginning) is { } id)
        {
            await StopAsync(id);
        }
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

    private Failure GivenUp(bool isLost) => new(
        FailureKind.Unavailable,
        isLost
            ? $"Connection '{connection.Alias}' began the work and then could not be asked how it stands. It is tried again by itself."
            : $"Connection '{connection.Alias}' did not finish within {connection.Options.Timeout.TotalSeconds:0} seconds; the work was stopped. It is tried again by itself; where it often takes so long, raise AutoTag:Connections:{connection.Alias}:Timeout.")
    {
        Code = isLost ? "answer-lost" : "timeout",
        Charged = HttpExchange.ChargedUnlessFree(connection, Charged.Unknown),
    };
}
