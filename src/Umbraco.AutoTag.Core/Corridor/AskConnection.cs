using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Asks one connection one question about a picture, alone: of two items with the same picture one pays, and the other takes what comes of it.</summary>
internal sealed class AskConnection(
    IAnalysisStore analyses, ILookStore looks, IVisionCaller caller, BatchedCalls batched, HeldConnections held, WordByWord words, TimeProvider clock, ILogger log)
{
    /// <summary>The <see cref="Failure.Code"/> where somebody else looks at the same picture.</summary>
    public const string LookedAtAlreadyCode = "LookedAtAlready";

    private static readonly TimeSpan[] s_beforeKeepingAgain = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    // Whoever looks at the same picture is done soon after.
    private static readonly TimeSpan s_whileAnotherLooks = TimeSpan.FromSeconds(2);

    /// <summary>Asks, unless the answer is known by the time it is this one's turn.</summary>
    /// <param name="inquiry">About which image.</param>
    /// <param name="question">Who is asked what, and under which key the answer is kept.</param>
    /// <param name="known">What is known already; null where it has to be asked for.</param>
    /// <param name="otherwise">Who is asked where this one fails, while nobody else asks the same.</param>
    /// <param name="cancellationToken">Stops the call under way.</param>
    public async Task<Told> AskAsync(
        Inquiry inquiry,
        Question question,
        Func<CancellationToken, Task<StepAnswer?>> known,
        Func<Failure, CancellationToken, Task<Told>> otherwise,
        CancellationToken cancellationToken)
    {
        VisionCall call = inquiry.CallOf(question.Step, question.Connection);
        if (!question.Connection.Provider.Declaration.SendsPicture)
        {
            return await CallAsync(inquiry, question, call, otherwise, cancellationToken);
        }

        // Before the picture is made ready: that is the dear part of being told no.
        if (held.UsedUp(question.Connection.Alias) is { } refusal)
        {
            return Told.Failed(refusal with { Connection = question.Connection.Alias });
        }

        // And what waits for a batch needs no picture now.
        BatchStanding standing = await batched.OfAsync(inquiry, question, cancellationToken);
        if (standing.Failure is not null)
        {
            return await AfterBatchAsync(inquiry, standing, otherwise, cancellationToken);
        }

        if (inquiry.InVain.IsEnough)
        {
            return Told.Failed(inquiry.InVain.Reason() with { Connection = question.Connection.Alias });
        }

        Picture picture = await inquiry.Media.PictureForAsync(question.Connection.Provider.Declaration, call.LongSide, cancellationToken);
        if (picture.Image is null)
        {
            return new Told(None: picture);
        }

        if (await looks.BeginAsync(question.Key, inquiry.Looker, question.LongestLook, cancellationToken) is not { } look)
        {
            return Told.Failed(LookedAtAlready());
        }

        try
        {
            // What was being looked at when it was looked up may be known by now.
            if (await known(cancellationToken) is { } answer)
            {
                return new Told(answer);
            }

            if (await inquiry.LastLook(cancellationToken) is { } inTheWay)
            {
                return new Told(None: inTheWay);
            }

            VisionCall ready = call with { Request = call.Request with { Image = picture.Image } };
            return standing.ByBatch
                ? await otherwise(await batched.CollectAsync(ready, question.Key, cancellationToken), cancellationToken)
                : await AtOnceAsync(inquiry, question, ready, otherwise, cancellationToken);
        }
        finally
        {
            await EndAsync(look);
        }
    }

    /// <summary>Asks now, at the ordinary price, unless another item has had the same put into a batch by now.</summary>
    private async Task<Told> AtOnceAsync(
        Inquiry inquiry, Question question, VisionCall call, Func<Failure, CancellationToken, Task<Told>> otherwise, CancellationToken cancellationToken)
    {
        BatchStanding standing = await batched.OfAsync(inquiry, question, cancellationToken);
        if (standing.Failure is not null)
        {
            return await AfterBatchAsync(inquiry, standing, otherwise, cancellationToken);
        }

        Told told = await CallAsync(inquiry, question, call, otherwise, cancellationToken);
        await ForgetAsync(standing, told, cancellationToken);
        return told;
    }

    // A vendor that has not come to it in a batch is not broken: nobody stands in for that.
    private async Task<Told> AfterBatchAsync(
        Inquiry inquiry, BatchStanding standing, Func<Failure, CancellationToken, Task<Told>> otherwise, CancellationToken cancellationToken)
    {
        Failure failure = standing.Failure!;
        inquiry.InVain.Note(failure);
        if (BatchReasons.IsOfBatch(failure))
        {
            return Told.Failed(failure);
        }

        Told told = await otherwise(failure, cancellationToken);
        await ForgetAsync(standing, told, cancellationToken);
        return told;
    }

    private async Task ForgetAsync(BatchStanding standing, Told told, CancellationToken cancellationToken)
    {
        if (told.Answer is not null && standing.Failed is { } failed)
        {
            await batched.ForgetAsync(failed, cancellationToken);
        }
    }

    private async Task<Told> CallAsync(
        Inquiry inquiry, Question question, VisionCall call, Func<Failure, CancellationToken, Task<Told>> otherwise, CancellationToken cancellationToken)
    {
        using ExchangeRecording heard = words.Listen(question.Key, call);
        CalledReply called = await Repair.AskAsync(caller, call, inquiry.InVain, inquiry.LastLook, cancellationToken);
        if (called.Reply.Failure is { } failure)
        {
            return await otherwise(failure with { Connection = call.Connection.Alias }, cancellationToken);
        }

        Analysis kept = await KeepAsync(inquiry, question, call, called);
        await words.KeepAsync(question.Key, called.CallId, heard);
        return new Told(new StepAnswer(kept, call.Connection));
    }

    /// <summary>What was paid for is kept, even where the host is shutting down or the database is away for a moment.</summary>
    private async Task<Analysis> KeepAsync(Inquiry inquiry, Question question, VisionCall call, CalledReply called)
    {
        bool isAskedAgain = inquiry.AskAgainSince is not null && call.Connection.Provider.Declaration.SendsPicture;
        Analysis analysis = AnalysisOf(inquiry, question.Key, call, called);
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await analyses.KeepAsync(analysis, isAskedAgain, CancellationToken.None);
            }
            catch (Exception e) when (attempt < s_beforeKeepingAgain.Length)
            {
                log.LogWarning(e, "What {Connection} said about media item {MediaKey} could not be kept, and is tried again.", call.Connection.Alias, call.MediaKey);
                // Once calls have to end the site is about to: what is left of the tries is made at once, and the item given back in time.
                await Task.Delay(s_beforeKeepingAgain[attempt], clock, inquiry.CallsUntil ?? CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (called.CallId is not null && call.Connection.Provider.Declaration.Charged)
            {
                inquiry.InVain.Note(NotKept(call));
                throw;
            }
        }
    }

    private async Task EndAsync(Look look)
    {
        try
        {
            await looks.EndAsync(look, CancellationToken.None);
        }
        catch (Exception e)
        {
            // What the look has brought counts.
            log.LogWarning(e, "A look at content {ContentHash} could not be ended; it ends by itself.", look.Key.Content.Hex);
        }
    }

    private static Failure NotKept(VisionCall call) => new(FailureKind.Unavailable, $"What {call.Connection.Alias} said could not be kept.") { Charged = Charged.Yes };

    private Analysis AnalysisOf(Inquiry inquiry, AnalysisKey key, VisionCall call, CalledReply called) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Key = key,
        Connection = call.Connection.Alias,
        Provider = call.Connection.Provider.Declaration.Alias,
        ModelAsked = call.Request.Model,
        ModelReported = called.Reply.ModelReported,
        Observations = called.Reply.Observations ?? [],
        CallId = called.CallId,
        // An answer is never older than the wish that brought it, though the wish has its time from another server's clock.
        CreatedAt = inquiry.AskAgainSince is { } wished && wished > clock.GetUtcNow() ? wished : clock.GetUtcNow(),
    };

    // Names no connection: this one works, and nothing else has to wait for it.
    private static Failure LookedAtAlready() => new(
        FailureKind.Throttled,
        "The same picture is being looked at already; what comes of it is taken from there.")
    {
        Code = LookedAtAlreadyCode,
        IsOwnCode = true,
        RetryAfter = s_whileAnotherLooks,
        Sent = false,
    };
}

/// <summary>Who is asked what.</summary>
/// <param name="Step">What is asked.</param>
/// <param name="Connection">Who is asked.</param>
/// <param name="Key">Under which the answer is kept.</param>
/// <param name="LongestLook">How long that takes at most, with whoever is asked instead.</param>
internal sealed record Question(Step Step, Connection Connection, AnalysisKey Key, TimeSpan LongestLook)
{
    /// <summary>True where it may be put into a batch; whoever stands in is asked at once.</summary>
    public bool MayWaitForBatch { get; init; }
}

/// <summary>What came of asking: one of the three.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="None">Why no picture could be sent.</param>
internal sealed record Told(StepAnswer? Answer = null, Failure? Failure = null, Picture? None = null)
{
    public static Told Failed(Failure failure) => new(Failure: failure);
}
