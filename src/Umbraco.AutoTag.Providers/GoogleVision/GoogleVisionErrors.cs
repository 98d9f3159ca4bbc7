using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.GoogleVision;

/// <summary>What an error for one picture inside a good answer means: its code is gRPC's (<c>google/rpc/code.proto</c>).</summary>
internal static class GoogleVisionErrors
{
    public static Verdict Judge(JsonElement response)
    {
        ErrorEnvelope said = ErrorEnvelope.Read(response);
        FailureKind kind = said.Code switch
        {
            "8" => FailureKind.Throttled,
            "16" => FailureKind.Unauthorised,
            // Unknown, time-out, internal, unavailable.
            "2" or "4" or "13" or "14" => FailureKind.Unavailable,
            _ => FailureKind.BadImage,
        };
        return new Verdict(kind, said);
    }
}
