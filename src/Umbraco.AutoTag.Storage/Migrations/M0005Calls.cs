using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Outages that grow, probes that one server makes, admins that pause, and pictures that are looked at once.</summary>
internal sealed class M0005Calls : Migration
{
    public override int Number => 5;

    public override string Name => "calls";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagConnectionState ADD outages {d.Integer} DEFAULT 0 NOT NULL",
        $"ALTER TABLE autoTagConnectionState ADD probeUntil {d.Integer} NULL",
        $"ALTER TABLE autoTagConnectionState ADD changedBy {d.Guid} NULL",
        $"ALTER TABLE autoTagConnectionState ADD version {d.Integer} DEFAULT 1 NOT NULL",
        $"""
        CREATE TABLE autoTagLook (
            contentHash {d.Word(64)} NOT NULL,
            stepPart {d.Word(64)} NOT NULL,
            language {d.Word(35)} NOT NULL,
            id {d.Guid} NOT NULL UNIQUE,
            mediaKey {d.Guid} NOT NULL,
            until {d.Integer} NOT NULL,
            PRIMARY KEY (contentHash, stepPart, language)
        )
        """,
    ];
}
