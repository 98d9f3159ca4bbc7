using System.Text.Json;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>Reads a prediction that has ended. One that failed comes with status 201 and says why in words and a code of its own.</summary>
internal static partial class PredictionReader
{
    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, ReplicateSettings settings)
    {
        if (answer.IsSuccess && EndedBadly(answer) is { } end)
        {
            Failure failure = FailureMessages.For(connection, end.Kind, answer, ErrorEnvelope.Read(answer.Body));
            // What ran until it failed may be on the bill.
            return VisionReply.Failed(failure with { Code = end.Code, Charged = end.Usage.ComputeSeconds is null ? Charged.No : Charged.Unknown }, end.Usage)
                with { RequestId = end.Id };
        }

        return ModelReader.Read(connection, request, answer, root => Understand(root, settings));
    }

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

    private static (FailureKind Kind, string Code, Usage Usage, string? Id)? EndedBadly(HttpAnswer answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            JsonElement root = document.RootElement;
            string? status = root.Text("status");
            if (status is not ("failed" or "canceled" or "aborted"))
            {
                return null;
            }

            string said = root.Text("error") ?? string.Empty;
            string? code = Code().Match(said) is { Success: true } match ? match.Value : null;
            return (KindOf(code, said), code ?? status, UsageOf(root), ExchangeId.Of(root.Text("id")));
        }
        catch (JsonException)
        {
            return null;
        }
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
