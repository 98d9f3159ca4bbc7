using Dapper;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>Turns a <see cref="ReviewFilter"/> into conditions on <c>autoTagSuggestion</c>.</summary>
internal static class ReviewConditions
{
    /// <summary>The <see cref="ConfidenceBand"/> of a row.</summary>
    public const string Band =
        """
        CASE WHEN confidenceSource = 1 THEN 5 WHEN confidence IS NULL THEN 4 WHEN confidence >= 0.9 THEN 0
            WHEN confidence >= 0.7 THEN 1 WHEN confidence >= 0.4 THEN 2 ELSE 3 END
        """;

    /// <summary>The <see cref="ReviewAge"/> of a row; needs <see cref="AddAges"/>.</summary>
    public const string Age = "CASE WHEN createdAt >= @day THEN 0 WHEN createdAt >= @week THEN 1 WHEN createdAt >= @month THEN 2 ELSE 3 END";

    // What is open, in the words of the indexes, and not in the recycle bin, whose paths all begin alike.
    private const string Open = "state < 2 AND NOT (path >= '-1,-21' AND path < '-1,-21-')";

    /// <summary>All that a filter says.</summary>
    public static string Of(ReviewFilter filter, DynamicParameters parameters, DateTimeOffset now)
    {
        var conditions = new List<string> { OfPlaceAndValue(filter, parameters), "state = @state" };
        parameters.Add("state", (int)filter.Queue);
        if (filter.Field is { } field && filter.ValueKey is null)
        {
            conditions.Add("field = @field");
            parameters.Add("field", (int)field);
        }

        if (filter.Language is { } language && filter.ValueKey is null)
        {
            conditions.Add("language = @language");
            parameters.Add("language", language);
        }

        if (filter.Connection is { } connection)
        {
            conditions.Add("connection = @connection");
            parameters.Add("connection", connection);
        }

        if (filter.Band is { } band)
        {
            conditions.Add($"{Band} = @band");
            parameters.Add("band", (int)band);
        }

        if (filter.Age is { } age)
        {
            AddAges(parameters, now);
            conditions.Add(s_between[(int)age]);
        }

        return string.Join(" AND ", conditions);
    }

    /// <summary>Only what it says of places and values.</summary>
    public static string OfPlaceAndValue(ReviewFilter filter, DynamicParameters parameters)
    {
        string condition = $"{Open} AND {Scope.Condition(filter.Scope, parameters)}";
        if (filter.Folder is { } folder)
        {
            condition += " AND path >= @folder AND path < @folderTo";
            parameters.Add("folder", folder + ",");
            parameters.Add("folderTo", folder + "-");
        }

        if (filter.ValueKey is { } valueKey)
        {
            condition += " AND valueKey = @valueKey";
            parameters.Add("valueKey", valueKey);
            if (filter.Field is { } field)
            {
                condition += " AND field = @field";
                parameters.Add("field", (int)field);
            }

            if (filter.Language is { } language)
            {
                condition += " AND language = @language";
                parameters.Add("language", language);
            }
        }

        return condition;
    }

    public static void AddAges(DynamicParameters parameters, DateTimeOffset now)
    {
        parameters.Add("day", Stored.Of(now.AddDays(-1)));
        parameters.Add("week", Stored.Of(now.AddDays(-7)));
        parameters.Add("month", Stored.Of(now.AddDays(-30)));
    }

    private static readonly string[] s_between =
    [
        "createdAt >= @day", "createdAt >= @week AND createdAt < @day", "createdAt >= @month AND createdAt < @week", "createdAt < @month",
    ];
}
