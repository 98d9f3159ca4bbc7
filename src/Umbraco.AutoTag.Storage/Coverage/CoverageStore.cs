using System.Globalization;
using Dapper;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Coverage;

/// <inheritdoc />
internal sealed class CoverageStore(Database database) : ICoverageStore
{
    private const string SeenTo = "stockSeenTo";
    private const string CountedAllAt = "stockCountedAllAt";
    private const string Place = "stockPlace";
    private const string Turn = "stockTurn";

    // SQL Server's datetime, in which a site may keep the moment of a save, is exact to a three-hundredth of a second.
    private static readonly long s_rounding = TimeSpan.FromMilliseconds(10).Ticks;

    private string KeyIsListed => database.Dialect.In("mediaKey", "@keys");

    public async Task KeepAsync(IReadOnlyCollection<LibraryImage> images, string language, CancellationToken cancellationToken)
    {
        // Of an image that was saved twice, what it was last.
        ImageRow[] seen = [.. images.Select(image => ImageRow.Of(image, language)).GroupBy(row => row.MediaKey).Select(saves => saves.MaxBy(save => save.SavedAt)!)];
        foreach (ImageRow[] some in seen.Chunk(Stored.MaxList))
        {
            // Most of what a walk through the library sees is as it was: only what is not is locked and written.
            IReadOnlyList<ImageRow> changed = await database.RunAsync(session => ChangedAsync(session, some, areLocked: false), cancellationToken);
            if (changed.Count > 0)
            {
                await database.InTransactionAsync(session => KeepAsync(session, changed), cancellationToken);
            }
        }
    }

    public async Task MoveAsync(IReadOnlyCollection<(Guid MediaKey, string Path)> moves, CancellationToken cancellationToken)
    {
        foreach ((Guid MediaKey, string Path)[] some in moves.Chunk(Stored.MaxList))
        {
            // Of an image that was moved twice, where it went last.
            Dictionary<string, string> places = some.GroupBy(move => move.MediaKey).ToDictionary(place => Stored.Of(place.Key), place => place.Last().Path);
            string[] moved = await database.RunAsync(session => MovedAsync(session, places), cancellationToken);
            if (moved.Length > 0)
            {
                await database.InTransactionAsync(session => MoveAsync(session, places, moved), cancellationToken);
            }
        }
    }

    public async Task ForgetAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken)
    {
        foreach (Guid[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            string[] keys = Stored.Of(some);
            if (await database.RunAsync(session => session.FirstAsync<long>($"SELECT COUNT(*) FROM autoTagImage WHERE {KeyIsListed}", new { keys }), cancellationToken) > 0)
            {
                await database.InTransactionAsync(session => ForgetAsync(session, keys), cancellationToken);
            }
        }
    }

    public async Task<IReadOnlyList<Guid>> KeysAsync(Guid? after, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = await database.RunAsync(
            session => session.QueryAsync<string>(
                database.Dialect.First("SELECT mediaKey FROM autoTagImage WHERE mediaKey > @after ORDER BY mediaKey", "@take"),
                new { after = after is { } key ? Stored.Of(key) : string.Empty, take }),
            cancellationToken);
        return [.. keys.Select(Stored.Id)];
    }

    public async Task<IReadOnlyDictionary<string, CoverageCounts>> CountAsync(PathScope scope, string? folder, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, CoverageCounts>(StringComparer.Ordinal);
        foreach (PathRange range in PathRange.Of(scope, folder))
        {
            IReadOnlyList<SumRow> rows = await database.RunAsync(
                session => session.QueryAsync<SumRow>(
                    $"SELECT folder AS name, {string.Join(", ", FolderSums.Columns)} FROM autoTagImageCount WHERE (folder >= @from AND folder < @to) OR folder = @root",
                    new { from = range.From, to = range.To, root = range.IsWhole ? PathRange.Root : string.Empty }),
                cancellationToken);
            foreach (SumRow row in rows)
            {
                counts[row.Name] = row.Counts;
            }

            if (range.Start is not null)
            {
                await CountStartAsync(range.Start, counts, cancellationToken);
            }
        }

        return counts;
    }

    public async Task<IReadOnlyList<CountedImage>> ImagesAsync(
        AltTextState state, PathScope scope, string? folder, string? after, int take, CancellationToken cancellationToken)
    {
        var images = new List<CountedImage>();
        foreach (PathRange range in PathRange.Of(scope, folder).Where(range => after is null || string.CompareOrdinal(range.To, after) > 0))
        {
            // One bound below, and not two: an index is entered by the first that it finds, and reads on from there.
            bool isWithin = after is not null && string.CompareOrdinal(after, range.From) >= 0;
            string page = database.Dialect.First(
                $"""
                SELECT mediaKey, path, name, typeAlias, altText,
                    (SELECT COUNT(*) FROM autoTagSuggestion AS s WHERE s.mediaKey = i.mediaKey AND s.state = 0) AS waiting,
                    (SELECT COUNT(*) FROM autoTagSuggestion AS s WHERE s.mediaKey = i.mediaKey AND s.state = 1) AS written
                FROM autoTagImage AS i WHERE state = @state AND path {(isWithin ? ">" : ">=")} @from AND path < @to
                ORDER BY path
                """,
                "@take");
            var parameters = new { state = (int)state, from = isWithin ? Stored.Text(after!) : range.From, to = range.To, take = take - images.Count };
            IReadOnlyList<ListedRow> rows = await database.RunAsync(session => session.QueryAsync<ListedRow>(page, parameters), cancellationToken);
            images.AddRange(rows.Select(row => row.ToImage()));
            if (images.Count == take)
            {
                break;
            }
        }

        return images;
    }

    public Task KeepDayAsync(CoverageDay day, DateOnly oldest, CancellationToken cancellationToken)
    {
        CoverageCounts counts = day.Counts;
        DynamicParameters parameters = FolderSums.Parameters(
            [counts.Missing, counts.Human, counts.Accepted, counts.Unreviewed, counts.Decorative, counts.NotCovered]);
        parameters.Add("day", day.Day.DayNumber);
        parameters.Add("oldest", oldest.DayNumber);
        string insertIfNew = database.Dialect.InsertIfNew(
            "autoTagCoverageDay",
            $"day, {string.Join(", ", FolderSums.Columns)}",
            $"@day, {string.Join(", ", FolderSums.Columns.Select(column => $"@{column}"))}",
            "day = @day");
        string update = $"UPDATE autoTagCoverageDay SET {string.Join(", ", FolderSums.Columns.Select(column => $"{column} = @{column}"))} WHERE day = @day";
        return database.InTransactionAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM autoTagCoverageDay WHERE day < @oldest", parameters);
                return await session.UpdateOrInsertAsync(update, insertIfNew, parameters);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<CoverageDay>> DaysAsync(DateOnly from, CancellationToken cancellationToken)
    {
        IReadOnlyList<DayRow> rows = await database.RunAsync(
            session => session.QueryAsync<DayRow>(
                $"SELECT day, {string.Join(", ", FolderSums.Columns)} FROM autoTagCoverageDay WHERE day >= @from ORDER BY day", new { from = from.DayNumber }),
            cancellationToken);
        return [.. rows.Select(row => new CoverageDay(DateOnly.FromDayNumber((int)row.Day), row.Counts))];
    }

    public async Task<StockMarks> MarksAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Name, string Value)> rows = await database.RunAsync(
            session => session.QueryAsync<(string Name, string Value)>(
                $"SELECT name, value FROM autoTagSetting WHERE name IN ('{SeenTo}', '{CountedAllAt}', '{Place}')"),
            cancellationToken);
        Dictionary<string, string> marks = rows.Where(row => row.Value.Length > 0).ToDictionary(row => row.Name, row => row.Value);
        return new StockMarks(Time(marks.GetValueOrDefault(SeenTo)), Time(marks.GetValueOrDefault(CountedAllAt)), marks.GetValueOrDefault(Place));
    }

    public Task KeepMarksAsync(StockMarks marks, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
            await SetAsync(session, SeenTo, Word(marks.SeenTo))
            + await SetAsync(session, CountedAllAt, Word(marks.CountedAllAt))
            + await SetAsync(session, Place, marks.Place ?? string.Empty),
        cancellationToken);

    public Task<bool> TakeTurnAsync(DateTimeOffset until, bool isMine, CancellationToken cancellationToken) => database.InTransactionAsync(
        async session =>
        {
            // As words: they are of one length until the year 3169, and "0" comes before all of them.
            var parameters = new { name = Turn, value = Word(until), now = Word(database.Now) };
            string free = isMine ? string.Empty : " AND value <= @now";
            return await session.UpdateOrInsertAsync(
                $"UPDATE autoTagSetting SET value = @value WHERE name = @name{free}",
                database.Dialect.InsertIfNew("autoTagSetting", "name, value", "@name, @value", "name = @name"),
                parameters) > 0;
        },
        cancellationToken);

    /// <summary>Those of these images that are not kept like this yet.</summary>
    private async Task<IReadOnlyList<ImageRow>> ChangedAsync(Session session, IReadOnlyCollection<ImageRow> seen, bool areLocked)
    {
        string[] keys = [.. seen.Select(row => row.MediaKey).Order(StringComparer.Ordinal)];
        IReadOnlyList<ImageRow> rows = areLocked
            ? await ImageStates.LockAsync(session, database.Dialect, keys)
            : await ImageStates.FindAsync(session, database.Dialect, keys);
        Dictionary<string, ImageRow> known = rows.ToDictionary(row => row.MediaKey);
        IReadOnlyDictionary<string, ImageRow> computed = await ImageStates.ComputeAsync(session, database.Dialect, seen);
        return [.. computed.Values.Where(row => !known.TryGetValue(row.MediaKey, out ImageRow? before) || IsNewer(row, before))];
    }

    // Two looks at the same save differ by the database's rounding only; where anything else has changed meanwhile, that counts.
    private static bool IsNewer(ImageRow row, ImageRow before) =>
        row.SavedAt + s_rounding >= before.SavedAt && (row.SavedAt > before.SavedAt + s_rounding || row with { SavedAt = before.SavedAt } != before);

    private async Task<int> KeepAsync(Session session, IReadOnlyCollection<ImageRow> seen)
    {
        var sums = new FolderSums();
        IReadOnlyList<ImageRow> changed = await ChangedAsync(session, seen, areLocked: true);
        Dictionary<string, ImageRow> known = (await ImageStates.FindAsync(session, database.Dialect, [.. changed.Select(row => row.MediaKey)]))
            .ToDictionary(row => row.MediaKey);
        string insert = database.Dialect.InsertIfNew("autoTagImage", ImageRow.Columns, ImageRow.Values, "mediaKey = @MediaKey");
        foreach (ImageRow row in changed.OrderBy(row => row.MediaKey, StringComparer.Ordinal))
        {
            if (known.TryGetValue(row.MediaKey, out ImageRow? before))
            {
                await ImageStates.ChangeAsync(session, sums, before, row);
            }
            else if (await session.ExecuteAsync(insert, row) > 0)
            {
                sums.Add(row);
            }
        }

        await sums.KeepAsync(session, database.Dialect);
        return changed.Count;
    }

    private async Task<string[]> MovedAsync(Session session, IReadOnlyDictionary<string, string> places)
    {
        IReadOnlyList<(string MediaKey, string Path)> known = await session.QueryAsync<(string MediaKey, string Path)>(
            $"SELECT mediaKey, path FROM autoTagImage WHERE {KeyIsListed}", new { keys = places.Keys.ToArray() });
        return [.. known.Where(image => places[image.MediaKey] != image.Path).Select(image => image.MediaKey)];
    }

    private async Task<int> MoveAsync(Session session, IReadOnlyDictionary<string, string> places, string[] moved)
    {
        var sums = new FolderSums();
        foreach (ImageRow row in await ImageStates.LockAsync(session, database.Dialect, moved))
        {
            await ImageStates.ChangeAsync(session, sums, row, row with { Path = places[row.MediaKey] });
        }

        await sums.KeepAsync(session, database.Dialect);
        return moved.Length;
    }

    private async Task<int> ForgetAsync(Session session, string[] keys)
    {
        var sums = new FolderSums();
        foreach (ImageRow row in await ImageStates.LockAsync(session, database.Dialect, keys))
        {
            sums.Remove(row);
        }

        int forgotten = await session.ExecuteAsync($"DELETE FROM autoTagImage WHERE {KeyIsListed}", new { keys });
        await sums.KeepAsync(session, database.Dialect);
        return forgotten;
    }

    // A start node may be an image itself: its folder is not the editor's, but it is.
    private async Task CountStartAsync(string start, Dictionary<string, CoverageCounts> counts, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> states = await database.RunAsync(
            session => session.QueryAsync<int>("SELECT state FROM autoTagImage WHERE state IN (0, 1, 2, 3, 4, 5) AND path = @start", new { start }),
            cancellationToken);
        foreach (int state in states)
        {
            var one = new long[FolderSums.Columns.Count];
            one[state] = 1;
            counts[start] = counts.GetValueOrDefault(start, CoverageCounts.None) + new CoverageCounts(one[0], one[1], one[2], one[3], one[4], one[5]);
        }
    }

    private async Task<int> SetAsync(Session session, string name, string value) => await session.UpdateOrInsertAsync(
        "UPDATE autoTagSetting SET value = @value WHERE name = @name",
        database.Dialect.InsertIfNew("autoTagSetting", "name, value", "@name, @value", "name = @name"),
        new { name, value });

    private static string Word(DateTimeOffset? moment) => moment is { } known ? Stored.Of(known).ToString(CultureInfo.InvariantCulture) : string.Empty;

    private static DateTimeOffset? Time(string? ticks) => ticks is null ? null : Stored.Time(long.Parse(ticks, CultureInfo.InvariantCulture));

    /// <summary>Numbers as they come.</summary>
    private class NumbersRow
    {
        public long Missing { get; init; }

        public long Human { get; init; }

        public long Accepted { get; init; }

        public long Unreviewed { get; init; }

        public long Decorative { get; init; }

        public long NotCovered { get; init; }

        public CoverageCounts Counts => new(Missing, Human, Accepted, Unreviewed, Decorative, NotCovered);
    }

    private sealed class SumRow : NumbersRow
    {
        public required string Name { get; init; }
    }

    private sealed class DayRow : NumbersRow
    {
        public long Day { get; init; }
    }

    private sealed class ListedRow
    {
        public required string MediaKey { get; init; }

        public required string Path { get; init; }

        public required string Name { get; init; }

        public required string TypeAlias { get; init; }

        public required string AltText { get; init; }

        public int Waiting { get; init; }

        public int Written { get; init; }

        public CountedImage ToImage() => new(Stored.Id(MediaKey), Path, Name, TypeAlias, AltText.Length == 0 ? null : AltText, Waiting, Written);
    }
}
