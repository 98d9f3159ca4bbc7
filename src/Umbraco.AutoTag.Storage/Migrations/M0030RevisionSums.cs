using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Sums of images by revision, so that the list of revisions costs the same whatever the size of the library.</summary>
internal sealed class M0030RevisionSums : Migration
{
    public override int Number => 30;

    public override string Name => "revision sums";

    // The triggers come before the first sums: they lock the table, so that an older server that still writes is counted by one or the other.
    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagRevisionCount (
            revisionId {d.Word(64)} NOT NULL,
            total {d.Integer} NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagRevisionCountKey ON autoTagRevisionCount (revisionId)",
        "CREATE INDEX autoTagRevisionCountNone ON autoTagRevisionCount (revisionId) WHERE total = 0",
        $"""
        CREATE TABLE autoTagRevisionChange (
            id {d.NumberedKey},
            revisionId {d.Word(64)} NOT NULL,
            change {d.Integer} NOT NULL,
            taken {d.Integer} DEFAULT 0 NOT NULL
        )
        """,
        .. d.GivesBack("autoTagRevisionChange"),
        .. d.Triggers(RevisionCounts.Counted(d)),
        RevisionCounts.Sums.Fill(RevisionCounts.Counted(d).Rows),
        d.DropIndex("autoTagWorkItem", "autoTagWorkItemRevision"),
    ];
}
