import type { AltTextState, CoverageDayView, CoverageNumbers } from '../api/index.js';
import type { PlainTextKey, Reader } from '../shared/say.js';

/** A state in the words of the screen. */
export interface StateWords {
  readonly state: AltTextState;
  readonly name: PlainTextKey;
  /** What is said where nothing is in this state. */
  readonly none: PlainTextKey;
  readonly count: (numbers: CoverageNumbers) => number;
}

/** The states in the order of the bar: what is settled, what is to be looked at, what is missing. */
export const states: readonly StateWords[] = [
  { state: 'Human', name: 'coverageHuman', none: 'coverageNoneHere', count: ({ human }) => human },
  { state: 'Accepted', name: 'coverageAccepted', none: 'coverageNoneHere', count: ({ accepted }) => accepted },
  { state: 'Decorative', name: 'coverageDecorative', none: 'coverageNoneHere', count: ({ decorative }) => decorative },
  { state: 'Unreviewed', name: 'coverageUnreviewed', none: 'coverageNoneUnreviewed', count: ({ unreviewed }) => unreviewed },
  { state: 'Missing', name: 'coverageMissing', none: 'coverageNoneMissing', count: ({ missing }) => missing },
];

/** What AutoTag knows nothing of, told apart from the rest. */
export const notCovered: StateWords = { state: 'NotCovered', name: 'coverageNotCovered', none: 'coverageNoneHere', count: (numbers) => numbers.notCovered };

export const wordsOf = (state: AltTextState): StateWords => states.find((words) => words.state === state) ?? notCovered;

/** "92.4 %", rounded down: nothing is whole before it is. Null where there is nothing to share. */
export function share(part: number, whole: number, { language }: Reader): string | null {
  if (whole === 0) return null;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(Math.floor((part / whole) * 1_000) / 1_000);
}

const dayOf = (iso: string, { language }: Reader): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));

/** A day of the trend. */
export interface TrendDay {
  readonly day: string;
  readonly share: string;
  readonly missing: number;
}

/** The days that have something to share, as a table says them. */
export const trendDays = (days: readonly CoverageDayView[], reader: Reader): TrendDay[] =>
  days.flatMap(({ day, numbers }) => {
    const served = share(numbers.served, numbers.covered, reader);
    return served === null ? [] : [{ day: dayOf(day, reader), share: served, missing: numbers.missing }];
  });

/** "From 61 % on 3 Sep to 92.4 % on 21 Nov"; null before there are two days. */
export function trendInWords(days: readonly CoverageDayView[], reader: Reader): string | null {
  const told = trendDays(days, reader);
  const [first, last] = [told[0], told.at(-1)];
  return first && last && told.length > 1 ? reader.say('coverageTrendFromTo', first.share, first.day, last.share, last.day) : null;
}

/** The shares as a line in a box of 100 by 100, time to the right; days on which the site did not run have no point. */
export function trendLine(days: readonly CoverageDayView[]): string {
  const told = days.filter(({ numbers }) => numbers.covered > 0).map(({ day, numbers }) => ({ at: Date.parse(day), share: numbers.served / numbers.covered }));
  const from = told[0]?.at ?? 0;
  const span = Math.max(1, (told.at(-1)?.at ?? 0) - from);
  return told.map(({ at, share: part }) => `${(((at - from) / span) * 100).toFixed(2)},${(100 - part * 100).toFixed(2)}`).join(' ');
}
