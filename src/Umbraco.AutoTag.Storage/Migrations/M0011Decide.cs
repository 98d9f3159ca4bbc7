using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What the rules that decide know more of: every source's part in a suggestion, fields that are empty by decision, and runs that decide anew and ask nobody.</summary>
internal sealed class M0011Decide : Migration
{
    public override int Number => 11;

    public override string Name => "decide";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagSuggestion ADD origins {d.Text} NULL",
        $"ALTER TABLE autoTagFieldWrite ADD isDecorative {d.Integer} DEFAULT 0 NOT NULL",
        $"ALTER TABLE autoTagRun ADD asksNobody {d.Integer} DEFAULT 0 NOT NULL",
    ];
}
