using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Imagga;

/// <summary>What Imagga's errors mean. It has no codes: <c>{"status":{"type":"error","text":"…"}}</c> comes with a status, or with 200.</summary>
internal static class ImaggaErrors
{
    private static readonly string[] s_limitWords = ["limit", "quota", "plan"];

    // Pictures have limits too.
    private static readonly string[] s_pictureWords = ["size", "large", "pixel", "dimension", "resolution"];

    // "Too many simultaneous requests for this plan."
    private static readonly string[] s_paceWords = ["simultaneous", "concurrent", "too many requests"];

    /// <summary>An error answer.</summary>
    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        ErrorEnvelope said = Said(root);
        bool isLimit = (int)answer.Status == 403 && Says(said, s_limitWords);
        return new Verdict(isLimit ? FailureKind.OutOfCredit : ErrorTable.Classify(answer, said), said);
    }

    /// <summary>An error with status 200: the picture could not be used, unless the words say that the account may ask no more.</summary>
    public static Verdict JudgeInside(JsonElement root)
    {
        ErrorEnvelope said = Said(root);
        FailureKind kind = said switch
        {
            _ when Says(said, s_paceWords) => FailureKind.Throttled,
            _ when Says(said, s_limitWords) && !Says(said, s_pictureWords) => FailureKind.OutOfCredit,
            _ => FailureKind.BadImage,
        };
        return new Verdict(kind, said);
    }

    private static bool Says(ErrorEnvelope said, string[] words) => words.Any(word => said.Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static ErrorEnvelope Said(JsonElement root) => root.ValueKind == JsonValueKind.Undefined
        ? ErrorEnvelope.None
        : ErrorEnvelope.Said(code: null, (root.Member("status") ?? default).Text("text"));
}
