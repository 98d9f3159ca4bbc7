using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What editors asked for and is not done, also where the queue is lost.</summary>
internal sealed class M0032Wishes : Migration
{
    public override int Number => 32;

    public override string Name => "wishes";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagWish (
            mediaKey {d.Guid} NOT NULL PRIMARY KEY,
            profile {d.Word(100)} NOT NULL,
            origin {d.Integer} NOT NULL,
            isForced {d.Integer} NOT NULL,
            requestedBy {d.Guid} NOT NULL,
            askedAt {d.Integer} NOT NULL,
            state {d.Integer} NOT NULL,
            tries {d.Word(400)} NULL,
            reason {d.Text} NULL,
            reasonCode {d.Word(100)} NULL
        )
        """,
        """
        INSERT INTO autoTagWish (mediaKey, profile, origin, isForced, requestedBy, askedAt, state, tries, reason, reasonCode)
        SELECT mediaKey, profile, origin, CASE WHEN forcedGeneration > 0 THEN 1 ELSE 0 END, requestedBy, enqueuedAt,
            CASE state WHEN 4 THEN 4 ELSE 0 END, tries, reason, reasonCode
        FROM autoTagWorkItem WHERE state IN (0, 1, 4) AND requestedBy IS NOT NULL AND runId IS NULL
        """,
    ];
}
