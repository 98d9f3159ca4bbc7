using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Hive;

/// <summary>Reads the answer of a synchronous V2 task: one status for the one picture.</summary>
internal static class HiveV2Reader
{
    public static VisionReply Read(Connection connection, VisionRequest request, HiveSettings settings, HttpAnswer answer) => JsonAnswer.Read(
        connection,
        answer,
        root => FromTask(connection, request, settings, answer, root),
        root => HiveErrors.Judge(answer, root));

    /// <summary>The status of the one picture; an element of no kind where there is none.</summary>
    public static JsonElement StatusOf(JsonElement root) => TaskOf(root).Member("status") ?? default;

    private static VisionReply? FromTask(Connection connection, VisionRequest request, HiveSettings settings, HttpAnswer answer, JsonElement root)
    {
        JsonElement task = TaskOf(root);
        if (task.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement response = task.Member("response") ?? default;
        JsonElement input = response.Member("input") ?? default;
        var usage = new Usage { Cost = input.Amount("charge") is { } charge and >= 0 ? MicroUsd.FromUsd(charge) : null };
        if (StatusOf(root).Text("code") is { } code && code != "0")
        {
            return JsonAnswer.Failed(connection, answer, HiveErrors.Judge(answer, root), usage);
        }

        if (response.Member("output") is not { ValueKind: JsonValueKind.Array } output)
        {
            return null;
        }

        return VisionReply.Answered(HiveClasses.Read(output.EnumerateArray(), "score", request, settings), usage) with
        {
            ModelReported = ModelVersion.Of(input.Text("model"), input.Text("model_version")),
            RequestId = ExchangeId.Of(root.Text("id")),
        };
    }

    private static JsonElement TaskOf(JsonElement root) => root.Member("status") switch
    {
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().FirstOrDefault(),
        { ValueKind: JsonValueKind.Object } one => one,
        _ => default,
    };
}
