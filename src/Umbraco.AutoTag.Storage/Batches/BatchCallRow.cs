using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Batches;

/// <summary>A row of <c>autoTagBatchCall</c> as it lies there.</summary>
internal sealed class BatchCallRow
{
    public const string Columns =
        "callId, batchId, runId, connection, model, state, contentHash, stepPart, language, mediaKey, path, revisionId, tasks, maxKeywords, longSide, " +
        "reservationId, microUsd, microCredits, createdAt, sentAt, failure, charged, code, reason, failedAt";

    public const string Values =
        "@CallId, @BatchId, @RunId, @Connection, @Model, @State, @ContentHash, @StepPart, @Language, @MediaKey, @Path, @RevisionId, @Tasks, @MaxKeywords, @LongSide, " +
        "@ReservationId, @MicroUsd, @MicroCredits, @CreatedAt, @SentAt, @Failure, @Charged, @Code, @Reason, @FailedAt";

    public required string CallId { get; init; }

    public string? BatchId { get; init; }

    public required string RunId { get; init; }

    public required string Connection { get; init; }

    public required string Model { get; init; }

    public int State { get; init; }

    public required string ContentHash { get; init; }

    public required string StepPart { get; init; }

    public required string Language { get; init; }

    public required string MediaKey { get; init; }

    public required string Path { get; init; }

    public required string RevisionId { get; init; }

    public int Tasks { get; init; }

    public int MaxKeywords { get; init; }

    public int LongSide { get; init; }

    public required string ReservationId { get; init; }

    public long? MicroUsd { get; init; }

    public long? MicroCredits { get; init; }

    public long CreatedAt { get; init; }

    public long? SentAt { get; init; }

    public int? Failure { get; init; }

    public int? Charged { get; init; }

    public string? Code { get; init; }

    public string? Reason { get; init; }

    public long? FailedAt { get; init; }

    public static BatchCallRow Of(BatchCall call) => new()
    {
        CallId = Stored.Of(call.CallId),
        RunId = Stored.Of(call.Pile.RunId),
        Connection = call.Pile.Connection,
        Model = call.Pile.Model ?? string.Empty,
        State = (int)call.State,
        ContentHash = call.Key.Content.Hex,
        StepPart = call.Key.StepPart,
        Language = call.Key.Language,
        MediaKey = Stored.Of(call.MediaKey),
        Path = call.Path,
        RevisionId = call.RevisionId,
        Tasks = (int)call.Tasks,
        MaxKeywords = call.MaxKeywords,
        LongSide = call.LongSide,
        ReservationId = Stored.Of(call.ReservationId),
        MicroUsd = call.AtMost.Cost?.Amount,
        MicroCredits = StoredCredits.Of(call.AtMost.Credits),
        CreatedAt = Stored.Of(call.CreatedAt),
    };

    public BatchCall ToCall() => new()
    {
        CallId = Stored.Id(CallId),
        Pile = StoredPile.Read(RunId, Connection, Model),
        State = (BatchCallState)State,
        Key = new AnalysisKey(Core.Values.ContentHash.Parse(ContentHash), StepPart, Language),
        MediaKey = Stored.Id(MediaKey),
        Path = Path,
        RevisionId = RevisionId,
        Tasks = (VisionTasks)Tasks,
        MaxKeywords = MaxKeywords,
        LongSide = LongSide,
        ReservationId = Stored.Id(ReservationId),
        AtMost = new Estimate(MicroUsd is { } money ? new MicroUsd(money) : null, StoredCredits.Read(MicroCredits)),
        CreatedAt = Stored.Time(CreatedAt),
        SentAt = Stored.OptionalTime(SentAt),
        Failure = Failure is { } kind ? FailureOf((FailureKind)kind) : null,
        FailedAt = Stored.OptionalTime(FailedAt),
    };

    // Only a batch's own codes are kept: a vendor's says nothing to anybody later.
    private Failure FailureOf(FailureKind kind) => new(kind, Reason ?? string.Empty)
    {
        Code = Code,
        IsOwnCode = Code is not null,
        IsFinal = Code is not null || FailureRules.For(kind).Fate == ItemFate.Skipped,
        Charged = (Charged)(Charged ?? 0),
    };
}
