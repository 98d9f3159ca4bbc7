import type { SelectionEstimate } from '../api/index.js';
import { likelyCost, rangeInWords, reasonOf } from '../runs/words.js';
import type { Reader } from '../shared/say.js';
import type { MarkedAct } from './selection.repository.js';

/** What is asked before something is done to marked images. */
export interface Question {
  readonly headline: string;
  readonly content: string;
  readonly confirmLabel: string;
}

/** How many images something would be done to. */
export function countFor(act: MarkedAct, { images, ignored, estimate }: SelectionEstimate): number {
  if (act === 'tag') return estimate.images;
  return act === 'ignore' ? images - ignored : ignored;
}

/** What is said where there is nothing to be done. */
export function nothingInWords(act: MarkedAct, { images, estimate }: SelectionEstimate, reader: Reader): string {
  const { say } = reader;
  if (images === 0) return say('markedNone');
  if (act === 'tag') return [say('markedNothingToTag'), ...leftOut(estimate, reader)].join(' ');
  return say(act === 'ignore' ? 'markedAllIgnored' : 'markedNoneIgnored');
}

/** What is asked, with the number of images and, before something may be paid, with the price. */
export function questionAbout(act: MarkedAct, found: SelectionEstimate, reader: Reader): Question {
  const { say } = reader;
  const count = countFor(act, found);
  if (act === 'ignore') return { headline: say('markedIgnoreAsk', count), content: say('markedIgnoreNote'), confirmLabel: say('actionIgnore') };
  if (act === 'sendAgain') return { headline: say('markedSendAsk', count), content: say('markedSendNote'), confirmLabel: say('actionSendAgain') };
  return { headline: say('markedTagAsk', count), content: priceInWords(found, reader).join(' '), confirmLabel: say('actionTag') };
}

/** What was done. */
export function doneInWords(act: MarkedAct, count: number, { say }: Reader): string {
  if (act === 'tag') return say('markedTagged', count);
  return act === 'ignore' ? say('markedIgnored', count) : say('markedSent', count);
}

function priceInWords({ estimate }: SelectionEstimate, reader: Reader): string[] {
  const { say } = reader;
  const range = estimate.calls > 0 ? rangeInWords(estimate.cost, reader) : null;
  return [
    `${say('estimateCost')}: ${likelyCost(estimate, reader)}${range === null ? '' : ` (${range})`}.`,
    ...(estimate.free > 0 && estimate.calls > 0 ? [say('markedFree', estimate.free)] : []),
    ...leftOut(estimate, reader),
    say('markedTagNote'),
  ];
}

const leftOut = ({ leftOut }: SelectionEstimate['estimate'], reader: Reader): string[] =>
  leftOut.map(({ count, reasonCode }) => reader.say('markedLeftOut', count, reasonOf(reasonCode, reader)));
