using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Models that answered in the place of others, and how fast a run may go.</summary>
internal sealed class M0024DriftsAndPace : Migration
{
    public override int Number => 24;

    public override string Name => "drifts and pace";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagModelDrift (
            id {d.Guid} NOT NULL PRIMARY KEY,
            connection {d.Word(100)} NOT NULL,
            asked {d.Word(200)} NOT NULL,
            answered {d.Word(200)} NOT NULL,
            noticedAt {d.Integer} NOT NULL,
            letGoBy {d.Guid} NULL,
            letGoAt {d.Integer} NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagModelDriftPair ON autoTagModelDrift (connection, asked, answered)",
        $"ALTER TABLE autoTagRun ADD mostAtOnce {d.Integer} NULL",
        $"ALTER TABLE autoTagRun ADD mostPerMinute {d.Integer} NULL",
        $"ALTER TABLE autoTagRunImage ADD queuedAt {d.Integer} NULL",
        "CREATE INDEX autoTagRunImageQueuedAt ON autoTagRunImage (runId, queuedAt) WHERE queuedAt IS NOT NULL",
    ];
}
