using System.Net.Http.Headers;
using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Rekognition;

/// <summary>What AWS's error types mean. The type is believed before the status: AWS throttles with 400 and with 500.</summary>
internal static class RekognitionErrors
{
    private static readonly (FailureKind Kind, string[] Types)[] s_types =
    [
        (FailureKind.Throttled,
        [
            "ThrottlingException", "ProvisionedThroughputExceededException", "Throttling", "ThrottledException", "RequestThrottledException",
            "TooManyRequestsException", "RequestLimitExceeded", "SlowDown", "BandwidthLimitExceeded",
        ]),
        (FailureKind.OutOfCredit, ["LimitExceededException", "HumanLoopQuotaExceededException", "ServiceQuotaExceededException"]),
        (FailureKind.Unauthorised,
        [
            "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch", "MissingAuthenticationToken",
            "MissingAuthenticationTokenException", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "IncompleteSignatureException",
            "InvalidClientTokenId", "SubscriptionRequiredException",
        ]),
        (FailureKind.BadImage, ["InvalidImageFormatException", "ImageTooLargeException", "InvalidS3ObjectException"]),
        // A model that does not run is started by its owner: it costs by the hour.
        (FailureKind.Misconfigured, ["ResourceNotFoundException", "ResourceNotReadyException", "InvalidParameterException", "ValidationException", "UnknownOperationException"]),
        (FailureKind.Unavailable, ["InternalServerError", "InternalFailure", "ServiceUnavailable", "ServiceUnavailableException"]),
    ];

    private static readonly Dictionary<string, FailureKind> s_kinds =
        s_types.SelectMany(row => row.Types.Select(type => (type, row.Kind))).ToDictionary(pair => pair.type, pair => pair.Kind, StringComparer.Ordinal);

    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        string? type = Bare(root.Text("__type") ?? root.Text("Code") ?? Header(answer));
        ErrorEnvelope said = root.ValueKind == JsonValueKind.Undefined
            ? ErrorEnvelope.None
            : ErrorEnvelope.Said(type, root.Text("message") ?? root.Text("Message"));
        return new Verdict(type is not null && s_kinds.TryGetValue(type, out FailureKind known) ? known : ErrorTable.Classify(answer, said), said);
    }

    // com.amazon.coral.service#InvalidSignatureException:http://…
    private static string? Bare(string? type) => type?[(type.LastIndexOf('#') + 1)..].Split(':')[0];

    private static string? Header(HttpAnswer answer) =>
        answer.Headers.NonValidated.TryGetValues("x-amzn-ErrorType", out HeaderStringValues values) ? values.FirstOrDefault() : null;
}
