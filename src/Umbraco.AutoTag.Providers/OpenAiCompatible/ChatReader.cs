using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.OpenAiCompatible;

/// <summary>Reads the answer of any server that speaks chat completions. Refusal fields are looked at before the text.</summary>
internal static class ChatReader
{
    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer)
    {
        if (!answer.IsSuccess || answer.IsHtml)
        {
            ErrorEnvelope errors = ErrorEnvelope.Read(answer.Body);
            return Failed(connection, answer, errors, ErrorTable.Classify(answer, errors));
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return Read(connection, request, answer, document.RootElement);
        }
        catch (JsonException)
        {
            return Unusable(connection, answer, FailureKind.Malformed, "malformed");
        }
    }

    private static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, JsonElement root)
    {
        if (root.Member("error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String })
        {
            var errors = ErrorEnvelope.Read(root);
            return Failed(connection, answer, errors, ErrorTable.ClassifyInside(answer, errors));
        }

        VisionReply reply = FromChoice(connection, request, answer, root);
        return reply with
        {
            ModelReported = UntrustedText.Clean(root.Text("model"), 200) is { Length: > 0 } model ? model : null,
            RequestId = answer.RequestId ?? ExchangeId.Of(root.Text("id")),
        };
    }

    private static VisionReply FromChoice(Connection connection, VisionRequest request, HttpAnswer answer, JsonElement root)
    {
        Usage usage = UsageOf(root.Member("usage") ?? default);
        JsonElement choice = root.Items("choices").FirstOrDefault();
        JsonElement message = choice.Member("message") ?? default;
        string? finish = choice.Text("finish_reason");
        if (finish == "content_filter")
        {
            return Unusable(connection, answer, FailureKind.Refused, "content-filter", usage);
        }

        if (!string.IsNullOrWhiteSpace(message.Text("refusal")))
        {
            return Unusable(connection, answer, FailureKind.Refused, "refusal", usage);
        }

        ReadAnswer read = AnswerReader.Read(TextOf(message), cutOff: finish == "length", request.Tasks, request.Language);
        return read.Observations is { } observations
            ? VisionReply.Answered(observations, usage)
            : Unusable(connection, answer, read.Failure!.Value, read.Code!, usage);
    }

    // Some servers write the content as parts: [{"type":"text","text":"…"}].
    private static string? TextOf(JsonElement message) => message.Text("content")
        ?? (message.Items("content").Any() ? string.Concat(message.Items("content").Select(part => part.Text("text"))) : null);

    private static Usage UsageOf(JsonElement usage) => new()
    {
        InputTokens = usage.Count("prompt_tokens"),
        OutputTokens = usage.Count("completion_tokens"),
        Cost = usage.Amount("cost") is { } cost and >= 0 and < 1_000_000 ? MicroUsd.FromUsd(cost) : null,
    };

    private static VisionReply Failed(Connection connection, HttpAnswer answer, ErrorEnvelope errors, FailureKind kind) =>
        VisionReply.Failed(FailureMessages.For(connection, kind, answer, errors))
            with { RequestId = answer.RequestId ?? errors.RequestId };

    private static VisionReply Unusable(Connection connection, HttpAnswer answer, FailureKind kind, string code, Usage? usage = null) =>
        VisionReply.Failed(FailureMessages.For(connection, kind, answer, ErrorEnvelope.None) with { Code = code }, usage)
            with { RequestId = answer.RequestId };
}
