using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// Turns what a language model's API answered into a reply. A protocol brings only the one function that finds the text, the usage and the
/// refusal in its JSON; what an error, a page or a refusal means is the same for all.
/// </summary>
public static class ModelReader
{
    private const int MaxModelLength = 200;

    /// <summary>Reads one answer.</summary>
    /// <param name="connection">Who answered.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">What came.</param>
    /// <param name="understand">Finds its way in the protocol's JSON; may be given any JSON at all.</param>
    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, Func<JsonElement, ModelAnswer> understand)
    {
        if (!answer.IsSuccess || answer.IsHtml)
        {
            ErrorEnvelope errors = ErrorEnvelope.Read(answer.Body);
            return Failed(connection, answer, errors, ErrorTable.Classify(answer, errors));
        }

        using JsonDocument? document = answer.ToJson();
        return document is null
            ? Unusable(connection, answer, FailureKind.Malformed, "malformed")
            : Read(connection, request, answer, document.RootElement, understand);
    }

    private static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, JsonElement root, Func<JsonElement, ModelAnswer> understand)
    {
        if (root.Member("error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String })
        {
            var errors = ErrorEnvelope.Read(root);
            return Failed(connection, answer, errors, ErrorTable.ClassifyInside(answer, errors), understand(root).Usage);
        }

        ModelAnswer said = understand(root);
        return Judge(connection, request, answer, said) with
        {
            ModelReported = UntrustedText.Clean(said.Model, MaxModelLength) is { Length: > 0 } model ? model : null,
            RequestId = answer.RequestId ?? ExchangeId.Of(said.Id),
        };
    }

    // A refusal is looked for before the text: half a sentence may stand before it.
    private static VisionReply Judge(Connection connection, VisionRequest request, HttpAnswer answer, ModelAnswer said)
    {
        if (said.Declined != Declined.No)
        {
            return Unusable(connection, answer, FailureKind.Refused, said.Declined == Declined.Filter ? "content-filter" : "refusal", said.Usage);
        }

        if (said.BrokeDown)
        {
            return Unusable(connection, answer, FailureKind.Unavailable, "error", said.Usage);
        }

        ReadAnswer read = AnswerReader.Read(said.Text, said.CutOff, request.Tasks, request.Language, request.AlsoIn, request.Question);
        return read.Observations is { } observations
            ? VisionReply.Answered(observations, said.Usage)
            : Unusable(connection, answer, read.Failure!.Value, read.Code!, said.Usage, mayBeRepaired: said.WasAsked && read.Failure == FailureKind.Malformed);
    }

    private static VisionReply Failed(Connection connection, HttpAnswer answer, ErrorEnvelope errors, FailureKind kind, Usage? usage = null) =>
        VisionReply.Failed(FailureMessages.For(connection, kind, answer, errors).ChargedAs(connection, usage), usage)
            with { RequestId = answer.RequestId ?? errors.RequestId };

    private static VisionReply Unusable(
        Connection connection, HttpAnswer answer, FailureKind kind, string code, Usage? usage = null, bool mayBeRepaired = false)
    {
        Failure failure = FailureMessages.For(connection, kind, answer, ErrorEnvelope.None).ChargedAs(connection, usage);
        return VisionReply.Failed(failure with { Code = code, Repairable = mayBeRepaired ? Repairable.Yes : Repairable.No }, usage) with { RequestId = answer.RequestId };
    }
}
