using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>Sums of open suggestions by day, so that the review queue's counts of a whole library read hundreds of rows and not tens of thousands.</summary>
internal sealed class M0027DaySums : Migration
{
    public override int Number => 27;

    public override string Name => "day sums";

    // From the sums by hour and not from the rows: what was not folded into those yet is folded into both later.
    public override IEnumerable<string> Statements(Dialect d) =>
    [
        // First of all: a server that folds has its turn before it touches the sums, too.
        CountStore.TakeTurn,
        $"""
        CREATE TABLE autoTagSuggestionDay (
            state {d.Integer} NOT NULL,
            field {d.Integer} NOT NULL,
            language {d.Word(35)} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            band {d.Integer} NOT NULL,
            day {d.Integer} NOT NULL,
            total {d.Integer} NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagSuggestionDayKey ON autoTagSuggestionDay (state, field, language, connection, band, day)",
        "CREATE INDEX autoTagSuggestionDayNone ON autoTagSuggestionDay (day) WHERE total = 0",
        "CREATE INDEX autoTagSuggestionCountHour ON autoTagSuggestionCount (hour)",
        $"""
        INSERT INTO autoTagSuggestionDay (state, field, language, connection, band, day, total)
        SELECT state, field, language, connection, band, {SuggestionCounts.DayOf("hour")}, CAST(SUM(total) AS bigint)
        FROM autoTagSuggestionCount WHERE {ReviewConditions.NotInBin("folder")}
        GROUP BY state, field, language, connection, band, {SuggestionCounts.DayOf("hour")}
        """,
    ];
}
