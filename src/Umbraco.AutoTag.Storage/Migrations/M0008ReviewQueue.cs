using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>
/// The review queue across the library: what it is sorted, filtered and counted by lies with the suggestion, in indexes that hold open
/// suggestions only. Decisions keep what they changed, so that they can be taken back.
/// </summary>
internal sealed class M0008ReviewQueue : Migration
{
    public override int Number => 8;

    public override string Name => "review queue";

    public override IEnumerable<string> Statements(Dialect d) => [.. Columns(d), .. Indexes, .. Decisions(d)];

    // Until an image is looked at again its old values are put together by their lower case only, which the database can tell by itself.
    private static IEnumerable<string> Columns(Dialect d) =>
    [
        $"ALTER TABLE autoTagSuggestion ADD valueKey {d.Word(200)} DEFAULT '' NOT NULL",
        $"ALTER TABLE autoTagSuggestion ADD path {d.Word(400)} DEFAULT '' NOT NULL",
        $"ALTER TABLE autoTagSuggestion ADD connection {d.Word(100)} DEFAULT '' NOT NULL",
        """
        UPDATE autoTagSuggestion SET
            valueKey = LOWER(SUBSTRING(value, 1, 200)),
            path = COALESCE((SELECT w.path FROM autoTagWorkItem w WHERE w.mediaKey = autoTagSuggestion.mediaKey), ''),
            connection = COALESCE((SELECT a.connection FROM autoTagAnalysis a WHERE a.id = autoTagSuggestion.analysisId), '')
        """,
    ];

    // By image in order of time; by value with all that counts are made of.
    private static string[] Indexes =>
    [
        "CREATE INDEX autoTagSuggestionQueue ON autoTagSuggestion (state, createdAt, mediaKey, path) WHERE state < 2",
        "CREATE INDEX autoTagSuggestionValue ON autoTagSuggestion " +
        "(state, field, language, valueKey, createdAt, mediaKey, path, connection, confidence, confidenceSource) WHERE state < 2",
    ];

    private static IEnumerable<string> Decisions(Dialect d) =>
    [
        $"ALTER TABLE autoTagDecision ADD stateBefore {d.Integer} NULL",
        $"ALTER TABLE autoTagDecision ADD reasonBefore {d.Integer} NULL",
        $"ALTER TABLE autoTagDecision ADD writeId {d.Guid} NULL",
    ];
}
