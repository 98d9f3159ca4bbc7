using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Providers.GoogleVision;

/// <summary>
/// Google's price for each thing asked of a picture, in US dollars a thousand, as of 21 November 2026 from public copies of
/// cloud.google.com/vision/pricing. Neither the first thousand of a month, which are free, nor the discount beyond five million is taken off: nobody here
/// knows how many the project has had.
/// </summary>
internal static class GoogleVisionPrices
{
    private const decimal Usual = 1.50m;
    private const decimal Objects = 2.25m;

    /// <summary>What a request costs at most; null where it goes to another address than Google's, whose prices nobody knows.</summary>
    public static MicroUsd? Of(Connection connection, VisionRequest request)
    {
        string host = connection.Endpoint.Host;
        if (host != "vision.googleapis.com" && !host.EndsWith("-vision.googleapis.com", StringComparison.Ordinal))
        {
            return null;
        }

        IReadOnlyList<KeywordDetector> detectors = request.Tasks.HasFlag(VisionTasks.Keywords) ? GoogleVisionSettings.Read(connection.Options).Settings.Keywords : [];
        decimal perThousand = detectors.Sum(detector => detector == KeywordDetector.Objects ? Objects : Usual)
            + (request.Tasks.HasFlag(VisionTasks.Text) ? Usual : 0)
            // Safe search is free beside labels.
            + (request.Tasks.HasFlag(VisionTasks.Moderation) && !detectors.Contains(KeywordDetector.Labels) ? Usual : 0);
        return MicroUsd.FromUsd(perThousand / 1_000);
    }
}
