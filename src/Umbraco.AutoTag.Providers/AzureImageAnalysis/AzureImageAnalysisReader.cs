using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.AzureImageAnalysis;

/// <summary>Reads the answer: one result for each feature that was asked. Places are in pixels of the picture as Azure measured it.</summary>
internal static class AzureImageAnalysisReader
{
    private static readonly string[] s_results = ["tagsResult", "objectsResult", "captionResult", "denseCaptionsResult", "readResult"];

    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer) =>
        JsonAnswer.Read(connection, answer, root => FromResults(root, request), root => AzureImageAnalysisErrors.Judge(answer, root));

    private static VisionReply? FromResults(JsonElement root, VisionRequest request) => s_results.All(name => root.Member(name) is not { ValueKind: JsonValueKind.Object })
        ? null
        : VisionReply.Answered([.. Tags(root, request), .. Sentences(root, request), .. Text(root, request)]) with
        {
            ModelReported = UntrustedText.Clean(root.Text("modelVersion"), 100) is { Length: > 0 } model ? model : null,
        };

    private static IReadOnlyList<Observation> Tags(JsonElement root, VisionRequest request)
    {
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, request.Language);
        PixelSize size = SizeOf(root, request);
        foreach (JsonElement tag in Result(root, "tagsResult").Items("values"))
        {
            list.AddKeyword(tag.Text("name"), ConfidenceOf(tag));
        }

        foreach (JsonElement found in Result(root, "objectsResult").Items("values"))
        {
            Box? place = PlaceOf(found.Member("boundingBox") ?? default, size);
            foreach (JsonElement tag in found.Items("tags"))
            {
                list.AddKeyword(tag.Text("name"), ConfidenceOf(tag), place);
            }
        }

        return list.Observations;
    }

    private static IReadOnlyList<Observation> Sentences(JsonElement root, VisionRequest request)
    {
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, "en");
        JsonElement caption = Result(root, "captionResult");
        list.AddText(ObservationKind.AltText, caption.Text("text"), ConfidenceOf(caption));

        // The first is of the whole picture, the others are of its parts; together they are as sure as the least sure of them.
        JsonElement[] captions = [.. Result(root, "denseCaptionsResult").Items("values").Take(10)];
        list.AddText(ObservationKind.Description, AsSentences(captions.Select(c => c.Text("text"))), Least(captions.Select(ConfidenceOf)));
        return list.Observations;
    }

    // Words are read in whatever language they are written in.
    private static IReadOnlyList<Observation> Text(JsonElement root, VisionRequest request)
    {
        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, language: null);
        JsonElement[] lines = [.. Result(root, "readResult").Items("blocks").SelectMany(block => block.Items("lines"))];
        list.AddText(ObservationKind.Text, string.Join('\n', lines.Select(line => line.Text("text"))), Least(lines.SelectMany(line => line.Items("words")).Select(ConfidenceOf)));
        return list.Observations;
    }

    private static string AsSentences(IEnumerable<string?> captions) => string.Join(
        ' ',
        captions
            .Select(caption => caption?.Trim().TrimEnd('.'))
            .Where(caption => !string.IsNullOrEmpty(caption))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(caption => char.ToUpperInvariant(caption![0]) + caption[1..] + "."));

    private static Confidence Least(IEnumerable<Confidence> all) => all.DefaultIfEmpty(Confidence.Unknown).Min();

    private static Confidence ConfidenceOf(JsonElement element) => Confidence.FromProvider(element.Number("confidence"));

    private static JsonElement Result(JsonElement root, string name) => root.Member(name) ?? default;

    private static PixelSize SizeOf(JsonElement root, VisionRequest request)
    {
        JsonElement measured = root.Member("metadata") ?? default;
        return measured.Count("width") is { } width and > 0 and <= int.MaxValue && measured.Count("height") is { } height and > 0 and <= int.MaxValue
            ? new PixelSize((int)width, (int)height)
            : request.Image!.Size;
    }

    private static Box? PlaceOf(JsonElement box, PixelSize size) =>
        BoxOf.Pixels(box.Number("x"), box.Number("y"), box.Number("x") + box.Number("w"), box.Number("y") + box.Number("h"), size);
}
