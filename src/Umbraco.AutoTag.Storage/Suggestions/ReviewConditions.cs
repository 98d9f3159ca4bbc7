using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>Turns a <see cref="ReviewFilter"/> into conditions on <c>autoTagSuggestion</c>, or on the sums of its rows.</summary>
internal static class ReviewConditions
{
    /// <summary>The <see cref="ConfidenceBand"/> of a suggestion.</summary>
    /// <param name="row">The row's name with its dot; empty where there is only one.</param>
    public static string BandOf(string row) =>
        $"""
        CASE WHEN {row}confidenceSource = 1 THEN 5 WHEN {row}confidence IS NULL THEN 4 WHEN {row}confidence >= 0.9 THEN 0
            WHEN {row}confidence >= 0.7 THEN 1 WHEN {row}confidence >= 0.4 THEN 2 ELSE 3 END
        """;

    /// <summary>The <see cref="ReviewAge"/>; needs <see cref="AddAges"/>.</summary>
    public static string AgeOf(ReviewColumns columns) =>
        $"CASE WHEN {columns.CreatedAt} >= @day THEN 0 WHEN {columns.CreatedAt} >= @week THEN 1 WHEN {columns.CreatedAt} >= @month THEN 2 ELSE 3 END";

    // How many days each age reaches back.
    private const int Day = 1;
    private const int Week = 7;
    private const int Month = 30;

    /// <summary>What is open, in the words of the indexes.</summary>
    public const string Open = "state < 2";

    /// <summary>Not in the recycle bin, whose paths all begin alike: the folders' as those of what lies in them.</summary>
    public static string NotInBin(string place) => $"NOT ({place} >= '-1,-21' AND {place} < '-1,-21-')";

    /// <summary>All that a filter says.</summary>
    public static string Of(ReviewFilter filter, ReviewColumns columns, Dialect dialect, DynamicParameters parameters, DateTimeOffset now)
    {
        var conditions = new List<string> { dialect.WordsOfIndex(Open), "state = @state", OfPlaceAndValue(filter, columns, dialect, parameters) };
        parameters.Add("state", (int)filter.Queue);
        if (filter.ValueKey is null)
        {
            conditions.AddRange(OfField(filter, parameters));
        }

        if (filter.Connection is { } connection)
        {
            conditions.Add("connection = @connection");
            parameters.Add("connection", connection);
        }

        if (filter.Band is { } band)
        {
            conditions.Add($"{columns.Band} = @band");
            parameters.Add("band", (int)band);
        }

        if (filter.Age is { } age)
        {
            AddAges(parameters, now);
            conditions.Add(IsOfAge(age, columns.CreatedAt));
        }

        return string.Join(" AND ", conditions);
    }

    /// <summary>Only what it says of places, images and values. Sums by place know nothing of images and values.</summary>
    public static string OfPlaceAndValue(ReviewFilter filter, ReviewColumns columns, Dialect dialect, DynamicParameters parameters)
    {
        var conditions = new List<string> { NotInBin(columns.Place), Scope.Condition(filter.Scope, parameters, columns.Place) };
        if (filter.Images is { } images)
        {
            conditions.Add(dialect.In("mediaKey", "@images"));
            parameters.Add("images", Stored.Of(images));
        }

        if (filter.Run is { } run)
        {
            conditions.Add(columns.OfRun);
            parameters.Add("run", Stored.Of(run));
        }

        if (filter.Folder is { } folder)
        {
            conditions.Add($"{columns.Place} >= {columns.FolderFrom} AND {columns.Place} < @folderTo");
            parameters.Add("folder", folder);
            parameters.Add("folderAnd", folder + ",");
            parameters.Add("folderTo", folder + "-");
        }

        if (filter.ValueKey is { } valueKey)
        {
            conditions.Add("valueKey = @valueKey");
            parameters.Add("valueKey", valueKey);
            conditions.AddRange(OfField(filter, parameters));
            conditions.AddRange(AnyField(filter));
        }

        return string.Join(" AND ", conditions);
    }

    /// <summary>Only what it says of fields and languages.</summary>
    private static IEnumerable<string> OfField(ReviewFilter filter, DynamicParameters parameters)
    {
        if (filter.Field is { } field)
        {
            parameters.Add("field", (int)field);
            yield return "field = @field";
        }

        if (filter.Language is { } language)
        {
            parameters.Add("language", language);
            yield return "language = @language";
        }
    }

    // The index of values begins with these: said of each, a value is looked up in it and not among all suggestions.
    private static IEnumerable<string> AnyField(ReviewFilter filter)
    {
        if (filter.Field is null)
        {
            yield return $"field IN ({string.Join(", ", Enum.GetValues<Field>().Select(field => (int)field))})";
        }

        if (filter.Language is null)
        {
            yield return "language IN (SELECT language FROM autoTagSuggestionDay UNION SELECT language FROM autoTagSuggestionChange)";
        }
    }

    /// <summary>Needs <see cref="AddAges"/>.</summary>
    private static string IsOfAge(ReviewAge age, string createdAt) => age switch
    {
        ReviewAge.Day => $"{createdAt} >= @day",
        ReviewAge.Week => $"{createdAt} >= @week AND {createdAt} < @day",
        ReviewAge.Month => $"{createdAt} >= @month AND {createdAt} < @week",
        _ => $"{createdAt} < @month",
    };

    /// <summary>The days in which one age turns into the next, counted from 0001-01-01: only of these does it matter in which hour something was made.</summary>
    public static long[] TurningDays(DateTimeOffset now) =>
        [.. new[] { Day, Week, Month }.Select(age => Border(now, age) / TimeSpan.TicksPerDay)];

    /// <summary>Ages change with the full hour, so that whole hours can be summed and every list agrees with every count.</summary>
    public static void AddAges(DynamicParameters parameters, DateTimeOffset now)
    {
        parameters.Add("day", Border(now, Day));
        parameters.Add("week", Border(now, Week));
        parameters.Add("month", Border(now, Month));
    }

    private static long Border(DateTimeOffset now, int days) => Stored.Of(now) / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour - days * TimeSpan.TicksPerDay;
}
