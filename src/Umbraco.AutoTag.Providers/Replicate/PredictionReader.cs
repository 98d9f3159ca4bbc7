using System.Text.Json;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Jobs;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>Reads a prediction that has ended. One that failed comes with status 201 and says why in words and a code of its own.</summary>
internal static partial class PredictionReader
{
    /// <summary>The words for a prediction that ended without an answer.</summary>
    public static IReadOnlyList<string> EndedBadly { get; } = ["failed", "canceled", "aborted"];

    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, ReplicateSettings settings) =>
        answer.IsSuccess && EndOf(answer) is { } end
            ? end.ToReply(connection, answer)
            : ModelReader.Read(connection, request, answer, root => Understand(root, settings));

    private static ModelAnswer Understand(JsonElement root, ReplicateSettings settings)
    {
        ModelAnswer output = WorkerOutput.Read(root.Member("output") ?? default);
        return output with
        {
            Text = settings.IsCaption && output.Text is { } caption ? CaptionAnswer.Of(caption) : output.Text,
            WasAsked = settings.Input.TakesQuestion,
            Usage = UsageOf(root),
            // Official models hide their version; their name is all there is.
            Model = root.Text("version") is { } version && version != "hidden" ? version : root.Text("model"),
            Id = root.Text("id"),
        };
    }

    private static JobEnd? EndOf(HttpAnswer answer)
    {
        using JsonDocument? document = answer.ToJson();
        if (document?.RootElement is not { } root || root.Text("status") is not { } status || !EndedBadly.Contains(status))
        {
            return null;
        }

        string said = root.Text("error") ?? string.Empty;
        string? code = Code().Match(said) is { Success: true } match ? match.Value : null;
        return new JobEnd(KindOf(code, said), code ?? status, ErrorEnvelope.Read(root), UsageOf(root), root.Text("id"));
    }

    // replicate.com/docs, error codes: E1001 is out of memory, which a smaller picture would mend and another attempt would not.
    private static FailureKind KindOf(string? code, string said) => (code, said) switch
    {
        ("E1001", _) => FailureKind.BadImage,
        _ when Filter().IsMatch(said) => FailureKind.Refused,
        _ => FailureKind.Unavailable,
    };

    private static Usage UsageOf(JsonElement root) => new() { ComputeSeconds = (root.Member("metrics") ?? default).Amount("predict_time") };

    [GeneratedRegex(@"\bE\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bNSFW\b|flagged as sensitive|content (policy|filter)|safety (filter|checker|system)", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();
}
