using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Hive;

/// <summary>
/// What Hive's errors mean (docs.thehive.ai, common errors). Where <c>error_code</c> stands in the body is not documented, so it is looked for in
/// both places it was seen in.
/// </summary>
internal static class HiveErrors
{
    /// <summary>An error answer, or an answer with status 200 that holds none.</summary>
    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        JsonElement status = HiveV2Reader.StatusOf(root);
        string? code = root.Text("error_code") ?? status.Text("error_code") ?? root.Text("return_code");
        ErrorEnvelope said = root.ValueKind == JsonValueKind.Undefined
            ? ErrorEnvelope.None
            : ErrorEnvelope.Said(code, root.Text("message") ?? status.Text("message"), root.Text("id") ?? root.Text("task_id"));
        FailureKind kind = code switch
        {
            // 1000 something in the picture; 2000, 2100, 2101 it could not be fetched.
            "1000" or "2000" or "2100" or "2101" => FailureKind.BadImage,
            ['2', '2', '0', >= '1' and <= '6'] => FailureKind.Unavailable,
            _ when answer.IsSuccess && !answer.IsHtml => FailureKind.Unavailable,
            _ => ErrorTable.Classify(answer, said),
        };
        return new Verdict(kind, said);
    }
}
