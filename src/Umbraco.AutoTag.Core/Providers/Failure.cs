namespace Umbraco.AutoTag.Core.Providers;

/// <summary>An expected failure: what happened and what follows from it. A value, not an exception.</summary>
/// <param name="Kind">What it means for the item and the connection.</param>
/// <param name="Message">For people: what happened and what to do. Holds no secret and no picture.</param>
public sealed record Failure(FailureKind Kind, string Message)
{
    /// <summary>How long the system asked us to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The system's own code, as it came.</summary>
    public string? Code { get; init; }

    /// <summary>False where nothing was sent: the site itself held the call back. Waiting for one's turn is not an attempt.</summary>
    public bool Sent { get; init; } = true;

    /// <summary>
    /// True where the site itself would hold back every other call of this connection too, until <see cref="RetryAfter"/> is over or the
    /// configuration changes: a budget that counts them all is used up.
    /// </summary>
    public bool HoldsConnection { get; init; }

    /// <summary>Alias of the connection that failed; null where it was none.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether the attempt was paid for.</summary>
    public Charged Charged { get; init; } = Charged.No;

    /// <summary>True where <see cref="Code"/> is AutoTag's own word, which tells more than the kind; a vendor's never becomes a reason.</summary>
    public bool IsOwnCode { get; init; }

    /// <summary>
    /// True where the item is given up at once, until a person says "retry", whatever the table grants its kind. Until then it is not asked about
    /// again, and so not counted.
    /// </summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether asking once more, with a word about what was wrong, may mend it: <see cref="Corridor.Repair"/>.</summary>
    public Repairable Repairable { get; init; } = Repairable.No;

    /// <summary>
    /// What the item shows as its reason: the kind, or what exactly AutoTag itself says, because a price that nobody knows is mended otherwise
    /// than a budget that is used up, and a rate limit that AutoTag keeps to otherwise than a provider that asks to slow down.
    /// </summary>
    public string ReasonCode => (Kind == FailureKind.OverBudget || IsOwnCode) && Code is { } own ? own : Kind.ToString();
}

/// <summary>The failures the corridor knows. What each does to item and connection: <see cref="Queue.FailureRules"/>.</summary>
public enum FailureKind
{
    /// <summary>Not now; works again by waiting. Either the system was asked too fast, or AutoTag itself held the call back: then the code says for what.</summary>
    Throttled,

    /// <summary>The account is empty or at its own limit; a person must act.</summary>
    OutOfCredit,

    /// <summary>Key wrong, expired or without permission; a person must act.</summary>
    Unauthorised,

    /// <summary>Model, region, feature or parameter wrong; a person must act.</summary>
    Misconfigured,

    /// <summary>This picture cannot work, whoever looks at it.</summary>
    BadImage,

    /// <summary>The system refuses to look at this picture.</summary>
    Refused,

    /// <summary>The answer could not be understood or was cut off. It never becomes a value.</summary>
    Malformed,

    /// <summary>Down, overloaded, unreachable or too slow; works again by itself.</summary>
    Unavailable,

    /// <summary>A budget of the site says no.</summary>
    OverBudget,

    /// <summary>An admin has paused the connection, or a drift of its model has stopped it: an admin lets it go on.</summary>
    Paused,
}

/// <summary>Whether an attempt was paid for. A lost answer is unknown, which is counted as paid until the provider says otherwise.</summary>
public enum Charged
{
    /// <summary>Not paid for.</summary>
    No,

    /// <summary>Paid for.</summary>
    Yes,

    /// <summary>Sent, and the answer never came.</summary>
    Unknown,
}

/// <summary>Whether an answer that could not be read may be repaired by asking once more.</summary>
public enum Repairable
{
    /// <summary>It may not: nobody was asked in words, or it is not the answer's form that is wrong.</summary>
    No,

    /// <summary>A model was asked in words and its answer had not the form asked for.</summary>
    Yes,

    /// <summary>It was asked for again, and that was or may have been paid for, too: nothing more is tried.</summary>
    Tried,
}
