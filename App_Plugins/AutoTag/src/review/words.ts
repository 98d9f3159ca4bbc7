import type { ReviewResult, ReviewVerdict, SuggestionNow } from '../api/index.js';
import { decidedInWords } from '../item/suggestions.js';
import type { PlainTextKey, Reader } from '../shared/say.js';

const refusals: Record<Exclude<ReviewResult, 'Done'>, PlainTextKey> = {
  Changed: 'reviewChanged',
  NotFound: 'reviewGone',
  InvalidValue: 'invalidValue',
  NowhereToWrite: 'nowhereToWrite',
};

const decided = new Set<SuggestionNow['state']>(['Accepted', 'Edited', 'Rejected', 'Superseded']);

/** What became of a suggestion that was decided here. */
export const verdictNames: Record<ReviewVerdict, PlainTextKey> = { Accept: 'reviewAccepted', Edit: 'reviewEdited', Reject: 'reviewRejected', Decorative: 'reviewDecorative' };

/** Why a decision did not hold: who was faster, or what was in the way. */
export function refusalInWords(result: Exclude<ReviewResult, 'Done'>, now: SuggestionNow | null | undefined, reader: Reader): string {
  if (result === 'Changed' && now && decided.has(now.state)) return `${decidedInWords(now, reader)}.`;
  return reader.say(refusals[result]);
}
