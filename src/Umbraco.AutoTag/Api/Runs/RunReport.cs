using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Puts together what is told of runs and estimates.</summary>
internal sealed class RunReport(IRunImages images, IRunFacts facts, IBatchStore batches, EditorAccess access, TimeProvider clock)
{
    // Long enough to be calm, short enough to notice a change.
    private static readonly TimeSpan s_speedOver = TimeSpan.FromMinutes(1);

    public async Task<RunView> OfAsync(Run run, CancellationToken cancellationToken) => (await OfAsync([run], cancellationToken)).Single();

    public async Task<IReadOnlyList<RunView>> OfAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<Guid, Person> people = await access.PeopleAsync(
            runs.SelectMany(run => run.Undo is { } undo ? new[] { run.CreatedBy, undo.AskedBy } : [run.CreatedBy]));
        Guid[] ids = [.. runs.Select(run => run.Id)];
        IReadOnlyDictionary<Guid, RunSpend> spends = await facts.SpendAsync(ids, cancellationToken);
        IReadOnlyDictionary<Guid, RunCounts> counts = await images.CountAsync(ids, cancellationToken);
        var views = new List<RunView>(runs.Count);
        foreach (Run run in runs)
        {
            RunSpend spend = spends[run.Id];
            views.Add(new RunView(
                run.Id,
                run.State,
                run.StoppedBy,
                run.StoppedBecause,
                run.Note,
                ModelOf(run.Selection),
                new RunBudgetModel(run.Money?.Usd, run.Credits),
                new ForetoldModel(run.Foretold.Images, run.Foretold.Calls, Money.From(run.Foretold.Money)),
                people.GetValueOrDefault(run.CreatedBy),
                run.CreatedAt,
                run.StartedAt,
                run.EndedAt,
                await ProgressOfAsync(run, counts[run.Id], cancellationToken),
                new RunCost(spend.Cost.Amount, spend.Calls, spend.CallsOfUnknownCost, spend.Credits),
                run.Undo is { } undo ? new RunUndoView(people.GetValueOrDefault(undo.AskedBy), undo.AskedAt, undo.EndedAt, undo.Images, undo.Fields) : null,
                run.Batch,
                await BatchesOfAsync(run, cancellationToken),
                new RunPaceModel(run.Pace.Concurrency, run.Pace.PerMinute)));
        }

        return views;
    }

    public static EstimateView Of(RunEstimate estimate) => new(
        estimate.IsExact,
        estimate.LookedAt,
        estimate.Images,
        estimate.Free,
        Reasons(estimate.LeftOut),
        estimate.FieldsEmpty,
        estimate.FieldsOwn,
        estimate.FieldsProtected,
        estimate.Calls,
        View(estimate.Cost),
        estimate.Credits,
        estimate.Duration?.TotalSeconds,
        [
            .. estimate.Connections.Select(line => new ConnectionEstimateView(
                line.Connection,
                line.Model,
                line.Calls,
                line.Known,
                line.Basis,
                line.PastCalls,
                View(line.PerCall),
                View(line.Cost),
                line.Credits,
                line.RateLimit?.Requests,
                line.RateLimit?.Window.TotalSeconds,
                line.Duration?.TotalSeconds,
                View(line.Escalation, line.Saved))),
        ],
        estimate.Batch is { } batch ? new BatchEstimateView(View(batch.Cost), batch.Promise.TotalSeconds) : null);

    private async Task<IReadOnlyList<RunBatchView>> BatchesOfAsync(Run run, CancellationToken cancellationToken) => run.Batch == BatchMode.None
        ? []
        : [
            .. (await batches.OfRunAsync(run.Id, cancellationToken))
                .Select(batch => new RunBatchView(batch.Pile.Connection, batch.State, batch.Calls, batch.SentAt, batch.LookedAt)),
        ];

    private static EscalationEstimateView? View(EscalationEstimate? only, MicroUsd? saved) => only is null ? null : new EscalationEstimateView(
        only.UnsureOf, only.Below, only.CallsAtLeast, only.CallsAtMost, only.Spared, only.Open, only.Past?.Answers, only.Past?.Count, Money.From(saved));

    private async Task<RunProgress> ProgressOfAsync(Run run, RunCounts counts, CancellationToken cancellationToken)
    {
        Speed? speed = await SpeedOfAsync(run, cancellationToken);
        return new RunProgress(
            run.IsListed,
            counts.ToCome + counts.Ended,
            counts.ToCome,
            counts.Done,
            counts.Cached,
            counts.ForReview,
            Reasons(counts.Skipped),
            Reasons(counts.Failed),
            Reasons(counts.Waiting),
            speed?.PerSecond,
            counts.ToCome / speed?.PerSecond,
            counts.ToCome / speed?.AtLeast);
    }

    private async Task<Speed?> SpeedOfAsync(Run run, CancellationToken cancellationToken)
    {
        if (run is not { State: RunState.Running, MovingSince: { } movingSince })
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset since = movingSince > now - s_speedOver ? movingSince : now - s_speedOver;
        long ended = await images.EndedSinceAsync(run.Id, since, cancellationToken);
        return ended == 0 || now <= since ? null : new Speed(ended, now - since);
    }

    internal static SelectionModel ModelOf(RunSelection selection) => new(
        selection.Folder, selection.Keys, selection.MediaTypes, selection.Missing, selection.Owner, selection.OtherRevision, selection.StaleOrMissing, selection.Failed,
        selection.UploadedSince, selection.UploadedBefore, selection.Keyword, selection.FileName, selection.DecideAnew);

    private static IReadOnlyList<ReasonCount> Reasons(IReadOnlyDictionary<string, long> counts) =>
        [.. counts.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => new ReasonCount(reason.Key, reason.Value))];

    internal static CostRangeView? View(CostRange? range) => range is null ? null : new CostRangeView(range.Low.Amount, range.Likely.Amount, range.High.Amount);

    /// <summary>How fast images end. Of so many events that come by chance, the root is the usual error.</summary>
    private sealed record Speed(long Ended, TimeSpan Over)
    {
        public double PerSecond => Ended / Over.TotalSeconds;

        public double AtLeast => Math.Max(Ended - Math.Sqrt(Ended), 0.5) / Over.TotalSeconds;
    }
}
