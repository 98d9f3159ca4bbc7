import type { ItemState } from '../api/index.js';
import type { PlainTextKey, Reader, TextKey, Texts } from './say.js';
import { ago, clockTime } from './time.js';

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
  Throttled: 'stateWaitingRate',
  OutOfCredit: 'stateWaitingCredit',
  Unauthorised: 'stateWaitingKey',
  Misconfigured: 'stateWaitingSettings',
  Unavailable: 'stateWaitingProvider',
  Malformed: 'stateWaitingAnswer',
  OverBudget: 'stateWaitingBudget',
};

const reasons: Readonly<Record<string, PlainTextKey>> = {
  Throttled: 'reasonThrottled',
  OutOfCredit: 'reasonOutOfCredit',
  Unauthorised: 'reasonUnauthorised',
  Misconfigured: 'reasonMisconfigured',
  BadImage: 'reasonBadImage',
  Refused: 'reasonRefused',
  Malformed: 'reasonMalformed',
  Unavailable: 'reasonUnavailable',
  OverBudget: 'reasonOverBudget',
  Paused: 'reasonPaused',
  FileMissing: 'reasonFileMissing',
  FileEmpty: 'reasonFileEmpty',
  FileTooLarge: 'reasonFileTooLarge',
  NotAnImage: 'reasonNotAnImage',
  Svg: 'reasonSvg',
  CutOff: 'reasonCutOff',
  TooManyPixels: 'reasonTooManyPixels',
  TooSmall: 'reasonTooSmall',
  CannotConvert: 'reasonCannotConvert',
  Trashed: 'reasonTrashed',
  NotWritten: 'reasonNotWritten',
  Unexpected: 'reasonUnexpected',
};

/** Why an item ended as it did. A code this screen has no words for is told in the server's words. */
function why(facts: StateFacts, { say }: Reader): string {
  const known = facts.reasonCode === null ? undefined : reasons[facts.reasonCode];
  return known ? say(known) : (facts.reason ?? say('reasonUnknown'));
}

function waiting(facts: StateFacts, reader: Reader): string {
  if (facts.reasonCode === 'NotSetUp') return reader.say('stateWaitingSetup');
  const later = facts.dueAt !== null && new Date(facts.dueAt) > reader.now ? clockTime(facts.dueAt, reader) : null;
  if (later === null) return reader.say('stateWaitingTurn');
  return reader.say((facts.reasonCode ? waitingFor[facts.reasonCode] : undefined) ?? 'stateWaitingUntil', later);
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
      return say('stateDone', ago(facts.changedAt ?? reader.now.toISOString(), reader));
    case 'Skipped':
      return facts.reasonCode === 'imported' ? say('stateSkippedImport') : say('stateSkipped', why(facts, reader));
    case 'Failed':
      return say('stateFailed', facts.attempts, why(facts, reader));
    case 'Ignored':
      return say('stateIgnored');
  }
}

const blocking = new Set(['NotSetUp', 'OutOfCredit', 'Unauthorised', 'Misconfigured', 'OverBudget', 'Paused']);

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
