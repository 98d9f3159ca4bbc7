import type { ItemState } from '../api/index.js';
import type { PlainTextKey, Reader, TextKey, Texts } from './say.js';
import { ago, clockTime, isJustNow } from './time.js';

/** What the state of an item depends on. */
export interface StateFacts {
  readonly state: ItemState;
  readonly dueAt: string | null;
  readonly changedAt: string | null;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly attempts: number;
}

/** How a state is meant: how it is coloured, and whether it will change by itself. */
export type Tone = 'quiet' | 'busy' | 'good' | 'attention';

type TimedTextKey = { [Key in TextKey]: Texts[Key] extends (time: string) => string ? Key : never }[TextKey];

const waitingFor: Readonly<Record<string, TimedTextKey>> = {
  Throttled: 'stateWaitingSlowed',
  RateLimit: 'stateWaitingRate',
  Concurrency: 'stateWaitingPlace',
  LookedAtAlready: 'stateWaitingSame',
  OutOfCredit: 'stateWaitingCredit',
  Unauthorised: 'stateWaitingKey',
  Misconfigured: 'stateWaitingSettings',
  Unavailable: 'stateWaitingProvider',
  Malformed: 'stateWaitingAnswer',
  OverBudget: 'stateWaitingBudget',
  BudgetReserved: 'stateWaitingReserved',
  PriceUnknown: 'stateWaitingPrice',
  NotWritten: 'stateWaitingSave',
  Interrupted: 'stateWaitingStopped',
  Unexpected: 'stateWaitingUnexpected',
};

const reasons: Readonly<Record<string, PlainTextKey>> = {
  Throttled: 'reasonThrottled',
  RateLimit: 'reasonRateLimit',
  Concurrency: 'reasonConcurrency',
  LookedAtAlready: 'reasonLookedAtAlready',
  FileReplaced: 'reasonFileReplaced',
  Ignored: 'runReasonIgnored',
  OutOfCredit: 'reasonOutOfCredit',
  Unauthorised: 'reasonUnauthorised',
  Misconfigured: 'reasonMisconfigured',
  BadImage: 'reasonBadImage',
  Refused: 'reasonRefused',
  Malformed: 'reasonMalformed',
  Unavailable: 'reasonUnavailable',
  OverBudget: 'reasonOverBudget',
  Paused: 'reasonPaused',
  ModelDrifted: 'reasonDrifted',
  FileMissing: 'reasonFileMissing',
  FileEmpty: 'reasonFileEmpty',
  FileTooLarge: 'reasonFileTooLarge',
  NotAnImage: 'reasonNotAnImage',
  Svg: 'reasonSvg',
  CutOff: 'reasonCutOff',
  Damaged: 'reasonDamaged',
  TooManyPixels: 'reasonTooManyPixels',
  TooSmall: 'reasonTooSmall',
  CannotConvert: 'reasonCannotConvert',
  Trashed: 'reasonTrashed',
  Excluded: 'reasonExcluded',
  NotWritten: 'reasonNotWritten',
  Interrupted: 'reasonStopped',
  Unexpected: 'reasonUnexpected',
  BatchExpired: 'givenUpBatchExpired',
  BatchLost: 'givenUpBatchLost',
};

/** Why an item ended as it did. A code this screen has no words for is told in the server's words. */
function why(facts: StateFacts, reader: Reader): string {
  const known = facts.reasonCode === null ? null : reasonInWords(facts.reasonCode, reader);
  return known ?? facts.reason ?? reader.say('reasonUnknown');
}

/** A reason's stable word as a sentence; null where this screen has none for it. */
export function reasonInWords(reasonCode: string, { say }: Reader): string | null {
  const known = reasons[reasonCode];
  return known ? say(known) : null;
}

function waiting(facts: StateFacts, reader: Reader): string {
  if (facts.reasonCode === 'NotSetUp') return reader.say('stateWaitingSetup');
  if (facts.reasonCode === 'InBatch') return reader.say('stateWaitingBatch');
  if (facts.reasonCode === 'Paused') return reader.say('stateWaitingPaused');
  if (facts.reasonCode === 'ModelDrifted') return reader.say('stateWaitingDrifted');
  const later = facts.dueAt !== null && new Date(facts.dueAt) > reader.now ? clockTime(facts.dueAt, reader) : null;
  if (later === null) return reader.say('stateWaitingTurn');
  return reader.say((facts.reasonCode ? waitingFor[facts.reasonCode] : undefined) ?? 'stateWaitingUntil', later);
}

function done(facts: StateFacts, reader: Reader): string {
  const when = facts.changedAt ?? reader.now.toISOString();
  return isJustNow(when, reader) ? reader.say('stateDoneNow') : reader.say('stateDone', ago(when, reader));
}

/** The state of an item as a sentence. */
export function stateInWords(facts: StateFacts, reader: Reader): string {
  const { say } = reader;
  switch (facts.state) {
    case 'NotQueued':
      return say('stateNotQueued');
    case 'Waiting':
      return waiting(facts, reader);
    case 'Working':
      return say('stateWorking');
    case 'Done':
      return done(facts, reader);
    case 'Skipped':
      return facts.reasonCode === 'imported' ? say('stateSkippedImport') : say('stateSkipped', why(facts, reader));
    case 'Failed':
      return say('stateFailed', facts.attempts, why(facts, reader));
    case 'Ignored':
      return say('stateIgnored');
  }
}

const blocking = new Set(['NotSetUp', 'OutOfCredit', 'Unauthorised', 'Misconfigured', 'OverBudget', 'PriceUnknown', 'Paused', 'ModelDrifted']);

const detailed = new Set(['OutOfCredit', 'Unauthorised', 'Misconfigured', 'OverBudget', 'PriceUnknown']);

/** What the server says beyond the state, where it helps: which budget or setting, by its key, or how the provider failed. */
export function detailOf({ state, reasonCode, reason }: StateFacts): string | null {
  const helps = state === 'Failed' || (state === 'Waiting' && reasonCode !== null && detailed.has(reasonCode));
  return helps ? reason : null;
}

/** How the state is meant. */
export function toneOf(facts: StateFacts): Tone {
  switch (facts.state) {
    case 'Done':
      return 'good';
    case 'Working':
      return 'busy';
    case 'Waiting':
      return facts.reasonCode !== null && blocking.has(facts.reasonCode) ? 'attention' : 'busy';
    case 'Skipped':
    case 'Failed':
      return 'attention';
    case 'NotQueued':
    case 'Ignored':
      return 'quiet';
  }
}

/** How long until it is worth asking again, in milliseconds; null where the state will not change by itself. */
export function nextLook(facts: StateFacts, now: Date): number | null {
  if (facts.state === 'Working') return 1_500;
  if (facts.state !== 'Waiting') return null;
  const untilDue = facts.dueAt === null ? 0 : new Date(facts.dueAt).getTime() - now.getTime();
  return Math.min(Math.max(untilDue, 2_000), 15_000);
}
