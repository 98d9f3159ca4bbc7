namespace Umbraco.AutoTag.Core.Analyses;

/// <summary>
/// Who is looking at what at this moment, shared by all servers: of two items with the same picture one pays, and the other takes what the
/// first has brought.
/// </summary>
public interface ILookStore
{
    /// <summary>
    /// Asks to be the one that looks. The same holder gets through although its earlier look has not ended: there is only one at a time, so the
    /// earlier one has lost what it held, or is dead.
    /// </summary>
    /// <param name="key">What is asked about what.</param>
    /// <param name="holder">
    /// Who looks: the media item for the worker that holds its lease, and an id of its own for whoever looks without one.
    /// </param>
    /// <param name="atMost">After this the look counts as given up, whatever became of it.</param>
    /// <param name="cancellationToken">Stops the wait for the database.</param>
    /// <returns>The look; null where another's is under way.</returns>
    Task<Look?> BeginAsync(AnalysisKey key, Guid holder, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>The look is over, with or without an answer. Ends nothing that has passed to another meanwhile.</summary>
    Task EndAsync(Look look, CancellationToken cancellationToken);
}

/// <summary>The right to ask, and pay, for an analysis.</summary>
/// <param name="Id">Tells it from every other.</param>
/// <param name="Key">What is asked about what.</param>
public sealed record Look(Guid Id, AnalysisKey Key);
