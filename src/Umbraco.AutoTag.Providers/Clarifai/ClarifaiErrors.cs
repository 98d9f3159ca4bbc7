using System.Text.Json;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Clarifai;

/// <summary>
/// What Clarifai's codes mean (<c>clarifai/api/status/status_code.proto</c>). They are believed before the HTTP status, and come as numbers or as
/// names.
/// </summary>
internal static class ClarifaiErrors
{
    private const string Success = "10000";

    // Look at the output: it has the reason.
    private static readonly string[] s_seeOutput = ["10010", "10020", "MIXED_STATUS", "FAILURE"];

    // "Making too many requests": the docs say to wait as long.
    private static readonly TimeSpan s_throttleWait = TimeSpan.FromSeconds(15);

    private static readonly (FailureKind Kind, string[] Codes)[] s_codes =
    [
        (FailureKind.Throttled, ["11005", "CONN_THROTTLED"]),
        (FailureKind.OutOfCredit,
        [
            "11000", "11003", "11004", "11006", "CONN_ACCOUNT_ISSUES", "CONN_EXCEED_HOURLY_LIMIT", "CONN_EXCEED_MONTHLY_LIMIT", "CONN_EXCEEDS_LIMITS",
        ]),
        (FailureKind.Unauthorised,
        [
            "11001", "11002", "11007", "11008", "11009", "11102", "11200", "CONN_TOKEN_INVALID", "CONN_CREDENTIALS_INVALID", "CONN_INSUFFICIENT_SCOPES",
            "CONN_KEY_INVALID", "CONN_KEY_NOT_FOUND", "CONN_INVALID_REQUEST", "CONN_AUTH_METHOD_DISABLED",
        ]),
        (FailureKind.Misconfigured,
        [
            "11100", "11101", "11103", "40001", "21200", "21201", "21202", "21203", "21350", "21353", "CONN_BAD_REQUEST_FORMAT", "CONN_DOES_NOT_EXIST",
            "CONN_METHOD_NOT_ALLOWED", "PREDICT_INVALID_REQUEST", "MODEL_DOES_NOT_EXIST", "MODEL_PERMISSION_DENIED", "MODEL_INVALID_ARGUMENT",
            "MODEL_INVALID_REQUEST", "MODEL_DEPLOYMENT_FAILED", "MODEL_NOT_DEPLOYED",
        ]),
        (FailureKind.BadImage,
        [
            "30002", "30101", "30104", "30105", "30106", "30300", "INPUT_FAILED", "INPUT_UNSUPPORTED_FORMAT", "INPUT_INVALID_ARGUMENT", "INPUT_OVER_LIMIT",
            "INPUT_INVALID_URL", "ALL_INPUT_INVALID_BYTES",
        ]),
        (FailureKind.Unavailable,
        [
            "10030", "21351", "21352", "21354", "21355", "39996", "39997", "39998", "40030", "40031", "40032", "99009", "MODEL_DEPLOYING",
            "MODEL_QUEUED_FOR_DEPLOYMENT", "MODEL_BUSY_PLEASE_RETRY", "MODEL_LOADING", "INPUT_CONNECTION_FAILED", "REQUEST_DISABLED_FOR_MAINTENANCE",
            "RPC_REQUEST_QUEUE_FULL", "RPC_SERVER_UNAVAILABLE", "RPC_REQUEST_TIMEOUT",
        ]),
    ];

    private static readonly Dictionary<string, FailureKind> s_kinds =
        s_codes.SelectMany(row => row.Codes.Select(code => (code, row.Kind))).ToDictionary(pair => pair.code, pair => pair.Kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>True where the one picture's output, or the whole answer where there is no output, is no success.</summary>
    public static bool IsFailure(JsonElement root, JsonElement output) =>
        (CodeOf(output) ?? CodeOf(root)) is { } code && code != Success && !code.Equals("SUCCESS", StringComparison.OrdinalIgnoreCase);

    /// <summary>An error answer, or an output that failed.</summary>
    public static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Undefined)
        {
            return new Verdict(ErrorTable.Classify(answer, ErrorEnvelope.None), ErrorEnvelope.None);
        }

        ErrorEnvelope said = SaidBy(root);
        FailureKind kind = said.Code switch
        {
            not null when s_kinds.TryGetValue(said.Code, out FailureKind known) => known,
            // Internal errors.
            ['9', '8', _, _, _] => FailureKind.Unavailable,
            _ when answer.IsSuccess => FailureKind.Unavailable,
            _ => ErrorTable.Classify(answer, said),
        };
        return new Verdict(kind, said, kind == FailureKind.Throttled ? s_throttleWait : null);
    }

    private static ErrorEnvelope SaidBy(JsonElement root)
    {
        JsonElement output = root.Items("outputs").FirstOrDefault();
        JsonElement whole = root.Member("status") ?? default;
        bool isInOutput = whole.Text("code") is null || s_seeOutput.Contains(whole.Text("code"), StringComparer.OrdinalIgnoreCase) || whole.Text("code") == Success;
        JsonElement status = isInOutput && output.Member("status") is { ValueKind: JsonValueKind.Object } own ? own : whole;
        string?[] sentences = [status.Text("description"), status.Text("details")];
        string message = string.Join(": ", sentences.Where(s => !string.IsNullOrWhiteSpace(s)));
        return ErrorEnvelope.Said(status.Text("code"), message.Length > 0 ? message : null, whole.Text("req_id"));
    }

    private static string? CodeOf(JsonElement element) => (element.Member("status") ?? default).Text("code");
}
