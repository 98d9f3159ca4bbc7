using System.Globalization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Turns an error answer into a <see cref="Failure"/> that tells a person what happened and what to do.</summary>
public static class FailureMessages
{
    /// <summary>A failure for an answer that was classified. Whether it was charged is judged by what it means; what the vendor itself says of it counts more.</summary>
    /// <param name="connection">Who answered.</param>
    /// <param name="kind">What it means.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="errors">What its body says.</param>
    public static Failure For(Connection connection, FailureKind kind, HttpAnswer answer, ErrorEnvelope errors)
    {
        string said = VendorMessage.For(connection, errors.Message);
        string quoted = said.Length > 0 ? $" It said: “{said}”" : $" (HTTP {(int)answer.Status})";
        string code = VendorMessage.For(connection, errors.Code ?? errors.Type) is { Length: > 0 } own ? own : ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        return new Failure(kind, WhatAndWhatToDo(connection, kind, answer) + quoted)
        {
            Code = code,
            // Google names seconds even where the day's quota is gone: a wait counts only where waiting helps.
            RetryAfter = kind is FailureKind.Throttled or FailureKind.Unavailable ? RetryAfter.Of(answer.Headers, errors) : null,
            Charged = HttpExchange.ChargedUnlessFree(connection, ChargedFor(kind, (int)answer.Status)),
        };
    }

    /// <summary>The failure, charged as what the vendor counted says: money, credits, tokens, or no time at all. As it was where nothing was counted.</summary>
    public static Failure ChargedAs(this Failure failure, Connection connection, Usage? usage) => usage switch
    {
        { Cost: { } cost } => failure with { Charged = HttpExchange.ChargedUnlessFree(connection, cost.Amount > 0 ? Charged.Yes : Charged.No) },
        { Credits: { } credits } => failure with { Charged = HttpExchange.ChargedUnlessFree(connection, credits > 0 ? Charged.Yes : Charged.No) },
        { InputTokens: > 0 } or { OutputTokens: > 0 } => failure with { Charged = HttpExchange.ChargedUnlessFree(connection, Charged.Yes) },
        { ComputeSeconds: 0 } => failure with { Charged = Charged.No },
        _ => failure,
    };

    private static string WhatAndWhatToDo(Connection connection, FailureKind kind, HttpAnswer answer)
    {
        string name = connection.Provider.Declaration.Name;
        string key = $"AutoTag:Connections:{connection.Alias}";
        return kind switch
        {
            FailureKind.Throttled => $"{name} asks us to slow down. Work goes on by itself.",
            FailureKind.OutOfCredit => $"The {name} account of connection '{connection.Alias}' has no credit left or has reached a limit of its own. Top it up or raise the limit there.",
            FailureKind.Unauthorised => $"{name} does not accept the key of connection '{connection.Alias}'. Check {key}:ApiKey and what the key is allowed to do.",
            FailureKind.Misconfigured when (int)answer.Status is >= 300 and < 400 => $"{name} answered with a redirect, which is not followed because the key would go along. Write the final address into {key}:Endpoint.",
            FailureKind.Misconfigured when answer.IsHtml => $"A web page answered instead of {name}. Check {key}:Endpoint.",
            FailureKind.Misconfigured => $"{name} cannot do this as it is set up. Check {key}:Model, {key}:Endpoint and {key}:Settings.",
            FailureKind.BadImage => $"{name} cannot use this picture.",
            FailureKind.Refused => $"{name} refuses to describe this picture.",
            FailureKind.Malformed => $"The answer of {name} could not be understood, so nothing of it was used.",
            _ => $"{name} is not available at the moment.",
        };
    }

    // A call that was turned away at the door was not made, whichever status says so. Azure bills a filtered prompt although it answers 400; a gateway
    // that gave up waiting does not know what happened behind it; and whether a look that failed inside a good answer is on the bill, no vendor says.
    private static Charged ChargedFor(FailureKind kind, int status) => (kind, status) switch
    {
        (FailureKind.Throttled or FailureKind.OutOfCredit or FailureKind.Unauthorised or FailureKind.Misconfigured, _) => Charged.No,
        (FailureKind.Malformed, >= 200 and < 300) => Charged.Yes,
        (FailureKind.Refused, _) => Charged.Unknown,
        (_, (>= 200 and < 300) or 408 or 504 or 524) => Charged.Unknown,
        _ => Charged.No,
    };
}
