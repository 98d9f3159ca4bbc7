using System.Text.Json;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>One figure, printed as one JSON line.</summary>
/// <param name="Scenario">What was measured.</param>
/// <param name="Name">Which figure of it.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Goal">The most it may be, or the least where more is better; null where none is set.</param>
/// <param name="Details">How it was measured, in words and numbers.</param>
internal sealed record Metric(string Scenario, string Name, double Value, string Unit, double? Goal, object Details)
{
    /// <summary>True where the goal is the least it may be.</summary>
    public bool MoreIsBetter { get; init; }

    private static readonly JsonSerializerOptions s_camelCase = new(JsonSerializerDefaults.Web);

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(
        new { Scenario, metric = Name, value = Math.Round(Value, 6), Unit, Goal, met = Goal is null || (MoreIsBetter ? Value >= Goal : Value <= Goal), Details }, s_camelCase));
}

/// <summary>Medians and percentiles.</summary>
internal static class Statistics
{
    /// <summary>The value that a share (0..1) of all values does not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);
}
