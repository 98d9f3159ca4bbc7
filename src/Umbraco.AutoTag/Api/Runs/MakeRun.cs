using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Makes a run, as a draft with what is foretold of it: nothing happens before it is started.</summary>
internal sealed class MakeRun(IRunStore runs, EstimateRun estimates, TimeProvider clock)
{
    /// <summary>Makes it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="selection">Which images, within what its maker may see.</param>
    /// <param name="createdBy">Its maker.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<Run> MakeAsync(NewRun request, RunSelection selection, Guid createdBy, CancellationToken cancellationToken)
    {
        RunEstimate estimate = await estimates.OfAsync(selection, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        bool isBatched = request.Batch != BatchMode.None && estimate.Batch is not null;
        var run = new Run
        {
            Id = Guid.CreateVersion7(now),
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            Selection = selection,
            Money = MoneyOf(request.Budget),
            Credits = request.Budget?.Credits,
            Batch = isBatched ? request.Batch : BatchMode.None,
            Pace = isBatched ? RunPace.Free : PaceOf(request.Pace),
            Foretold = new Foretold(estimate.Images, estimate.Calls, CostOf(estimate, request.Batch)?.Likely),
            CreatedBy = createdBy,
            CreatedAt = now,
        };
        await runs.AddAsync(run, cancellationToken);
        return run;
    }

    /// <summary>What it is foretold to cost at that price; null where nobody knows.</summary>
    public static CostRange? CostOf(RunEstimate estimate, BatchMode batch) => batch != BatchMode.None && estimate.Batch is { } batched ? batched.Cost : estimate.Cost;

    public static MicroUsd? MoneyOf(RunBudgetModel? budget) => budget?.Usd is { } usd ? MicroUsd.FromUsd(usd) : null;

    public static RunPace PaceOf(RunPaceModel? pace) => new(pace?.Concurrency, pace?.PerMinute);
}
