using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Ledger;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What each folder has cost, added up as calls are made, and an index that gives a folder's newest images by itself.</summary>
internal sealed class M0007FolderSums : Migration
{
    public override int Number => 7;

    public override string Name => "folder sums";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagFolderSpend (
            folder {d.Word(400)} NOT NULL,
            day {d.Integer} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            alias {d.Word(100)} NOT NULL,
            calls {d.Integer} NOT NULL,
            failures {d.Integer} NOT NULL,
            microUsd {d.Integer} NOT NULL,
            callsOfUnknownCost {d.Integer} NOT NULL,
            microCredits {d.Integer} NOT NULL
        )
        """,
        // Not a primary key: with one, SQL Server would cluster by 1,008 bytes, where 900 are allowed.
        "CREATE UNIQUE INDEX autoTagFolderSpendKey ON autoTagFolderSpend (folder, day, connection)",
        SpendSums.PerFolder.FillFromLedger(d),
        d.DropIndex("autoTagLedger", "autoTagLedgerPath"),
        "CREATE INDEX autoTagLedgerPath ON autoTagLedger (path, sentAt)",
        d.DropIndex("autoTagWorkItem", "autoTagWorkItemPath"),
        "CREATE INDEX autoTagWorkItemPath ON autoTagWorkItem (path, state, changedAt, mediaKey)",
    ];
}
