namespace Umbraco.AutoTag.Core.Analyses;

/// <summary>The analyses: what was paid for once stays known.</summary>
public interface IAnalysisStore
{
    /// <summary>The analysis under a key; null where there is none.</summary>
    Task<Analysis?> FindAsync(AnalysisKey key, CancellationToken cancellationToken);

    /// <summary>What a connection last said about a content, however it was asked; null where nothing is kept.</summary>
    Task<Analysis?> LastAsync(Values.ContentHash content, string connection, string language, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps an analysis and returns the one that now stands under its key. Where there is one already it stays,
    /// unless <paramref name="replace"/>: then the new one takes the key, and the old one stays readable by its id.
    /// </summary>
    Task<Analysis> KeepAsync(Analysis analysis, bool replace, CancellationToken cancellationToken);

    /// <summary>The analyses with these ids; unknown ids are left out.</summary>
    Task<IReadOnlyList<Analysis>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
