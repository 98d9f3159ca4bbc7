using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Moondream;

/// <summary>
/// Gathers the looks of one question (<c>/v1/detect</c>). A thing that was found is a keyword with its place and without a confidence: the system says
/// where, not how sure it is.
/// </summary>
internal sealed class DetectedThings(VisionRequest request)
{
    private readonly List<Observation> _found = [];
    private string? _requestId;

    /// <summary>Looks that succeeded.</summary>
    public int Looks { get; private set; }

    /// <summary>What they used together; unknown as soon as one of them does not say.</summary>
    public Usage Usage { get; private set; } = Usage.None;

    /// <summary>The whole answer.</summary>
    public VisionReply Reply => VisionReply.Answered(_found, Usage) with { RequestId = _requestId };

    /// <summary>Reads one look.</summary>
    public VisionReply Read(Connection connection, VisionRequest question, HttpAnswer answer, string thing)
    {
        if (!answer.IsSuccess || answer.IsHtml || answer.ToJson() is not { } document)
        {
            // Its errors are those of the other calls, and a page or half a document is judged there as well.
            return ModelReader.Read(connection, question, answer, _ => new ModelAnswer());
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            return root.Member("objects") is { ValueKind: JsonValueKind.Array } places
                ? VisionReply.Answered(Named(thing, places), MoondreamReader.UsageOf(root)) with { RequestId = answer.RequestId ?? ExchangeId.Of(root.Text("request_id")) }
                : ModelReader.Read(connection, question, answer, _ => new ModelAnswer());
        }
    }

    /// <summary>Adds a look that succeeded.</summary>
    public void Add(VisionReply look)
    {
        _found.AddRange(look.Observations!);
        Usage = Looks++ == 0 ? look.Usage : new Usage
        {
            InputTokens = Sum(Usage.InputTokens, look.Usage.InputTokens),
            OutputTokens = Sum(Usage.OutputTokens, look.Usage.OutputTokens),
        };
        _requestId = look.RequestId ?? _requestId;
    }

    // A system may say any number of itself.
    private static long? Sum(long? before, long? now) => before is { } one && now is { } other ? one > long.MaxValue - other ? long.MaxValue : one + other : null;

    private IReadOnlyList<Observation> Named(string thing, JsonElement places)
    {
        if (places.GetArrayLength() == 0)
        {
            return [];
        }

        var list = new ObservationList(request.Tasks, ConfidenceSource.None, request.Language);
        list.AddKeyword(thing, Confidence.Unknown, places.EnumerateArray().Select(PlaceOf).OfType<Box>().MaxBy(box => box.Width * box.Height));
        return list.Observations;
    }

    private static Box? PlaceOf(JsonElement place) =>
        BoxOf.Edges(place.Number("x_min"), place.Number("y_min"), place.Number("x_max"), place.Number("y_max"));
}
