using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What an error answer of a Google Cloud service means: the reasons of <c>google/api/error_reason.proto</c> before the status.</summary>
public static class GoogleReasons
{
    private static readonly Dictionary<string, FailureKind> s_reasons = new(StringComparer.Ordinal)
    {
        ["API_KEY_INVALID"] = FailureKind.Unauthorised,
        ["SERVICE_DISABLED"] = FailureKind.Misconfigured,
        ["BILLING_DISABLED"] = FailureKind.OutOfCredit,
        ["RESOURCE_QUOTA_EXCEEDED"] = FailureKind.OutOfCredit,
        ["RATE_LIMIT_EXCEEDED"] = FailureKind.Throttled,
        ["LOCATION_POLICY_VIOLATED"] = FailureKind.Misconfigured,
    };

    /// <summary>Judges one.</summary>
    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        ErrorEnvelope said = ErrorEnvelope.Read(root);
        foreach (string reason in said.Reasons)
        {
            if (s_reasons.TryGetValue(reason, out FailureKind known))
            {
                return new Verdict(known, said);
            }
        }

        return new Verdict(ErrorTable.Classify(answer, said), said);
    }
}
