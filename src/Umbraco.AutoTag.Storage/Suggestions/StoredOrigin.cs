using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Suggestions;

/// <summary>One source's part in a suggestion as it lies in the column <c>origins</c>; what is unknown is left out.</summary>
internal sealed record StoredOrigin(
    Guid AnalysisId, double? Confidence, ConfidenceSource ConfidenceSource, string? Said, string? BecauseOf, double? Calibrated = null, long? Decisions = null)
{
    /// <summary>Null where nothing is to say but what the row says.</summary>
    public static string? Of(SuggestionOrigins origins) => origins.All.Count == 0
        ? null
        : Stored.Text(JsonSerializer.Serialize([.. origins.All.Select(Of)], Json.Columns.StoredOriginArray));

    public static SuggestionOrigins Read(string? json) => json is null
        ? SuggestionOrigins.Itself
        : SuggestionOrigins.Of([.. (JsonSerializer.Deserialize(json, Json.Columns.StoredOriginArray) ?? []).Select(stored => stored.ToOrigin())]);

    private static StoredOrigin Of(SuggestionOrigin origin) =>
        new(
            origin.AnalysisId,
            origin.Confidence.Value,
            origin.ConfidenceSource,
            origin.Said,
            origin.BecauseOf,
            origin.Calibrated?.Confidence.Value,
            origin.Calibrated?.Decisions);

    private SuggestionOrigin ToOrigin() => new(
        AnalysisId,
        Confidence is { } known ? Core.Values.Confidence.Of(known) : Core.Values.Confidence.Unknown,
        ConfidenceSource,
        Said,
        BecauseOf,
        Calibrated is { } share && Decisions is { } decisions ? new Calibrated(Core.Values.Confidence.Of(share), decisions) : null);
}
