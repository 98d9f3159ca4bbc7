using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.AzureImageAnalysis;

/// <summary>What Azure's errors mean: the inner code before the outer, both before the status, then the shared table.</summary>
internal static class AzureImageAnalysisErrors
{
    private static readonly string[] s_configuration = ["NotSupportedVisualFeature", "NotSupportedLanguage", "NotSupportedFeature", "BadArgument", "InvalidModelVersion"];

    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        ErrorEnvelope said = ErrorEnvelope.Read(root);
        FailureKind kind = (int)answer.Status switch
        {
            // The free tier's month is used up.
            403 when Says(said, "quota") => FailureKind.OutOfCredit,
            400 when said.Reasons.Append(said.Code).Intersect(s_configuration, StringComparer.OrdinalIgnoreCase).Any() => FailureKind.Misconfigured,
            // Captions exist in some regions only.
            400 when Says(said, "not supported in this region") => FailureKind.Misconfigured,
            _ => ErrorTable.Classify(answer, said),
        };
        return new Verdict(kind, said);
    }

    private static bool Says(ErrorEnvelope said, string words) => said.Message?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}
