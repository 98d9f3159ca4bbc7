using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Clarifai;

/// <summary>Reads the answer: one output for the one picture, with a status of its own.</summary>
internal static class ClarifaiReader
{
    public static VisionReply Read(Connection connection, VisionRequest request, ClarifaiSettings settings, HttpAnswer answer) => JsonAnswer.Read(
        connection,
        answer,
        root => FromOutput(connection, request, settings, answer, root),
        root => ClarifaiErrors.Judge(answer, root));

    private static VisionReply? FromOutput(Connection connection, VisionRequest request, ClarifaiSettings settings, HttpAnswer answer, JsonElement root)
    {
        JsonElement output = root.Items("outputs").FirstOrDefault();
        if (ClarifaiErrors.IsFailure(root, output))
        {
            return JsonAnswer.Failed(connection, answer, ClarifaiErrors.Judge(answer, root));
        }

        if (output.Member("data") is not { ValueKind: JsonValueKind.Object } data)
        {
            return null;
        }

        JsonElement model = output.Member("model") ?? default;
        string version = UntrustedText.Clean((model.Member("model_version") ?? default).Text("id"), 100);
        return VisionReply.Answered(ObservationsOf(data, request, settings)) with
        {
            ModelReported = version.Length > 0 ? version : null,
            RequestId = ExchangeId.Of((root.Member("status") ?? default).Text("req_id")),
        };
    }

    private static IReadOnlyList<Observation> ObservationsOf(JsonElement data, VisionRequest request, ClarifaiSettings settings)
    {
        bool translated = settings is { IsClarifais: true, Classes: ClassMeaning.Keywords };
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, translated ? request.Language : null);
        foreach (JsonElement concept in data.Items("concepts").Where(concept => !IsComplement(concept, settings)))
        {
            list.Add(settings.Classes, concept.Text("name"), Confidence.FromProvider(concept.Number("value")));
        }

        foreach (JsonElement region in data.Items("regions"))
        {
            JsonElement box = (region.Member("region_info") ?? default).Member("bounding_box") ?? default;
            Box? place = BoxOf.Edges(box.Number("left_col"), box.Number("top_row"), box.Number("right_col"), box.Number("bottom_row"));
            foreach (JsonElement concept in (region.Member("data") ?? default).Items("concepts"))
            {
                list.Add(settings.Classes, concept.Text("name"), Confidence.FromProvider(concept.Number("value")), place);
            }
        }

        return list.Observations;
    }

    // The moderation model's word for a picture that has nothing of the kind.
    private static bool IsComplement(JsonElement concept, ClarifaiSettings settings) =>
        settings.Classes == ClassMeaning.Moderation && concept.Text("name") == "safe";
}
