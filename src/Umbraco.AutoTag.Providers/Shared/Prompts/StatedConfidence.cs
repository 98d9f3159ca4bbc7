using System.Globalization;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>What the numbers of one list are counted in.</summary>
internal enum ConfidenceScale
{
    /// <summary>0 to 1, as it was asked for.</summary>
    Share,

    /// <summary>0 to 100: one of them is above 10.</summary>
    Percent,

    /// <summary>0 to 10, or few percent: one of them is above 1 and none above 10.</summary>
    Ambiguous,
}

/// <summary>
/// How sure a model said it is of one keyword, before it is known what it counts in. That is judged by its whole list: beside a 95, an 8 is 8 percent. A
/// word, a negative number and 250 say nothing.
/// </summary>
/// <param name="Number">As it was written; null where nothing was said.</param>
/// <param name="IsPercent">True where a percent sign stands behind it, which needs no judging.</param>
internal readonly record struct StatedConfidence(double? Number, bool IsPercent)
{
    /// <summary>Read as tenths, less than that is doubt, and is not written by default: it is kept, because on the other reading the doubt is greater.</summary>
    private const double SureTenths = 7;

    /// <summary>Reads 0.96, "0.96", 96 or "96%".</summary>
    public static StatedConfidence Read(string? text) =>
        double.TryParse(text?.TrimEnd(' ', '%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= 100
            ? new StatedConfidence(number, text!.TrimEnd().EndsWith('%'))
            : default;

    /// <summary>What the numbers of a list that have no percent sign count in.</summary>
    public static ConfidenceScale ScaleOf(IReadOnlyList<StatedConfidence> list) => list.Where(stated => !stated.IsPercent).Max(stated => stated.Number) switch
    {
        > 10 => ConfidenceScale.Percent,
        > 1 => list.Any(stated => stated.IsPercent) ? ConfidenceScale.Percent : ConfidenceScale.Ambiguous,
        _ => ConfidenceScale.Share,
    };

    /// <summary>
    /// The confidence on a scale. Where the scale is ambiguous nobody knows a certainty, and none is invented; a doubt is told as at least the doubt that
    /// it is.
    /// </summary>
    public Confidence On(ConfidenceScale scale) => (scale, this) switch
    {
        (ConfidenceScale.Percent, _) or (_, { IsPercent: true }) => Confidence.FromProvider(Number, 100),
        (ConfidenceScale.Share, _) => Confidence.FromProvider(Number),
        (_, { Number: < SureTenths }) => Confidence.FromProvider(Number, 10),
        _ => Confidence.Unknown,
    };
}
