using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>A bulk job: which images, what it may cost, how far it is.</summary>
public sealed record Run
{
    /// <summary>Its id; ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>What its maker wrote beside it; null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Which images.</summary>
    public required RunSelection Selection { get; init; }

    /// <summary>Where it is.</summary>
    public RunState State { get; init; } = RunState.Draft;

    /// <summary>Why it paused or ended, where somebody or something made it: a stable word, an admin's <see cref="ByHand"/> or a budget's reason code.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>The same for people, where there is more to say; null where there is not.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>The most money; null where the run has no cap of its own.</summary>
    public MicroUsd? Money { get; init; }

    /// <summary>The most provider credits; null where they are not capped.</summary>
    public decimal? Credits { get; init; }

    /// <summary>At which price its images are looked at.</summary>
    public BatchMode Batch { get; init; }

    /// <summary>How fast it may go.</summary>
    public RunPace Pace { get; init; } = RunPace.Free;

    /// <summary>What was foretold when it was made.</summary>
    public required Foretold Foretold { get; init; }

    /// <summary>Who made it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it first began; null for a draft.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// When it last began, went on or was given another budget: its speed is measured from here, and what its budget refused to images that came in
    /// before says nothing any more. Null for a draft.
    /// </summary>
    public DateTimeOffset? MovingSince { get; init; }

    /// <summary>When it was done or cancelled; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How far the library was gone through: a page's end, null before the first page.</summary>
    public string? Place { get; init; }

    /// <summary>True once every image of the selection is on the run's list.</summary>
    public bool IsListed { get; init; }

    /// <summary>The undo of it; null where nobody asked for one.</summary>
    public RunUndo? Undo { get; init; }

    /// <summary>Counts changes: a step that was decided on an older version is refused. Set by the store.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The <see cref="StoppedBy"/> of what a person stopped.</summary>
    public const string ByHand = "ByHand";
}

/// <summary>Where a run is. The numbers are stored and never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Made, and never begun.</summary>
    Draft = 0,

    /// <summary>Its images are brought into the queue and looked at.</summary>
    Running = 1,

    /// <summary>Nothing more is brought in. What was under way has ended as it would.</summary>
    Paused = 2,

    /// <summary>Every image has ended one way or another.</summary>
    Done = 3,

    /// <summary>Given up by a person; what was done until then is kept.</summary>
    Cancelled = 4,
}

/// <summary>What an estimate said of a run before it began, to be compared with how it ended.</summary>
/// <param name="Images">How many images.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Money">What it was likely to cost; null where that was unknown.</param>
public sealed record Foretold(long Images, long Calls, MicroUsd? Money);

/// <summary>The undo of a run.</summary>
/// <param name="AskedBy">Who asked for it; the saves carry this name.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Place">The last image that was looked at; null before the first.</param>
/// <param name="Images">How many images have fields that went back.</param>
/// <param name="Fields">How many fields went back.</param>
/// <param name="EndedAt">When it was through; null before.</param>
public sealed record RunUndo(Guid AskedBy, DateTimeOffset AskedAt, Guid? Place, long Images, long Fields, DateTimeOffset? EndedAt);

/// <summary>Which state of a run may follow which. Anything that is not in the table is refused.</summary>
public static class RunTransitions
{
    private static readonly Dictionary<RunState, RunState[]> s_next = new()
    {
        [RunState.Draft] = [RunState.Running, RunState.Cancelled],
        [RunState.Running] = [RunState.Paused, RunState.Done, RunState.Cancelled],
        [RunState.Paused] = [RunState.Running, RunState.Cancelled],
        // What failed is tried again.
        [RunState.Done] = [RunState.Running],
        [RunState.Cancelled] = [],
    };

    /// <summary>The states that <paramref name="to"/> may follow.</summary>
    public static IReadOnlyList<RunState> Before(RunState to) => [.. s_next.Where(next => next.Value.Contains(to)).Select(next => next.Key)];

    /// <summary>True where nothing of the run will happen by itself any more, so that it can be undone.</summary>
    public static bool HasEnded(this RunState state) => state is RunState.Done or RunState.Cancelled;
}
