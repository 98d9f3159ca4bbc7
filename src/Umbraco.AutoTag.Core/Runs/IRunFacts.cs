using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What is known before a run, many images at a time.</summary>
public interface IRunFacts
{
    /// <summary>What is known of these images; those of which nothing is known are left out.</summary>
    Task<IReadOnlyDictionary<Guid, KnownImage>> KnownAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken);

    /// <summary>Of these contents, the ones this step has an answer for.</summary>
    /// <param name="contentHashes">In hexadecimal.</param>
    /// <param name="stepPart">The step's part of the revision.</param>
    /// <param name="language">Two-letter ISO 639-1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlySet<string>> AnsweredAsync(IReadOnlyCollection<string> contentHashes, string stepPart, string language, CancellationToken cancellationToken);

    /// <summary>The last calls to a connection for a model that brought an answer, the newest first; tests of the connection are not among them.</summary>
    Task<IReadOnlyList<PastCall>> PastCallsAsync(string connection, string? model, int take, CancellationToken cancellationToken);

    /// <summary>What the calls of a run have cost.</summary>
    Task<RunSpend> SpendAsync(Guid run, CancellationToken cancellationToken);
}

/// <summary>A call that brought an answer.</summary>
/// <param name="Cost">What it cost; null where nobody knows.</param>
/// <param name="Credits">Provider credits it took; null for systems without.</param>
/// <param name="Latency">From sending to the whole answer.</param>
public sealed record PastCall(MicroUsd? Cost, decimal? Credits, TimeSpan Latency);

/// <summary>What the calls of a run have cost.</summary>
/// <param name="Calls">How many were made.</param>
/// <param name="Cost">Sum of the known costs.</param>
/// <param name="Credits">Credits taken.</param>
/// <param name="CallsOfUnknownCost">Paid calls whose cost nobody knows.</param>
public sealed record RunSpend(long Calls, MicroUsd Cost, decimal Credits, long CallsOfUnknownCost);
