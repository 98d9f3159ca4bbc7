namespace Umbraco.AutoTag.Core.Costs;

/// <summary>How long answers took, from sending to the whole answer.</summary>
/// <param name="Answers">How many answers this is about.</param>
/// <param name="Half">Half of them took no longer (p50).</param>
/// <param name="NearlyAll">19 of 20 took no longer (p95).</param>
public sealed record AnswerTimes(int Answers, TimeSpan Half, TimeSpan NearlyAll)
{
    /// <summary>Of these answers; null where there is none. By nearest rank, so that each is a time that some answer really took.</summary>
    public static AnswerTimes? Of(IEnumerable<TimeSpan> latencies)
    {
        TimeSpan[] sorted = [.. latencies.Order()];
        return sorted.Length == 0 ? null : new AnswerTimes(sorted.Length, Rank(sorted, 50), Rank(sorted, 95));
    }

    private static TimeSpan Rank(TimeSpan[] sorted, int percent) => sorted[(sorted.Length * percent + 99) / 100 - 1];
}
