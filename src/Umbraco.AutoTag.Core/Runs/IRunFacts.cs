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

    /// <summary>How sure a step was of those of these contents that it has an answer for, 0 to 1. What it said before that was kept is left out.</summary>
    /// <param name="contentHashes">In hexadecimal.</param>
    /// <param name="stepPart">The step's part of the revision.</param>
    /// <param name="language">Two-letter ISO 639-1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyDictionary<string, double>> SurenessAsync(
        IReadOnlyCollection<string> contentHashes, string stepPart, string language, CancellationToken cancellationToken);

    /// <summary>How often a step was unsure.</summary>
    /// <param name="stepParts">Under which its answers lie; a picture that has several counts once.</param>
    /// <param name="language">Two-letter ISO 639-1.</param>
    /// <param name="below">The bar, 0 to 1.</param>
    /// <param name="since">Of the pictures it looked at from this moment on.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<Unsure> UnsureAsync(IReadOnlyCollection<string> stepParts, string language, double below, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The last calls to a connection for a model that brought an answer, the newest first; tests of the connection are not among them.</summary>
    Task<IReadOnlyList<PastCall>> PastCallsAsync(string connection, string? model, int take, CancellationToken cancellationToken);

    /// <summary>What the calls of each of these runs have cost.</summary>
    Task<IReadOnlyDictionary<Guid, RunSpend>> SpendAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancellationToken);
}

/// <summary>How often a step was unsure.</summary>
/// <param name="Answers">The pictures it looked at.</param>
/// <param name="Count">Of those, the ones it was unsure about.</param>
public sealed record Unsure(long Answers, long Count)
{
    /// <summary>It has looked at nothing.</summary>
    public static Unsure Nothing { get; } = new(0, 0);
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
public sealed record RunSpend(long Calls, MicroUsd Cost, decimal Credits, long CallsOfUnknownCost)
{
    /// <summary>No call was made.</summary>
    public static RunSpend Nothing { get; } = new(0, new MicroUsd(0), 0, 0);
}
