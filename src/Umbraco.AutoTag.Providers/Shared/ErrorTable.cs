using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// What an error answer means, for every system that speaks like a language model's API. Rows are tried from the top: the system's own code
/// is believed before the HTTP status, because three different things hide behind 429 (too fast, money gone, day used up).
/// </summary>
public static partial class ErrorTable
{
    private sealed record Row(Func<int, ErrorEnvelope, HttpAnswer, bool> Fits, FailureKind Kind);

    private static readonly string[] s_quotaCodes =
    [
        "credit_balance_exhausted", "insufficient_quota", "billing_error", "billing_hard_limit_reached", "enforced_spend_limit_reached",
        "organization_spend_limit_exceeded", "project_spend_limit_exceeded", "organization_usage_limit_exceeded", "3036",
    ];

    private static readonly string[] s_configurationCodes =
    [
        "model_not_found", "invalid_model", "unsupported_value", "unsupported_parameter", "DeploymentNotFound", "5007", "5016", "SERVICE_DISABLED",
    ];

    private static readonly string[] s_filterCodes = ["content_filter", "content_policy_violation", "image_content_policy_violation"];

    // OpenAI's responses and OpenRouter name what is wrong with a picture; it comes with 400, or inside an answer with 200.
    private static readonly string[] s_imageCodes =
    [
        "invalid_image", "invalid_image_format", "invalid_base64_image", "image_too_large", "image_too_small", "image_parse_error",
        "unsupported_image_media_type", "unsupported_image_format", "empty_image_file", "image_file_too_large",
    ];

    // Who answers with one of these says "too fast" itself; its message may still speak of billing, as advice how to be allowed more.
    private static readonly string[] s_paceCodes = ["slow_down", "rate_limit_exceeded"];

    private static readonly Row[] s_rows =
    [
        new((_, e, _) => Has(e, "API_KEY_INVALID"), FailureKind.Unauthorised),
        new((status, e, answer) => status == 402 && RetryAfter.Of(answer.Headers, e) is not null, FailureKind.Throttled),
        new((status, _, _) => status == 402, FailureKind.OutOfCredit),
        new((_, e, _) => Has(e, s_quotaCodes) || e.Reasons.Any(r => r.Contains("PerDay", StringComparison.Ordinal)), FailureKind.OutOfCredit),
        new((_, e, _) => Has(e, "3040"), FailureKind.Unavailable),
        new((status, _, _) => status == 401, FailureKind.Unauthorised),
        new((status, e, _) => status == 403 && e.IsModeration, FailureKind.Refused),
        new((_, e, _) => Has(e, s_filterCodes), FailureKind.Refused),
        new((_, e, _) => Has(e, s_configurationCodes), FailureKind.Misconfigured),
        new((_, e, _) => Has(e, s_imageCodes), FailureKind.BadImage),
        new((status, _, _) => status == 403, FailureKind.Unauthorised),
        new((status, e, _) => status == 429 && SaysMoneyOrDayIsGone(e), FailureKind.OutOfCredit),
        new((status, e, _) => status == 429 || Has(e, s_paceCodes), FailureKind.Throttled),
        new((status, e, _) => status == 400 && UsageLimit().IsMatch(e.Message ?? string.Empty), FailureKind.OutOfCredit),
        new((status, _, _) => status is 404 or 405 or 410 or >= 300 and < 400, FailureKind.Misconfigured),
        new((status, e, _) => status is >= 400 and < 500 && SaysConfiguration(e), FailureKind.Misconfigured),
        new((status, e, _) => status == 503 && RoutingWords().IsMatch(e.Message ?? string.Empty), FailureKind.Misconfigured),
        new((status, _, _) => status is 408 or 409 or 425 or >= 500, FailureKind.Unavailable),
        new((status, _, _) => status is 413 or 415, FailureKind.BadImage),
        new((_, e, answer) => !e.IsJson && (answer.IsHtml || answer.Body.IsEmpty), FailureKind.Misconfigured),
    ];

    /// <summary>What an answer that is no success means; an unknown 4xx says that this picture cannot work.</summary>
    public static FailureKind Classify(HttpAnswer answer, ErrorEnvelope errors) => Classify((int)answer.Status, answer, errors);

    /// <summary>The same for an error that came inside an answer with status 200; its own code stands for the status where it is one.</summary>
    public static FailureKind ClassifyInside(HttpAnswer answer, ErrorEnvelope errors) =>
        Classify(int.TryParse(errors.Code, out int status) && status is >= 400 and <= 599 ? status : 500, answer, errors);

    private static FailureKind Classify(int status, HttpAnswer answer, ErrorEnvelope errors) =>
        s_rows.FirstOrDefault(row => row.Fits(status, errors, answer))?.Kind ?? FailureKind.BadImage;

    private static bool Has(ErrorEnvelope errors, params string[] codes) => codes.Any(code =>
        string.Equals(code, errors.Code, StringComparison.OrdinalIgnoreCase)
        || string.Equals(code, errors.Type, StringComparison.OrdinalIgnoreCase)
        || errors.Reasons.Contains(code, StringComparer.OrdinalIgnoreCase));

    // Google says "exceeded your current quota, please check your plan and billing" where it means "too fast".
    private static bool SaysMoneyOrDayIsGone(ErrorEnvelope errors) =>
        errors.Message is { } message
        && !message.Contains("exceeded your current quota", StringComparison.OrdinalIgnoreCase)
        && (PeriodWords().IsMatch(message) || (!Has(errors, s_paceCodes) && MoneyWords().IsMatch(message)));

    private static bool SaysConfiguration(ErrorEnvelope errors) =>
        ConfigurationWords().IsMatch(errors.Message ?? string.Empty) || Has(errors, "extra_forbidden", "FAILED_PRECONDITION");

    [GeneratedRegex(@"\bcredits?\b|billing|usage limit|spend limit|budget", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyWords();

    [GeneratedRegex(@"per[- ]day|\bdaily\b|monthly|weekly", RegexOptions.IgnoreCase)]
    private static partial Regex PeriodWords();

    // OpenRouter answers so where no host fits what the connection asks of it; every other 503 passes by itself.
    [GeneratedRegex("routing requirements", RegexOptions.IgnoreCase)]
    private static partial Regex RoutingWords();

    [GeneratedRegex(@"You have reached your specified (workspace )?API usage limits", RegexOptions.IgnoreCase)]
    private static partial Regex UsageLimit();

    [GeneratedRegex(@"^(max_tokens|max_output_tokens|max_completion_tokens|system|output_config|response_format|reasoning|generation_?config)\b|\bmodel\b.{0,80}\b(not found|does not exist|not supported|does not support|missing data required)|(invalid|no such|unknown) model|unsupported (value|parameter)|was removed in API version|extra inputs are not permitted|\b(agreed?|accept(ed)?)\b.{0,80}\bterms\b|routing requirements|specified version does not exist|location is not supported", RegexOptions.IgnoreCase)]
    private static partial Regex ConfigurationWords();
}
