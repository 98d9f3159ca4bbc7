using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.GoogleVision;

/// <summary>Reads the answer. proto3 leaves out what is zero or empty: no labels is <c>{}</c>, and a corner at the edge has no x.</summary>
internal static class GoogleVisionReader
{
    private static readonly KeywordDetector[] s_detectors = [KeywordDetector.Labels, KeywordDetector.Objects, KeywordDetector.Landmarks, KeywordDetector.Logos];
    private static readonly string[] s_audiences = ["adult", "spoof", "medical", "violence", "racy"];

    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer) => JsonAnswer.Read(
        connection,
        answer,
        root => FromResponse(connection, request, answer, root.Items("responses").FirstOrDefault()),
        root => GoogleReasons.Judge(answer, root));

    private static VisionReply? FromResponse(Connection connection, VisionRequest request, HttpAnswer answer, JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // What one detector could not do stays unknown for ever if the rest is kept as the answer.
        return response.Member("error") is { ValueKind: JsonValueKind.Object }
            ? JsonAnswer.Failed(connection, answer, GoogleVisionErrors.Judge(response))
            : VisionReply.Answered(ObservationsOf(response, request));
    }

    private static IReadOnlyList<Observation> ObservationsOf(JsonElement response, VisionRequest request)
    {
        PixelSize size = request.Image!.Size;
        var named = new ObservationList(request.Tasks, ConfidenceSource.Score, "en");
        foreach (KeywordDetector detector in s_detectors)
        {
            foreach (JsonElement found in response.Items(detector.Member))
            {
                named.AddKeyword(found.Text(detector.Name), Confidence.FromProvider(found.Number("score")), PlaceOf(found.Member("boundingPoly") ?? default, size), detector.Category);
            }
        }

        var seen = new ObservationList(request.Tasks, ConfidenceSource.None, language: null);
        JsonElement whole = response.Items("textAnnotations").FirstOrDefault();
        seen.AddText(ObservationKind.Text, (response.Member("fullTextAnnotation") ?? default).Text("text") ?? whole.Text("description"));
        foreach (string finding in Moderated(response.Member("safeSearchAnnotation") ?? default))
        {
            seen.AddModeration(finding, Confidence.Unknown);
        }

        return [.. named.Observations, .. seen.Observations];
    }

    // A likelihood is a word, and none of these words is a number.
    private static IEnumerable<string> Moderated(JsonElement safeSearch) =>
        from audience in s_audiences
        let word = safeSearch.Text(audience) switch
        {
            "POSSIBLE" => "possible",
            "LIKELY" => "likely",
            "VERY_LIKELY" => "very likely",
            _ => null,
        }
        where word is not null
        select $"{audience} ({word})";

    private static Box? PlaceOf(JsonElement poly, PixelSize size)
    {
        (double X, double Y)[] shares = CornersOf(poly, "normalizedVertices");
        if (shares.Length > 0)
        {
            return BoxOf.Edges(shares.Min(c => c.X), shares.Min(c => c.Y), shares.Max(c => c.X), shares.Max(c => c.Y));
        }

        (double X, double Y)[] pixels = CornersOf(poly, "vertices");
        return pixels.Length > 0
            ? BoxOf.Pixels(pixels.Min(c => c.X), pixels.Min(c => c.Y), pixels.Max(c => c.X), pixels.Max(c => c.Y), size)
            : null;
    }

    private static (double X, double Y)[] CornersOf(JsonElement poly, string member) =>
        [.. poly.Items(member).Take(100).Select(corner => (corner.Number("x") ?? 0, corner.Number("y") ?? 0))];
}
