using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Under which id a system works on a call, so that it can be asked what became of one whose answer was lost.</summary>
internal sealed class M0031Jobs : Migration
{
    public override int Number => 31;

    public override string Name => "jobs";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagReservation ADD jobId {d.Word(200)} NULL",
        $"ALTER TABLE autoTagLedger ADD jobId {d.Word(200)} NULL",
        "CREATE INDEX autoTagLedgerJob ON autoTagLedger (connection, sentAt) WHERE jobId IS NOT NULL",
    ];
}
