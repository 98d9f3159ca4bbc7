using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

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
    ISampleStore samples,
    KnownCurves curves,
    TimeProvider clock)
{
    /// <summary>Looks at one image.</summary>
    /// <param name="item">The image.</param>
    /// <param name="askedBy">Who wants to know; null where nobody is known.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    public Task<Sampled> LookAsync(MediaItem item, Guid? askedBy, CancellationToken cancellationToken) =>
        LookAsync(item, new Wish(profiles.Default, profiles.Default, Aim.AsRun, askedBy), cancellationToken);

    /// <summary>Looks at one image with other steps than the profile's, and decides what of that would be suggested beside what is there.</summary>
    /// <param name="item">The image.</param>
    /// <param name="profile">The profile's rules, with the steps that are to be asked.</param>
    /// <param name="askedBy">Who wants to know.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    internal Task<Sampled> AskAsync(MediaItem item, Profile profile, Guid askedBy, CancellationToken cancellationToken) =>
        // Who is asked by way of exception makes no revision: the rules are the profile's.
        LookAsync(item, new Wish(profile, profiles.Default, Aim.OnlySuggests, askedBy), cancellationToken);

    /// <summary>
    /// Looks at one image, and decides as if nothing was in its fields and nobody had decided anything: only what the sources say makes a difference.
    /// </summary>
    /// <param name="item">The image.</param>
    /// <param name="asked">Who is asked.</param>
    /// <param name="rules">The profile under whose revision the calls are written down.</param>
    /// <param name="tried">The model of these steps that the site does not ask for; null where there is none.</param>
    /// <param name="askedBy">Who wants to know.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    internal Task<Sampled> FromNothingAsync(MediaItem item, Profile asked, Profile rules, ModelUpgrade? tried, Guid askedBy, CancellationToken cancellationToken) =>
        LookAsync(item, new Wish(asked, rules, Aim.FromNothing, askedBy) { Tried = tried }, cancellationToken);

    private async Task<Sampled> LookAsync(MediaItem item, Wish wish, CancellationToken cancellationToken)
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
            Revision revision = RevisionOf.Profile(wish.Rules, connections, clock.GetUtcNow());
            await revisions.KeepAsync(revision, cancellationToken);
            Looked looked = await analyse.LookAsync(
                new Inquiry
                {
                    Item = item,
                    Media = media,
                    Profile = wish.Asked,
                    RevisionId = revision.Id,
                    Work = AsIfTagged(item, wish.Asked, wish.By),
                    // Holds no lease: a second look, or the worker that has the item, waits for this one as this one waits for them.
                    Looker = Guid.CreateVersion7(clock.GetUtcNow()),
                    InVain = await InVainAsync(item, countsEarlier: wish.Aim != Aim.OnlySuggests && wish.Tried is null, cancellationToken),
                    LastLook = token => lastLook.InTheWayAsync(item.Key, media, token),
                    Tried = wish.Tried,
                },
                cancellationToken);
            if (looked.Analyses.Count > 0)
            {
                await samples.NoteAsync(item.Key, media.Hash, cancellationToken);
            }

            return await DecideAsync(item, wish, revision.Id, looked, cancellationToken);
        }
    }

    // Who asks by a click tries it again, and what was paid for one model in vain says nothing about another: each of these looks is bounded by itself.
    private async Task<PaidInVain> InVainAsync(MediaItem item, bool countsEarlier, CancellationToken cancellationToken) =>
        new(!countsEarlier ? default : (await items.FindAsync(item.Key, cancellationToken))?.Tries ?? default);

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

    private async Task<Sampled> DecideAsync(MediaItem seen, Wish wish, string revisionId, Looked looked, CancellationToken cancellationToken)
    {
        MediaItem item = await library.FindAsync(seen.Key, cancellationToken) ?? seen;
        bool fromNothing = wish.Aim == Aim.FromNothing;
        IReadOnlyList<Suggestion> earlier = fromNothing ? [] : await suggestions.ForMediaAsync(item.Key, cancellationToken);
        Decision? decision = looked.Analyses.Count == 0 ? null : Decide.On(new DecisionInput
        {
            Item = fromNothing ? item with { Fields = item.Fields.Keys.ToDictionary(key => key, key => FieldValue.EmptyOf(key.Field)) } : item,
            Profile = wish.Asked,
            RevisionId = revisionId,
            Analyses = looked.Analyses,
            Earlier = earlier,
            Writes = fromNothing ? [] : await suggestions.WritesAsync(item.Key, cancellationToken),
            IsComplete = wish.Aim == Aim.AsRun && looked.Replaces(earlier),
            IsAsked = wish.Aim == Aim.OnlySuggests,
            OnlySuggests = wish.Aim == Aim.OnlySuggests,
            Curves = await curves.CurrentAsync(cancellationToken),
            Now = clock.GetUtcNow(),
        });
        return new Sampled(item)
        {
            RevisionId = revisionId,
            Decision = decision,
            Analyses = [.. looked.Analyses.Select(source => source.Analysis)],
            Needs = looked.Needs,
            Failure = looked.Failure,
            Refusal = looked.Refusal,
        };
    }

    /// <summary>What is to come of a look.</summary>
    private enum Aim
    {
        /// <summary>What a run would do.</summary>
        AsRun,

        /// <summary>What would be suggested beside what is there.</summary>
        OnlySuggests,

        /// <summary>What the sources say, as if nothing was there.</summary>
        FromNothing,
    }

    /// <summary>How an image is to be looked at.</summary>
    /// <param name="Asked">The steps that are asked, and the rules.</param>
    /// <param name="Rules">Under whose revision.</param>
    /// <param name="Aim">What for.</param>
    /// <param name="By">Who wants to know; null where nobody is known.</param>
    private sealed record Wish(Profile Asked, Profile Rules, Aim Aim, Guid? By)
    {
        /// <summary>The model that the site does not ask for; null where there is none.</summary>
        public ModelUpgrade? Tried { get; init; }
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

    /// <summary>What the sources said that it was decided by.</summary>
    public IReadOnlyList<Analysis> Analyses { get; init; } = [];

    /// <summary>Whether each step was asked, by its place in the profile; empty where the image could not be looked at.</summary>
    public IReadOnlyList<StepNeed> Needs { get; init; } = [];

    /// <summary>What went wrong on the way; null where nothing did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Why the image cannot be sent; null where it can.</summary>
    public Refusal? Refusal { get; init; }

    internal StepNeed NeedOf(int step) => step < Needs.Count ? Needs[step] : StepNeed.Unknown;

    /// <summary>Why nothing came of it, in a sentence or two, and whether it was paid for all the same; null where nothing went wrong.</summary>
    public string? WhyNothing => Refusal?.Message ?? Failure switch
    {
        { Sent: true, Charged: Charged.Yes } => $"{Failure.Message} It was paid for.",
        { Sent: true, Charged: Charged.Unknown } => $"{Failure.Message} It may have been paid for.",
        _ => Failure?.Message,
    };
}
