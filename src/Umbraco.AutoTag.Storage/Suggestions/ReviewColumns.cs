using Dapper;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>What a <see cref="ReviewFilter"/> narrows by, where it lies: with each suggestion, or in the sums and their changes.</summary>
/// <param name="Place">The path that scopes hold for.</param>
/// <param name="FolderFrom">The first such path within a folder that is asked for; a parameter.</param>
/// <param name="Folder">The folder an image lies in.</param>
/// <param name="Band">The <see cref="ConfidenceBand"/>.</param>
/// <param name="CreatedAt">When it was made, exact to the hour at least.</param>
internal sealed record ReviewColumns(string Place, string FolderFrom, string Folder, string Band, string CreatedAt)
{
    /// <summary>Whether the image is one of a run's, for runs that are short beside the queue: their images are looked up in it.</summary>
    public const string OfShortRun = "mediaKey IN (SELECT mediaKey FROM autoTagRunImage WHERE runId = @run)";

    /// <summary>The same for long ones, and where few suggestions are looked at: each is looked up in the run. A walk down the queue then ends before long.</summary>
    public const string OfLongRun =
        "EXISTS (SELECT 1 FROM (SELECT runId AS listedBy, mediaKey AS listed FROM autoTagRunImage) AS image WHERE listedBy = @run AND listed = mediaKey)";

    /// <summary>Whether the image is one of a run's. Sums know nothing of runs.</summary>
    public string OfRun { get; init; } = OfShortRun;

    /// <summary>What a walk through the rows need not leave; null where sums do not know.</summary>
    public ReviewReach? Reach { get; init; }

    /// <summary>The newest first, as an index has them, or sorted.</summary>
    public string NewestFirst(ReviewFilter filter) => $"{Walked(filter)} DESC";

    /// <summary>
    /// When a suggestion was made, as rows are walked by it: a value is looked up in the index of values, which has each one's newest in order where all of its
    /// key is known, and a short run or a few images are looked up image by image. There the sum keeps SQLite from walking through the newest of all instead.
    /// </summary>
    public string Walked(ReviewFilter filter)
    {
        bool isLookedUp = filter is { ValueKey: not null } and not { Field: not null, Language: not null } || IsByImage(filter);
        return isLookedUp ? "createdAt + 0" : "createdAt";
    }

    private bool IsByImage(ReviewFilter filter) => filter.Images is not null || (filter.Run is not null && OfRun == OfShortRun);

    /// <summary>That a walk does not leave <see cref="Reach"/>, nor the place a page begins behind.</summary>
    public string Within(ReviewFilter filter, DynamicParameters parameters, ReviewImageKey? upTo = null) =>
        Reach?.Condition(Walked(filter), parameters, upTo) ?? "1 = 1";

    /// <summary>
    /// Said after the table's name: images are looked up by image, and a value among the values. SQLite, which keeps no statistics, would walk down the queue
    /// past all others, because the queue is in order.
    /// </summary>
    public string By(ReviewFilter filter, Dialect dialect) =>
        IsByImage(filter) ? dialect.By("autoTagSuggestionMedia")
        : filter.ValueKey is not null ? dialect.By("autoTagSuggestionValue")
        : string.Empty;

    /// <summary>Of the suggestions themselves. An image lies in a folder where its path begins with the folder's and a comma.</summary>
    public static ReviewColumns OfRows(Dialect dialect) =>
        new("path", "@folderAnd", dialect.FolderOf("path"), ReviewConditions.BandOf(""), "createdAt");

    /// <summary>Of the sums and of their changes, where the path is that of the image's folder: the folder itself, or one below it.</summary>
    public static ReviewColumns OfSums { get; } =
        new("folder", "@folder", "folder", "band", $"hour * CAST({TimeSpan.TicksPerHour} AS bigint)");

    /// <summary>Of the sums by day, which know no place.</summary>
    public static ReviewColumns OfDays { get; } = new("", "", "", "band", $"day * CAST({TimeSpan.TicksPerDay} AS bigint)");
}
