using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Tables of changes are emptied every few seconds, and after a run over a whole library of millions of rows at once: every count reads what they keep.</summary>
internal sealed class M0029EmptiedChanges : Migration
{
    public override int Number => 29;

    public override string Name => "emptied changes";

    public override IEnumerable<string> Statements(Dialect d) =>
        new[] { "autoTagRunChange", "autoTagSuggestionChange", "autoTagWorkChange" }.SelectMany(d.GivesBack);
}
