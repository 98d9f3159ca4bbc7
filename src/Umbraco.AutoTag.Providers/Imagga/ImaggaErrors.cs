using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Imagga;

/// <summary>What Imagga's errors mean. It has no codes: <c>{"status":{"type":"error","text":"…"}}</c> comes with a status, or with 200.</summary>
internal static class ImaggaErrors
{
    private static readonly string[] s_limitWords = ["limit", "quota", "plan"];

    /// <summary>An error answer.</summary>
    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        ErrorEnvelope said = Said(root);
        bool isLimit = (int)answer.Status == 403 && s_limitWords.Any(word => said.Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
        return new Verdict(isLimit ? FailureKind.OutOfCredit : ErrorTable.Classify(answer, said), said);
    }

    /// <summary>An error with status 200: the picture could not be used.</summary>
    public static Verdict JudgeInside(JsonElement root) => new(FailureKind.BadImage, Said(root));

    private static ErrorEnvelope Said(JsonElement root) => root.ValueKind == JsonValueKind.Undefined
        ? ErrorEnvelope.None
        : ErrorEnvelope.Said(code: null, (root.Member("status") ?? default).Text("text"));
}
