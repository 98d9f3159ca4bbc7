using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Budgets;

/// <summary>A row of <c>autoTagReservation</c> as it lies there.</summary>
internal sealed class ReservationRow
{
    public const string Columns =
        "id, connection, alias, provider, modelAsked, microUsd, microCredits, mediaKey, path, revisionId, runId, reservedAt, expiresAt, callId, sentAt, editor, jobId";

    public const string Insert =
        $"""
        INSERT INTO autoTagReservation ({Columns}) VALUES (
            @Id, @Connection, @Alias, @Provider, @ModelAsked, @MicroUsd, @MicroCredits, @MediaKey, @Path, @RevisionId, @RunId, @ReservedAt, @ExpiresAt,
            @CallId, @SentAt, @Editor, @JobId)
        """;

    public required string Id { get; init; }

    public string Connection => Alias.ToLowerInvariant();

    public required string Alias { get; init; }

    public required string Provider { get; init; }

    public string? ModelAsked { get; init; }

    public long? MicroUsd { get; init; }

    public long? MicroCredits { get; init; }

    public required string MediaKey { get; init; }

    public required string Path { get; init; }

    public required string RevisionId { get; init; }

    public string? RunId { get; init; }

    public long ReservedAt { get; init; }

    public long ExpiresAt { get; init; }

    public string? CallId { get; init; }

    public long? SentAt { get; init; }

    public string? Editor { get; init; }

    public string? JobId { get; init; }

    public static ReservationRow Of(Reservation reservation) => new()
    {
        Id = Stored.Of(reservation.Id),
        Alias = reservation.Connection,
        Provider = reservation.Provider,
        ModelAsked = reservation.ModelAsked,
        MicroUsd = reservation.AtMost.Cost?.Amount,
        MicroCredits = StoredCredits.Of(reservation.AtMost.Credits),
        MediaKey = Stored.Of(reservation.MediaKey),
        Path = reservation.Path,
        RevisionId = reservation.RevisionId,
        RunId = Stored.Of(reservation.RunId),
        ReservedAt = Stored.Of(reservation.ReservedAt),
        ExpiresAt = Stored.Of(reservation.ExpiresAt),
        Editor = Stored.Of(reservation.Editor),
    };

    /// <summary>The ledger's row of a call whose end nobody saw.</summary>
    public LedgerRow ToLostCall(string callId, long sentAt) => new()
    {
        CallId = callId,
        Connection = Alias,
        Provider = Provider,
        ModelAsked = ModelAsked,
        Images = 1,
        ReservedMicroUsd = MicroUsd,
        MicroCreditsReserved = MicroCredits,
        MicroUsd = MicroUsd,
        MicroCreditsTaken = MicroCredits,
        PriceBasis = (int)(MicroUsd is null ? PriceBasis.Unknown : PriceBasis.Reserved),
        Charged = (int)Charged.Unknown,
        Outcome = (int)CallOutcome.Lost,
        Failure = (int)FailureKind.Unavailable,
        MediaKey = MediaKey,
        Path = Path,
        RevisionId = RevisionId,
        RunId = RunId,
        Editor = Editor,
        SentAt = sentAt,
    };
}
