import type { ComparedView, EstimateView, ModelAnswerView, UpgradeSampleView } from '../api/index.js';
import { known } from '../shared/cost.js';
import { likelyCost } from '../runs/words.js';
import type { Problem } from '../shared/answer.js';
import type { Reader } from '../shared/say.js';

/** One model over all images that were compared. */
export interface SideSums {
  /** Images it did not answer about. */
  readonly unanswered: number;
  /** What one image cost on average, in millionths of a dollar; null where nobody knows of any. */
  readonly microUsd: number | null;
  /** Credits one image took on average; null where it counts in none, or nobody knows. */
  readonly credits: number | null;
  /** How long one image was waited for on average; null where nobody knows of any. */
  readonly seconds: number | null;
  /** Values that would wait for an editor, of the images that both answered about. */
  readonly waiting: number;
}

/** Two models over all images that were looked at. */
export interface UpgradeSums {
  /** Images that both answered about. */
  readonly compared: number;
  /** Images about which neither was asked, because an earlier step was sure enough. */
  readonly notNeeded: number;
  readonly kept: number;
  readonly gained: number;
  readonly lost: number;
  /** The part of all keywords that both say, 0 to 1; null where neither says any. */
  readonly agreement: number | null;
  readonly texts: number;
  readonly sameTexts: number;
  readonly present: SideSums;
  readonly other: SideSums;
}

const mean = (numbers: readonly (number | null)[]): number | null => {
  const there = numbers.filter((number) => number !== null);
  return there.length === 0 ? null : there.reduce((sum, number) => sum + number, 0) / there.length;
};

function sideSums(looked: readonly ComparedView[], side: (image: ComparedView) => ModelAnswerView): SideSums {
  const answers = looked.map(side);
  return {
    unanswered: answers.filter(({ hasAnswered, isNotNeeded }) => !hasAnswered && !isNotNeeded).length,
    microUsd: mean(answers.map(({ cost }) => cost?.microUsd ?? null)),
    credits: mean(answers.map(({ credits }) => credits)),
    seconds: mean(answers.map(({ seconds }) => seconds)),
    waiting: looked.filter(isCompared).reduce((sum, image) => sum + side(image).waiting, 0),
  };
}

/** Whether both answered. */
export const isCompared = ({ present, other }: ComparedView): boolean => present.hasAnswered && other.hasAnswered;

/** Whether neither was asked, because an earlier step was sure enough. */
export const isNotNeeded = ({ present, other }: ComparedView): boolean => present.isNotNeeded && other.isNotNeeded;

// What is over soon: the system asked to slow down, or AutoTag itself had another call before this one.
const notNow: ReadonlySet<string | null> = new Set(['Throttled', 'RateLimit', 'Concurrency', 'LookedAtAlready', 'FileReplaced']);
// One for each time an image is asked about again: where a connection has no room, soon is often late enough.
const pauses = [2_000, 5_000, 5_000, 5_000, 5_000];

/**
 * How many milliseconds to wait before an image is asked about again, so that averages are of all images; null where what came of it stands.
 * @param timesPutBack How often that was done with this image before, from 0.
 */
export const pauseBeforeAnew = (seen: ComparedView | Problem, timesPutBack: number): number | null =>
  'fields' in seen && [seen.present, seen.other].some(({ reasonCode }) => notNow.has(reasonCode)) ? (pauses[timesPutBack] ?? null) : null;

// So many images tell that the others would fare no better.
const enough = 3;

/** Why the other model is asked in vain: it failed by the first three images it was asked about for one reason, and has answered about none; null where that is not so. */
export function inVain(looked: readonly ComparedView[]): { readonly reasonCode: string; readonly reason: string | null } | null {
  const others = looked.map(({ other }) => other).filter(({ isNotNeeded }) => !isNotNeeded);
  const [first] = others;
  if (!first || first.reasonCode === null || notNow.has(first.reasonCode) || others.length < enough) return null;
  const isSame = others.slice(0, enough).every(({ reasonCode }) => reasonCode === first.reasonCode);
  return isSame && others.every(({ hasAnswered }) => !hasAnswered) ? { reasonCode: first.reasonCode, reason: first.reason } : null;
}

/** Adds up what two models made of the images. */
export function upgradeSums(looked: readonly ComparedView[]): UpgradeSums {
  const fields = looked.flatMap((image) => image.fields);
  const keywords = fields.filter(({ field }) => field === 'Keywords');
  const texts = fields.filter(({ field }) => field !== 'Keywords');
  const count = (part: 'kept' | 'gained' | 'lost') => keywords.reduce((sum, field) => sum + field[part].length, 0);
  const [kept, gained, lost] = [count('kept'), count('gained'), count('lost')];
  const all = kept + gained + lost;
  return {
    compared: looked.filter(isCompared).length,
    notNeeded: looked.filter(isNotNeeded).length,
    kept,
    gained,
    lost,
    agreement: all === 0 ? null : kept / all,
    texts: texts.length,
    sameTexts: texts.filter((text) => text.kept.length > 0 && text.gained.length + text.lost.length === 0).length,
    present: sideSums(looked, ({ present }) => present),
    other: sideSums(looked, ({ other }) => other),
  };
}

/** What one image cost a model on average. A cost that nobody knows is said to be unknown, never zero. */
export const imageCost = ({ microUsd, credits }: SideSums, reader: Reader): string =>
  known(microUsd === null ? null : { microUsd: Math.round(microUsd) }, credits, reader) ?? reader.say('costUnknown');

/** How long one image was waited for on average. */
export const imageTime = ({ seconds }: SideSums, { language, say }: Reader): string =>
  seconds === null
    ? say('upgradeNobodyKnows')
    : new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits: 1 }).format(seconds);

const costOf = (estimate: EstimateView | null, reader: Reader) => (estimate === null ? reader.say('estimateFreeOfCharge') : likelyCost(estimate, reader));

/** What the comparison costs, and the library after it. */
export const priceBefore = ({ present, other, library }: UpgradeSampleView, reader: Reader): string =>
  reader.say('upgradeConfirmContent', costOf(other, reader), costOf(present, reader), likelyCost(library, reader));
