namespace Umbraco.AutoTag.Core.Ledger;

/// <summary>What the ledger knows of one connection.</summary>
/// <param name="Failures">The last calls that failed, newest first.</param>
/// <param name="Models">The models that said they answered, the one that did last first.</param>
/// <param name="CreditsRemaining">What the provider last said is left; null where it never said.</param>
public sealed record CallHistory(IReadOnlyList<LedgerEntry> Failures, IReadOnlyList<AnsweringModel> Models, decimal? CreditsRemaining);

/// <summary>A model that said it answered.</summary>
/// <param name="Name">By its own word.</param>
/// <param name="FirstAt">When it first did.</param>
/// <param name="LastAt">When it last did.</param>
public sealed record AnsweringModel(string Name, DateTimeOffset FirstAt, DateTimeOffset LastAt);
