using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>Who is asked in the place of a step that failed.</summary>
/// <param name="Step">Who looks, and what is asked: of the step's tasks those that this connection can do.</param>
/// <param name="Key">Its key in configuration, for messages.</param>
public sealed record Fallback(Step Step, string Key)
{
    /// <summary>What a fallback is for where nothing else is said: the account is empty, the system refuses to look, or the connection is broken.</summary>
    public const FallbackCauses UsualCauses =
        FallbackCauses.OutOfCredit | FallbackCauses.Refused | FallbackCauses.Unavailable | FallbackCauses.Unauthorised | FallbackCauses.Misconfigured;

    /// <summary>The failures it stands in for: of the step's own connection, or of the fallback before it.</summary>
    public FallbackCauses On { get; init; } = UsualCauses;

    /// <summary>True where it may be asked although a call to it may cost more than one to the step's own connection.</summary>
    public bool AllowDearer { get; init; }

    /// <summary>Whether it stands in for this failure.</summary>
    public bool StandsInFor(FailureKind failure) => CauseOf(failure) is { } cause && On.HasFlag(cause);

    // Not in the table: what is too fast only has to wait, a budget that says no must not be walked around, and a picture that cannot work works nowhere.
    private static FallbackCauses? CauseOf(FailureKind failure) => failure switch
    {
        FailureKind.OutOfCredit => FallbackCauses.OutOfCredit,
        FailureKind.Refused => FallbackCauses.Refused,
        FailureKind.Unavailable => FallbackCauses.Unavailable,
        FailureKind.Unauthorised => FallbackCauses.Unauthorised,
        FailureKind.Misconfigured => FallbackCauses.Misconfigured,
        FailureKind.Malformed => FallbackCauses.Malformed,
        FailureKind.Paused => FallbackCauses.Paused,
        _ => null,
    };
}

/// <summary>The failures a fallback may stand in for. Throttled, over budget and a bad image are not among them, so that nobody can ask for it.</summary>
[Flags]
public enum FallbackCauses
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The account is empty or at its own limit.</summary>
    OutOfCredit = 1,

    /// <summary>The system refuses to look at this picture.</summary>
    Refused = 2,

    /// <summary>Down, overloaded, unreachable or too slow.</summary>
    Unavailable = 4,

    /// <summary>Key wrong, expired or without permission.</summary>
    Unauthorised = 8,

    /// <summary>Model, region, feature or parameter wrong.</summary>
    Misconfigured = 16,

    /// <summary>The answer could not be understood. It is paid for in most cases.</summary>
    Malformed = 32,

    /// <summary>An admin has paused the connection.</summary>
    Paused = 64,
}
