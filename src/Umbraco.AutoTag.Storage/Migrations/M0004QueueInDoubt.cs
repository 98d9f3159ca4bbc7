using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What the queue needs to be left alone: attempts by kind, items that wait for a connection, decisions that outlive it, and its servers.</summary>
internal sealed class M0004QueueInDoubt : Migration
{
    public override int Number => 4;

    public override string Name => "queue in doubt";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagWorkItem ADD tries {d.Word(400)} NULL",
        $"ALTER TABLE autoTagWorkItem ADD lostLeases {d.Integer} NOT NULL DEFAULT 0",
        $"ALTER TABLE autoTagWorkItem ADD waitsFor {d.Word(100)} NOT NULL DEFAULT ''",
        d.DropIndex("autoTagWorkItem", "autoTagWorkItemClaim"),
        "CREATE INDEX autoTagWorkItemClaim ON autoTagWorkItem (origin, waitsFor, claimableAt)",
        "CREATE INDEX autoTagWorkItemReason ON autoTagWorkItem (state, reasonCode)",
        $"""
        CREATE TABLE autoTagExemption (
            mediaKey {d.Guid} NOT NULL PRIMARY KEY,
            kind {d.Integer} NOT NULL,
            userKey {d.Guid} NULL,
            since {d.Integer} NOT NULL
        )
        """,
        """
        INSERT INTO autoTagExemption (mediaKey, kind, userKey, since)
        SELECT mediaKey, CASE state WHEN 5 THEN 0 ELSE 1 END, requestedBy, changedAt
        FROM autoTagWorkItem WHERE state = 5 OR (state = 3 AND reasonCode = 'imported')
        """,
        $"""
        CREATE TABLE autoTagWorker (
            name {d.Word(200)} NOT NULL PRIMARY KEY,
            mode {d.Word(20)} NOT NULL,
            seenAt {d.Integer} NOT NULL,
            workedAt {d.Integer} NULL,
            skewTicks {d.Integer} NOT NULL
        )
        """,
    ];
}
