using Umbraco.AutoTag.Storage.Costs;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Who asked for a call, sums of the ledger for the meter, what was known already, and which alerts of a budget were given.</summary>
internal sealed class M0019Meter : Migration
{
    public override int Number => 19;

    public override string Name => "meter";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagReservation ADD editor {d.Guid} NULL",
        $"ALTER TABLE autoTagLedger ADD editor {d.Guid} NULL",
        // Of calls outside of runs nobody wrote down who asked.
        "UPDATE autoTagLedger SET editor = (SELECT made.createdBy FROM autoTagRun AS made WHERE made.id = autoTagLedger.runId) WHERE runId IS NOT NULL",
        $"""
        CREATE TABLE autoTagMeter (
            day {d.Integer} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            revisionId {d.Word(64)} NOT NULL,
            editor {d.Word(36)} NOT NULL,
            alias {d.Word(100)} NOT NULL,
            calls {d.Integer} NOT NULL,
            failures {d.Integer} NOT NULL,
            images {d.Integer} NOT NULL,
            microUsd {d.Integer} NOT NULL,
            callsOfUnknownCost {d.Integer} NOT NULL,
            microCredits {d.Integer} NOT NULL,
            creditReports {d.Integer} NOT NULL,
            microCreditsReported {d.Integer} NOT NULL,
            PRIMARY KEY (day, connection, revisionId, editor)
        )
        """,
        MeterSums.FillFromLedger,
        $"""
        CREATE TABLE autoTagKnownAnswer (
            day {d.Integer} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            alias {d.Word(100)} NOT NULL,
            answers {d.Integer} NOT NULL,
            microUsd {d.Integer} NOT NULL,
            microCredits {d.Integer} NOT NULL,
            PRIMARY KEY (day, connection)
        )
        """,
        $"""
        CREATE TABLE autoTagBudgetAlert (
            budget {d.Word(200)} NOT NULL,
            unit {d.Integer} NOT NULL,
            periodFrom {d.Integer} NOT NULL,
            cap {d.Integer} NOT NULL,
            threshold {d.Integer} NOT NULL,
            reachedAt {d.Integer} NOT NULL,
            PRIMARY KEY (budget, unit, periodFrom, cap, threshold)
        )
        """,
    ];
}
