using System.Text.Json;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Analyses;

/// <summary>A row of <c>autoTagAnalysis</c> as it lies there.</summary>
internal sealed class AnalysisRow
{
    public const string Columns =
        "id, contentHash, stepPart, language, connection, provider, modelAsked, modelReported, observations, callId, createdAt, standsInFor, standsInBecause, sureness";

    /// <summary>The one analysis that stands under a key; those it replaced keep their rows, because suggestions name them.</summary>
    public const string StandsUnderKey = "contentHash = @ContentHash AND stepPart = @StepPart AND language = @Language AND replacedAt IS NULL";

    public static string InsertIfNew(Dialect dialect) => dialect.InsertIfNew(
        "autoTagAnalysis",
        Columns,
        "@Id, @ContentHash, @StepPart, @Language, @Connection, @Provider, @ModelAsked, @ModelReported, @Observations, @CallId, @CreatedAt, @StandsInFor, @StandsInBecause, @Sureness",
        StandsUnderKey);

    public required string Id { get; init; }

    public required string ContentHash { get; init; }

    public required string StepPart { get; init; }

    public required string Language { get; init; }

    public required string Connection { get; init; }

    public required string Provider { get; init; }

    public string? ModelAsked { get; init; }

    public string? ModelReported { get; init; }

    public required string Observations { get; init; }

    public string? CallId { get; init; }

    public long CreatedAt { get; init; }

    public string? StandsInFor { get; init; }

    public int? StandsInBecause { get; init; }

    /// <summary>Null in rows from before it was kept.</summary>
    public double? Sureness { get; init; }

    public static AnalysisRow Of(Analysis analysis) => new()
    {
        Id = Stored.Of(analysis.Id),
        ContentHash = analysis.Key.Content.Hex,
        StepPart = analysis.Key.StepPart,
        Language = analysis.Key.Language,
        Connection = analysis.Connection,
        Provider = analysis.Provider,
        ModelAsked = Stored.Word(analysis.ModelAsked, 200),
        ModelReported = Stored.Word(analysis.ModelReported, 200),
        Observations = JsonSerializer.Serialize([.. analysis.Observations.Select(StoredObservation.Of)], Json.Columns.StoredObservationArray),
        CallId = Stored.Of(analysis.CallId),
        CreatedAt = Stored.Of(analysis.CreatedAt),
        StandsInFor = Stored.Word(analysis.StandsInFor?.Connection, 100),
        StandsInBecause = (int?)analysis.StandsInFor?.Because,
        Sureness = analysis.Sureness,
    };

    public Analysis ToAnalysis() => new()
    {
        Id = Stored.Id(Id),
        Key = new AnalysisKey(Core.Values.ContentHash.Parse(ContentHash), StepPart, Language),
        Connection = Connection,
        Provider = Provider,
        ModelAsked = ModelAsked,
        ModelReported = ModelReported,
        Observations = [.. (JsonSerializer.Deserialize(Observations, Json.Columns.StoredObservationArray) ?? []).Select(o => o.ToObservation())],
        CallId = Stored.OptionalId(CallId),
        CreatedAt = Stored.Time(CreatedAt),
        StandsInFor = StandsInFor is { } other ? new StandIn(other, (FailureKind)StandsInBecause.GetValueOrDefault()) : null,
    };
}
