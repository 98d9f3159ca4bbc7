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
        return string.Join(" UNION ALL ", values.Select((value, number) =>
        {
            parameters.Add($"field{number}", (int)value.Field.Field);
            parameters.Add($"language{number}", value.Field.Language);
            parameters.Add($"valueKey{number}", value.ValueKey);
            ReviewFilter ofValue = others with { Field = value.Field.Field, Language = value.Field.Language, ValueKey = value.ValueKey };
            string newest = dialect.First(
                $"""
                SELECT {number} AS number, value, mediaKey FROM autoTagSuggestion{ReviewColumns.By(ofValue, dialect)}
                WHERE {isMeant} AND {rows.Within(ofValue, parameters)} AND field = @field{number} AND language = @language{number} AND valueKey = @valueKey{number}
                ORDER BY {rows.NewestFirst(ofValue)}, mediaKey DESC, id
                """,
                "@each");
            return $"SELECT * FROM ({newest}) AS of{number}";
        }));
    }
}
