import type { Decision, DecisionOutcome, Field, ReviewQueue, ReviewVerdict } from '../api/index.js';

/** A suggestion that is decided together with others. */
export interface Member {
  readonly id: string;
  readonly version: number;
  readonly field: Field;
}

/** How many decisions go to the server at once: few enough to see them go on, and to stop. */
export const pieceSize = 25;

/** The list in pieces of this size. */
export function pieces<T>(list: readonly T[], size = pieceSize): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, piece) => list.slice(piece * size, (piece + 1) * size));
}

/**
 * A decision on one of many, which nobody looks at one by one: a text that waits goes into empty fields only, so that no words of a person are
 * replaced unseen. Keywords join others, and what is written already is there.
 */
export const decisionOnMember = ({ id, version, field }: Member, decision: ReviewVerdict, queue: ReviewQueue): Decision => ({
  id,
  decision,
  value: null,
  expectedVersion: version,
  seenValue: queue === 'Pending' && field !== 'Keywords' ? '' : null,
});

/** What came of deciding many. */
export interface Tally {
  readonly done: readonly DecisionOutcome[];
  readonly missed: readonly DecisionOutcome[];
}

export const tallyOf = (outcomes: readonly DecisionOutcome[]): Tally => ({
  done: outcomes.filter(({ result }) => result === 'Done'),
  missed: outcomes.filter(({ result }) => result !== 'Done'),
});
