using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What the rules that decide know more of: every source's part in a suggestion.</summary>
internal sealed class M0011Decide : Migration
{
    public override int Number => 11;

    public override string Name => "decide";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagSuggestion ADD origins {d.Text} NULL",
    ];
}
