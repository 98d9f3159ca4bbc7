using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What is asked of the ledger about one connection, whatever its size, and the lists of models that were fetched.</summary>
internal sealed class M0012Connections : Migration
{
    public override int Number => 12;

    public override string Name => "connections";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        "CREATE INDEX autoTagLedgerModel ON autoTagLedger (connection, modelAsked, modelReported, sentAt) WHERE modelReported IS NOT NULL",
        "CREATE INDEX autoTagLedgerFailure ON autoTagLedger (connection, sentAt) WHERE failure IS NOT NULL",
        $"""
        CREATE TABLE autoTagCatalogue (
            source {d.Word(100)} NOT NULL PRIMARY KEY,
            fetchedAt {d.Integer} NOT NULL,
            models {d.Text} NOT NULL
        )
        """,
    ];
}
