using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Rekognition;

/// <summary>Reads the answer of one operation. Confidences are given from 0 to 100, places as shares.</summary>
internal static class RekognitionReader
{
    public static VisionReply Read(Connection connection, VisionRequest request, RekognitionOperation operation, RekognitionSettings settings, string model, HttpAnswer answer) =>
        JsonAnswer.Read(connection, answer, root => Findings(root, request, operation, settings, model), root => RekognitionErrors.Judge(answer, root));

    private static VisionReply? Findings(JsonElement root, VisionRequest request, RekognitionOperation operation, RekognitionSettings settings, string model)
    {
        if (root.Member(operation.Member) is not { ValueKind: JsonValueKind.Array } found)
        {
            return null;
        }

        // Labels have English names; a model of your own knows its own names, and text is read as it is written.
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, operation == RekognitionOperation.Labels ? "en" : null);
        if (operation == RekognitionOperation.Text)
        {
            AddText(list, found);
        }
        else
        {
            AddNamed(list, found, operation, settings);
        }

        string version = operation.VersionMember is { } member ? UntrustedText.Clean(root.Text(member), 100) : model;
        return VisionReply.Answered(list.Observations) with { ModelReported = version.Length > 0 ? version : null };
    }

    // Words repeat the lines they are in. Together the lines are as sure as the least sure of them.
    private static void AddText(ObservationList list, JsonElement found)
    {
        JsonElement[] lines = [.. found.EnumerateArray().Where(text => text.Text("Type") == "LINE")];
        list.AddText(
            ObservationKind.Text,
            string.Join('\n', lines.Select(line => line.Text("DetectedText"))),
            lines.Select(ConfidenceOf).DefaultIfEmpty(Confidence.Unknown).Min());
    }

    private static void AddNamed(ObservationList list, JsonElement found, RekognitionOperation operation, RekognitionSettings settings)
    {
        HashSet<string> parents = settings.LeavesOnly
            ? [.. found.EnumerateArray().SelectMany(label => label.Items("Parents")).Select(parent => parent.Text("Name")).OfType<string>()]
            : [];
        foreach (JsonElement label in found.EnumerateArray())
        {
            string? name = label.Text("Name");
            if (operation == RekognitionOperation.Moderation)
            {
                list.AddModeration(name, ConfidenceOf(label));
            }
            else if (name is null || !parents.Contains(name))
            {
                list.AddKeyword(name, ConfidenceOf(label), PlaceOf(label));
            }
        }
    }

    private static Confidence ConfidenceOf(JsonElement finding) => Confidence.FromProvider(finding.Number("Confidence"), scale: 100);

    private static Box? PlaceOf(JsonElement label)
    {
        JsonElement place = label.Member("Geometry") ?? label.Items("Instances").FirstOrDefault();
        JsonElement box = place.Member("BoundingBox") ?? default;
        return BoxOf.Edges(box.Number("Left"), box.Number("Top"), box.Number("Left") + box.Number("Width"), box.Number("Top") + box.Number("Height"));
    }
}
