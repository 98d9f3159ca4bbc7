using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Ledger;

/// <summary>A row of <c>autoTagLedger</c> as it lies there.</summary>
internal sealed class LedgerRow
{
    public const string Columns =
        "callId, connection, provider, modelAsked, modelReported, inputTokens, outputTokens, microCredits, microCreditsRemaining, " +
        "reportedMicroUsd, microUsd, priceBasis, charged, failure, requestId, latencyTicks, mediaKey, path, revisionId, sentAt, " +
        "images, reservedMicroUsd, microCreditsReserved, microCreditsTaken, outcome, runId, batchId, editor, jobId";

    public const string Insert =
        $"""
        INSERT INTO autoTagLedger ({Columns}) VALUES (
            @CallId, @Connection, @Provider, @ModelAsked, @ModelReported, @InputTokens, @OutputTokens, @MicroCredits, @MicroCreditsRemaining,
            @ReportedMicroUsd, @MicroUsd, @PriceBasis, @Charged, @Failure, @RequestId, @LatencyTicks, @MediaKey, @Path, @RevisionId, @SentAt,
            @Images, @ReservedMicroUsd, @MicroCreditsReserved, @MicroCreditsTaken, @Outcome, @RunId, @BatchId, @Editor, @JobId)
        """;

    public required string CallId { get; init; }

    public required string Connection { get; init; }

    public required string Provider { get; init; }

    public string? ModelAsked { get; init; }

    public string? ModelReported { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? MicroCredits { get; init; }

    public long? MicroCreditsRemaining { get; init; }

    public long? ReportedMicroUsd { get; init; }

    public long? MicroUsd { get; init; }

    public int PriceBasis { get; init; }

    public int Charged { get; init; }

    public int? Failure { get; init; }

    public string? RequestId { get; set; }

    public long LatencyTicks { get; init; }

    public required string MediaKey { get; init; }

    public required string Path { get; init; }

    public required string RevisionId { get; init; }

    public long SentAt { get; init; }

    public int Images { get; init; }

    public long? ReservedMicroUsd { get; init; }

    public long? MicroCreditsReserved { get; init; }

    public long? MicroCreditsTaken { get; init; }

    public int Outcome { get; init; }

    public string? RunId { get; init; }

    public string? BatchId { get; init; }

    public string? Editor { get; init; }

    public string? JobId { get; set; }

    public static LedgerRow Of(LedgerEntry entry) => new()
    {
        CallId = Stored.Of(entry.CallId),
        Connection = entry.Connection,
        Provider = entry.Provider,
        ModelAsked = Stored.Word(entry.ModelAsked, 200),
        ModelReported = Stored.Word(entry.ModelReported, 200),
        InputTokens = entry.Usage.InputTokens,
        OutputTokens = entry.Usage.OutputTokens,
        MicroCredits = StoredCredits.Of(entry.Usage.Credits),
        MicroCreditsRemaining = StoredCredits.Of(entry.Usage.CreditsRemaining),
        ReportedMicroUsd = entry.Usage.Cost?.Amount,
        MicroUsd = entry.Cost?.Amount,
        PriceBasis = (int)entry.PriceBasis,
        Charged = (int)entry.Charged,
        Failure = (int?)entry.Failure,
        RequestId = Stored.Word(entry.RequestId, 200),
        LatencyTicks = entry.Latency.Ticks,
        MediaKey = Stored.Of(entry.MediaKey),
        Path = entry.Path,
        RevisionId = entry.RevisionId,
        SentAt = Stored.Of(entry.SentAt),
        Images = entry.Images,
        ReservedMicroUsd = entry.Reserved.Cost?.Amount,
        MicroCreditsReserved = StoredCredits.Of(entry.Reserved.Credits),
        MicroCreditsTaken = StoredCredits.Of(entry.CreditsTaken),
        Outcome = (int)entry.Outcome,
        RunId = Stored.Of(entry.RunId),
        BatchId = Stored.Of(entry.BatchId),
        Editor = Stored.Of(entry.Editor),
        JobId = Stored.Word(entry.JobId, 200),
    };

    public LedgerEntry ToEntry() => new()
    {
        CallId = Stored.Id(CallId),
        Connection = Connection,
        Provider = Provider,
        ModelAsked = ModelAsked,
        ModelReported = ModelReported,
        Usage = new Usage
        {
            InputTokens = InputTokens,
            OutputTokens = OutputTokens,
            Credits = StoredCredits.Read(MicroCredits),
            CreditsRemaining = StoredCredits.Read(MicroCreditsRemaining),
            Cost = Money(ReportedMicroUsd),
        },
        Images = Images,
        Reserved = new Estimate(Money(ReservedMicroUsd), StoredCredits.Read(MicroCreditsReserved)),
        Cost = Money(MicroUsd),
        CreditsTaken = StoredCredits.Read(MicroCreditsTaken),
        PriceBasis = (PriceBasis)PriceBasis,
        Charged = (Charged)Charged,
        Outcome = (CallOutcome)Outcome,
        Failure = (FailureKind?)Failure,
        RequestId = RequestId,
        Latency = TimeSpan.FromTicks(LatencyTicks),
        MediaKey = Stored.Id(MediaKey),
        Path = Path,
        RevisionId = RevisionId,
        RunId = Stored.OptionalId(RunId),
        BatchId = Stored.OptionalId(BatchId),
        Editor = Stored.OptionalId(Editor),
        JobId = JobId,
        SentAt = Stored.Time(SentAt),
    };

    private static MicroUsd? Money(long? amount) => amount is { } known ? new MicroUsd(known) : null;
}
