using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>What came of looking through the steps of a profile.</summary>
public sealed class Looked
{
    private readonly List<SourcedAnalysis> _analyses = [];
    private readonly List<Failure> _failures = [];
    private readonly List<StepNeed> _needs = [];

    /// <summary>What was said, in the order of the steps.</summary>
    public IReadOnlyList<SourcedAnalysis> Analyses => _analyses;

    /// <summary>Whether each step was asked, by its place in the profile.</summary>
    public IReadOnlyList<StepNeed> Needs => _needs;

    /// <summary>Everything that went wrong, in the order in which it did; what a fallback made up for among it.</summary>
    public IReadOnlyList<Failure> Failures => _failures;

    /// <summary>
    /// The failure that decides about the item: one that is worth waiting for comes before one that is final, and of two that are, the one that
    /// is over sooner: that step then has its say, and is not asked again.
    /// </summary>
    public Failure? Failure { get; private set; }

    /// <summary>Why the image could not be sent; null where it could.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>
    /// True where every step that was needed had its say, so that what is no longer proposed is really no longer proposed. A step whose fallback stood
    /// in has had it, and one that an earlier step's certainty has made needless has nothing to say.
    /// </summary>
    public bool IsComplete => Failure is null;

    /// <summary>
    /// True where a step was to be taken from what is kept and nothing of it is, or where the fallback that stood in can say only a part of what the step
    /// was asked.
    /// </summary>
    public bool LacksAnswers { get; private set; }

    /// <summary>What a step has said, by its place in the profile; null where it has said nothing yet.</summary>
    public Analysis? AnswerOf(int step) => _analyses.FirstOrDefault(source => source.Order == step)?.Analysis;

    /// <summary>
    /// True where what is proposed now may take the place of what was proposed before: every step had its say, or what was left unsaid has left no
    /// suggestion behind either.
    /// </summary>
    /// <param name="earlier">The image's suggestions.</param>
    public bool Replaces(IEnumerable<Suggestion> earlier) => IsComplete
        && (!LacksAnswers || earlier
            .Where(suggestion => suggestion.State is SuggestionState.Pending or SuggestionState.Applied)
            .SelectMany(suggestion => suggestion.Origins.All.Select(origin => origin.AnalysisId).Append(suggestion.AnalysisId))
            .All(said => _analyses.Any(source => source.Analysis.Id == said)));

    internal void Add(StepNeed needOfNext) => _needs.Add(needOfNext);

    internal void Add(int step, Analysis analysis, Connection connection) =>
        _analyses.Add(new SourcedAnalysis(analysis, connection.Provider.Declaration.Rank, step));

    internal void AddKept(int step, StepAnswer? kept)
    {
        if (kept is null)
        {
            LacksAnswers = true;
            return;
        }

        // What was said to one question does not stand for the answer to another.
        if (_analyses.Any(source => source.Analysis.Id == kept.Analysis.Id || (kept.Analysis.CallId is { } call && source.Analysis.CallId == call)))
        {
            LacksAnswers = true;
            return;
        }

        Add(step, kept.Analysis, kept.Connection);
    }

    /// <summary>Notes that a step's answer leaves a part of what it was asked unsaid.</summary>
    internal void AddUnsaid() => LacksAnswers = true;

    internal void Add(Picture none)
    {
        Refusal ??= none.Refusal;
        if (none.Failure is { } failure)
        {
            Add(failure);
        }
    }

    internal void Add(Failure failure)
    {
        _failures.Add(failure);
        if (Failure is null || Order(failure).CompareTo(Order(Failure)) < 0)
        {
            Failure = failure;
        }
    }

    /// <summary>A failure that a fallback made up for: it decides about nothing, but it may have been paid for.</summary>
    internal void AddMadeUpFor(Failure failure) => _failures.Add(failure);

    private static (ItemFate Fate, TimeSpan Wait) Order(Failure failure) =>
        (failure.IsFinal ? ItemFate.Skipped : FailureRules.For(failure.Kind).Fate, FailureRules.Delay(failure, attempts: 1, jitter: 0));
}

/// <summary>An analysis with what its source is worth.</summary>
/// <param name="Analysis">What was said.</param>
/// <param name="Rank">Whose word counts more.</param>
/// <param name="Order">Place of its step in the profile, from 0.</param>
public sealed record SourcedAnalysis(Analysis Analysis, SourceRank Rank, int Order);
