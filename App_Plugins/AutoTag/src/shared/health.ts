import type { ConnectionHealth } from '../api/index.js';
import type { Reader } from './say.js';
import { clockTime } from './time.js';

/** True for a connection that only an administrator lets go on. */
export const waitsForAdmin = (health: ConnectionHealth): boolean => health === 'Paused' || health === 'Drifted';

/** How a connection is doing, and when it is tried again, as sentences. */
export function healthInWords({ health, until }: { health: ConnectionHealth; until: string | null }, reader: Reader): string {
  const next = until !== null && new Date(until) > reader.now ? clockTime(until, reader) : null;
  const { say } = reader;
  const withNext = (sentence: string) => (next === null ? sentence : `${sentence} ${say('healthNextTry', next)}`);
  switch (health) {
    case 'Ok':
      return say('healthOk');
    case 'Throttled':
      return next === null ? say('healthOk') : say('healthThrottled', next);
    case 'OutOfCredit':
      return withNext(say('healthOutOfCredit'));
    case 'Unauthorised':
      return withNext(say('healthUnauthorised'));
    case 'Misconfigured':
      return withNext(say('healthMisconfigured'));
    case 'Unavailable':
      return withNext(say('healthUnavailable'));
    case 'Paused':
      return say('healthPaused');
    case 'Drifted':
      return say('healthDrifted');
  }
}
