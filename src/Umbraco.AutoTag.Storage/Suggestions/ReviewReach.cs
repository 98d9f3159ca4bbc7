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

    /// <summary>Null where sums do not know, and where nothing is narrowed, or only by age, which the walk begins and ends with: then it ends before long by itself.</summary>
    public static async Task<ReviewReach?> ReadAsync(Session session, Database database, ReviewFilter filter)
    {
        if (!ReviewCounts.IsSummed(filter)
            || filter is { Scope.Paths: null, Folder: null, Field: null, Language: null, Connection: null, Band: null })
        {
            return null;
        }

        var parameters = new DynamicParameters();
        return await session.FirstAsync<ReviewReach>(ReviewCounts.Reach(database.Dialect, filter, parameters, database.Now), parameters);
    }

    /// <summary>As a condition on suggestions, when there are any.</summary>
    public string Condition(DynamicParameters parameters)
    {
        parameters.Add("earliest", Earliest);
        parameters.Add("latest", Latest + TimeSpan.TicksPerHour);
        return "createdAt >= @earliest AND createdAt < @latest";
    }
}
