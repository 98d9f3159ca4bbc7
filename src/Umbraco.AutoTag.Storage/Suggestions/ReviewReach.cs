using Dapper;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>How many suggestions are meant and when they were made, as the sums have it: what a walk through the rows need not leave.</summary>
internal sealed class ReviewReach
{
    /// <summary>How many.</summary>
    public long Total { get; init; }

    /// <summary>When the first was made, or up to an hour before; null where there is none.</summary>
    public long? Earliest { get; init; }

    /// <summary>When the last was made, or up to an hour before; null where there is none.</summary>
    public long? Latest { get; init; }

    /// <summary>
    /// Null where sums do not know, and where nothing is narrowed, or only by age, which the walk begins and ends with: then it ends before long by itself.
    /// Of a run's images, which no sum knows, as far as all that is meant besides reaches.
    /// </summary>
    public static async Task<ReviewReach?> ReadAsync(Session session, Database database, ReviewFilter filter)
    {
        ReviewFilter summed = filter with { Run = null };
        if (!ReviewCounts.IsSummed(summed)
            || summed is { Scope.Paths: null, Folder: null, Field: null, Language: null, Connection: null, Band: null })
        {
            return null;
        }

        var parameters = new DynamicParameters();
        return await session.FirstAsync<ReviewReach>(ReviewCounts.Reach(database.Dialect, summed, parameters, database.Now), parameters);
    }

    /// <summary>As a condition on suggestions, when there are any.</summary>
    /// <param name="createdAt">When a suggestion was made, as rows are walked by it.</param>
    /// <param name="parameters">What the statement names, to be added to.</param>
    /// <param name="upTo">The place a page begins behind, where that is not the first: of two ends of a walk SQLite takes one.</param>
    public string Condition(string createdAt, DynamicParameters parameters, ReviewImageKey? upTo = null)
    {
        long? end = Latest + TimeSpan.TicksPerHour;
        parameters.Add("earliest", Earliest);
        parameters.Add("latest", upTo is null ? end : Math.Min(end ?? 0, Stored.Of(upTo.NewestAt) + 1));
        return $"{createdAt} >= @earliest AND {createdAt} < @latest";
    }
}
