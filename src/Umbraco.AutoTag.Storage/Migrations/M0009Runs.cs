using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Runs, the list of each run's images, and which run a work item and a write belong to.</summary>
internal sealed class M0009Runs : Migration
{
    public override int Number => 9;

    public override string Name => "runs";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagRun (
            id {d.Guid} NOT NULL PRIMARY KEY,
            note {d.Text} NULL,
            selection {d.Text} NOT NULL,
            state {d.Integer} NOT NULL,
            stoppedBy {d.Word(100)} NULL,
            stoppedBecause {d.Text} NULL,
            microUsd {d.Integer} NULL,
            microCredits {d.Integer} NULL,
            foretoldImages {d.Integer} NOT NULL,
            foretoldCalls {d.Integer} NOT NULL,
            foretoldMicroUsd {d.Integer} NULL,
            createdBy {d.Guid} NOT NULL,
            createdAt {d.Integer} NOT NULL,
            startedAt {d.Integer} NULL,
            movingSince {d.Integer} NULL,
            endedAt {d.Integer} NULL,
            place {d.Word(100)} NULL,
            isListed {d.Integer} NOT NULL,
            undoBy {d.Guid} NULL,
            undoAt {d.Integer} NULL,
            undoPlace {d.Guid} NULL,
            undoImages {d.Integer} DEFAULT 0 NOT NULL,
            undoFields {d.Integer} DEFAULT 0 NOT NULL,
            undoEndedAt {d.Integer} NULL,
            version {d.Integer} NOT NULL
        )
        """,
        "CREATE INDEX autoTagRunCreated ON autoTagRun (createdAt)",
        $"""
        CREATE TABLE autoTagRunImage (
            runId {d.Guid} NOT NULL,
            mediaKey {d.Guid} NOT NULL,
            path {d.Word(400)} NOT NULL,
            state {d.Integer} NOT NULL,
            reasonCode {d.Word(100)} NULL,
            isCached {d.Integer} DEFAULT 0 NOT NULL,
            isForReview {d.Integer} DEFAULT 0 NOT NULL,
            stateBefore {d.Integer} NULL,
            reasonCodeBefore {d.Word(100)} NULL,
            endedAt {d.Integer} NULL,
            PRIMARY KEY (runId, mediaKey)
        )
        """,
        "CREATE INDEX autoTagRunImageMedia ON autoTagRunImage (mediaKey)",
        "CREATE INDEX autoTagRunImageState ON autoTagRunImage (runId, state, mediaKey)",
        "CREATE INDEX autoTagRunImageCount ON autoTagRunImage (runId, state, reasonCode, isCached, isForReview)",
        "CREATE INDEX autoTagRunImageEnded ON autoTagRunImage (runId, endedAt)",
        $"ALTER TABLE autoTagWorkItem ADD runId {d.Guid} NULL",
        "CREATE INDEX autoTagWorkItemRun ON autoTagWorkItem (runId, state) WHERE runId IS NOT NULL",
        $"ALTER TABLE autoTagFieldWrite ADD runId {d.Guid} NULL",
        "CREATE INDEX autoTagFieldWriteRun ON autoTagFieldWrite (runId, mediaKey) WHERE runId IS NOT NULL",
    ];
}
