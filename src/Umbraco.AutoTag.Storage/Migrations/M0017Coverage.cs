using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What is known of the alternative text of every image, added up by folder, and the whole library's numbers day by day.</summary>
internal sealed class M0017Coverage : Migration
{
    public override int Number => 17;

    public override string Name => "coverage";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagImage (
            mediaKey {d.Guid} NOT NULL PRIMARY KEY,
            path {d.Word(400)} NOT NULL,
            name {d.Text} NOT NULL,
            typeAlias {d.Word(255)} NOT NULL,
            language {d.Word(35)} NOT NULL,
            altText {d.Text} NOT NULL,
            state {d.Integer} NOT NULL,
            savedAt {d.Integer} NOT NULL
        )
        """,
        "CREATE INDEX autoTagImageState ON autoTagImage (state, path)",
        $"CREATE TABLE autoTagImageCount (folder {d.Word(400)} NOT NULL PRIMARY KEY, {Numbers(d)})",
        $"CREATE TABLE autoTagCoverageDay (day {d.Integer} NOT NULL PRIMARY KEY, {Numbers(d)})",
    ];

    private static string Numbers(Dialect d) => string.Join(
        ", ",
        new[] { "missing", "human", "accepted", "unreviewed", "decorative", "notCovered" }.Select(state => $"{state} {d.Integer} NOT NULL"));
}
