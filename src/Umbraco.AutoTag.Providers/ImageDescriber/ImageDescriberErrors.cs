using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.ImageDescriber;

/// <summary>
/// What imagedescriber.app's errors mean. Its page has a table of codes of which only 1004 (too fast) is known, so the rest is decided by
/// status and words, in this order; a site can name codes itself (<see cref="ImageDescriberSettings.Codes"/>).
/// </summary>
internal static class ImageDescriberErrors
{
    private static readonly string[] s_creditWords = ["credit", "insufficient", "balance"];

    public static FailureKind Classify(int status, string? code, string? message, IReadOnlyDictionary<string, FailureKind> codes) => (status, code) switch
    {
        (_, not null) when codes.TryGetValue(code, out FailureKind known) => known,
        (429, _) => FailureKind.Throttled,
        (401 or 403, _) => FailureKind.Unauthorised,
        (402, _) => FailureKind.OutOfCredit,
        (>= 300 and < 400 or 404 or 405, _) => FailureKind.Misconfigured,
        (408 or >= 500, _) => FailureKind.Unavailable,
        _ when Says(message, s_creditWords) => FailureKind.OutOfCredit,
        (_, null) => status is 413 or 415 or 422 ? FailureKind.BadImage : FailureKind.Misconfigured,
        _ => FailureKind.BadImage,
    };

    private static bool Says(string? message, string[] words) => words.Any(word => message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
}
