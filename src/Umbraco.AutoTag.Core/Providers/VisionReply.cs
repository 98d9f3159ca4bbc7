namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// What came back from one attempt: an answer or a failure, never both, and what it used either way
/// (a refusal is charged like an answer).
/// </summary>
public sealed record VisionReply
{
    private VisionReply() { }

    /// <summary>The observations; null when the attempt failed. An empty list is an answer: nothing was recognised.</summary>
    public IReadOnlyList<Observation>? Observations { get; private init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public Failure? Failure { get; private init; }

    /// <summary>What the system said this attempt used.</summary>
    public Usage Usage { get; private init; } = Usage.None;

    /// <summary>The model the system says answered; null where it does not say.</summary>
    public string? ModelReported { get; init; }

    /// <summary>The system's own id of the exchange, for a support case; null where it gives none.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Of an answer in a batch: what of the system's list it was read from, for administrators who ask why a value is what it is. Null for single calls, and where
    /// the provider does not show it.
    /// </summary>
    public ListedAnswer? Listed { get; init; }

    /// <summary>The system answered.</summary>
    public static VisionReply Answered(IReadOnlyList<Observation> observations, Usage? usage = null) =>
        new() { Observations = observations, Usage = usage ?? Usage.None };

    /// <summary>The system did not answer, or not usefully.</summary>
    public static VisionReply Failed(Failure failure, Usage? usage = null) =>
        new() { Failure = failure, Usage = usage ?? Usage.None };
}
