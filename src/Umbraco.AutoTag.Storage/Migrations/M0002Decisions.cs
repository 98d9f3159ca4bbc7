using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Every decision of a human, as it was made.</summary>
internal sealed class M0002Decisions : Migration
{
    public override int Number => 2;

    public override string Name => "decisions";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagDecision (
            id {d.Guid} NOT NULL PRIMARY KEY,
            mediaKey {d.Guid} NOT NULL,
            suggestionId {d.Guid} NOT NULL,
            field {d.Integer} NOT NULL,
            language {d.Word(35)} NOT NULL,
            kind {d.Integer} NOT NULL,
            proposed {d.Text} NOT NULL,
            instead {d.Text} NULL,
            decidedBy {d.Guid} NULL,
            decidedAt {d.Integer} NOT NULL
        )
        """,
        "CREATE INDEX autoTagDecisionMedia ON autoTagDecision (mediaKey, decidedAt)",
    ];
}
