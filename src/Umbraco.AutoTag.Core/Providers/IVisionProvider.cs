using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// Code that speaks one system's protocol. It holds no state: the account, its secret and its HTTP client come with the
/// <see cref="Connection"/>. It makes exactly one attempt; retry, rate limit, ledger and cache are around it, not in it.
/// </summary>
public interface IVisionProvider
{
    /// <summary>What it can do and what it takes.</summary>
    ProviderDeclaration Declaration { get; }

    /// <summary>
    /// What is wrong with a connection's configuration, each as a sentence that names the key and how to mend it; empty when nothing is.
    /// Called at start; must not do I/O.
    /// </summary>
    IEnumerable<string> Validate(ConnectionOptions options);

    /// <summary>
    /// How many tokens a request may take at most: the words, the picture by the vendor's formula, and the longest answer it allows. Budgets
    /// reserve by it, so it errs upwards. Null for systems that do not count in tokens.
    /// </summary>
    TokenBound? TokensAtMost(Connection connection, VisionRequest request) => null;

    /// <summary>
    /// What a request costs at most by the vendor's own published prices, for systems that charge by the image or by each thing asked of it. Budgets reserve
    /// by it, so it errs upwards. Null where nothing is published, or where the connection's address is not the vendor's own. Must not do I/O.
    /// </summary>
    MicroUsd? ListPriceOf(Connection connection, VisionRequest request) => null;

    /// <summary>
    /// The vendor's published limit for a model of a connection as it is configured, for systems where it depends on the model or the kind of call; else the
    /// declaration's. Models that have a limit share it. Must not do I/O.
    /// </summary>
    /// <param name="options">The connection's.</param>
    /// <param name="model">The model that is asked for; null where none is named.</param>
    RateLimit? RateLimitOf(ConnectionOptions options, string? model) => Declaration.RateLimit;

    /// <summary>
    /// True where the system is paid by the time a model runs, and its answers say how long that was: only then a price per second means anything.
    /// Must not do I/O.
    /// </summary>
    bool TellsTime(ConnectionOptions options) => false;

    /// <summary>
    /// Why the site's own question (<see cref="VisionTasks.Answer"/>) would not be put to a connection as it is configured, as a sentence that names the
    /// key and how to mend it; null where it is. Systems that answer none at all say so in their declaration. Must not do I/O.
    /// </summary>
    string? AgainstQuestions(ConnectionOptions options) => null;

    /// <summary>
    /// Where the pictures of a connection go, for systems that know more than the address tells: a region, or that somebody else does the work.
    /// Must not do I/O, and must not guess.
    /// </summary>
    Destination DestinationOf(ConnectionOptions options) => Destination.Of(Declaration, options);

    /// <summary>
    /// Asks once. Whatever the system answers, or does not, comes back as a <see cref="VisionReply"/>; only a bug or
    /// <paramref name="cancellationToken"/> throws.
    /// </summary>
    Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken);
}

/// <summary>The most tokens a request may take.</summary>
/// <param name="Read">The question and the picture.</param>
/// <param name="Written">The answer, hidden reasoning included.</param>
public sealed record TokenBound(long Read, long Written);
