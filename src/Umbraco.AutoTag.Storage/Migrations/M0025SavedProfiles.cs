using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>The profile as administrators saved it, and the settings that each revision was made of.</summary>
internal sealed class M0025SavedProfiles : Migration
{
    public override int Number => 25;

    public override string Name => "saved profiles";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagProfile (
            id {d.Integer} NOT NULL PRIMARY KEY,
            settings {d.Text} NULL,
            revisionId {d.Word(64)} NOT NULL,
            note {d.Word(400)} NULL,
            savedBy {d.Guid} NOT NULL,
            savedAt {d.Integer} NOT NULL
        )
        """,
        $"ALTER TABLE autoTagRevision ADD settings {d.Text} NULL",
    ];
}
