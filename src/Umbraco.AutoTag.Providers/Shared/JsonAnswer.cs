using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What an error answer turned out to mean.</summary>
/// <param name="Kind">In the house's words.</param>
/// <param name="Said">In the system's own words.</param>
/// <param name="Wait">The wait the vendor documents, where the answer itself names none.</param>
public readonly record struct Verdict(FailureKind Kind, ErrorEnvelope Said, TimeSpan? Wait = null);

/// <summary>Reads the answer of a system that speaks JSON; what each of its members means is the provider's.</summary>
public static class JsonAnswer
{
    /// <summary>Reads one.</summary>
    /// <param name="connection">Who answered.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="read">Reads the document of a successful answer; null where it is not one of this system.</param>
    /// <param name="judge">Judges an answer that is no success. It is given an element of no kind where the body is not JSON.</param>
    public static VisionReply Read(Connection connection, HttpAnswer answer, Func<JsonElement, VisionReply?> read, Func<JsonElement, Verdict> judge)
    {
        using JsonDocument? document = answer.ToJson();
        if (!answer.IsSuccess || (document is null && answer.IsHtml))
        {
            return Failed(connection, answer, judge(document?.RootElement ?? default));
        }

        VisionReply reply = (document is null ? null : read(document.RootElement)) ?? Malformed(connection, answer);
        return reply with { RequestId = reply.RequestId ?? answer.RequestId };
    }

    /// <summary>A failure, also where it came inside an answer with status 200.</summary>
    /// <param name="connection">Who answered.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="verdict">What it means.</param>
    /// <param name="usage">What the vendor counted all the same; null where it says nothing.</param>
    public static VisionReply Failed(Connection connection, HttpAnswer answer, Verdict verdict, Usage? usage = null)
    {
        Failure failure = FailureMessages.For(connection, verdict.Kind, answer, verdict.Said).ChargedAs(connection, usage);
        return VisionReply.Failed(failure with { RetryAfter = failure.RetryAfter ?? verdict.Wait }, usage) with { RequestId = verdict.Said.RequestId ?? answer.RequestId };
    }

    private static VisionReply Malformed(Connection connection, HttpAnswer answer) =>
        Failed(connection, answer, new Verdict(FailureKind.Malformed, ErrorEnvelope.None));
}
