using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Reservations, running sums, and what the ledger has to say of them.</summary>
internal sealed class M0003Money : Migration
{
    public override int Number => 3;

    public override string Name => "money";

    public override IEnumerable<string> Statements(Dialect dialect) =>
        [.. Ledger(dialect), .. Sums(dialect), .. Reservations(dialect), MoneyTurn.Create];

    private static IEnumerable<string> Ledger(Dialect d) =>
    [
        $"ALTER TABLE autoTagLedger ADD images {d.Integer} DEFAULT 1 NOT NULL",
        $"ALTER TABLE autoTagLedger ADD reservedMicroUsd {d.Integer} NULL",
        $"ALTER TABLE autoTagLedger ADD microCreditsReserved {d.Integer} NULL",
        $"ALTER TABLE autoTagLedger ADD microCreditsTaken {d.Integer} NULL",
        $"ALTER TABLE autoTagLedger ADD outcome {d.Integer} DEFAULT {(int)CallOutcome.Answered} NOT NULL",
        $"ALTER TABLE autoTagLedger ADD runId {d.Guid} NULL",
        "UPDATE autoTagLedger SET microCreditsTaken = microCredits WHERE microCredits IS NOT NULL",
        $"UPDATE autoTagLedger SET outcome = {(int)CallOutcome.Failed} WHERE failure IS NOT NULL",
    ];

    private static IEnumerable<string> Sums(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagSpend (
            day {d.Integer} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            runId {d.Word(36)} NOT NULL,
            alias {d.Word(100)} NOT NULL,
            calls {d.Integer} NOT NULL,
            failures {d.Integer} NOT NULL,
            microUsd {d.Integer} NOT NULL,
            callsOfUnknownCost {d.Integer} NOT NULL,
            microCredits {d.Integer} NOT NULL,
            PRIMARY KEY (day, connection, runId)
        )
        """,
        "CREATE INDEX autoTagSpendRun ON autoTagSpend (runId) WHERE runId <> ''",
        SpendSums.PerRun.FillFromLedger(d),
    ];

    private static IEnumerable<string> Reservations(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagReservation (
            id {d.Guid} NOT NULL PRIMARY KEY,
            connection {d.Word(100)} NOT NULL,
            alias {d.Word(100)} NOT NULL,
            provider {d.Word(100)} NOT NULL,
            modelAsked {d.Word(200)} NULL,
            microUsd {d.Integer} NULL,
            microCredits {d.Integer} NULL,
            mediaKey {d.Guid} NOT NULL,
            path {d.Word(400)} NOT NULL,
            revisionId {d.Word(64)} NOT NULL,
            runId {d.Guid} NULL,
            reservedAt {d.Integer} NOT NULL,
            expiresAt {d.Integer} NOT NULL,
            callId {d.Guid} NULL,
            sentAt {d.Integer} NULL
        )
        """,
        "CREATE INDEX autoTagReservationExpires ON autoTagReservation (expiresAt)",
        "CREATE INDEX autoTagReservationCall ON autoTagReservation (callId)",
    ];
}
