using System.Security.Cryptography;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>
/// Once a day, begins a run over everything that is stale or missing. However many servers look, a day has one: its id follows from the day.
/// </summary>
public sealed class Upkeep(IRunStore runs, EstimateRun estimates, TimeProvider clock)
{
    // A site that was down at that hour does not begin at noon.
    private static readonly TimeSpan s_mayBeLate = TimeSpan.FromHours(1);

    private const int LastRuns = 50;
    private const int TimeBytes = 6;

    private static readonly byte[] s_mark = Mark();

    private DateTimeOffset _settled;

    /// <summary>Begins today's run, where it is time and nobody has.</summary>
    /// <returns>The run; null where there is nothing to begin.</returns>
    public async Task<Run?> BeginAsync(UpkeepPlan plan, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset due = DueBefore(now, plan.At);
        if (now - due > s_mayBeLate || due == _settled)
        {
            return null;
        }

        if (await runs.FindAsync(IdOf(due), cancellationToken) is { } made)
        {
            // Whoever made it may have died before it began.
            return made.State == RunState.Draft && await runs.MoveAsync(made.Id, RunState.Running, null, null, cancellationToken) ? made : null;
        }

        if (!await IsOthersEndAsync(cancellationToken))
        {
            return null;
        }

        var selection = new RunSelection { StaleOrMissing = true };
        RunEstimate estimate = await estimates.OfAsync(selection, cancellationToken);
        var run = new Run
        {
            Id = IdOf(due),
            Selection = selection,
            Money = plan.Money,
            Credits = plan.Credits,
            Foretold = new Foretold(estimate.Images, estimate.Calls, estimate.Cost?.Likely),
            CreatedBy = plan.InTheNameOf,
            CreatedAt = now,
        };
        if (estimate.Images == 0)
        {
            // It is not looked for again every minute.
            _settled = due;
            return null;
        }

        return await runs.AddAsync(run, cancellationToken) && await runs.MoveAsync(run.Id, RunState.Running, null, null, cancellationToken)
            ? run
            : null;
    }

    /// <summary>True where no earlier upkeep goes on. What one night's limit did not suffice for, the next night takes over.</summary>
    private async Task<bool> IsOthersEndAsync(CancellationToken cancellationToken)
    {
        foreach (Run earlier in (await runs.NewestAsync(LastRuns, cancellationToken)).Where(IsOfUpkeep))
        {
            if (earlier.State == RunState.Running)
            {
                return false;
            }

            if (earlier is { State: RunState.Paused, StoppedBy: not Run.ByHand })
            {
                await runs.MoveAsync(earlier.Id, RunState.Cancelled, earlier.StoppedBy, earlier.StoppedBecause, cancellationToken);
            }
        }

        return true;
    }

    private static DateTimeOffset DueBefore(DateTimeOffset now, TimeOnly at)
    {
        var today = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), at, TimeSpan.Zero);
        return today <= now ? today : today.AddDays(-1);
    }

    // The time as in every id of version 7; for the rest the same each time, where others have chance.
    private static Guid IdOf(DateTimeOffset due)
    {
        Span<byte> id = stackalloc byte[16];
        Guid.CreateVersion7(due).TryWriteBytes(id, bigEndian: true, out _);
        s_mark.CopyTo(id[TimeBytes..]);
        return new Guid(id, bigEndian: true);
    }

    private static bool IsOfUpkeep(Run run)
    {
        Span<byte> id = stackalloc byte[16];
        run.Id.TryWriteBytes(id, bigEndian: true, out _);
        return id[TimeBytes..].SequenceEqual(s_mark);
    }

    // With the version and the variant where they belong.
    private static byte[] Mark()
    {
        byte[] mark = SHA256.HashData("AutoTag upkeep"u8)[..(16 - TimeBytes)];
        mark[0] = (byte)(0x70 | (mark[0] & 0x0F));
        mark[2] = (byte)(0x80 | (mark[2] & 0x3F));
        return mark;
    }
}

/// <summary>When everything stale or missing is looked at, and for how much.</summary>
/// <param name="At">The time of day, UTC.</param>
/// <param name="Money">The most that one night may cost; null where money is not capped.</param>
/// <param name="Credits">The most provider credits that one night may take; null where they are not capped.</param>
/// <param name="InTheNameOf">Who the runs are said to be made by.</param>
public sealed record UpkeepPlan(TimeOnly At, MicroUsd? Money, decimal? Credits, Guid InTheNameOf);
