import type { ReviewQueue, ReviewVerdict } from '../api/index.js';
import type { Say } from '../shared/say.js';
import type { Member, Tally } from './group.js';

/** Many that are to be decided, as the editor is asked about them. */
export interface Many {
  readonly members: readonly Member[];
  /** False where there are more than could be listed. */
  readonly isAll: boolean;
  /** The value they share, where that is what was chosen. */
  readonly value?: string;
}

const asks = {
  Pending: { Accept: 'reviewAskAccept', Reject: 'reviewAskReject' },
  Applied: { Accept: 'reviewAskKeep', Reject: 'reviewAskRemove' },
} as const;

const confirms = {
  Pending: { Accept: 'accept', Reject: 'reject' },
  Applied: { Accept: 'keep', Reject: 'remove' },
} as const;

/** A verdict that many can have: nobody edits many at once, or says of pictures unseen that they are decorative. */
export type ManyVerdict = Exclude<ReviewVerdict, 'Edit' | 'Decorative'>;

/** What is asked before many are decided: with their number, and what will be left out. */
export function questionAbout({ members, isAll, value }: Many, verdict: ManyVerdict, queue: ReviewQueue, say: Say) {
  const texts = verdict === 'Accept' && queue === 'Pending' && members.some(({ field }) => field !== 'Keywords');
  return {
    headline: say(asks[queue][verdict], members.length),
    content: [
      ...(value === undefined ? [] : [say('reviewAskValue', value)]),
      ...(isAll ? [] : [say('reviewAskFirst', members.length)]),
      ...(texts ? [say('reviewAskTexts')] : []),
      say('reviewAskUndo'),
    ].join(' '),
    confirmLabel: say(confirms[queue][verdict]),
  };
}

/** What is said once many were decided. */
export function tallyInWords({ done, missed }: Tally, verdict: ManyVerdict, say: Say): string {
  const said = say(verdict === 'Accept' ? 'reviewManyAccepted' : 'reviewManyRejected', done.length);
  return missed.length > 0 ? `${said} ${say('reviewManyMissed', missed.length)}` : said;
}

/** What is said once decisions were taken back; null where the server was not reached. */
export function undoInWords(tally: Tally | null, say: Say): string {
  if (!tally) return say('reviewUndoFailed');
  const said = say('reviewUndone', tally.done.length);
  return tally.missed.length > 0 ? `${said} ${say('reviewUndoMissed', tally.missed.length)}` : said;
}
