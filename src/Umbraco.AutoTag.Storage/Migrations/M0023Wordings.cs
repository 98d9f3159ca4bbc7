using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What sources were asked and what they answered, word by word; and into which property a field was written, which stays when languages change places.</summary>
internal sealed class M0023Wordings : Migration
{
    public override int Number => 23;

    public override string Name => "wordings";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagQuestion (
            stepPart {d.Word(64)} NOT NULL,
            language {d.Word(35)} NOT NULL,
            asked {d.Text} NOT NULL,
            createdAt {d.Integer} NOT NULL,
            PRIMARY KEY (stepPart, language)
        )
        """,
        $"""
        CREATE TABLE autoTagAnswer (
            callId {d.Guid} NOT NULL PRIMARY KEY,
            stepPart {d.Word(64)} NOT NULL,
            language {d.Word(35)} NOT NULL,
            answered {d.Text} NOT NULL,
            isCut {d.Integer} NOT NULL,
            createdAt {d.Integer} NOT NULL
        )
        """,
        "CREATE INDEX autoTagAnswerAge ON autoTagAnswer (createdAt)",
        $"ALTER TABLE autoTagFieldWrite ADD isFirst {d.Integer} NULL",
    ];
}
