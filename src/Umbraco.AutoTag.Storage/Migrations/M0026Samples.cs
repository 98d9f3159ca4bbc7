using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What was only tried on images.</summary>
internal sealed class M0026Samples : Migration
{
    public override int Number => 26;

    public override string Name => "samples";

    public override IEnumerable<string> Statements(Dialect d) => [$"ALTER TABLE autoTagWorkItem ADD sampledHash {d.Word(64)} NULL"];
}
