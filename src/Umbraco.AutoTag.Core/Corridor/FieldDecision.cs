using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Decides one field.</summary>
internal sealed class FieldDecision(DecisionInput input, FieldKey key)
{
    private readonly List<Earlier> _earlier = [.. input.Earlier.Where(suggestion => suggestion.Field == key).Select(suggestion => new Earlier(suggestion))];
    private readonly Dictionary<string, Suggestion> _byKey = [];
    private readonly FieldValue _current = input.Item.Fields[key];
    // A yes belongs to the words in the property, whichever language has the property since.
    private readonly HashSet<string> _agreed =
    [
        .. from suggestion in input.Earlier
           where suggestion.Field.Field == key.Field && suggestion.State is SuggestionState.Accepted or SuggestionState.Edited
           select FieldText.Fold(suggestion.EditedValue ?? suggestion.Value),
    ];

    private readonly HashSet<string> _present = [.. input.Item.Fields[key].Parts.Select(FieldText.Fold)];
    private readonly PublishMode _publish = input.OnlySuggests && input.Profile.PublishFor(key.Field) == PublishMode.WhenConfident
        ? PublishMode.AfterReview
        : input.Profile.PublishFor(key.Field);

    private readonly Vocabulary _vocabulary = input.Profile.Vocabulary.In(key.Language);
    private HashSet<string> _left = [];
    private bool _isHumans;

    public FieldKey Key => key;

    public List<Suggestion> Added { get; } = [];

    public List<Suggestion> Changed { get; } = [];

    public FieldValue? Write { get; private set; }

    public void Decide()
    {
        foreach (Earlier earlier in _earlier)
        {
            _byKey.TryAdd(earlier.Key, earlier.Suggestion);
        }

        _isHumans = IsHumans();
        List<Proposal> kept = _publish == PublishMode.Never || IsDecorative() ? [] : Kept(Proposals.For(key, input.Profile, input.Analyses, input.Curves, _byKey));
        List<Proposal> written = _isHumans ? [] : [.. kept.Where(proposal => proposal.WaitsBecause(_publish) is null)];

        PlanWrite(written);
        _left = Write is null ? _present : [.. Write.Parts.Select(FieldText.Fold)];
        foreach (Proposal proposal in kept.Where(proposal => !IsThereByHuman(proposal)))
        {
            Suggest(proposal, written.Contains(proposal));
        }

        if (input.IsComplete)
        {
            SupersedeAllBut(kept);
        }
    }

    // Of keywords many, of texts the best that was not rejected; where that one was accepted, there is nothing left to say.
    private List<Proposal> Kept(IReadOnlyList<Proposal> proposals) => key.Field == Field.Keywords
        ? [.. proposals.Where(proposal => !IsDecided(proposal)).Take(input.Profile.MaxKeywords)]
        : [.. proposals.Where(proposal => Match(proposal)?.State != SuggestionState.Rejected).Take(1).Where(proposal => !IsDecided(proposal))];

    private bool IsDecorative() => Ownership.IsDecorative(_current, input.Writes.Where(write => write.Field == key));

    private bool IsHumans() =>
        Ownership.Of(_current, input.Writes.Where(write => write.Field == key)) == Owner.Human || (key.Field != Field.Keywords && HoldsAcceptedText());

    // "Accept" of a value that is already there writes nothing, but from then on it is the human's.
    private bool HoldsAcceptedText() => _present.Overlaps(_agreed);

    // A text that a human replaced by hand is offered again beside it when an editor asks, and only then.
    private bool IsDecided(Proposal proposal) => Match(proposal) is { } match
        && match.State.IsDecided()
        && !(input.IsAsked && match is { State: SuggestionState.Edited, DecidedBy: null });

    private bool IsThereByHuman(Proposal proposal) => _isHumans && _present.Contains(proposal.Key) && Match(proposal) is null;

    private Suggestion? Match(Proposal proposal) => _byKey.GetValueOrDefault(proposal.Key);

    private void Suggest(Proposal proposal, bool isWritten)
    {
        Suggestion? match = Match(proposal);
        // A machine's value in a field that a human has changed elsewhere is still there, and still not looked at.
        bool isApplied = isWritten || (match?.State == SuggestionState.Applied && _left.Contains(proposal.Key));
        SuggestionState state = isApplied ? SuggestionState.Applied : SuggestionState.Pending;
        PendingReason? reason = isApplied ? null : ReasonToWait(proposal, match);

        if (match is null)
        {
            Added.Add(New(proposal, state, reason));
        }
        else if (Renewed(match, proposal, state, reason) is var renewed && renewed with { Value = match.Value, ChangedAt = match.ChangedAt } != match)
        {
            Changed.Add(renewed);
        }
    }

    private PendingReason ReasonToWait(Proposal proposal, Suggestion? match) =>
        match is { State: SuggestionState.Pending, PendingReason: PendingReason.LostToStaleSave or PendingReason.Undone }
            ? match.PendingReason.Value
            : proposal.WaitsBecause(_publish) ?? PendingReason.HumanValue;

    private void SupersedeAllBut(List<Proposal> kept)
    {
        HashSet<string> keys = [.. kept.Select(proposal => proposal.Key)];
        Changed.AddRange(
            from earlier in _earlier
            where earlier.Suggestion.State is SuggestionState.Pending or SuggestionState.Applied
            where !keys.Contains(earlier.Key)
            // What is still in a human's field, or in one that nothing is written into, is still the machine's word, and still to be looked at.
            where earlier.Suggestion.State == SuggestionState.Pending || !(_isHumans || input.OnlySuggests) || !_present.Contains(earlier.Key)
            select earlier.Suggestion with { State = SuggestionState.Superseded, PendingReason = null, ChangedAt = input.Now });
    }

    private void PlanWrite(List<Proposal> written)
    {
        if (written.Count == 0 && !HoldsUnallowed())
        {
            return;
        }

        FieldValue planned = key.Field == Field.Keywords ? WithKept(written) : FieldValue.OfText(written[0].Value);
        if (!planned.Equals(_current))
        {
            Write = planned;
        }
    }

    // Where nothing is said any more, what was said stays. What the vocabulary does not allow any more goes.
    private bool HoldsUnallowed() => key.Field == Field.Keywords && input is { IsComplete: true, OnlySuggests: false } && !_isHumans && !_present.All(_vocabulary.Allows);

    // Keywords a human accepted stay; so does what was written before, until every step has had its say.
    private FieldValue WithKept(List<Proposal> written)
    {
        bool MayStay(string folded) => !input.IsComplete || _agreed.Contains(folded) || (written.Count == 0 && _vocabulary.Allows(folded));
        IEnumerable<string> kept = _current.Parts.Where(part => MayStay(FieldText.Fold(part)));
        return FieldValue.OfKeywords(kept.Concat(written.Select(proposal => proposal.Value)).DistinctBy(FieldText.Fold));
    }

    private Suggestion New(Proposal proposal, SuggestionState state, PendingReason? reason) => new()
    {
        Id = Guid.CreateVersion7(input.Now),
        MediaKey = input.Item.Key,
        Field = key,
        Value = proposal.Value,
        Confidence = proposal.Confidence,
        ConfidenceSource = proposal.ConfidenceSource,
        State = state,
        PendingReason = reason,
        AnalysisId = proposal.AnalysisId,
        Origins = proposal.Origins,
        RevisionId = input.RevisionId,
        CreatedAt = input.Now,
        ChangedAt = input.Now,
    };

    private Suggestion Renewed(Suggestion match, Proposal proposal, SuggestionState state, PendingReason? reason) => match with
    {
        Value = proposal.Value,
        Confidence = proposal.Confidence,
        ConfidenceSource = proposal.ConfidenceSource,
        State = state,
        PendingReason = reason,
        AnalysisId = proposal.AnalysisId,
        Origins = proposal.Origins,
        RevisionId = input.RevisionId,
        ChangedAt = input.Now,
    };

    /// <summary>What was suggested before, with its key made once.</summary>
    private sealed class Earlier(Suggestion suggestion)
    {
        public Suggestion Suggestion => suggestion;

        public string Key { get; } = FieldText.Fold(suggestion.Value);
    }
}
