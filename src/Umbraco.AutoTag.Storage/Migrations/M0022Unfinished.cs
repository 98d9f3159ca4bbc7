using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What was begun and not ended is found without reading everything that was ended: decisions without their row, and alerts that nobody has told.</summary>
internal sealed class M0022Unfinished : Migration
{
    public override int Number => 22;

    public override string Name => "unfinished";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        // What nobody decided, which is nearly everything, is not in it.
        "CREATE INDEX autoTagSuggestionDecided ON autoTagSuggestion (mediaKey, id, state, changedAt, decidedBy) WHERE decidedBy IS NOT NULL",
        $"ALTER TABLE autoTagBudgetAlert ADD toldAt {d.Integer} NULL",
        "UPDATE autoTagBudgetAlert SET toldAt = reachedAt",
    ];
}
