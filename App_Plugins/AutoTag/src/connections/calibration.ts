import type { CalibrationBand, CalibrationList, CalibrationView, ConfidenceSource } from '../api/index.js';
import { fieldName } from '../shared/field.js';
import type { PlainTextKey, Reader } from '../shared/say.js';

const sources: Partial<Record<ConfidenceSource, PlainTextKey>> = { Score: 'calibrationScores', SelfReported: 'calibrationOpinions', None: 'calibrationUnscored' };

/** A share or a confidence in whole percent; a tenth more where that is what it is about. */
export const percent = (share: number, { language }: Reader, digits = 0): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share);

/** A threshold as it stands in configuration, in the reader's digits. */
const threshold = (value: number, { language }: Reader): string => new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

/** Whose values for what, and what their numbers are worth. */
export function whoseInWords({ connection, field, source }: CalibrationView, { say }: Reader): string {
  return say('calibrationWhose', connection, fieldName(field, say), say(sources[source] ?? 'calibrationUnscored'));
}

/** What it rests on; that there is too little to conclude from, where there is. */
export function basisInWords({ decided, accepted, outcome }: CalibrationView, { enough }: CalibrationList, reader: Reader): string {
  return outcome === 'TooFew'
    ? reader.say('calibrationTooFew', decided, enough)
    : reader.say('calibrationRests', decided, percent(accepted / decided, reader, 1));
}

/** What follows for the threshold; nothing where there are too few decisions. */
export function outcomeInWords({ outcome, proposal, writeFrom }: CalibrationView, { goal }: CalibrationList, reader: Reader): string | undefined {
  if (outcome === 'OutOfReach') return reader.say('calibrationOutOfReach', percent(goal, reader));
  if (outcome === 'AsItIs') return reader.say('calibrationAsItIs', threshold(writeFrom, reader), percent(goal, reader));
  if (!proposal) return undefined;
  const share = percent(proposal.accepted / proposal.decided, reader, 1);
  return reader.say('calibrationProposal', threshold(proposal.writeFrom, reader), share, proposal.decided, threshold(writeFrom, reader));
}

/** How sure the source was. */
export function bandInWords({ from, to }: CalibrationBand, reader: Reader): string {
  return from === null || to === null ? reader.say('calibrationNoNumber') : reader.say('calibrationBand', percent(from, reader), percent(to, reader));
}

/** The line of the curve in a square of 100: from the left, with 100 below. Between two bands it stays where it was. */
export function curvePoints(bands: readonly CalibrationBand[]): string {
  const stated = bands.flatMap(({ from, to, share }) => (from === null || to === null ? [] : [{ from, to, share }]));
  return stated
    .flatMap(({ from, to, share }, place): [number, number][] => [
      [from, share],
      [stated[place + 1]?.from ?? to, share],
    ])
    .map(([x, y]) => `${round(x * 100)},${round(100 - y * 100)}`)
    .join(' ');
}

const round = (value: number): number => Math.round(value * 10) / 10;
