using Umbraco.AutoTag.Core.Analyses;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>Keeps what was asked and answered. The question once for all images that it is asked about, the answer with the call that brought it.</summary>
public interface IWordingStore
{
    /// <summary>Keeps an answer, and the question where it is given and none is kept yet. An answer that is kept already stays as it is.</summary>
    /// <param name="callId">The ledger's call.</param>
    /// <param name="key">What was asked about what; its content has no part in the question.</param>
    /// <param name="wording">The words.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task KeepAsync(Guid callId, AnalysisKey key, Wording wording, CancellationToken cancellationToken);

    /// <summary>Keeps a question whose answers come later, where none is kept yet.</summary>
    /// <param name="key">What is asked about what; its content has no part in the question.</param>
    /// <param name="asked">The words, at most <see cref="Wording.MostCharacters"/>.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task KeepQuestionAsync(AnalysisKey key, string asked, CancellationToken cancellationToken);

    /// <summary>What was kept of a call; null where nothing was.</summary>
    Task<Wording?> FindAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>Deletes the oldest answers. Questions stay: there are as many as prompts, not as images.</summary>
    /// <param name="before">Those that were kept before this moment.</param>
    /// <param name="atMost">How many at most.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken);
}
