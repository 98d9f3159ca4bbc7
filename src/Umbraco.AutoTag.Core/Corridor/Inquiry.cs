using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>One image on its way through the steps of a profile.</summary>
public sealed record Inquiry
{
    /// <summary>Whose image it is.</summary>
    public required MediaItem Item { get; init; }

    /// <summary>The image.</summary>
    public required PreparedMedia Media { get; init; }

    /// <summary>Who is asked what.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Written beside every call.</summary>
    public required string RevisionId { get; init; }

    /// <summary>Why it is looked at.</summary>
    public required WorkItem Work { get; init; }

    /// <summary>Asked just before a picture leaves the server: what is in the way of that, or null.</summary>
    public required Func<CancellationToken, Task<Picture?>> LastLook { get; init; }

    /// <summary>The run that pays; null where none does.</summary>
    public RunBudget? Run => Work.Run;

    /// <summary>
    /// Answers older than this are asked for again, and paid for again; null takes every known answer. A moment and not a yes or no, so that
    /// a retry does not pay again for what this wish has brought already.
    /// </summary>
    public DateTimeOffset? AskAgainSince => Work.Force ? Work.EnqueuedAt : null;

    /// <summary>
    /// Who looks, for others who want to look at the same picture (<see cref="ILookStore"/>): the media item where its lease is held, an id of its own
    /// where nothing is held.
    /// </summary>
    public required Guid Looker { get; init; }

    /// <summary>What may have been paid for and brought no answer.</summary>
    public required PaidInVain InVain { get; init; }

    /// <summary>What stops a call that is on its way; null where it is what stops everything else.</summary>
    public CancellationToken? CallsUntil { get; init; }

    /// <summary>The model that is tried, which the profile of the site does not ask for; null where none is.</summary>
    public ModelUpgrade? Tried { get; init; }

    internal AnalysisKey KeyOf(Step step, string stepPart) => new(Media.Hash, stepPart, step.LanguageIn(Profile));

    /// <summary>True where an answer is too old for this wish: what is in the file itself costs nothing and is never asked for again.</summary>
    internal bool IsTooOld(Analysis known, Connection connection) => connection.Provider.Declaration.SendsPicture && known.CreatedAt < AskAgainSince;

    internal VisionCall CallOf(Step step, Connection connection) => new()
    {
        Connection = connection,
        MediaKey = Item.Key,
        Path = Item.Path,
        RevisionId = RevisionId,
        LongSide = Profile.ImageSize,
        Run = Run,
        Until = CallsUntil,
        OnCutOff = InVain.Note,
        IsTrial = Tried is { } tried && tried.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase) && tried.To == step.Model,
        Editor = Work.RequestedBy ?? Item.UploadedBy,
        Request = new VisionRequest
        {
            Image = null,
            OpenOriginal = connection.Provider.Declaration.SendsPicture ? null : Media.OpenOriginal,
            Tasks = step.Tasks,
            Language = step.LanguageIn(Profile),
            AlsoIn = step.AlsoIn,
            Question = step.Question,
            Model = step.Model ?? connection.Options.Model,
            MaxKeywords = Profile.MaxKeywords,
            Guidance = Profile.GuidanceFor(connection),
        },
    };
}
