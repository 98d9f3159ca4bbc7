using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Counts;

/// <summary>Open suggestions, counted by all that the review queue narrows by, and by their value.</summary>
internal static class SuggestionCounts
{
    /// <summary>By place, kind and age.</summary>
    public static Sums Sums { get; } = new("autoTagSuggestionCount", ["folder", "state", "field", "language", "connection", "band", "hour"]);

    /// <summary>
    /// By kind and day, wherever the image lies unless that is the recycle bin: a few hundred sums, where those by place and hour of a large library are tens
    /// of thousands.
    /// </summary>
    public static Sums OfDays { get; } = new(
        "autoTagSuggestionDay",
        ["state", "field", "language", "connection", "band", "day"],
        changes =>
            $"""
            (SELECT state, field, language, connection, band, {DayOf("hour")} AS day, change FROM {changes}
            WHERE {ReviewConditions.NotInBin("folder")}) AS spread
            """);

    /// <summary>
    /// By value, wherever the image lies unless that is the recycle bin: each in four sums, of which one has the connection and the band whatever they
    /// are, two have one of them, and one has both. So the most frequent values of either lie in order in an index.
    /// </summary>
    public static Sums OfValues { get; } = new(
        "autoTagValueCount",
        ["part", "connection", "band", "state", "field", "language", "valueKey"],
        changes =>
            $"""
            (SELECT part, CASE WHEN part IN (1, 3) THEN connection ELSE '' END AS connection, CASE WHEN part IN (2, 3) THEN band ELSE 0 END AS band,
                state, field, language, valueKey, change
            FROM {changes} CROSS JOIN (SELECT 0 AS part UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) AS parts
            WHERE {ReviewConditions.NotInBin("folder")}) AS spread
            """);

    /// <summary>Selects the sums by place and hour as changes, which those by day follow from.</summary>
    public const string Finer = "SELECT folder, state, field, language, connection, band, hour, total AS change FROM autoTagSuggestionCount";

    /// <summary>The day of an hour, both counted from 0001-01-01, UTC.</summary>
    public static string DayOf(string hour) => $"{hour} / {Hours}";

    /// <summary>Of a day.</summary>
    public const int Hours = 24;

    /// <summary>Which of the four sums of each value a filter is answered from.</summary>
    public static int PartOf(ReviewFilter filter) => (filter.Connection is null ? 0 : 1) + (filter.Band is null ? 0 : 2);

    public static Counted Counted(Dialect dialect) => new(
        "autoTagSuggestion",
        "autoTagSuggestionChange",
        ["state", "path", "field", "language", "connection", "confidence", "confidenceSource", "createdAt", "valueKey"],
        row => $"{row}state < 2",
        [
            ("folder", row => dialect.FolderOf($"{row}path")),
            ("state", row => $"{row}state"),
            ("field", row => $"{row}field"),
            ("language", row => $"{row}language"),
            ("connection", row => $"{row}connection"),
            ("band", ReviewConditions.BandOf),
            ("hour", row => $"{row}createdAt / CAST({TimeSpan.TicksPerHour} AS bigint)"),
            ("valueKey", row => $"{row}valueKey"),
        ]);
}
