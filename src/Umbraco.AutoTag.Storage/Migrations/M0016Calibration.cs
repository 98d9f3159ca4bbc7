using Umbraco.AutoTag.Storage.Calibration;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>What editors' decisions come to: how often they took what a source said, by how sure it said it was.</summary>
internal sealed class M0016Calibration : Migration
{
    public override int Number => 16;

    public override string Name => "calibration";

    public override IEnumerable<string> Statements(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagCalibration (
            connection {d.Word(100)} NOT NULL,
            field {d.Integer} NOT NULL,
            source {d.Integer} NOT NULL,
            band {d.Integer} NOT NULL,
            accepted {d.Integer} NOT NULL,
            decided {d.Integer} NOT NULL,
            PRIMARY KEY (connection, field, source, band)
        )
        """,
        // Decisions of editors about what one source alone said: the numbers are those of the enums, see JudgedStatement.
        $"""
        INSERT INTO autoTagCalibration (connection, field, source, band, accepted, decided)
        SELECT connection, field, source, band, SUM(accepted), COUNT(*)
        FROM (
            SELECT LOWER(connection) AS connection,
                field,
                CASE WHEN confidence IS NULL THEN 0 ELSE confidenceSource END AS source,
                {CalibrationSums.Band} AS band,
                CASE WHEN state = 2 THEN 1 ELSE 0 END AS accepted
            FROM autoTagSuggestion
            WHERE state IN (2, 3, 4) AND decidedBy IS NOT NULL AND origins IS NULL AND confidenceSource IN (0, 2, 3) AND connection <> '') AS judged
        GROUP BY connection, field, source, band
        """,
    ];
}
