using System.Diagnostics;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Room 4. Asks each step's connection what it sees, unless the answer is known already: the same content, asked the same way, is never
/// paid for twice.
/// </summary>
public sealed class Analyse(IConnections connections, IAnalysisStore analyses, IVisionCaller caller, TimeProvider clock)
{
    /// <summary>Looks through every step of the profile.</summary>
    /// <param name="item">Whose image it is.</param>
    /// <param name="media">The image.</param>
    /// <param name="profile">Who is asked what.</param>
    /// <param name="revisionId">Written beside every call.</param>
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
            Analysis? known = await analyses.FindAsync(key, cancellationToken);
            bool isTooOld = connection.Provider.Declaration.SendsPicture && known?.CreatedAt < askAgainSince;
            if (known is not null && !isTooOld)
            {
                looked.Add(known, connection);
                continue;
            }

            await AskAsync(CallOf(item, media, profile, revisionId, step, connection), media, key, isTooOld, lastLook, looked, cancellationToken);
        }

        return looked;
    }

    private async Task AskAsync(
        VisionCall call,
        PreparedMedia media,
        AnalysisKey key,
        bool askAgain,
        Func<CancellationToken, Task<Picture?>> lastLook,
        Looked looked,
        CancellationToken cancellationToken)
    {
        ProviderDeclaration provider = call.Connection.Provider.Declaration;
        if (provider.SendsPicture)
        {
            Picture picture = await media.PictureForAsync(provider, call.LongSide, cancellationToken);
            if (picture.Image is null)
            {
                looked.Add(picture);
                return;
            }

            if (await lastLook(cancellationToken) is { } inTheWay)
            {
                looked.Add(inTheWay);
                return;
            }

            call = call with { Request = call.Request with { Image = picture.Image } };
        }

        CalledReply called = await caller.CallAsync(call, cancellationToken);
        if (called.Reply.Failure is { } failure)
        {
            looked.Add(failure with { Connection = call.Connection.Alias });
            return;
        }

        // What was paid for is kept, even where the host is shutting down.
        looked.Add(await analyses.KeepAsync(AnalysisOf(key, call, called), askAgain, CancellationToken.None), call.Connection);
    }

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

    private static Failure NotConfigured(Step step, Profile profile) => new(
        FailureKind.Misconfigured,
        $"Profile '{profile.Alias}' names the connection '{step.Connection}', which is not configured. Add AutoTag:Connections:{step.Connection}, or take the step out.")
    {
        Sent = false,
    };
}
