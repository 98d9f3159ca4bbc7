using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Room 4. Asks each step's connection what it sees, unless the answer is known already: the same content, asked the same way, is never
/// paid for twice, not even where two items with the same picture come at once.
/// </summary>
public sealed class Analyse(
    IConnections connections,
    IAnalysisStore analyses,
    ILookStore looks,
    IVisionCaller caller,
    HeldConnections held,
    TimeProvider clock,
    ILogger<Analyse> log)
{
    // Whoever looks at the same picture is done soon after.
    private static readonly TimeSpan s_whileAnotherLooks = TimeSpan.FromSeconds(2);

    // Waiting for a place and a permit, settling and keeping, with a slow database.
    private static readonly TimeSpan s_aroundTheCalls = TimeSpan.FromMinutes(5);

    /// <summary>Looks through every step of the profile.</summary>
    /// <param name="item">Whose image it is.</param>
    /// <param name="media">The image.</param>
    /// <param name="profile">Who is asked what.</param>
    /// <param name="revisionId">Written beside every call.</param>
    /// <param name="run">The run that pays; null where none does.</param>
    /// <param name="askAgainSince">
    /// Answers older than this are asked for again, and paid for again; null takes every known answer. A moment and not a yes or no, so that
    /// a retry does not pay again for what this wish has brought already.
    /// </param>
    /// <param name="lastLook">Asked just before a picture leaves the server: what is in the way of that, or null.</param>
    /// <param name="cancellationToken">Stops the call under way.</param>
    public async Task<Looked> LookAsync(
        MediaItem item,
        PreparedMedia media,
        Profile profile,
        string revisionId,
        RunBudget? run,
        DateTimeOffset? askAgainSince,
        Func<CancellationToken, Task<Picture?>> lastLook,
        CancellationToken cancellationToken)
    {
        using Activity? room = Rooms.Enter("analyse");
        var looked = new Looked();
        foreach (Step step in profile.Steps)
        {
            if (connections.Find(step.Connection) is not { } connection)
            {
                looked.Add(NotConfigured(step, profile));
                continue;
            }

            var key = new AnalysisKey(media.Hash, RevisionOf.StepPart(step, profile, connection), profile.Language);
            Known known = await KnownAsync(key, connection, askAgainSince, cancellationToken);
            if (known.Analysis is { } analysis)
            {
                looked.Add(analysis, connection);
                continue;
            }

            if (run is { AsksNobody: true } && connection.Provider.Declaration.SendsPicture)
            {
                looked.AddKept(await analyses.LastAsync(media.Hash, connection.Alias, profile.Language, cancellationToken), connection);
                continue;
            }

            VisionCall call = CallOf(item, media, profile, revisionId, step, connection) with { Run = run };
            await (connection.Provider.Declaration.SendsPicture
                ? AskAloneAsync(call, media, key, askAgainSince, lastLook, looked, cancellationToken)
                : AskAsync(call, key, replace: false, lastLook, looked, cancellationToken));
        }

        return looked;
    }

    private async Task<Known> KnownAsync(AnalysisKey key, Connection connection, DateTimeOffset? askAgainSince, CancellationToken cancellationToken)
    {
        Analysis? known = await analyses.FindAsync(key, cancellationToken);
        bool isTooOld = connection.Provider.Declaration.SendsPicture && known?.CreatedAt < askAgainSince;
        return isTooOld ? new Known(null, Replaces: true) : new Known(known, Replaces: false);
    }

    private async Task AskAloneAsync(
        VisionCall call,
        PreparedMedia media,
        AnalysisKey key,
        DateTimeOffset? askAgainSince,
        Func<CancellationToken, Task<Picture?>> lastLook,
        Looked looked,
        CancellationToken cancellationToken)
    {
        // Before the picture is made ready: that is the dear part of being told no.
        if (held.UsedUp(call.Connection.Alias) is { } refusal)
        {
            looked.Add(refusal with { Connection = call.Connection.Alias });
            return;
        }

        Picture picture = await media.PictureForAsync(call.Connection.Provider.Declaration, call.LongSide, cancellationToken);
        if (picture.Image is null)
        {
            looked.Add(picture);
            return;
        }

        if (await looks.BeginAsync(key, call.MediaKey, LongestLook(call.Connection), cancellationToken) is not { } look)
        {
            looked.Add(LookedAtAlready());
            return;
        }

        try
        {
            // What was being looked at when it was looked up may be known by now.
            Known known = await KnownAsync(key, call.Connection, askAgainSince, cancellationToken);
            if (known.Analysis is { } analysis)
            {
                looked.Add(analysis, call.Connection);
                return;
            }

            if (await lastLook(cancellationToken) is { } inTheWay)
            {
                looked.Add(inTheWay);
                return;
            }

            await AskAsync(call with { Request = call.Request with { Image = picture.Image } }, key, known.Replaces, lastLook, looked, cancellationToken);
        }
        finally
        {
            await EndAsync(look);
        }
    }

    private async Task AskAsync(
        VisionCall call, AnalysisKey key, bool replace, Func<CancellationToken, Task<Picture?>> lastLook, Looked looked, CancellationToken cancellationToken)
    {
        CalledReply called = await Repair.AskAsync(caller, call, lastLook, cancellationToken);
        if (called.Reply.Failure is { } failure)
        {
            looked.Add(failure with { Connection = call.Connection.Alias });
            return;
        }

        // What was paid for is kept, even where the host is shutting down.
        looked.Add(await analyses.KeepAsync(AnalysisOf(key, call, called), replace, CancellationToken.None), call.Connection);
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

    // A call waits for its place no longer than its reservation lives, and is repeated only where it failed fast; an answer in words may be repaired.
    private static TimeSpan LongestLook(Connection connection) =>
        (connection.Options.Timeout * 2 + s_aroundTheCalls) * (connection.Provider.Declaration.PromptVersion is null ? 1 : 2);

    private static VisionCall CallOf(MediaItem item, PreparedMedia media, Profile profile, string revisionId, Step step, Connection connection) => new()
    {
        Connection = connection,
        MediaKey = item.Key,
        Path = item.Path,
        RevisionId = revisionId,
        LongSide = profile.ImageSize,
        Request = new VisionRequest
        {
            Image = null,
            OpenOriginal = connection.Provider.Declaration.SendsPicture ? null : media.OpenOriginal,
            Tasks = step.Tasks,
            Language = profile.Language,
            Model = step.Model ?? connection.Options.Model,
            MaxKeywords = profile.MaxKeywords,
            Guidance = profile.GuidanceFor(connection),
        },
    };

    private Analysis AnalysisOf(AnalysisKey key, VisionCall call, CalledReply called) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Key = key,
        Connection = call.Connection.Alias,
        Provider = call.Connection.Provider.Declaration.Alias,
        ModelAsked = call.Request.Model,
        ModelReported = called.Reply.ModelReported,
        Observations = called.Reply.Observations ?? [],
        CallId = called.CallId,
        CreatedAt = clock.GetUtcNow(),
    };

    // Names no connection: this one works, and nothing else has to wait for it.
    private static Failure LookedAtAlready() => new(
        FailureKind.Throttled,
        "The same picture is being looked at for another item; what comes of it is taken from there.")
    {
        Code = "looked-at-already",
        RetryAfter = s_whileAnotherLooks,
        Sent = false,
    };

    private static Failure NotConfigured(Step step, Profile profile) => new(
        FailureKind.Misconfigured,
        $"Profile '{profile.Alias}' names the connection '{step.Connection}', which is not configured. Add AutoTag:Connections:{step.Connection}, or take the step out.")
    {
        Sent = false,
    };

    /// <param name="Analysis">What is known; null where it has to be asked for.</param>
    /// <param name="Replaces">True where an answer is known and is asked for again.</param>
    private sealed record Known(Analysis? Analysis, bool Replaces);
}
