using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>
/// The review queue's counts as statements: from the sums and what was not folded into them yet; or, where sums do not know, of the newest suggestions
/// that are meant, as many as <see cref="IReviewStore.MostCounted"/> says, so that no count reads more than a screen may wait for.
/// </summary>
internal static class ReviewCounts
{
    /// <summary>How many there are of each queue, field, language, connection, band and age, within the filter's place and value. Sums are of both queues.</summary>
    public static string Cells(Dialect dialect, ReviewColumns rows, ReviewFilter filter, ReviewQueue[] queues, DynamicParameters parameters, DateTimeOffset now)
    {
        ReviewConditions.AddAges(parameters, now);
        // Four small numbers in one: sorting hundreds of thousands of rows by one column takes half the time.
        string Parts(ReviewColumns columns) =>
            $"state * 1000 + field * 100 + ({columns.Band}) * 10 + ({ReviewConditions.AgeOf(columns)}) AS code, language, connection";
        string IsMeant(ReviewColumns columns) => ReviewConditions.OfPlaceAndValue(filter, columns, dialect, parameters);
        string counted = IsSummed(filter) && filter is { Scope.Paths: null, Folder: null }
            ? CountedByDay(dialect, parameters, Parts, IsMeant(ReviewColumns.OfSums), now)
            : Counted(dialect, rows, filter, parameters, Parts, IsMeant, queues);
        return
            $"""
            SELECT code, language, connection, CAST(SUM(total) AS bigint) AS total FROM ({counted}) AS counted
            GROUP BY code, language, connection HAVING SUM(total) <> 0
            """;
    }

    /// <summary>How many there are directly in each folder.</summary>
    public static string Folders(Dialect dialect, ReviewColumns rows, ReviewFilter filter, DynamicParameters parameters, DateTimeOffset now)
    {
        string counted = Counted(
            dialect,
            rows,
            filter,
            parameters,
            columns => $"{columns.Folder} AS folder",
            columns => ReviewConditions.Of(filter, columns, dialect, parameters, now),
            [filter.Queue]);
        return $"SELECT folder, CAST(SUM(total) AS bigint) AS total FROM ({counted}) AS counted GROUP BY folder HAVING SUM(total) <> 0";
    }

    /// <summary>
    /// How many of the newest suggestions are for images of each run, with how many suggestions these are; a row without a run is of those that are in none,
    /// and the last.
    /// </summary>
    public static string Runs(Dialect dialect, ReviewColumns rows, ReviewFilter filter, DynamicParameters parameters, DateTimeOffset now)
    {
        string isMeant = $"{ReviewConditions.Of(filter, rows, dialect, parameters, now)} AND {rows.Within(filter, parameters)}";
        return dialect.First(
            $"""
            SELECT run.id, run.createdAt, counted.total, counted.ofSome
            FROM (
                SELECT image.runId, COUNT(*) AS total, MAX(lately.ofSome) AS ofSome
                FROM (SELECT mediaKey, COUNT(*) OVER () AS ofSome FROM ({Newest(dialect, rows, filter, parameters, "mediaKey", isMeant)}) AS newest) AS lately
                    LEFT JOIN autoTagRunImage AS image ON image.mediaKey = lately.mediaKey
                GROUP BY image.runId) AS counted
                LEFT JOIN autoTagRun AS run ON run.id = counted.runId
            ORDER BY COALESCE(run.createdAt, 0) DESC, run.id
            """,
            "@take");
    }

    /// <summary>How many there are, and between which moments they were made. Only for what is summed.</summary>
    public static string Reach(Dialect dialect, ReviewFilter filter, DynamicParameters parameters, DateTimeOffset now)
    {
        string counted = Counted(
            dialect,
            ReviewColumns.OfRows(dialect),
            filter,
            parameters,
            columns => $"{columns.CreatedAt} AS madeAt",
            columns => ReviewConditions.Of(filter, columns, dialect, parameters, now),
            [filter.Queue]);
        return
            $"""
            SELECT CAST(COALESCE(SUM(total), 0) AS bigint) AS "Total",
                MIN(CASE WHEN total > 0 THEN madeAt END) AS "Earliest", MAX(CASE WHEN total > 0 THEN madeAt END) AS "Latest"
            FROM ({counted}) AS counted
            """;
    }

    /// <summary>The most frequent values, after a place or from the beginning, with how many suggestions were counted; 0 where that is all.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="rows">Where suggestions have what is asked for.</param>
    /// <param name="filter">Which suggestions.</param>
    /// <param name="after">The last value of the page before; null for the first page.</param>
    /// <param name="parameters">What the statement names, to be added to.</param>
    /// <param name="now">What ages are told from.</param>
    public static string Values(
        Dialect dialect, ReviewColumns rows, ReviewFilter filter, ReviewValuePlace? after, DynamicParameters parameters, DateTimeOffset now)
    {
        if (after is not null)
        {
            parameters.Add("count", after.Count);
            parameters.Add("afterField", (int)after.Field.Field);
            parameters.Add("afterLanguage", after.Field.Language);
            parameters.Add("afterKey", after.ValueKey);
        }

        string isMeant = $"{ReviewConditions.Of(filter, rows, dialect, parameters, now)} AND {rows.Within(filter, parameters)}";
        string counted = AreSummed(filter) ? SumsOfValues(dialect, filter, after, parameters, now) :
            $"""
            SELECT COUNT(*) AS total, CAST(SUM(COUNT(*)) OVER () AS bigint) AS ofSome, field, language, valueKey
            FROM ({Newest(dialect, rows, filter, parameters, "field, language, valueKey", isMeant)}) AS newest
            GROUP BY field, language, valueKey
            """;
        return dialect.First(
            $"""
            SELECT total, ofSome, field, language, valueKey FROM ({counted}) AS counted WHERE {IsAfter(after)}
            ORDER BY total DESC, field, language, valueKey
            """,
            "@take");
    }

    /// <summary>How many suggestions the values were counted among, where no sum knows them.</summary>
    public static string Some(Dialect dialect, ReviewColumns rows, ReviewFilter filter, DynamicParameters parameters, DateTimeOffset now)
    {
        string isMeant = $"{ReviewConditions.Of(filter, rows, dialect, parameters, now)} AND {rows.Within(filter, parameters)}";
        return $"SELECT COUNT(*) FROM ({Newest(dialect, rows, filter, parameters, "id", isMeant)}) AS newest";
    }

    /// <summary>Whether the sums of values have what is asked for. They know no place and no age.</summary>
    public static bool AreSummed(ReviewFilter filter) =>
        filter is { Scope.Paths: null, Folder: null, Age: null, Images: null, Run: null, ValueKey: null };

    /// <summary>Whether the sums by place, kind and age have what is asked for.</summary>
    public static bool IsSummed(ReviewFilter filter) => filter is { Images: null, Run: null, ValueKey: null };

    // What has changed since the sums were made is few values, added up one by one; of all others the most frequent lie in order in an index.
    private static string SumsOfValues(Dialect dialect, ReviewFilter filter, ReviewValuePlace? after, DynamicParameters parameters, DateTimeOffset now)
    {
        parameters.AddDynamicParams(new
        {
            state = (int)filter.Queue,
            part = SuggestionCounts.PartOf(filter),
            ofConnection = filter.Connection ?? string.Empty,
            ofBand = (int?)filter.Band ?? 0,
        });
        string? ofField = filter.Field is null ? null : $"{dialect.Sorted("sums.field")} = @field";
        string? ofLanguage = filter.Language is null ? null : $"{dialect.Sorted("sums.language")} = @language";
        const string sum = "sums.part = @part AND sums.connection = @ofConnection AND sums.band = @ofBand AND sums.state = @state";
        const string same = "changed.field = sums.field AND changed.language = sums.language AND changed.valueKey = sums.valueKey";
        string changes = NotFolded(dialect, filter, parameters, now);
        string changed =
            $"""
            (SELECT field, language, valueKey, CAST(SUM(change) AS bigint) AS total FROM ({changes}) AS changes
                GROUP BY field, language, valueKey) AS changed
            """;
        // So many more than a page that it is full without those that have changed, and no more of the index. (On SQL Server, where a statement does not see
        // one moment, what changes while it runs may leave a page short.)
        string most = dialect.First(
            $"""
            SELECT sums.total, sums.field, sums.language, sums.valueKey FROM autoTagValueCount AS sums{dialect.SumsAsTheyStand}
            WHERE {string.Join(" AND ", new[] { sum, IsAfter(after, "sums."), ofField, ofLanguage }.OfType<string>())}
            ORDER BY sums.total DESC, sums.field, sums.language, sums.valueKey
            """,
            $"(SELECT @take + COUNT(*) FROM ({changes}) AS changes)");
        string others = dialect.First(
            $"""
            SELECT sums.total, 0 AS ofSome, sums.field, sums.language, sums.valueKey
            FROM ({most}) AS sums LEFT JOIN {changed} ON {same}
            WHERE changed.total IS NULL
            ORDER BY sums.total DESC, sums.field, sums.language, sums.valueKey
            """,
            "@take");
        return
            $"""
            SELECT * FROM ({others}) AS others
            UNION ALL
            SELECT COALESCE(sums.total, 0) + changed.total, 0, changed.field, changed.language, changed.valueKey
            FROM {changed} LEFT JOIN autoTagValueCount AS sums{dialect.SumsAsTheyStand} ON {sum} AND {same}
            WHERE COALESCE(sums.total, 0) + changed.total > 0
            """;
    }

    private static string NotFolded(Dialect dialect, ReviewFilter filter, DynamicParameters parameters, DateTimeOffset now) =>
        $"""
        SELECT field, language, valueKey, change FROM autoTagSuggestionChange{dialect.ChangesAsTheyStand}
        WHERE {ReviewConditions.Of(filter, ReviewColumns.OfSums, dialect, parameters, now)}
        """;

    private static string IsAfter(ReviewValuePlace? after, string row = "") => after is null ? "1 = 1" :
        $"""
        ({row}total < @count OR ({row}total = @count AND ({row}field > @afterField OR ({row}field = @afterField
            AND ({row}language > @afterLanguage OR ({row}language = @afterLanguage AND {row}valueKey > @afterKey))))))
        """;

    /// <summary>What there is to be added up: sums and changes, and the suggestions of images that an editor's part of the library begins with.</summary>
    private static string Counted(
        Dialect dialect,
        ReviewColumns rows,
        ReviewFilter filter,
        DynamicParameters parameters,
        Func<ReviewColumns, string> parts,
        Func<ReviewColumns, string> isMeant,
        ReviewQueue[] queues)
    {
        if (!IsSummed(filter))
        {
            string open = dialect.WordsOfIndex(ReviewConditions.Open);
            return string.Join(" UNION ALL ", queues.Select(queue =>
                $"SELECT * FROM ({Newest(dialect, rows, filter, parameters, $"{parts(rows)}, 1 AS total", $"{open} AND state = {(int)queue} AND {isMeant(rows)}")}) AS newest{(int)queue}"));
        }

        ReviewColumns sums = ReviewColumns.OfSums;
        string ofSums =
            $"""
            SELECT {parts(sums)}, total FROM autoTagSuggestionCount{dialect.SumsAsTheyStand} WHERE {isMeant(sums)}
            UNION ALL
            SELECT {parts(sums)}, change AS total FROM autoTagSuggestionChange{dialect.ChangesAsTheyStand} WHERE {isMeant(sums)}
            """;
        string[] starts = Scope.Starts(filter.Scope);
        if (starts.Length == 0)
        {
            return ofSums;
        }

        parameters.Add("starts", starts);
        return
            $"""
            {ofSums}
            UNION ALL
            SELECT {parts(rows)}, 1 AS total FROM autoTagSuggestion{dialect.By("autoTagSuggestionMedia")}
            WHERE {ReviewConditions.Open} AND {isMeant(rows)} AND mediaKey IN (SELECT mediaKey FROM autoTagWorkItem WHERE {dialect.In("path", "@starts")})
            """;
    }

    /// <summary>What there is to be added up of the whole library: whole days, and by the hour those in which one age turns into the next.</summary>
    private static string CountedByDay(Dialect dialect, DynamicParameters parameters, Func<ReviewColumns, string> parts, string isMeant, DateTimeOffset now)
    {
        long[] days = ReviewConditions.TurningDays(now);
        parameters.Add("turningDays", days);
        parameters.Add("turningHours", days.SelectMany(day => Enumerable.Range(0, SuggestionCounts.Hours).Select(hour => day * SuggestionCounts.Hours + hour)).ToArray());
        return
            $"""
            SELECT {parts(ReviewColumns.OfDays)}, total FROM autoTagSuggestionDay{dialect.SumsAsTheyStand}
            WHERE NOT ({dialect.In("day", "@turningDays")})
            UNION ALL
            SELECT {parts(ReviewColumns.OfSums)}, total FROM autoTagSuggestionCount{dialect.SumsAsTheyStand}
            WHERE {isMeant} AND {dialect.In("hour", "@turningHours")}
            UNION ALL
            SELECT {parts(ReviewColumns.OfSums)}, change AS total FROM autoTagSuggestionChange{dialect.ChangesAsTheyStand} WHERE {isMeant}
            """;
    }

    /// <summary>The newest suggestions, no more than are counted one by one.</summary>
    private static string Newest(Dialect dialect, ReviewColumns rows, ReviewFilter filter, DynamicParameters parameters, string columns, string isMeant)
    {
        parameters.Add("most", IReviewStore.MostCounted);
        return dialect.First(
            $"SELECT {columns} FROM autoTagSuggestion{rows.By(filter, dialect)} WHERE {isMeant} ORDER BY {rows.NewestFirst(filter)}", "@most");
    }
}
