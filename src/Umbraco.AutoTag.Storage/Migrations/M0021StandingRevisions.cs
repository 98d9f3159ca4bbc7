using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>How many images stand under which revision is counted without reading their rows.</summary>
internal sealed class M0021StandingRevisions : Migration
{
    public override int Number => 21;

    public override string Name => "standing revisions";

    public override IEnumerable<string> Statements(Dialect d) => ["CREATE INDEX autoTagWorkItemRevision ON autoTagWorkItem (revisionId)"];
}
