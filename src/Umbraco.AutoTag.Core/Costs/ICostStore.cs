using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.Core.Costs;

/// <summary>What the meter reads: sums of the ledger by day, whatever its size. Days are those of UTC.</summary>
public interface ICostStore
{
    /// <summary>What each connection took each day, the earliest first.</summary>
    Task<IReadOnlyList<DayCosts>> DaysAsync(DateOnly from, CancellationToken cancellationToken);

    /// <summary>Which answers were known already when an image needed them, by day and connection, the earliest first.</summary>
    Task<IReadOnlyList<DaySavings>> SavingsAsync(DateOnly from, CancellationToken cancellationToken);

    /// <summary>The same calls by another part of them, the dearest first. The parts together are all of them.</summary>
    Task<IReadOnlyList<PartCosts>> PartsAsync(CostPart part, DateOnly from, CancellationToken cancellationToken);

    /// <summary>How long the last answers of a connection took.</summary>
    /// <param name="connection">Its alias, as it was written down.</param>
    /// <param name="from">Answers to calls that were sent before are left out.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Null where there is none.</returns>
    Task<AnswerTimes?> AnswerTimesAsync(string connection, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>What a provider says of its account.</summary>
    /// <param name="connection">The connection's alias, as it was written down.</param>
    /// <param name="from">From when on.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Null where it has said nothing since.</returns>
    Task<AccountWord?> AccountAsync(string connection, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>The ledger, earliest call first.</summary>
    /// <param name="from">Calls that were sent before are left out.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<LedgerEntry>> CallsAsync(DateTimeOffset from, LedgerEntry? after, int take, CancellationToken cancellationToken);
}

/// <summary>By what calls are told apart.</summary>
public enum CostPart
{
    /// <summary>Alias of the profile; empty for calls under a revision that is not kept, such as tests of a connection.</summary>
    Profile,

    /// <summary>Id of the run; empty for calls outside of runs.</summary>
    Run,

    /// <summary>Id path of the folder that the image lay in when the call was made; empty for tests of a connection.</summary>
    Folder,

    /// <summary>Key of who asked, or else uploaded the image; empty where nobody is known.</summary>
    Editor,
}
