using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Trials;

/// <summary>
/// Looks at an image of the library as a run would, and tells what would come of it. Nothing is written into the image and nothing is suggested; what the
/// sources said is kept as ever, so that the run does not pay for it again. Budgets, rate limit and the ledger hold as for every other call.
/// </summary>
public sealed class SampleImage(
    IMediaLibrary library,
    ISuggestionStore suggestions,
    IRevisionStore revisions,
    IConnections connections,
    IProfiles profiles,
    Prepare prepare,
    Analyse analyse,
    LastLook lastLook,
    IWorkItemStore items,
    KnownCurves curves,
    TimeProvider clock)
{
    /// <summary>Looks at one image.</summary>
    /// <param name="item">The image.</param>
    /// <param name="askedBy">Who wants to know; null where nobody is known.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    public Task<Sampled> LookAsync(MediaItem item, Guid? askedBy, CancellationToken cancellationToken) =>
        LookAsync(item, profiles.Default, onlySuggests: false, askedBy, cancellationToken);

    /// <summary>Looks at one image with other steps than the profile's, and decides what of that would be suggested beside what is there.</summary>
    /// <param name="item">The image.</param>
    /// <param name="profile">The profile's rules, with the steps that are to be asked.</param>
    /// <param name="askedBy">Who wants to know.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    internal Task<Sampled> AskAsync(MediaItem item, Profile profile, Guid askedBy, CancellationToken cancellationToken) =>
        LookAsync(item, profile, onlySuggests: true, askedBy, cancellationToken);

    private async Task<Sampled> LookAsync(MediaItem item, Profile profile, bool onlySuggests, Guid? askedBy, CancellationToken cancellationToken)
    {
        if (lastLook.RefusalOf(item) is { } unwanted)
        {
            return new Sampled(item) { Refusal = unwanted };
        }

        (PreparedMedia? media, Refusal? refusal) = await prepare.OpenAsync(item, cancellationToken);
        if (media is null)
        {
            return new Sampled(item) { Refusal = refusal };
        }

        await using (media)
        {
            // Who is asked by way of exception makes no revision: the rules are the profile's.
            Revision revision = RevisionOf.Profile(profiles.Default, connections, clock.GetUtcNow());
            await revisions.KeepAsync(revision, cancellationToken);
            Looked looked = await analyse.LookAsync(
                new Inquiry
                {
                    Item = item,
                    Media = media,
                    Profile = profile,
                    RevisionId = revision.Id,
                    Work = AsIfTagged(item, profile, askedBy),
                    // Holds no lease: a second look, or the worker that has the item, waits for this one as this one waits for them.
                    Looker = Guid.CreateVersion7(clock.GetUtcNow()),
                    InVain = await InVainAsync(item, isAskedByClick: onlySuggests, cancellationToken),
                    LastLook = token => lastLook.InTheWayAsync(item.Key, media, token),
                },
                cancellationToken);
            return await DecideAsync(item, profile, revision.Id, looked, onlySuggests, cancellationToken);
        }
    }

    // Who asks by a click tries it again: what others have paid in vain does not stop that, and each click is bounded by itself.
    private async Task<PaidInVain> InVainAsync(MediaItem item, bool isAskedByClick, CancellationToken cancellationToken) =>
        new(isAskedByClick ? default : (await items.FindAsync(item.Key, cancellationToken))?.Tries ?? default);

    // As where an editor has the image tagged: what is known is taken, and no run pays.
    private WorkItem AsIfTagged(MediaItem item, Profile profile, Guid? askedBy) => new()
    {
        MediaKey = item.Key,
        Path = item.Path,
        Profile = profile.Alias,
        State = WorkState.Working,
        Origin = WorkOrigin.TagNow,
        DueAt = clock.GetUtcNow(),
        Attempts = 0,
        EnqueuedAt = clock.GetUtcNow(),
        ChangedAt = clock.GetUtcNow(),
        Generation = 0,
        RequestedBy = askedBy,
    };

    private async Task<Sampled> DecideAsync(
        MediaItem seen, Profile profile, string revisionId, Looked looked, bool onlySuggests, CancellationToken cancellationToken)
    {
        MediaItem item = await library.FindAsync(seen.Key, cancellationToken) ?? seen;
        IReadOnlyList<Suggestion> earlier = await suggestions.ForMediaAsync(item.Key, cancellationToken);
        Decision? decision = looked.Analyses.Count == 0 ? null : Decide.On(new DecisionInput
        {
            Item = item,
            Profile = profile,
            RevisionId = revisionId,
            Analyses = looked.Analyses,
            Earlier = earlier,
            Writes = await suggestions.WritesAsync(item.Key, cancellationToken),
            IsComplete = !onlySuggests && looked.Replaces(earlier),
            IsAsked = onlySuggests,
            OnlySuggests = onlySuggests,
            Curves = await curves.CurrentAsync(cancellationToken),
            Now = clock.GetUtcNow(),
        });
        return new Sampled(item) { RevisionId = revisionId, Decision = decision, Failure = looked.Failure, Refusal = looked.Refusal };
    }
}

/// <summary>What would come of an image.</summary>
/// <param name="Item">With its values of this moment.</param>
public sealed record Sampled(MediaItem Item)
{
    /// <summary>The revision that it was decided under; empty where it could not be looked at.</summary>
    public string RevisionId { get; init; } = string.Empty;

    /// <summary>What would be written and suggested; null where nobody said anything.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What went wrong on the way; null where nothing did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Why the image cannot be sent; null where it can.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Why nothing came of it, in a sentence or two, and whether it was paid for all the same; null where nothing went wrong.</summary>
    public string? WhyNothing => Refusal?.Message ?? Failure switch
    {
        { Sent: true, Charged: Charged.Yes } => $"{Failure.Message} It was paid for.",
        { Sent: true, Charged: Charged.Unknown } => $"{Failure.Message} It may have been paid for.",
        _ => Failure?.Message,
    };
}
