using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>The newest suggestions of each value of a page, in one statement: a statement for each would be a way to the database for each.</summary>
internal static class ReviewSamples
{
    private const int Each = 3;

    /// <summary>The number of the value in the page, the value as it is written and the image; the newest of each value first.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="rows">Where suggestions have what is asked for, when their value is known.</param>
    /// <param name="filter">What narrowed the page.</param>
    /// <param name="values">The page; at least one value.</param>
    /// <param name="parameters">What the statement names, to be added to.</param>
    /// <param name="now">What ages are told from.</param>
    public static string Of(
        Dialect dialect,
        ReviewColumns rows,
        ReviewFilter filter,
        IReadOnlyList<ReviewValuePlace> values,
        DynamicParameters parameters,
        DateTimeOffset now)
    {
        ReviewFilter others = filter with { Field = null, Language = null, ValueKey = null };
        string isMeant = ReviewConditions.Of(others, rows, dialect, parameters, now);
        parameters.Add("each", Each);
        if (filter.Images is not null)
        {
            return OfImages(dialect, rows, filter, values, parameters, isMeant);
        }

        return string.Join(" UNION ALL ", values.Select((value, number) =>
        {
            parameters.Add($"field{number}", (int)value.Field.Field);
            parameters.Add($"language{number}", value.Field.Language);
            parameters.Add($"valueKey{number}", value.ValueKey);
            ReviewFilter ofValue = others with { Field = value.Field.Field, Language = value.Field.Language, ValueKey = value.ValueKey };
            string newest = dialect.First(
                $"""
                SELECT {number} AS number, value, mediaKey FROM autoTagSuggestion{rows.By(ofValue, dialect)}
                WHERE {isMeant} AND {rows.Within(ofValue, parameters)} AND field = @field{number} AND language = @language{number} AND valueKey = @valueKey{number}
                ORDER BY {rows.NewestFirst(ofValue)}, mediaKey DESC, id
                """,
                "@each");
            return $"SELECT * FROM ({newest}) AS of{number}";
        }));
    }

    // What a few images have is read once for all values: a database takes longer to plan a statement of many parts than to read them.
    private static string OfImages(
        Dialect dialect, ReviewColumns rows, ReviewFilter filter, IReadOnlyList<ReviewValuePlace> values, DynamicParameters parameters, string isMeant)
    {
        parameters.Add("valueKeys", values.Select(value => value.ValueKey).Distinct().ToArray());
        IEnumerable<string> numbers = values.Select((value, number) =>
        {
            parameters.Add($"field{number}", (int)value.Field.Field);
            parameters.Add($"language{number}", value.Field.Language);
            parameters.Add($"valueKey{number}", value.ValueKey);
            return $"WHEN field = @field{number} AND language = @language{number} AND valueKey = @valueKey{number} THEN {number}";
        });
        return
            $"""
            SELECT number, value, mediaKey FROM (
                SELECT number, value, mediaKey, ROW_NUMBER() OVER (PARTITION BY number ORDER BY createdAt DESC, mediaKey DESC, id) AS place
                FROM (
                    SELECT CASE {string.Join(" ", numbers)} END AS number, value, mediaKey, createdAt, id
                    FROM autoTagSuggestion{rows.By(filter, dialect)}
                    WHERE {isMeant} AND {dialect.In("valueKey", "@valueKeys")}) AS numbered
                WHERE number IS NOT NULL) AS placed
            WHERE place <= @each
            ORDER BY number, place
            """;
    }
}
