using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>
/// Indexes that answer the lists and counts of a library of a million images by themselves: with the path in them, a row of another folder is
/// passed over without being read, and what a folder has cost is added up without reading the ledger.
/// </summary>
internal sealed class M0006LargeLibraries : Migration
{
    public override int Number => 6;

    public override string Name => "large libraries";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        d.DropIndex("autoTagWorkItem", "autoTagWorkItemRecent"),
        "CREATE INDEX autoTagWorkItemRecent ON autoTagWorkItem (state, changedAt, path)",
        d.DropIndex("autoTagWorkItem", "autoTagWorkItemReason"),
        "CREATE INDEX autoTagWorkItemReason ON autoTagWorkItem (state, reasonCode, path)",
        "CREATE INDEX autoTagWorkItemState ON autoTagWorkItem (state)",
        "CREATE INDEX autoTagLedgerPath ON autoTagLedger (path, sentAt, connection, failure, microUsd, charged, microCreditsTaken)",
    ];
}
