using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>For whom an analysis stands in and why, and how sure it is: by that it is told how many images needed no second step.</summary>
internal sealed class M0013StandIns : Migration
{
    public override int Number => 13;

    public override string Name => "stand-ins";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"ALTER TABLE autoTagAnalysis ADD standsInFor {d.Word(100)} NULL",
        $"ALTER TABLE autoTagAnalysis ADD standsInBecause {d.Integer} NULL",
        // What was said before is not read again: it is counted from here on.
        $"ALTER TABLE autoTagAnalysis ADD sureness {d.Real} NULL",
        "CREATE INDEX autoTagAnalysisSureness ON autoTagAnalysis (stepPart, language, createdAt, sureness, contentHash)",
    ];
}
