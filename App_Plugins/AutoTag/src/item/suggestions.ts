import type { Decision, FieldView, PendingReason, ReviewVerdict, SuggestionView } from '../api/index.js';
import type { PlainTextKey, Reader } from '../shared/say.js';

const present = new Set<SuggestionView['state']>(['Applied', 'Accepted', 'Edited']);

/** What a suggestion put into its field: the editor's words where there are some. */
export const wordsOf = (suggestion: SuggestionView): string => suggestion.editedValue ?? suggestion.value;

/** The suggestions that wait for an editor. */
export const pendingOf = (field: FieldView): SuggestionView[] => field.suggestions.filter(({ state }) => state === 'Pending');

/** The suggestion that a present value comes from; none where a person wrote it. */
export const sourceOf = (field: FieldView, value: string): SuggestionView | undefined =>
  field.suggestions.find((suggestion) => present.has(suggestion.state) && wordsOf(suggestion) === value);

/** A decision on a suggestion as the editor saw it: one that somebody changed meanwhile is refused by the server. */
export const decisionOn = (
  { id, version }: SuggestionView,
  decision: ReviewVerdict,
  value: string | null = null,
  seenValue: string | null = null,
): Decision => ({
  id,
  decision,
  value,
  expectedVersion: version,
  seenValue,
});

const reasons: Record<PendingReason, PlainTextKey> = {
  BelowThreshold: 'suggestionBelowThreshold',
  HumanValue: 'suggestionHumanValue',
  LostToStaleSave: 'suggestionLost',
  ReviewFirst: 'suggestionReviewFirst',
  Undone: 'suggestionUndone',
  ForbiddenWord: 'suggestionForbiddenWord',
  OtherLanguage: 'suggestionOtherLanguage',
};

/** Why a suggestion waits. A field that a person emptied is theirs like one that they filled. */
export const whyItWaits = (reason: PendingReason, fieldIsEmpty: boolean): PlainTextKey =>
  reason === 'HumanValue' && fieldIsEmpty ? 'suggestionHumanEmptied' : reasons[reason];

/** Where a suggestion is in its life, and who brought it there. */
export function decidedInWords(suggestion: Pick<SuggestionView, 'state' | 'decidedBy'>, { say }: Reader): string {
  const who = suggestion.decidedBy?.name ?? say('somebody');
  switch (suggestion.state) {
    case 'Pending':
      return say('stateOfPending');
    case 'Applied':
      return say('stateOfApplied');
    case 'Accepted':
      return say('stateOfAccepted', who);
    case 'Edited':
      return say('stateOfEdited', who);
    case 'Rejected':
      return say('stateOfRejected', who);
    case 'Superseded':
      return say('stateOfSuperseded');
  }
}
