using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Has one image looked at by a connection of the editor's choice, whatever the profile's steps are. What it says that is new waits for a yes; nothing
/// is written, and what was suggested, written or decided before stays as it is. Budgets, rate limit and the ledger hold as for every other call, and
/// an answer that is known is not paid for again.
/// </summary>
public sealed class AskOther(SampleImage sample, ISuggestionStore suggestions, IProfiles profiles, TimeProvider clock, IListener listener)
{
    /// <summary>What a connection would be asked: what the profile asks of it, else what is usual for its provider.</summary>
    public static Step StepOf(Connection connection, Profile profile) => TestCall.StepOf(connection, profile) with { Fallbacks = [], When = null };

    /// <summary>Asks.</summary>
    /// <param name="item">The image.</param>
    /// <param name="connection">Who is asked.</param>
    /// <param name="askedBy">Who wants to know.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    /// <returns>What was said, and what came of it.</returns>
    public async Task<Asked> AskAsync(MediaItem item, Connection connection, Guid askedBy, CancellationToken cancellationToken)
    {
        Profile profile = profiles.Default with { Settings = null, Steps = [StepOf(connection, profiles.Default)] };
        Sampled sampled = await sample.AskAsync(item, profile, askedBy, cancellationToken);
        if (sampled.Decision is not { } decision)
        {
            return new Asked(sampled);
        }

        // From here on it is paid for. What was replaced by something else, and is said again, is suggested again; what waits or is there keeps its source.
        IReadOnlyList<Suggestion> earlier = await suggestions.GetAsync([.. decision.Changed.Select(changed => changed.Id)], CancellationToken.None);
        HashSet<Guid> replaced = [.. earlier.Where(suggestion => suggestion.State == SuggestionState.Superseded).Select(suggestion => suggestion.Id)];
        Suggestion[] again = [.. decision.Changed.Where(changed => changed.State == SuggestionState.Pending && replaced.Contains(changed.Id))];
        int waiting = decision.Added.Count + again.Length;
        if (waiting == 0)
        {
            return new Asked(sampled);
        }

        if (!await suggestions.SaveAsync(decision.Added, again, lease: null, CancellationToken.None))
        {
            return new Asked(sampled) { IsOvertaken = true };
        }

        listener.Hear(new Tagged(item.Key, sampled.RevisionId, RunId: null, Written: [], waiting, clock.GetUtcNow()));
        return new Asked(sampled) { Waiting = waiting };
    }
}

/// <summary>What came of asking another connection.</summary>
/// <param name="Sampled">What it said, or why it said nothing.</param>
public sealed record Asked(Sampled Sampled)
{
    /// <summary>How many suggestions wait for a yes that did not before.</summary>
    public int Waiting { get; init; }

    /// <summary>
    /// True where somebody changed the image's suggestions meanwhile, or was told the same, so that nothing new was kept. The answer is: asking again costs nothing.
    /// </summary>
    public bool IsOvertaken { get; init; }
}
