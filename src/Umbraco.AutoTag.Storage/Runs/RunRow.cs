using System.Text.Json;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Runs;

/// <summary>A row of <c>autoTagRun</c> as it lies there.</summary>
internal sealed class RunRow
{
    public const string Columns =
        "id, note, selection, state, stoppedBy, stoppedBecause, microUsd, microCredits, foretoldImages, foretoldCalls, foretoldMicroUsd, createdBy, createdAt, " +
        "startedAt, movingSince, endedAt, place, isListed, undoBy, undoAt, undoPlace, undoImages, undoFields, undoEndedAt, version, asksNobody, batch, mostAtOnce, mostPerMinute";

    public const string Values =
        "@Id, @Note, @Selection, @State, @StoppedBy, @StoppedBecause, @MicroUsd, @MicroCredits, @ForetoldImages, @ForetoldCalls, @ForetoldMicroUsd, @CreatedBy, @CreatedAt, " +
        "@StartedAt, @MovingSince, @EndedAt, @Place, @IsListed, @UndoBy, @UndoAt, @UndoPlace, @UndoImages, @UndoFields, @UndoEndedAt, @Version, @AsksNobody, @Batch, @MostAtOnce, @MostPerMinute";

    public required string Id { get; init; }

    public string? Note { get; init; }

    public required string Selection { get; init; }

    public int State { get; init; }

    public string? StoppedBy { get; init; }

    public string? StoppedBecause { get; init; }

    public long? MicroUsd { get; init; }

    public long? MicroCredits { get; init; }

    public long ForetoldImages { get; init; }

    public long ForetoldCalls { get; init; }

    public long? ForetoldMicroUsd { get; init; }

    public required string CreatedBy { get; init; }

    public long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? MovingSince { get; init; }

    public long? EndedAt { get; init; }

    public string? Place { get; init; }

    public int IsListed { get; init; }

    public string? UndoBy { get; init; }

    public long? UndoAt { get; init; }

    public string? UndoPlace { get; init; }

    public long UndoImages { get; init; }

    public long UndoFields { get; init; }

    public long? UndoEndedAt { get; init; }

    public int Version { get; init; }

    /// <summary>As in the selection; here so that a claim need not read ten thousand keys.</summary>
    public int AsksNobody { get; init; }

    public int Batch { get; init; }

    public int? MostAtOnce { get; init; }

    public int? MostPerMinute { get; init; }

    public static RunRow Of(Run run) => new()
    {
        Id = Stored.Of(run.Id),
        Note = Stored.Text(run.Note),
        Selection = JsonSerializer.Serialize(run.Selection, Json.Columns.RunSelection),
        State = (int)run.State,
        StoppedBy = run.StoppedBy,
        StoppedBecause = run.StoppedBecause,
        MicroUsd = run.Money?.Amount,
        MicroCredits = StoredCredits.Of(run.Credits),
        ForetoldImages = run.Foretold.Images,
        ForetoldCalls = run.Foretold.Calls,
        ForetoldMicroUsd = run.Foretold.Money?.Amount,
        CreatedBy = Stored.Of(run.CreatedBy),
        CreatedAt = Stored.Of(run.CreatedAt),
        StartedAt = Stored.Of(run.StartedAt),
        MovingSince = Stored.Of(run.MovingSince),
        EndedAt = Stored.Of(run.EndedAt),
        Place = run.Place,
        IsListed = Stored.Of(run.IsListed),
        UndoBy = Stored.Of(run.Undo?.AskedBy),
        UndoAt = Stored.Of(run.Undo?.AskedAt),
        UndoPlace = Stored.Of(run.Undo?.Place),
        UndoImages = run.Undo?.Images ?? 0,
        UndoFields = run.Undo?.Fields ?? 0,
        UndoEndedAt = Stored.Of(run.Undo?.EndedAt),
        Version = run.Version,
        AsksNobody = Stored.Of(run.Selection.DecideAnew),
        Batch = (int)run.Batch,
        MostAtOnce = run.Pace.Concurrency,
        MostPerMinute = run.Pace.PerMinute,
    };

    public Run ToRun() => new()
    {
        Id = Stored.Id(Id),
        Note = Note,
        Selection = JsonSerializer.Deserialize(Selection, Json.Columns.RunSelection)!,
        State = (RunState)State,
        StoppedBy = StoppedBy,
        StoppedBecause = StoppedBecause,
        Money = MicroUsd is { } money ? new MicroUsd(money) : null,
        Credits = StoredCredits.Read(MicroCredits),
        Foretold = new Foretold(ForetoldImages, ForetoldCalls, ForetoldMicroUsd is { } foretold ? new MicroUsd(foretold) : null),
        CreatedBy = Stored.Id(CreatedBy),
        CreatedAt = Stored.Time(CreatedAt),
        StartedAt = Stored.OptionalTime(StartedAt),
        MovingSince = Stored.OptionalTime(MovingSince),
        EndedAt = Stored.OptionalTime(EndedAt),
        Place = Place,
        IsListed = IsListed != 0,
        Undo = UndoBy is { } by && UndoAt is { } at
            ? new RunUndo(Stored.Id(by), Stored.Time(at), Stored.OptionalId(UndoPlace), UndoImages, UndoFields, Stored.OptionalTime(UndoEndedAt))
            : null,
        Version = Version,
        Batch = (BatchMode)Batch,
        Pace = new RunPace(MostAtOnce, MostPerMinute),
    };
}
