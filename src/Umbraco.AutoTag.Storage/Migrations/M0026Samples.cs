using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What was looked at without being tagged.</summary>
internal sealed class M0026Samples : Migration
{
    public override int Number => 26;

    public override string Name => "samples";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagSample (
            mediaKey {d.Guid} NOT NULL PRIMARY KEY,
            contentHash {d.Word(64)} NOT NULL
        )
        """,
    ];
}
