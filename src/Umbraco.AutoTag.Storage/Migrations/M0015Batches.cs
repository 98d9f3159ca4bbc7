using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Batches and their calls, at which price a run has its images looked at, and which batch a call of the ledger was part of.</summary>
internal sealed class M0015Batches : Migration
{
    public override int Number => 15;

    public override string Name => "batches";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagBatch (
            id {d.Guid} NOT NULL PRIMARY KEY,
            runId {d.Guid} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            model {d.Word(200)} NOT NULL,
            state {d.Integer} NOT NULL,
            vendorId {d.Word(200)} NULL,
            calls {d.Integer} NOT NULL,
            createdAt {d.Integer} NOT NULL,
            sentAt {d.Integer} NULL,
            lookedAt {d.Integer} NULL,
            looks {d.Integer} NOT NULL,
            isStopping {d.Integer} NOT NULL,
            dueAt {d.Integer} NOT NULL,
            fence {d.Integer} NOT NULL
        )
        """,
        "CREATE INDEX autoTagBatchDue ON autoTagBatch (dueAt)",
        "CREATE INDEX autoTagBatchRun ON autoTagBatch (runId)",
        $"""
        CREATE TABLE autoTagBatchCall (
            callId {d.Guid} NOT NULL PRIMARY KEY,
            batchId {d.Guid} NULL,
            runId {d.Guid} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            model {d.Word(200)} NOT NULL,
            state {d.Integer} NOT NULL,
            contentHash {d.Word(64)} NOT NULL,
            stepPart {d.Word(64)} NOT NULL,
            language {d.Word(35)} NOT NULL,
            mediaKey {d.Guid} NOT NULL,
            path {d.Word(400)} NOT NULL,
            revisionId {d.Word(64)} NOT NULL,
            tasks {d.Integer} NOT NULL,
            maxKeywords {d.Integer} NOT NULL,
            longSide {d.Integer} NOT NULL,
            reservationId {d.Guid} NOT NULL,
            microUsd {d.Integer} NULL,
            microCredits {d.Integer} NULL,
            createdAt {d.Integer} NOT NULL,
            sentAt {d.Integer} NULL,
            failure {d.Integer} NULL,
            charged {d.Integer} NULL,
            code {d.Word(100)} NULL,
            reason {d.Text} NULL,
            failedAt {d.Integer} NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagBatchCallKey ON autoTagBatchCall (contentHash, stepPart, language)",
        "CREATE INDEX autoTagBatchCallBatch ON autoTagBatchCall (batchId, createdAt)",
        "CREATE INDEX autoTagBatchCallWaiting ON autoTagBatchCall (state, runId, createdAt)",
        "CREATE INDEX autoTagBatchCallMedia ON autoTagBatchCall (mediaKey)",
        $"ALTER TABLE autoTagRun ADD batch {d.Integer} DEFAULT 0 NOT NULL",
        $"ALTER TABLE autoTagLedger ADD batchId {d.Guid} NULL",
    ];
}
