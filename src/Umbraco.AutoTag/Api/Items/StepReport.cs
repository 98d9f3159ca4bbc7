using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>Tells of an image who stood in for whom, which step it did not need, and what asking them all again would cost.</summary>
internal sealed class StepReport(StepAnswers answers, IConnections connections, IProfiles profiles)
{
    /// <summary>The steps with which something was not as usual. It follows from the answers, under the profile as it is now.</summary>
    public async Task<IReadOnlyList<StepView>> OfAsync(WorkItem? work, CancellationToken cancellationToken)
    {
        Profile profile = profiles.Default;
        if (work is not { ContentHash: { } content, State: not (WorkState.Waiting or WorkState.Working) }
            || profile.Steps.All(step => step is { Fallbacks.Count: 0, When: null }))
        {
            return [];
        }

        IReadOnlyList<KnownStep> known = await answers.OfAsync(profile, ContentHash.Parse(content), cancellationToken);
        return
        [
            .. known
                .Select((step, place) => View(step, SurenessOf(profile, place, known)))
                .Where(view => view.StandsInFor is not null || view is { UnsureOf: not null, Need: not StepNeed.Unknown }),
        ];
    }

    /// <summary>Who takes the picture for decoration, by what is known of it; null where nobody does.</summary>
    public async Task<string?> WhoSaysDecorativeAsync(WorkItem? work, CancellationToken cancellationToken) => work is { ContentHash: { } content }
        ? (await answers.OfAsync(profiles.Default, ContentHash.Parse(content), cancellationToken))
            .Select(known => known.Answer)
            .FirstOrDefault(answer => answer?.Analysis.Observations.Any(observation => observation.Kind == ObservationKind.Decorative) == true)?.Connection.Alias
        : null;

    /// <summary>For whom an analysis stands in; null where it does not.</summary>
    public static StandInView? StandInOf(Analysis? analysis) =>
        analysis?.StandsInFor is { } other ? new StandInView(other.Connection, other.Because.ToString()) : null;

    /// <summary>What asking again is likely to cost, by what it cost last time; null where nobody knows.</summary>
    /// <param name="calls">The image's calls, newest first.</param>
    public Price? AskAgain(IReadOnlyList<LedgerEntry> calls)
    {
        var last = new List<LedgerEntry>();
        foreach (Step step in profiles.Default.Steps)
        {
            string[] paid = [.. step.Ways.Select(way => connections.Find(way.Connection)).Where(way => way?.Provider.Declaration.SendsPicture == true).Select(way => way!.Alias)];
            LedgerEntry? call = calls.FirstOrDefault(call =>
                call.Failure is null && paid.Contains(call.Connection, StringComparer.OrdinalIgnoreCase) && !last.Contains(call));
            if (call is not null)
            {
                last.Add(call);
            }
            else if (paid.Length > 0 && step.When is null)
            {
                return null;
            }
        }

        long? money = last.All(call => call.Cost is not null || call.PriceBasis == PriceBasis.Free) ? last.Sum(call => call.Cost?.Amount ?? 0) : null;
        decimal? credits = last.Any(call => call.Usage.Credits is not null) ? last.Sum(call => call.Usage.Credits ?? 0) : null;
        return money is null && credits is null ? null : new Price(money is { } known ? new Money(known) : null, credits);
    }

    private static StepView View(KnownStep known, double? sureness) => new(
        known.Step.Connection,
        known.Need,
        known.Step.When?.UnsureOf,
        sureness,
        known.Step.When?.Below,
        known.Answer?.Connection.Alias,
        StandInOf(known.Answer?.Analysis));

    private static double? SurenessOf(Profile profile, int place, IReadOnlyList<KnownStep> known) =>
        StepNeeds.JudgedBy(profile, place).Select(judge => known[judge].Answer?.Analysis).MaxBy(judge => judge?.Sureness)?.MeasuredSureness;
}
